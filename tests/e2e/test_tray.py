# SPDX-License-Identifier: GPL-3.0-or-later
"""Quick lookup from both kinds of system tray, and from the command line."""
import json
import socket

from coffret_e2e import case, clipboard, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.program import SESSION, Program
from coffret_e2e.trays import StatusNotifierTray, XEmbedTray
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

NAME = "PostgreSQL read replica"


class QuickLookupCase(DesktopCase):
    def start_coffret(self, *arguments):
        type(self).desktop = Coffret(*arguments)
        self.addCleanup(self.desktop.end)
        return self.desktop

    def palette(self):
        return self.desktop.find("frame", "Quick lookup") or self.desktop.find("dialog", "Quick lookup")

    def wait_palette(self):
        self.desktop.wait_focus("text", "Quick lookup")

    def copies_by_keyboard(self):
        """Letters, Enter: the value is on the clipboard and the palette is gone."""
        self.wait_palette()
        screen.type_text("read repl")
        first = self.desktop.wait_for("list-item", starting_with(NAME), selected=True)
        self.assertTrue(first)
        screen.press("Return")
        self.desktop.wait_gone("text", "Quick lookup")
        values = {self.vault.value(vault, NAME) for vault in ("v5", "v4")}
        wait_until(lambda: clipboard.read() in values, "the value is on the clipboard")


class InTheTray(QuickLookupCase):
    def from_the_tray(self, make_tray):
        tray = make_tray()
        self.addCleanup(tray.end)
        coffret = self.start_coffret("--demo")
        self.vault = DemoVault(coffret.program)
        wait_until(coffret.rows, "the first account's secrets", seconds=60)
        tray.click(coffret.program)
        self.copies_by_keyboard()
        tray.click(coffret.program)
        self.wait_palette()
        self.assertEqual(coffret.bus.text(coffret.focused()), "", "the last query is forgotten")
        screen.press("Escape")
        coffret.wait_focus("text", "Search secrets")
        screen.press("alt+F4")
        wait_until(lambda: not coffret.find("list", "Secrets"), "the window is closed to the tray")
        wait_until(lambda: screen.keyboard_window() not in screen.windows_of(coffret.program.pid), "the window manager is done with it")
        self.assertTrue(coffret.program.running)
        tray.click(coffret.program)
        self.copies_by_keyboard()
        return tray, coffret

    def test_xembed(self):
        self.from_the_tray(XEmbedTray)

    def test_status_notifier(self):
        tray, coffret = self.from_the_tray(StatusNotifierTray)
        told = tray.everything_told(coffret.program)
        self.assertIn("Quick lookup", told)
        self.assertNotIn(NAME, told, "the menu is readable for every program of the session")


class AtLogin(QuickLookupCase):
    """Started hidden by the desktop: nothing but an icon, and nothing asked of a server or of gpg."""

    def setUp(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.setblocking(False)
        self.addCleanup(self.server.close)
        profile = SESSION / self.id()
        profile.mkdir(mode=0o700)
        account = {"id": "3d0e7a52-0d5c-4f0f-8b55-0f6a51fb2c01", "name": "Away", "service": "passbolt", "keyFingerprint": "A" * 40,
                   "serverFingerprint": "B" * 40, "server": f"https://127.0.0.1:{self.server.getsockname()[1]}"}
        (profile / "settings.json").write_text(json.dumps({"version": 1, "accounts": [account]}))
        self.profile = str(profile)

    def was_called(self):
        try:
            self.server.accept()[0].close()
            return True
        except BlockingIOError:
            return False

    def test_starts_locked_and_unlocks_when_something_is_wanted(self):
        tray = XEmbedTray()
        self.addCleanup(tray.end)
        coffret = self.start_coffret("--minimized", "--profile", self.profile)
        wait_until(lambda: tray.icon_position(coffret.program), "the icon in the tray")
        self.assertEqual(len(screen.windows_of(coffret.program.pid)), 1, "the icon alone")
        self.assertFalse(self.was_called())
        tray.click(coffret.program)
        self.wait_palette()
        wait_until(self.was_called, "the account is opened now")

    def test_without_a_tray_there_is_a_window(self):
        coffret = self.start_coffret("--minimized", "--profile", self.profile)
        coffret.wait_for("push-button", "Unlock", seconds=30)
        self.assertFalse(self.was_called())


class FromTheCommandLine(QuickLookupCase):
    def test_quick_starts_with_the_palette(self):
        coffret = self.start_coffret("--demo", "--quick")
        self.vault = DemoVault(coffret.program)
        self.wait_palette()
        self.assertEqual(len(screen.windows_of(coffret.program.pid)), 1, "the palette alone")
        self.copies_by_keyboard()

    def test_quick_asks_the_running_program(self):
        self.start_coffret()
        self.desktop.wait_for("heading", "Where are your secrets?")
        second = Program([case.os.environ["COFFRET"], "--quick"])
        self.addCleanup(second.end)
        self.assertEqual(second.wait_for_end(), (0, []))
        self.wait_palette()
        screen.press("Escape")
        self.desktop.wait_gone("text", "Quick lookup")


if __name__ == "__main__":
    case.main()
