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
from coffret_e2e.waiting import holds_for, wait_until

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
        coffret.close_window()
        tray.click(coffret.program)
        self.copies_by_keyboard()
        return tray, coffret

    def copied(self, does):
        """What does() puts on the clipboard."""
        before = clipboard.Owner(b"something else")
        self.addCleanup(before.end)
        wait_until(lambda: clipboard.read() == b"something else", "another program has copied something")
        does()
        return wait_until(lambda: (now := clipboard.read()) != b"something else" and now, "something is copied")

    def test_xembed(self):
        tray, coffret = self.from_the_tray(XEmbedTray)

        def choose_first_name():
            tray.click(coffret.program, button=3)
            wait_until(lambda: len(screen.windows_of(coffret.program.pid)) == 2, "the icon and its menu")
            screen.save_screenshot(case.OUT / "tray-menu.png")
            screen.press("Down", "Down", "Return")  # past the quick lookup; the heading is no entry

        self.assertIn(self.copied(choose_first_name), {self.vault.value(vault, NAME) for vault in ("v5", "v4")})
        self.assertFalse(coffret.find("text", "Quick lookup"), "without the palette")
        self.assertFalse(coffret.find("list", "Secrets"), "and without the window")

    def test_t20_status_notifier(self):
        tray, coffret = self.from_the_tray(StatusNotifierTray)
        told = tray.everything_told(coffret.program)
        self.assertIn("Recent…", told)
        self.assertNotIn(NAME, told, "the menu is readable for every program of the session")
        tray.choose(coffret.program, "Open Coffret")
        coffret.wait_focus("text", "Search secrets")
        coffret.toggle_setting("Names in the tray menu")
        coffret.close_window()
        entries = tray.entries(coffret.program)
        self.assertNotIn("Recent…", entries)
        self.assertIn(self.copied(entries[NAME]), {self.vault.value(vault, NAME) for vault in ("v5", "v4")})
        self.copies_a_code(tray, coffret)
        self.locks_without_a_window(tray, coffret)

    def copies_a_code(self, tray, coffret):
        labels = list(tray.entries(coffret.program))
        after = labels[labels.index("Copy a one-time code") + 1]
        self.assertRegex(self.copied(tray.entries(coffret.program)[after]), rb"^[0-9]{6,8}$")

    def locks_without_a_window(self, tray, coffret):
        tray.choose(coffret.program, "Lock")
        wait_until(lambda: "Unlock" in tray.entries(coffret.program), "locked")
        holds_for(lambda: not screen.windows_of(coffret.program.pid), 1, "no window shows itself")
        told = tray.everything_told(coffret.program)
        self.assertIn("Coffret: locked", told)
        self.assertNotIn(NAME, told)


class WithoutATray(QuickLookupCase):
    def state_in_settings(self):
        screen.press("ctrl+comma")
        self.desktop.wait_focus("text", "Search settings")
        screen.type_text("tray icon")
        self.desktop.wait_for("label", "Tray icon")
        said = self.desktop.everything_said()
        screen.press("Escape", "Escape")
        self.desktop.wait_gone("text", "Search settings")
        return "closing the window quits Coffret" not in said

    def test_a_tray_that_comes_and_crashes(self):
        coffret = self.start_coffret("--demo")
        wait_until(coffret.rows, "the first account's secrets", seconds=60)
        self.assertFalse(self.state_in_settings())
        tray = XEmbedTray()
        self.addCleanup(tray.end)
        wait_until(lambda: tray.icon_position(coffret.program), "the icon in the tray that came late")
        self.assertTrue(self.state_in_settings())
        coffret.close_window()
        tray.crash()
        coffret.wait_for("list", "Secrets")  # nobody could reach it otherwise
        again = XEmbedTray()
        self.addCleanup(again.end)
        wait_until(lambda: again.icon_position(coffret.program), "the icon is in the next tray, too")
        screen.activate(screen.windows_named("Coffret")[0])
        coffret.close_window()
        again.crash()
        coffret.wait_for("list", "Secrets")
        screen.activate(screen.windows_named("Coffret")[0])
        coffret.wait_focus()
        screen.press("alt+F4")
        self.assertEqual(coffret.program.wait_for_end(), (0, []))

    def test_a_panel_that_crashes(self):
        tray = StatusNotifierTray()
        self.addCleanup(tray.end)
        coffret = self.start_coffret("--demo")
        wait_until(coffret.rows, "the first account's secrets", seconds=60)
        wait_until(lambda: tray.item(coffret.program), "the icon registers")
        coffret.close_window()
        tray.crash()
        coffret.wait_for("list", "Secrets")


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
        wait_until(lambda: screen.managed_windows(coffret.program.pid), "what runs can be found")

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
