#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification daemon that shows nothing and writes down, one JSON list a line, what it was asked. Argument: the file.
org.coffret.Test.Choose(id, action) is what a person's click does."""
import json
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"


class Daemon(dbus.service.Object):
    def __init__(self, bus, path):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self._file = open(path, "a", encoding="utf-8")
        self._next = 0

    def _note(self, *what):
        print(json.dumps(what), file=self._file, flush=True)

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["body", "actions", "body-markup"]

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, program, replaces, icon, title, text, actions, hints, timeout):
        if not replaces:
            self._next += 1
        number = int(replaces or self._next)
        self._note("shown", number, str(title), str(text), [str(action) for action in actions])
        return number

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, number):
        self._note("closed", int(number))
        self.NotificationClosed(number, 3)

    @dbus.service.method("org.coffret.Test", in_signature="us")
    def Choose(self, number, action):
        self.ActionInvoked(number, action)

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, number, action):
        pass

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, number, reason):
        pass


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
session = dbus.SessionBus()
daemon = Daemon(session, sys.argv[1])
name = dbus.service.BusName(NAME, session)
GLib.MainLoop().run()
