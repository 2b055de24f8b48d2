# SPDX-License-Identifier: GPL-3.0-or-later
"""backend.py NAME: the desktop's half behind the real xdg-desktop-portal. It does what a test tells it at /org/coffret/Test, and
says what it was asked for."""
import json
import sys

import dbus
import dbus.lowlevel
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

ROOT = "/org/freedesktop/portal/desktop"
IMPL = "org.freedesktop.impl.portal."
SHORTCUTS = IMPL + "GlobalShortcuts"
REMOTE = IMPL + "RemoteDesktop"
BACKGROUND = IMPL + "Background"
SETTINGS = IMPL + "Settings"
TEST = "org.coffret.Test"
SILENCE = 99  # an answer that is none: the desktop's dialog stays open
PROPERTIES = {SHORTCUTS: {"version": dbus.UInt32(1)},
              REMOTE: {"version": dbus.UInt32(1), "AvailableDeviceTypes": dbus.UInt32(1)},
              BACKGROUND: {}, SETTINGS: {"version": dbus.UInt32(1)}}


class Session(dbus.service.Object):
    """An open session, until either side closes it."""

    def __init__(self, bus, path, desktop):
        super().__init__(bus, path)
        self._desktop = desktop

    @dbus.service.method(IMPL + "Session")
    def Close(self):
        self._desktop.note("closed")
        self._desktop.sessions.remove(self)
        self.remove_from_connection()

    @dbus.service.signal(IMPL + "Session")
    def Closed(self):
        pass


class Desktop(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, ROOT)
        self.bus = bus
        self.sessions = []
        self.answers = {}  # by method: what it answers with instead of 0
        self.trigger = ""  # what the desktop binds; empty: what was wished for
        self.keys_until_close = -1
        self.log = []

    def note(self, *what):
        self.log.append(what)

    def _answer(self, method, results=None):
        response = self.answers.get(method, 0)
        return dbus.UInt32(response), dbus.Dictionary({} if response else results or {}, signature="sv")

    def _open(self, path):
        self.sessions.append(Session(self.bus, path, self))

    def bound(self, shortcuts):
        """What a desktop makes of wishes; none when it was told to give none."""
        if self.trigger == "none":
            return dbus.Array([], signature="(sa{sv})")
        return dbus.Array([(name, dbus.Dictionary({"description": about.get("description", ""), "trigger_description":
                                                   self.trigger or about.get("preferred_trigger", "")}, signature="sv"))
                           for name, about in shortcuts], signature="(sa{sv})")

    # Shortcuts
    @dbus.service.method(SHORTCUTS, "oosa{sv}", "ua{sv}")
    def CreateSession(self, handle, session, app, options):
        self._open(session)
        return self._answer("CreateSession")

    @dbus.service.method(SHORTCUTS, "ooa(sa{sv})sa{sv}", "ua{sv}")
    def BindShortcuts(self, handle, session, shortcuts, window, options):
        self.shortcuts = shortcuts
        self.note("bind", [[str(name), str(about["description"]), str(about["preferred_trigger"])] for name, about in shortcuts])
        return self._answer("BindShortcuts", {"shortcuts": self.bound(shortcuts)})

    @dbus.service.signal(SHORTCUTS, "osta{sv}")
    def Activated(self, session, name, time, options):
        pass

    @dbus.service.signal(SHORTCUTS, "oa(sa{sv})")
    def ShortcutsChanged(self, session, shortcuts):
        pass

    # Background
    @dbus.service.method(BACKGROUND, "", "a{sv}")
    def GetAppState(self):
        return dbus.Dictionary({}, signature="sv")

    @dbus.service.method(BACKGROUND, "sbasu", "b")
    def EnableAutostart(self, app, enable, command, flags):
        self.note("autostart", bool(enable), [str(word) for word in command])
        return enable and not self.answers.get("EnableAutostart", 0)

    # Settings
    @dbus.service.method(SETTINGS, "as", "a{sa{sv}}")
    def ReadAll(self, groups):
        return dbus.Dictionary({}, signature="sa{sv}")

    @dbus.service.method(SETTINGS, "ss", "v")
    def Read(self, group, key):
        if key == "color-scheme":
            return dbus.UInt32(1, variant_level=1)
        raise dbus.DBusException("no such setting", name="org.freedesktop.portal.Error.NotFound")

    @dbus.service.method(dbus.PROPERTIES_IFACE, "ss", "v")
    def Get(self, interface, name):
        return PROPERTIES[interface][name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, "s", "a{sv}")
    def GetAll(self, interface):
        return dbus.Dictionary(PROPERTIES.get(interface, {}), signature="sv")


def remote(desktop, message):
    """Answers a call of the remote keyboard's interface. An object of dbus-python has one method of a name, and CreateSession is that
    of the shortcuts; so these come by a filter."""
    method, said = message.get_member(), message.get_args_list()
    reply = dbus.lowlevel.MethodReturnMessage(message)
    results = {}
    if method == "CreateSession":
        desktop._open(said[1])
    elif method == "SelectDevices":
        desktop.note("devices", {str(key): str(value) for key, value in said[3].items()})
    elif method == "Start":
        results = {"devices": dbus.UInt32(1), "persist_mode": dbus.UInt32(1),
                   "restore_data": dbus.Struct(("coffrettest", dbus.UInt32(1), dbus.String("data", variant_level=1)), signature="suv", variant_level=1)}
    elif method == "NotifyKeyboardKeysym":
        desktop.note("key", int(said[2]), int(said[3]))
        desktop.keys_until_close -= 1
        if desktop.keys_until_close == 0:
            desktop.sessions[-1].Closed()
        desktop.bus.send_message(reply)
        return
    response, answer = desktop._answer(method, results)
    reply.append(response, answer, signature="ua{sv}")
    desktop.bus.send_message(reply)


class Test(dbus.service.Object):
    """What a test asks of the desktop."""

    def __init__(self, bus, desktop):
        super().__init__(bus, "/org/coffret/Test")
        self._desktop = desktop

    @dbus.service.method(TEST, "", "s")
    def TakeLog(self):
        log, self._desktop.log = self._desktop.log, []
        return json.dumps(log)

    @dbus.service.method(TEST, "su", "")
    def Answer(self, method, response):
        self._desktop.answers[str(method)] = int(response)

    @dbus.service.method(TEST, "s", "")
    def SetTrigger(self, trigger):
        self._desktop.trigger = str(trigger)

    @dbus.service.method(TEST, "i", "")
    def CloseAfterKeys(self, count):
        self._desktop.keys_until_close = int(count)

    @dbus.service.method(TEST, "s", "")
    def Press(self, token):
        options = dbus.Dictionary({"activation_token": token} if token else {}, signature="sv")
        path = self._desktop.sessions[-1]._object_path
        self._desktop.Activated(path, "somebody-else's", dbus.UInt64(1), options)
        self._desktop.Activated(path, "quick-lookup", dbus.UInt64(2), options)

    @dbus.service.method(TEST, "", "")
    def Rebind(self):
        self._desktop.ShortcutsChanged(self._desktop.sessions[-1]._object_path, self._desktop.bound(self._desktop.shortcuts))

    @dbus.service.method(TEST, "", "")
    def CloseSession(self):
        self._desktop.sessions[-1].Closed()


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    desktop = Desktop(bus)

    def sort(connection, message):
        if message.get_type() == 1 and desktop.answers.get(str(message.get_member())) == SILENCE:
            desktop.note("waits", str(message.get_member()))
            return dbus.lowlevel.HANDLER_RESULT_HANDLED
        if message.get_interface() != REMOTE or message.get_type() != 1:
            return dbus.lowlevel.HANDLER_RESULT_NOT_YET_HANDLED
        remote(desktop, message)
        return dbus.lowlevel.HANDLER_RESULT_HANDLED

    bus.add_message_filter(sort)
    Test(bus, desktop)
    keep = dbus.service.BusName(sys.argv[1], bus)
    assert keep
    GLib.MainLoop().run()


main()
