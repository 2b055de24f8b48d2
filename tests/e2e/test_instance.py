# SPDX-License-Identifier: GPL-3.0-or-later
"""One program for each profile: a second start, the session bus and the socket reach it, and locking shows nothing."""
import os
import subprocess

from gi.repository import GLib

from coffret_e2e import case, commands, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret, DemoCase
from coffret_e2e.program import Program
from coffret_e2e.waiting import holds_for, wait_until

PROFILE = "one"


def stacking():
    """Every managed window, from the bottom to the top."""
    return screen.run("xprop", "-root", "_NET_CLIENT_LIST_STACKING")


class Instance(DemoCase):
    arguments = ("--profile", PROFILE)
    name = commands.bus_name(PROFILE)

    def setUp(self):
        if self.desktop.find("push-button", "Unlock"):
            self.desktop.press_button("Unlock")
        wait_until(self.desktop.rows, "unlocked")
        self.other = self.start_another_program()

    def locks_without_a_trace(self, lock):
        before = (screen.windows_of(self.desktop.program.pid), stacking())
        lock()
        self.desktop.wait_for("push-button", "Unlock")
        self.assertEqual((screen.windows_of(self.desktop.program.pid), stacking()), before)
        holds_for(lambda: screen.keyboard_window() == self.other and stacking() == before[1], 1, "nothing comes to the front")

    def test_lock_shows_nothing(self):
        self.locks_without_a_trace(lambda: self.assertEqual(commands.run("--lock", "--profile", PROFILE), (0, b"", "")))

    def test_lock_by_the_bus_shows_nothing(self):
        self.locks_without_a_trace(lambda: commands.activate_action(self.name, "lock"))

    def test_lock_without_a_bus_shows_nothing(self):
        nowhere = commands.environment(DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
        self.locks_without_a_trace(lambda: self.assertEqual(commands.run("--lock", "--profile", PROFILE, env=nowhere), (0, b"", "")))

    def test_lock_starts_nothing(self):
        self.assertEqual(commands.run("--lock", "--profile", "nobody"), (0, b"", ""))
        self.assertFalse(commands.has_owner(commands.bus_name("nobody")))

    def comes_to_the_front(self):
        window = self.desktop.window()
        wait_until(lambda: screen.keyboard_window() == window, "the window has the keyboard")

    def second_start(self, *arguments, **environment):
        second = Program([os.environ["COFFRET"], "--profile", PROFILE, *arguments], environment)
        self.addCleanup(second.end)
        self.assertEqual(second.wait_for_end(), (0, []))

    def test_a_second_start_shows_the_first(self):
        self.second_start()
        self.comes_to_the_front()

    def test_show(self):
        self.second_start("--show")
        self.comes_to_the_front()

    def test_a_second_start_without_a_bus_shows_the_first(self):
        self.second_start("--show", DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
        self.comes_to_the_front()

    def shows_the_lookup(self, ask):
        ask()
        self.desktop.wait_focus("text", "Quick lookup")
        screen.press("Escape")
        self.desktop.wait_gone("text", "Quick lookup")

    def test_quick(self):
        self.shows_the_lookup(lambda: self.second_start("--quick"))

    def test_quick_by_the_bus(self):
        self.shows_the_lookup(lambda: commands.activate_action(self.name, "quick"))

    def test_activate_and_open_by_the_bus(self):
        commands.activate(self.name)
        self.comes_to_the_front()
        screen.activate(self.other)
        commands.call(self.name, "Open", GLib.Variant("(asa{sv})", (["file:///x"], {})))
        self.comes_to_the_front()

    def test_another_action_is_refused(self):
        with self.assertRaises(GLib.Error):
            commands.activate_action(self.name, "reveal")

    def test_t31_another_user_does_not_reach_the_bus(self):
        if os.geteuid() != 0:
            print("becoming another user takes root: only our own user was looked at")
        else:
            call = ["dbus-send", "--session", "--print-reply", f"--dest={self.name}", "/" + self.name.replace(".", "/"),
                    "org.freedesktop.DBus.Peer.Ping"]
            self.assertEqual(subprocess.run(call, capture_output=True, timeout=20, check=False).returncode, 0)
            nobody = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
            done = subprocess.run(nobody + call, capture_output=True, timeout=20, check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertNotIn(b"method return", done.stdout)


class Starts(DesktopCase):
    def start(self, *arguments, **environment):
        program = Program([os.environ["COFFRET"], *arguments], environment)
        self.addCleanup(program.end)
        return program

    def test_the_users_own_profile_has_the_plain_name(self):
        self.start()
        wait_until(lambda: commands.has_owner("org.coffret.Coffret"), "the name is owned")

    def test_the_token_is_handed_over(self):
        other = commands.FakeProgram(commands.bus_name("fake"))
        self.addCleanup(other.end)
        for arguments, expected in ((("--show",), ("Activate", ())), (("--quick",), ("ActivateAction", ("quick", [])))):
            second = self.start("--profile", "fake", *arguments, XDG_ACTIVATION_TOKEN="a-token", DESKTOP_STARTUP_ID="")
            other.serve_until(second.process)
            self.assertEqual(second.wait_for_end(), (0, []))
            method, (*before, data) = other.calls.pop()
            self.assertEqual((method, tuple(before)), expected)
            self.assertEqual(data, {"activation-token": "a-token", "desktop-startup-id": "a-token"})

    def test_without_a_bus_the_socket_decides(self):
        nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        first = self.start("--profile", "quiet", **nowhere)
        wait_until(lambda: len(screen.windows_of(first.pid)) == 1, "the window")
        for environment in (nowhere, {}):  # without a bus, and with one that the first does not know
            second = self.start("--profile", "quiet", "--quick", **environment)
            self.assertEqual(second.wait_for_end(), (0, []))
            wait_until(lambda: len(screen.windows_of(first.pid)) == 2, "the quick lookup")
            screen.activate(screen.windows_named("Quick lookup")[0])
            screen.press("Escape")
            wait_until(lambda: len(screen.windows_of(first.pid)) == 1, "the quick lookup is gone")
        self.assertFalse(commands.has_owner(commands.bus_name("quiet")))

    def test_a_wish_that_comes_at_once_is_kept(self):
        first = self.start("--profile", "hurry")
        name = commands.bus_name("hurry")
        wait_until(lambda: commands.has_owner(name), "the name is owned", every=0.002)
        commands.activate_action(name, "quick")
        wait_until(lambda: len(screen.windows_of(first.pid)) == 2, "both windows")

    def test_a_service_started_for_a_lock_ends(self):
        service = self.start("--service", "--profile", "service")
        name = commands.bus_name("service")
        wait_until(lambda: commands.has_owner(name), "the name is owned")
        commands.activate_action(name, "lock")
        self.assertEqual(service.wait_for_end(), (0, []))

    def test_a_service_shows_what_it_was_started_for(self):
        service = self.start("--service", "--profile", "service")
        name = commands.bus_name("service")
        wait_until(lambda: commands.has_owner(name), "the name is owned")
        self.assertEqual(screen.windows_of(service.pid), [])
        commands.activate(name)
        wait_until(lambda: len(screen.windows_of(service.pid)) == 1, "the window")

    def test_two_at_once_are_one(self):
        starts = [self.start("--profile", "twins") for _ in range(4)]
        wait_until(lambda: sum(one.running for one in starts) == 1, "one is left", seconds=40)
        self.assertEqual(sorted(one.process.returncode for one in starts if not one.running), [0, 0, 0])
        left = next(one for one in starts if one.running)
        wait_until(lambda: screen.windows_of(left.pid), "its window")


if __name__ == "__main__":
    case.main()
