# SPDX-License-Identifier: GPL-3.0-or-later
"""A password into the field of another program, from the quick lookup and from the window, without the clipboard."""
import pathlib
import subprocess

from coffret_e2e import case, clipboard, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.program import SESSION
from coffret_e2e.trays import XEmbedTray
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

NAME = "PostgreSQL read replica"
TITLE = "Sign in to the replica"
FIELD = pathlib.Path(__file__).parent.parent / "support" / "gtkfield.py"


class Typing(DesktopCase):
    @classmethod
    def setUpClass(cls):
        tray = XEmbedTray()
        cls.addClassCleanup(tray.end)
        cls.desktop = cls.coffret = Coffret("--demo")
        cls.addClassCleanup(cls.coffret.end)
        cls.vault = DemoVault(cls.coffret.program)
        wait_until(cls.coffret.rows, "the first account's secrets", seconds=60)

    def setUp(self):
        """A form of another program, with the keyboard."""
        self.file = SESSION / "form"
        self.file.unlink(missing_ok=True)
        form = subprocess.Popen(["/usr/bin/python3", "-B", str(FIELD), TITLE, str(self.file)], stdin=subprocess.DEVNULL)
        self.addCleanup(form.wait)
        self.addCleanup(form.kill)
        self.form = wait_until(lambda: screen.windows_named(TITLE), "the form")[0]
        screen.activate(self.form)
        wait_until(lambda: screen.keyboard_window() == self.form, "the form has the keyboard")

    def text(self):
        return self.file.read_bytes() if self.file.exists() else b""

    def choose(self, action):
        """One of what the quick lookup lists, by keyboard."""
        self.coffret.wait_for("list-item", action)
        for _ in range(12):
            if self.coffret.find("list-item", action, selected=True):
                screen.press("Return")
                return
            screen.press("Down")
        self.fail(f"{action} is not reached")

    def want_the_password_typed(self):
        """By the quick lookup, up to its question."""
        screen.press("ctrl+alt+space")
        self.coffret.wait_focus("text", "Quick lookup")
        screen.type_text("read repl")
        self.coffret.wait_for("list-item", starting_with(NAME), selected=True, seconds=60)
        screen.press("Right")
        self.choose("Type: Password")

    def test_from_the_quick_lookup(self):
        self.want_the_password_typed()
        self.coffret.wait_for("heading", starting_with("Types into: " + TITLE))
        self.assertEqual(self.text(), b"", "nobody has agreed yet")
        screen.press("Return")
        values = {self.vault.value(vault, NAME) for vault in ("v5", "v4")}
        wait_until(lambda: self.text() in values, "the value is in the form")
        self.coffret.wait_gone("text", "Quick lookup")
        self.assertEqual(clipboard.read(), b"", "the clipboard had no part in it")

    def test_from_the_window(self):
        screen.activate(screen.windows_named("Coffret")[0])
        self.coffret.wait_focus()
        self.coffret.open_secret(NAME)
        screen.press("ctrl+shift+v")
        self.coffret.wait_for("label", starting_with("Types into: " + TITLE))
        self.coffret.wait_focus("push-button", "Type")
        screen.press("Return")
        value = self.vault.value("v5", NAME)
        wait_until(lambda: self.text() == value, "the value is in the form")
        self.assertEqual(screen.keyboard_window(), self.form)

    def test_nothing_is_typed_without_a_yes(self):
        self.want_the_password_typed()
        self.coffret.wait_for("heading", starting_with("Types into: "))
        screen.press("Escape", "Escape", "Escape")
        self.coffret.wait_gone("text", "Quick lookup")
        wait_until(lambda: screen.keyboard_window() == self.form, "the form has the keyboard again")
        screen.press("x")
        wait_until(lambda: self.text() == b"x", "the form takes keys, and had none before")


if __name__ == "__main__":
    case.main()
