# SPDX-License-Identifier: GPL-3.0-or-later
"""One secret of each type in each account by keyboard alone: made, changed, shown, copied and deleted. What comes of it is
asked from the server and read from the clipboard."""
import subprocess

from coffret_e2e import case, clipboard, screen
from coffret_e2e.coffret import ACCOUNTS, DemoCase
from coffret_e2e.desktop import starting_with
from coffret_e2e.program import SESSION
from coffret_e2e.waiting import wait_until

LABELS = {"l": "Password", "s": "Private key", "n": "Note", "a": "Token", "c": "Private key"}  # by the letter of the type
NAMES = {"l": "E2E_PASSWORD", "s": "E2E_SSH", "n": "E2E_NOTE", "a": "E2E_TOKEN", "c": "E2E_CERT"}  # CommandK tells types by them


def certificate_file(name):
    """A new certificate with its key, in one file."""
    path = SESSION / f"{name}.pem"
    key = SESSION / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", f"/CN={name}.example", "-keyout", key, "-out", path],
                   check=True, capture_output=True)
    path.write_text(path.read_text() + key.read_text())
    return path


class Form:
    """What a person does in the form of a secret, by the letter of its type."""

    def __init__(self, desktop):
        self.desktop = desktop

    def open_new(self, letter, name):
        screen.press("ctrl+n")
        self.desktop.wait_focus("push-button", "Login")
        screen.press(letter)
        self.desktop.wait_focus("text", "Name")
        screen.type_text(name)

    def open_again(self):
        screen.press("ctrl+e")
        self.desktop.wait_focus("text", "Name")

    def save(self, name):
        screen.press("ctrl+s")
        self.desktop.wait_gone("text", "Name")
        self.desktop.wait_for("heading", name)

    def write(self, label, text):
        self.desktop.tab_to("text", label)
        screen.press("ctrl+a")
        screen.type_text(text)

    def generate_password(self):
        self.desktop.tab_to("text", "Password")
        screen.press("ctrl+g")
        self.desktop.wait_focus("push-button", "Use it")
        screen.press("Return")
        self.desktop.wait_focus("text", "Password")

    def generate_key(self):
        self.desktop.tab_to("push-button", "Generate key…")
        screen.press("space")
        self.desktop.wait_focus("radio-button", starting_with("Ed25519"))
        screen.press("Return")
        self.desktop.wait_gone("heading", "Generate an SSH key")

    def take_certificate(self, path):
        self.desktop.tab_to("text", "From a file")
        screen.type_text(str(path))
        screen.press("Return")

    def fill(self, letter):
        {"l": self.generate_password, "s": self.generate_key, "n": lambda: self.write("Note", "first line of a note"),
         "a": lambda: self.write("Token", "token-of-an-outsider"),
         "c": lambda: self.take_certificate(certificate_file("first"))}[letter]()

    def change(self, letter):
        {"l": lambda: self.write("Password", "a password of one's own"), "s": self.generate_key,
         "n": lambda: self.write("Note", "another text"), "a": lambda: self.write("Token", "token-number-two"),
         "c": lambda: self.take_certificate(certificate_file("second"))}[letter]()


class Types(DemoCase):
    arguments = ("--clipboard-seconds", "600")

    def setUp(self):
        self.form = Form(self.desktop)

    def focus_list(self):
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")

    def copied(self, label):
        self.focus_list()
        screen.press("ctrl+c")
        self.desktop.wait_copied(label)
        return clipboard.read().decode()

    def reveal(self, label):
        screen.press("ctrl+shift+c")
        self.desktop.wait_for("push-button", f"{label}, shown on screen")
        screen.press("ctrl+shift+c")
        self.desktop.wait_for("push-button", f"{label}, hidden")

    def delete(self, name):
        self.focus_list()
        screen.press("Delete")
        self.desktop.wait_focus("push-button", "Cancel")
        screen.press("Tab", "Return")
        self.desktop.wait_gone("list-item", starting_with(name + ", "))

    def go_round(self, letter):
        server = self.vault.server(ACCOUNTS[self.account])
        before = server.ids()
        name, label = NAMES[letter], LABELS[letter]
        self.focus_list()
        self.form.open_new(letter, name)
        self.form.fill(letter)
        self.form.save(name)
        identifier, = server.ids() - before
        self.assertIn(name, server.texts(identifier))
        made = self.copied(label)
        self.assertIn(made, server.texts(identifier))
        self.form.open_again()
        self.form.change(letter)
        self.form.save(name)
        changed = self.copied(label)
        self.assertNotEqual(changed, made)
        self.assertIn(changed, server.texts(identifier))
        self.assertNotIn(made, server.texts(identifier))
        self.reveal(label)
        self.delete(name)
        wait_until(lambda: server.texts(identifier) is None, f"{name} is gone from the server")
        self.assertEqual(server.ids(), before)


def add_tests():
    for account, vault in ACCOUNTS.items():
        for letter, name in NAMES.items():
            def test(self, account=account, letter=letter):
                self.account = account
                self.desktop.choose_account(account)
                self.go_round(letter)
            setattr(Types, f"test_{name.lower()}_in_{vault}", test)


add_tests()


if __name__ == "__main__":
    case.main()
