#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as it starts at login: locked, its window hidden, an icon in the tray and nothing else.

hidden.py PROFILE COMMAND...  prints one JSON object: milliseconds from exec until the icon is registered with the desktop, the
memory held once the program has come to rest, and how often it wakes up a second from then on. Needs a session bus. Of
/usr/bin/python3 and no other, because that one has gi.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

from gi.repository import Gio, GLib

WATCHER = """<node><interface name="org.kde.StatusNotifierWatcher">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
<property name="RegisteredStatusNotifierItems" type="as" access="read"/>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
<property name="ProtocolVersion" type="i" access="read"/>
</interface></node>"""
LIMIT_MS = 30_000
REST_SECONDS = 1.5
WATCHED_SECONDS = 5
ACCOUNT = {"id": "0b0f6a2e-5f0e-4f6e-9a53-6a3a3f6f2f01", "name": "Away", "service": "commandk", "server": "https://127.0.0.1:9"}


def at_rest(pid):
    """Waits until the process has used no processor time for a while."""
    used, since = None, time.monotonic()
    while time.monotonic() - since < REST_SECONDS:
        time.sleep(0.1)
        now = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        if now != used:
            used, since = now, time.monotonic()


def memory_kb(pid, *fields):
    lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.split(":")[0] in fields)


def switches(pid):
    """How often all its threads were woken up so far."""
    return sum(int(line.split()[1]) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()
               for line in (task / "status").read_text().splitlines() if line.startswith("voluntary_ctxt_switches"))


class Watcher:
    """The desktop's side of the tray."""

    def __init__(self, on_icon):
        self._on_icon = on_icon
        self._bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(WATCHER).interfaces[0]
        self._bus.register_object("/StatusNotifierWatcher", interface, self._called, self._asked, None)
        Gio.bus_own_name_on_connection(self._bus, interface.name, Gio.BusNameOwnerFlags.NONE, None, None)

    def _called(self, _bus, _sender, _path, _interface, method, _arguments, invocation):
        invocation.return_value(None)
        if method == "RegisterStatusNotifierItem":
            self._on_icon()

    @staticmethod
    def _asked(_bus, _sender, _path, _interface, name):
        return {"RegisteredStatusNotifierItems": GLib.Variant("as", []), "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
                "ProtocolVersion": GLib.Variant("i", 0)}[name]


def main():
    profile, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
    profile.mkdir(mode=0o700, exist_ok=True)
    (profile / "settings.json").write_text(json.dumps({"version": 1, "accounts": [ACCOUNT]}))
    loop = GLib.MainLoop()
    shown = []
    Watcher(lambda: (shown.append(time.monotonic()), loop.quit()))
    GLib.timeout_add(LIMIT_MS, loop.quit)
    GLib.timeout_add(100, lambda: loop.quit())  # the name is owned
    loop.run()
    begun = time.monotonic()
    process = subprocess.Popen([*command, "--profile", str(profile), "--minimized"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    loop.run()
    if not shown:
        sys.exit("hidden.py: no icon was registered")
    at_rest(process.pid)
    before = switches(process.pid)
    time.sleep(WATCHED_SECONDS)
    print(json.dumps({"shown_ms": (shown[0] - begun) * 1000, "rss_kb": memory_kb(process.pid, "Rss"),
                      "uss_kb": memory_kb(process.pid, "Private_Clean", "Private_Dirty"),
                      "wakeups": (switches(process.pid) - before) / WATCHED_SECONDS}))
    process.terminate()
    process.wait(timeout=20)


if __name__ == "__main__":
    main()
