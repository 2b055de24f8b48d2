# SPDX-License-Identifier: GPL-3.0-or-later
"""The session bus as other programs of the session see it: calls, notifications, and everything that is said there."""
import json
import pathlib
import subprocess
import sys

from gi.repository import Gio, GLib

from .program import SESSION
from .waiting import wait_until

NOTIFICATIONS = "org.freedesktop.Notifications"


def call(name, path, interface, member, arguments=None):
    """The answer, unpacked; None where there is none."""
    try:
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        return bus.call_sync(name, path, interface, member, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 5000, None).unpack()
    except GLib.Error:
        return None


def has_owner(name):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (name,)))[0]


class _Helper:
    def _start(self, *command, **streams):
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **streams)

    def end(self):
        self._process.terminate()
        self._process.wait(timeout=10)


class NotificationDaemon(_Helper):
    def __init__(self):
        self._file = SESSION / "notifications.jsonl"
        self._start(sys.executable, pathlib.Path(__file__).with_name("notificationdaemon.py"), self._file)
        wait_until(lambda: has_owner(NOTIFICATIONS), "somebody shows notifications")

    def log(self):
        """What it was asked so far: ["shown", number, title, text, actions] and ["closed", number]."""
        text = self._file.read_text(encoding="utf-8") if self._file.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    def shown(self):
        return [row for row in self.log() if row[0] == "shown"]

    def open_ones(self):
        numbers = {}
        for row in self.log():
            if row[0] == "shown":
                numbers[row[1]] = row
            else:
                numbers.pop(row[1], None)
        return list(numbers.values())

    def choose(self, number, action):
        call(NOTIFICATIONS, "/org/freedesktop/Notifications", "org.coffret.Test", "Choose", GLib.Variant("(us)", (number, action)))


class Eavesdropper(_Helper):
    """Writes down every message on the bus, as any program of the session could."""

    def __init__(self):
        self._file = SESSION / "messages.txt"
        with open(self._file, "wb") as output:
            self._start("dbus-monitor", "--session", stdout=output, stderr=subprocess.DEVNULL)
        wait_until(lambda: self.everything(), "the first message is heard")

    def everything(self):
        return self._file.read_bytes()
