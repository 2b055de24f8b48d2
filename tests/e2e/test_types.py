# SPDX-License-Identifier: GPL-3.0-or-later
"""One secret of each type in each account by keyboard alone: made, changed, shown, copied and deleted. What comes of it is
asked from the server and read from the clipboard."""
import contextlib
import pathlib
import subprocess

from coffret_e2e import case, clipboard, screen
from coffret_e2e.coffret import ACCOUNTS, Coffret, DemoCase
from coffret_e2e.desktop import ending_with, starting_with
from coffret_e2e.program import SESSION
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

README = pathlib.Path(__file__).parents[2] / "README.md"
NAMES = {"l": "E2E_PASSWORD", "s": "E2E_SSH", "n": "E2E_NOTE", "a": "E2E_TOKEN", "c": "E2E_CERT"}  # by the letter of the type; CommandK knows it by the name


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


class KeyboardCase(DemoCase):
    arguments = ("--clipboard-seconds", "600")

    def setUp(self):
        self.form = Form(self.desktop)

    def focus_list(self):
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")

    def reveal(self):
        screen.press("ctrl+shift+c")
        self.desktop.wait_for("push-button", ending_with(", shown on screen"))

    def hide(self):
        screen.press("ctrl+shift+c")
        self.desktop.wait_gone("push-button", ending_with(", shown on screen"))

    def delete(self, name):
        screen.press("Delete")
        self.desktop.wait_focus("push-button", "Cancel")
        screen.press("Tab", "Return")
        self.desktop.wait_gone("list-item", starting_with(name + ", "))


class Types(KeyboardCase):
    def copied(self, values):
        """Copies the main value; answers it once it is on the clipboard and among those that the server holds."""
        self.focus_list()
        screen.press("ctrl+c")
        return wait_until(lambda: (text := clipboard.read().decode()) in values and text, "a value of the server's is on the clipboard")

    def go_round(self, server, letter):
        name, before = NAMES[letter], server.ids()
        self.focus_list()
        self.form.open_new(letter, name)
        self.form.fill(letter)
        self.form.save(name)
        identifier, = server.ids() - before
        values = server.texts(identifier)
        self.assertIn(name, values)
        made = self.copied(values)
        self.form.open_again()
        self.form.change(letter)
        self.form.save(name)
        values = server.texts(identifier)
        self.assertNotIn(made, values)
        self.copied(values)
        self.reveal()
        self.hide()
        if self.can_delete(name):
            self.delete(name)
            wait_until(lambda: server.texts(identifier) is None, f"{name} is gone from the server")
            self.assertEqual(server.ids(), before)

    def can_delete(self, name):
        """CommandK has no way to; that is said where the command stands, and Del does nothing."""
        self.focus_list()
        if not self.desktop.find("label", starting_with("CommandK Apps, ")):
            return True
        screen.press("ctrl+k")
        self.desktop.wait_focus("text", "Command or place")
        screen.type_text("delete secret")
        row = self.desktop.wait_for("list-item", "Delete secret…")
        self.assertIn("server's own page", row.description)
        screen.press("Escape")
        self.desktop.wait_focus("list", "Secrets")
        screen.press("Delete")
        self.desktop.wait_for("heading", name)
        self.assertIsNone(self.desktop.find("heading", starting_with("Delete")))
        return False


def add_tests():
    """One for each type in each account, so that a failure says which."""
    for account, vault in ACCOUNTS.items():
        for letter, name in NAMES.items():
            def test(self, account=account, vault=vault, letter=letter):
                self.desktop.choose_account(account)
                self.go_round(self.vault.server(vault), letter)
            setattr(Types, f"test_{name.lower()}_in_{vault}", test)


add_tests()


def promised():
    """The table of key presses in README.md: task to number."""
    section = README.read_text(encoding="utf-8").partition("## Key presses")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("| ")]
    return {task: int(number) for task, number, *_ in rows[1:]}


class Presses(KeyboardCase):
    """Every task begins with the keyboard in the list of secrets."""

    def setUp(self):
        super().setUp()
        self.counts = {}

    @contextlib.contextmanager
    def counting(self, task):
        before = screen.presses
        yield
        self.counts[task] = screen.presses - before

    def wait_clipboard(self, text):
        wait_until(lambda: clipboard.read() == text, "the clipboard has it")

    def find_and_copy(self):
        with self.counting("Search and copy a password"):
            screen.press("slash")
            self.desktop.wait_focus("text", "Search secrets")
            screen.type_text("PostgreSQL pri")
            self.desktop.wait_for("heading", "PostgreSQL primary")
            screen.press("ctrl+c")
            self.wait_clipboard(self.vault.value("v5", "PostgreSQL primary"))
        screen.press("Escape", "F2")
        self.desktop.wait_focus("list", "Secrets")

    def make(self, task, letter, fill):
        self.focus_list()
        with self.counting(task):
            self.form.open_new(letter, task)
            fill()
            self.form.save(task)
        self.focus_list()

    def test_the_table_in_the_readme_is_true(self):
        self.desktop.choose_account("Acme Passbolt")
        self.focus_list()
        self.find_and_copy()
        self.make("New note", "n", self.write_note)
        self.make("New SSH key, generated", "s", self.form.generate_key)
        self.make("New login with a generated password", "l", self.form.generate_password)
        with self.counting("Edit a password"):
            self.form.open_again()
            self.form.write("Password", "another password")
            self.form.save("New login with a generated password")
        self.focus_list()
        with self.counting("Reveal a password"):
            self.reveal()
        self.hide()
        self.name_user()
        with self.counting("Copy a user name"):
            screen.press("ctrl+b")
            self.wait_clipboard(b"ada")
        with self.counting("Delete a secret"):
            self.delete("New login with a generated password")
        self.look_up()
        self.assertEqual(self.counts, promised())

    def write_note(self):
        self.desktop.tab_to("text", "Note")
        screen.type_text("a note")

    def name_user(self):
        self.form.open_again()
        self.form.write("User name", "ada")
        self.form.save("New login with a generated password")
        self.focus_list()

    def look_up(self):
        """In a window of its own, which the tray or `coffret --quick` opens; presses from there on."""
        quick = Coffret("--demo", "--quick")
        self.addCleanup(quick.end)
        vault, name = DemoVault(quick.program), "PostgreSQL read replica"
        values = {vault.value(server, name) for server in ("v5", "v4")}
        quick.wait_focus("text", "Quick lookup", seconds=60)
        with self.counting("Quick lookup and copy"):
            screen.type_text(name)
            quick.wait_for("list-item", starting_with(name), selected=True)
            screen.press("Return")
            wait_until(lambda: clipboard.read() in values, "the value is on the clipboard")


if __name__ == "__main__":
    case.main()
