# SPDX-License-Identifier: GPL-3.0-or-later
"""Who vouches for a secret is said, and a value that nobody expected is copied only after a question."""
from coffret_e2e import case, clipboard, screen
from coffret_e2e.coffret import DemoCase
from coffret_e2e.desktop import starting_with
from coffret_e2e.waiting import wait_until


class Signatures(DemoCase):
    def setUp(self):
        self.owner = clipboard.Owner(b"before")
        self.addCleanup(self.owner.end)

    def wait_verdict(self, word):
        return self.desktop.wait_for("label", starting_with(word + ". "))

    def test_the_verdict_comes_with_the_value(self):
        self.desktop.open_secret("PostgreSQL primary")
        self.desktop.show("Password")
        self.assertIn("Ada", self.wait_verdict("Verified").name)

    def test_unsigned_asks_before_it_copies(self):
        self.asks_first("Unsigned entry", "Unsigned")

    def test_signed_by_a_stranger_asks_before_it_copies(self):
        self.asks_first("Signed by a stranger", "Unknown signer")

    def asks_first(self, name, verdict):
        self.desktop.open_secret(name)
        self.desktop.press_button("Copy Password")
        self.wait_verdict(verdict)
        question = self.desktop.wait_for("alert", lambda text: text.endswith("Copy it anyway?"))
        self.assertTrue(question)
        self.assertEqual(clipboard.read(), b"before")
        self.desktop.press_button("Do not copy")
        self.desktop.wait_gone("push-button", "Copy anyway")
        self.assertEqual(clipboard.read(), b"before")
        self.desktop.press_button("Copy Password")
        self.desktop.press_button("Copy anyway")
        self.desktop.wait_copied("Password")
        self.assertEqual(clipboard.read(), self.vault.value("v5", name))

    def test_a_damaged_message_is_refused_in_words(self):
        self.refused("Damaged entry")

    def test_a_message_for_somebody_else_is_refused_in_words(self):
        self.refused("Encrypted for somebody else")

    def refused(self, name):
        self.desktop.open_secret(name)
        self.desktop.press_button("Copy Password")
        alert = self.desktop.wait_for("alert")
        self.assertTrue(alert.name and alert.description, "what is wrong, and what to do")
        self.assertEqual(clipboard.read(), b"before")
        self.assertTrue(self.desktop.find("push-button", "Password, hidden"))


if __name__ == "__main__":
    case.main()
