# SPDX-License-Identifier: GPL-3.0-or-later
"""The two kinds of system tray that a Linux desktop may have, with real hosts: trayer (XEmbed) and xfce4-panel (StatusNotifier)."""
import os
import pathlib
import subprocess

from gi.repository import Gio, GLib

from . import screen
from .waiting import wait_until

WATCHER = "org.kde.StatusNotifierWatcher"
MENU = "com.canonical.dbusmenu"
ITEM = "org.kde.StatusNotifierItem"
PROPERTIES = "org.freedesktop.DBus.Properties"


class _Host:
    process = None
    _aside = 5

    def _start(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=10)

    def crash(self):
        self.process.kill()
        self.process.wait(timeout=10)

    def click(self, program, button=1):
        """A mouse click on the icon of the program. Never twice on the same spot, or two would make a double click."""
        x, y = wait_until(lambda: self.icon_position(program), "the icon in the tray")
        self._aside = -self._aside
        screen.click(x + self._aside, y, button)
        screen.move_away()


class XEmbedTray(_Host):
    def __init__(self):
        self._start("trayer", "--edge", "top", "--align", "right", "--widthtype", "request", "--height", "24")
        wait_until(lambda: screen.windows_of_class("trayer"), "trayer's panel")

    def icon_position(self, program):
        """Centre of the icon's window: the program's only small one."""
        for window in screen.windows_of(program.pid):
            if max(screen.window_size(window)) <= 64:
                return screen.window_centre(window)
        return None


# One panel with a tray and nothing else
_PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=2;x=1380;y=20"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
"""


class StatusNotifierTray(_Host):
    def __init__(self):
        folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "xfce4/xfconf/xfce-perchannel-xml")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "xfce4-panel.xml").write_text(_PANEL)
        self._bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self._start("xfce4-panel", "--disable-wm-check")
        self._tray_pid = wait_until(self._watcher_pid, "the panel watches for icons")

    def _ask(self, name, path, interface, member, arguments=None):
        try:
            return self._bus.call_sync(name, path, interface, member, arguments, None, 0, 5000, None)
        except GLib.Error:
            return None

    def _call(self, *arguments):
        answer = self._ask(*arguments)
        return answer and answer.unpack()

    def _watcher_pid(self):
        answer = self._call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                            GLib.Variant("(s)", (WATCHER,)))
        return answer and answer[0]

    def item(self, program):
        """The bus name of the program's icon, once it has registered."""
        answer = self._call(WATCHER, "/StatusNotifierWatcher", PROPERTIES, "Get",
                            GLib.Variant("(ss)", (WATCHER, "RegisteredStatusNotifierItems")))
        for entry in answer[0] if answer else []:
            name = entry.split("/", 1)[0]
            owner = self._call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                               GLib.Variant("(s)", (name,)))
            if owner and owner[0] == program.pid:
                return name
        return None

    def icon_position(self, program):
        """The tray is as wide as its only icon."""
        windows = screen.windows_of(self._tray_pid) if self.item(program) else []
        return screen.window_centre(windows[0]) if windows else None

    def _open_menu(self, name):
        """As a panel does before it shows the menu; answers what it is then told."""
        path, = self._call(name, "/StatusNotifierItem", PROPERTIES, "Get", GLib.Variant("(ss)", (ITEM, "Menu")))
        self._call(name, path, MENU, "AboutToShow", GLib.Variant("(i)", (0,)))
        return path, self._call(name, path, MENU, "GetLayout", GLib.Variant("(iias)", (0, -1, [])))

    def everything_told(self, program):
        """All properties of the icon and its whole menu, opened, as text."""
        name = wait_until(lambda: self.item(program), "the icon registers")
        properties = self._ask(name, "/StatusNotifierItem", PROPERTIES, "GetAll", GLib.Variant("(s)", (ITEM,)))
        return f"{properties.print_(False)}\n{self._open_menu(name)[1]}"  # printed, because its pictures take seconds to unpack

    def entries(self, program):
        """Labels of the entries that the opened menu shows, and what answers when one is chosen; those of sub-menus, too."""
        name = wait_until(lambda: self.item(program), "the icon registers")
        path, (_, root) = self._open_menu(name)
        found = {}

        def walk(node):
            number, properties, children = node
            if not properties.get("visible", True):
                return
            if properties.get("label"):
                found[properties["label"].replace("_", "")] = lambda: self._call(
                    name, path, MENU, "Event", GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("s", ""), 0)))
            for child in children:
                walk(child)

        walk(root)
        return found

    def choose(self, program, label):
        wait_until(lambda: self.entries(program).get(label), f"{label} is in the menu")()
