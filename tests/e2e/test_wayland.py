# SPDX-License-Identifier: GPL-3.0-or-later
"""On a Wayland compositor: from another program to a value on the clipboard and back, in six presses."""
import os
import subprocess
import time

from coffret_e2e import case, wayland
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.program import SESSION
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

NAME = "PostgreSQL read replica"
LETTERS = "repl"
AT_MOST = 6  # presses


class Wayland(DesktopCase):
    def setUp(self):
        wayland.bind("Ctrl+Mod1+space", [os.environ["COFFRET"], "--quick"])
        type(self).desktop = self.coffret = Coffret()
        self.addCleanup(self.coffret.end)
        self.coffret.press_button("Try the demo vault")
        self.vault = DemoVault(self.coffret.program)
        wait_until(self.coffret.rows, "the first account's secrets", seconds=60)
        self.other = self.start_another_program()

    def start_another_program(self):
        """A terminal with the keyboard, in which a line is awaited."""
        before = {window["id"] for window in wayland.windows()}
        self.line = SESSION / f"line-{time.monotonic_ns()}"
        process = subprocess.Popen(["foot", "sh", "-c", f"read -r line; printf %s \"$line\" >{self.line}.part; mv {self.line}.part {self.line}; sleep 600"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        window = wait_until(lambda: {window["id"] for window in wayland.windows()} - before, "the other window").pop()
        wayland.sway(f"[con_id={window}]", "focus")
        wait_until(lambda: wayland.keyboard_window() == window, "the other window has the keyboard")
        return window

    def copies_in_six_presses(self):
        values = {self.vault.value(vault, NAME) for vault in ("v5", "v4")}
        begun = time.monotonic()
        with wayland.counting() as pressed:
            wayland.press("ctrl+alt+space")
            self.coffret.wait_focus("text", "Quick lookup")
            shown = time.monotonic()
            wayland.type_text(LETTERS)
            self.coffret.wait_for("list-item", starting_with(NAME), selected=True, seconds=60)
            wayland.press("Return")
            self.assertLessEqual(pressed() + len(LETTERS), AT_MOST)
        wait_until(lambda: wayland.clipboard_text() in values, "the value is on the clipboard")
        print(f"keys to palette {shown - begun:.2f} s, to the clipboard {time.monotonic() - begun:.2f} s, most of it looking from outside")
        self.coffret.wait_gone("text", "Quick lookup")
        wait_until(lambda: wayland.keyboard_window() == self.other, "the keyboard is back where it was")
        wayland.press("ctrl+shift+v", "Return")
        wait_until(lambda: self.line.exists(), "the terminal got a line")
        self.assertIn(self.line.read_bytes(), values)

    def lock(self):
        window = wayland.windows_of(self.coffret.program.pid)[0]
        wayland.sway(f"[con_id={window}]", "focus")
        self.coffret.wait_focus()
        wayland.press("ctrl+l")
        self.coffret.wait_for("push-button", "Unlock")
        wayland.sway(f"[con_id={self.other}]", "focus")
        wait_until(lambda: wayland.keyboard_window() == self.other, "the other window has the keyboard")

    def test_while_locked(self):
        self.lock()
        self.copies_in_six_presses()

    def test_escape_goes_back(self):
        wayland.press("ctrl+alt+space")
        self.coffret.wait_focus("text", "Quick lookup")
        wayland.press("Escape")
        self.coffret.wait_gone("text", "Quick lookup")
        wait_until(lambda: wayland.keyboard_window() == self.other, "the keyboard is back where it was")

    def test_from_another_program_and_back(self):
        self.copies_in_six_presses()
        self.assertEqual(wayland.primary_text(), b"", "the primary selection is nobody's business")
        self.assertIn("x-kde-passwordManagerHint", wayland.clipboard_types())


if __name__ == "__main__":
    case.main()
