# SPDX-License-Identifier: GPL-3.0-or-later
"""Every type of secret in every account by keyboard alone: made, shown, copied, changed, deleted; and how many presses it takes."""
import pathlib
import re
import subprocess

from coffret_e2e import case, clipboard, leaks, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import DemoCase
from coffret_e2e.desktop import ending_with, starting_with
from coffret_e2e.program import SESSION
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

README = pathlib.Path(__file__).parents[2] / "README.md"
PATIENT = ("--reveal-seconds", "600", "--clipboard-seconds", "600")  # nothing goes by itself meanwhile


def presses_in_readme():
    """Task -> Coffret's presses, as the table in README.md has them."""
    section = README.read_text().split("## Key presses\n", 1)[1].split("\n## ", 1)[0]
    return {task: int(count) for task, count in re.findall(r"^\| ([^|]+) \| (\d+) \|", section, re.MULTILINE)}


def new_certificate(name):
    """A file with a new certificate and its private key, and both of them as texts."""
    key, whole = SESSION / f"{name}.key", SESSION / f"{name}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "30", "-subj", f"/CN={name}.example",
                    "-keyout", key, "-out", whole], check=True, stderr=subprocess.DEVNULL)
    both = whole.read_text(), key.read_text()
    whole.write_text("".join(both))
    return whole, *both


class KeyboardCase(DemoCase):
    arguments = PATIENT

    def setUp(self):
        self.go_to_list()

    def go_to_list(self):
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")

    def open_form(self, letter):
        screen.press("ctrl+n")
        self.desktop.wait_focus("push-button", "Login")
        screen.press(letter)
        self.desktop.wait_focus("text", "Name")

    def save(self):
        screen.press("ctrl+s")
        self.desktop.wait_gone("text", "Name", seconds=60)

    def generate_password(self):
        screen.press("ctrl+g")
        self.desktop.wait_focus("push-button", "Use it")
        screen.press("Return")
        self.desktop.wait_gone("push-button", "Use it")

    def generate_key(self):
        self.desktop.tab_to("push-button", "Generate key…")
        screen.press("Return")
        self.desktop.wait_focus("radio-button")
        screen.press("Return")
        self.desktop.wait_gone("heading", "Generate an SSH key")

    def shown(self):
        return self.desktop.find("push-button", ending_with(", shown on screen"))

    def copied(self, chord="ctrl+c"):
        """What another program reads after the keys for copying."""
        owner = clipboard.Owner(b"before")
        self.addCleanup(owner.end)
        screen.press(chord)
        return wait_until(lambda: (text := clipboard.read()) not in (b"before", b"") and text, "something is copied").decode()

    def ask_to_delete(self):
        screen.press("Delete")
        self.desktop.wait_focus("push-button", "Cancel")

    def delete(self):
        self.ask_to_delete()
        screen.press("Tab")
        self.desktop.wait_focus("push-button", "Delete")
        screen.press("Return")
        self.desktop.wait_gone("push-button", "Delete")


class Lives:
    """Each type from its first value to its end in one account. Mixed into a KeyboardCase with a name and a server, which is
    asked what it holds as another client would."""
    with_user = "lsa"  # the letters of types that have a user name
    in_one_value = False  # a certificate and its key

    def setUp(self):
        self.desktop.choose_account(self.account)
        super().setUp()
        self.held = self.vault.server(self.server)
        self.before = self.held.ids()

    def row(self):
        """What the server holds of the secret that was made, or None."""
        return next((self.held.texts(made) for made in self.held.ids() - self.before), None)

    def holds(self, value):
        return any(value in text for text in self.row() or [])

    def wait_stored(self, value):
        wait_until(lambda: self.holds(value), "the server holds the value")

    def live(self, letter, write):
        """write() puts another value into the open form every time, and answers it where it knows it."""
        name = f"MADE_{letter.upper()}"
        self.open_form(letter)
        screen.type_text(name)
        if letter in self.with_user:
            self.type_into("User name", "maker")
        first = self.saved(write)
        self.desktop.wait_for("list-item", starting_with(name + ", "), selected=True)
        self.assertIn(name, self.row())
        screen.press("ctrl+e")
        self.desktop.wait_focus("text")
        second = self.saved(write)
        self.assertNotEqual(first, second)
        self.assertFalse(self.holds(first), "the earlier value is still there")
        self.assertEqual(leaks.leaks(self.desktop, [first, second]), [])
        self.ends(name)
        return second

    def saved(self, write):
        """Writes and saves; the value is shown, copied, and what the server holds."""
        written = write()
        self.save()
        screen.press("ctrl+shift+c")
        wait_until(self.shown, "the value is shown", seconds=60)
        value = self.copied()
        self.assertEqual(written or value, value)
        self.wait_stored(value)
        screen.press("ctrl+shift+c")
        wait_until(lambda: not self.shown(), "the value is hidden")
        return value

    def ends(self, name):
        self.go_to_list()
        self.delete()
        wait_until(lambda: self.row() is None, "the server has nothing left of it")
        self.desktop.wait_gone("list-item", starting_with(name + ", "))

    def type_into(self, field, text):
        self.desktop.tab_to("text", field)
        screen.press("ctrl+a")
        screen.type_text(text)
        return text

    def another(self, text):
        self.number = getattr(self, "number", 0) + 1
        return f"{text} {self.number}"

    def test_login(self):
        def write():
            self.desktop.tab_to("text", "Password")
            self.generate_password()
        self.assertGreater(len(self.live("l", write)), 10)

    def test_ssh_key(self):
        self.assertTrue(self.live("s", self.generate_key).startswith("-----BEGIN OPENSSH PRIVATE KEY-----"))

    def test_note(self):
        self.live("n", lambda: self.type_into("Note", self.another("a note of no length")))

    def test_api_key(self):
        self.live("a", lambda: self.type_into("Token", self.another("ghp_token")))

    def test_certificate(self):
        def write():
            file, certificate, key = new_certificate(f"web{self.another('')[1:]}")
            self.type_into("From a file", str(file))
            screen.press("Return")
            self.desktop.wait_for(name=lambda name: file.stem in name and ".example" in name)
            for made in (file, file.with_suffix(".key")):
                made.unlink()
            return certificate + key if self.in_one_value else key
        self.live("c", write)


class PassboltV5(Lives, KeyboardCase):
    account, server = "Acme Passbolt", "v5"


if case.THOROUGH:
    class PassboltV4(Lives, KeyboardCase):
        account, server = "Legacy Passbolt", "v4"

    class Fudo(Lives, KeyboardCase):
        account, server = "Fudo Operations", "fudo"


class CommandK(Lives, KeyboardCase):
    account, server = "CommandK Apps", "commandk"
    with_user = ""
    in_one_value = True

    def ends(self, name):
        """There is no call for that, and the key says so."""
        self.go_to_list()
        screen.press("Delete")
        self.desktop.wait_for(name="Deleting is done on the server's own page")
        self.assertIn(name, self.row())


NAME = "Ada's library card"


class Presses(KeyboardCase):
    """What README.md says about the number of presses is what it takes. They are counted with the keyboard in the list."""

    def setUp(self):
        self.desktop.search("")
        self.desktop.open_secret(NAME)
        super().setUp()

    def counts(self, task, pressed):
        print(f"{task}: {pressed()} presses")
        self.assertEqual(pressed(), presses_in_readme()[task])

    def test_search_and_copy(self):
        value = self.vault.value("v5", "MariaDB web shop").decode()
        with screen.counting() as pressed:
            screen.press("ctrl+f")
            self.desktop.wait_focus("text", "Search secrets")
            screen.type_text("mariadb web")
            wait_until(lambda: len(self.desktop.rows()) == 1, "one hit")
            screen.press("Down")
            self.desktop.wait_for("heading", "MariaDB web shop")
            self.assertEqual(self.copied(), value)
            self.counts("Search, copy the password", pressed)

    def test_new_secrets(self):
        def login():
            self.desktop.tab_to("text", "User name")
            screen.type_text("maker")
            self.desktop.tab_to("text", "Password")
            self.generate_password()

        def note():
            self.desktop.tab_to("text", "Note")
            screen.type_text("a note")

        for task, letter, write in (("New login with a user name and a generated password", "l", login), ("New note", "n", note),
                                    ("New SSH key, generated", "s", self.generate_key)):
            with self.subTest(task), screen.counting() as pressed:
                self.open_form(letter)
                screen.type_text(f"COUNTED_{letter}")
                write()
                self.save()
                self.desktop.wait_for("list-item", starting_with(f"COUNTED_{letter}, "), selected=True)
                self.counts(task, pressed)

    def test_another_password(self):
        with screen.counting() as pressed:
            screen.press("ctrl+e")
            self.desktop.wait_focus("text", "Name", seconds=60)
            self.desktop.tab_to("text", "Password")
            screen.press("ctrl+a")
            screen.type_text("another password")
            self.save()
            self.counts("Type another password", pressed)
        self.assertEqual(self.copied(), "another password")

    def test_show(self):
        with screen.counting() as pressed:
            screen.press("ctrl+shift+c")
            wait_until(self.shown, "the value is shown")
            self.counts("Show the password", pressed)

    def test_copy_user_name(self):
        with screen.counting() as pressed:
            self.assertEqual(self.copied("ctrl+b"), "ada")
            self.counts("Copy the user name", pressed)

    def test_zz_delete(self):
        with screen.counting() as pressed:
            self.delete()
            self.desktop.wait_gone("list-item", starting_with(NAME + ", "))
            self.counts("Delete", pressed)


class PressesOfQuickLookup(DesktopCase):
    def test_copy(self):
        """Started as the desktop's own key does it, which is one press more."""
        coffret = self.start("--demo", "--quick")
        coffret.wait_focus("text", "Quick lookup", seconds=60)
        vault, name = DemoVault(coffret.program), "PostgreSQL read replica"
        values = {vault.value(server, name) for server in ("v5", "v4")}
        with screen.counting() as pressed:
            screen.type_text("read repl")
            coffret.wait_for("list-item", starting_with(name), selected=True)
            screen.press("Return")
            wait_until(lambda: clipboard.read() in values, "the value is on the clipboard")
            self.assertEqual(1 + pressed(), presses_in_readme()["Quick lookup, copy the password"])


if __name__ == "__main__":
    case.main()
