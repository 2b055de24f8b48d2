# SPDX-License-Identifier: GPL-3.0-or-later
"""Other starts of the program, which ask the one that runs; and the program on the session bus."""
import hashlib
import os
import pathlib
import subprocess

from gi.repository import Gio, GLib

from .program import SESSION

APPLICATION = "org.freedesktop.Application"


def environment(**changes):
    """Without a display: the commands need none."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return kept | {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"} | changes


def start(*arguments, **options):
    options.setdefault("env", environment())
    return subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=SESSION, **options)


def coffret(*arguments, **options):
    return start(os.environ["COFFRET"], *arguments, **options)


def result(process, seconds=60):
    """Exit code, output, and what it complained about."""
    out, error = process.communicate(timeout=seconds)
    return process.returncode, out, error.decode()


def run(*arguments, **options):
    return result(coffret(*arguments, **options))


def bus_name(profile=None):
    """The name of the program that runs on a named profile; none: on the user's own."""
    if profile is None:
        return "org.coffret.Coffret"
    folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "coffret/profiles", profile)
    return "org.coffret.Coffret.p" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def bus():
    return Gio.bus_get_sync(Gio.BusType.SESSION)


def call(name, method, arguments, seconds=20):
    """Calls the program as a desktop does; never starts it."""
    path = "/" + name.replace(".", "/")
    flags = Gio.DBusCallFlags.NO_AUTO_START
    return bus().call_sync(name, path, APPLICATION, method, arguments, None, flags, seconds * 1000, None)


def activate(name, data=None):
    return call(name, "Activate", GLib.Variant("(a{sv})", (data or {},)))


def activate_action(name, action, data=None):
    return call(name, "ActivateAction", GLib.Variant("(sava{sv})", (action, [], data or {})))


def has_owner(name):
    answer = bus().call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                             GLib.Variant("(s)", (name,)), None, 0, 5000, None)
    return answer.unpack()[0]


class FakeProgram:
    """Owns a name in place of the program and notes what it is asked."""
    INTERFACE = """<node><interface name="org.freedesktop.Application">
      <method name="Activate"><arg type="a{sv}" direction="in"/></method>
      <method name="ActivateAction"><arg type="s" direction="in"/><arg type="av" direction="in"/><arg type="a{sv}" direction="in"/></method>
    </interface></node>"""

    def __init__(self, name):
        self.calls = []
        self.connection = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(self.INTERFACE).interfaces[0]
        self.connection.register_object("/" + name.replace(".", "/"), interface, self._answer, None, None)
        self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                  GLib.Variant("(su)", (name, 4)), None, 0, 5000, None)

    def _answer(self, _connection, _sender, _path, _interface, method, arguments, invocation):
        self.calls.append((method, arguments.unpack()))
        invocation.return_value(None)

    def serve_until(self, process):
        """Answers until the other process has ended."""
        context = GLib.MainContext.default()
        GLib.timeout_add(20, lambda: True)
        while process.poll() is None:
            context.iteration(True)

    def end(self):
        self.connection.close_sync(None)
