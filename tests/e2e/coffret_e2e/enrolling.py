# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting a first account up by keyboard alone, as the screens of the beginning have it."""
import shutil

from . import screen
from .case import DesktopCase
from .program import SESSION
from .waiting import wait_until


class EnrolmentCase(DesktopCase):
    """With the demo vault that runs elsewhere as vault, and an empty GnuPG keyring as keyring."""
    vault = None
    keyring = None

    def choose(self, name):
        self.desktop.tab_to("push-button", name)
        screen.press("Return")

    def fill(self, label, text):
        self.desktop.tab_to("text", label)
        screen.type_text(text)

    def go_on(self, heading, button="Next"):
        """Enter on the button that has the keyboard leads to the screen with this heading."""
        self.desktop.wait_focus("push-button", button)
        screen.press("Return")
        self.desktop.wait_for("heading", heading, seconds=60)

    def sign_in_with_kit(self):
        """Up to "You are signed in"; the file of the kit."""
        kit = SESSION / "kit.passbolt"
        shutil.copy(self.vault.ada["account_kit"], kit)
        self.choose("Use an account kit")
        self.desktop.wait_focus("text", "Account kit")
        screen.type_text(str(kit))
        screen.press("Return")
        self.desktop.wait_for("heading", "Is this you?", seconds=60)
        self.assertTrue(self.desktop.find(name=self.vault.ada["name"]))
        self.fill("Certificate authority (optional)", self.vault.certificate)
        screen.press("Return")
        self.desktop.wait_for("heading", "Is this your server?", seconds=60)
        self.go_on("Ready to sign in")
        self.assertEqual(self.keyring.secret_keys(), [])
        self.go_on("You are signed in", "Import and sign in")
        return kit

    def show_secrets(self):
        self.choose("Show my secrets")
        wait_until(self.desktop.rows, "the secrets", seconds=60)
