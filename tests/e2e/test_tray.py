# SPDX-License-Identifier: GPL-3.0-or-later
"""Quick lookup from both kinds of system tray, and from the command line."""
from coffret_e2e import case, clipboard, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.program import Program
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
