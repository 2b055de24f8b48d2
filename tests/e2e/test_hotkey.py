# SPDX-License-Identifier: GPL-3.0-or-later
"""From another program to a value on the clipboard and back: one chord, four letters, Enter."""
import time

from coffret_e2e import case, clipboard, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.trays import XEmbedTray
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

NAME = "PostgreSQL read replica"
LETTERS = "repl"
KEYS = "ctrl+alt+space"
AT_MOST = 6  # presses


class Hotkey(DesktopCase):
    def setUp(self):
        tray = XEmbedTray()
        self.addCleanup(tray.end)
        type(self).desktop = self.coffret = Coffret("--demo")
        self.addCleanup(self.coffret.end)
        self.vault = DemoVault(self.coffret.program)
        wait_until(self.coffret.rows, "the first account's secrets", seconds=60)
        self.other = self.start_another_program()

    def copies_in_six_presses(self):
        values = {self.vault.value(vault, NAME) for vault in ("v5", "v4")}
        begun = time.monotonic()
        with screen.counting() as pressed:
            screen.press(KEYS)
            self.coffret.wait_focus("text", "Quick lookup")
            shown = time.monotonic()
            screen.type_text(LETTERS)
            self.coffret.wait_for("list-item", starting_with(NAME), selected=True, seconds=60)
            screen.press("Return")
            self.assertLessEqual(pressed() + len(LETTERS), AT_MOST)
        wait_until(lambda: clipboard.read() in values, "the value is on the clipboard")
        print(f"hotkey to palette {shown - begun:.2f} s, to the clipboard {time.monotonic() - begun:.2f} s, most of it looking from outside")
        self.coffret.wait_gone("text", "Quick lookup")
        wait_until(lambda: screen.keyboard_window() == self.other, "the keyboard is back where it was")

    def test_from_another_program_and_back(self):
        self.copies_in_six_presses()

    def test_with_the_window_closed(self):
        screen.activate(screen.windows_named("Coffret")[0])
        self.coffret.wait_focus("text", "Search secrets")
        screen.press("alt+F4")
        wait_until(lambda: not self.coffret.find("list", "Secrets"), "the window is closed to the tray")
        screen.activate(self.other)
        self.copies_in_six_presses()

    def test_while_locked(self):
        screen.activate(screen.windows_named("Coffret")[0])
        self.coffret.wait_focus()
        screen.press("ctrl+l")
        self.coffret.wait_for("push-button", "Unlock")
        screen.activate(self.other)
        wait_until(lambda: screen.keyboard_window() == self.other, "the other window has the keyboard")
        self.copies_in_six_presses()

    def test_escape_goes_back(self):
        screen.press(KEYS)
        self.coffret.wait_focus("text", "Quick lookup")
        screen.press("Escape")
        self.coffret.wait_gone("text", "Quick lookup")
        wait_until(lambda: screen.keyboard_window() == self.other, "the keyboard is back where it was")


if __name__ == "__main__":
    case.main()
