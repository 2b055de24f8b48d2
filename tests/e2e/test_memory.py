# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of values in memory once Coffret is locked, held against the table in SECURITY.md. Whatever the program started is
searched as well, but for the demo vault, whose values they are."""
import collections
import os
import pathlib
import re
import subprocess

from coffret_e2e import case, clipboard, memory, screen
from coffret_e2e.canaries import named_forms, typed_forms
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret, DemoCase
from coffret_e2e.desktop import starting_with
from coffret_e2e.outside import OutsideVault
from coffret_e2e.program import SESSION, Program, marked_processes
from coffret_e2e.waiting import NeverHappened, wait_until

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "SECURITY.md"
COLUMNS = ("what became of a value", "copies")
PROFILE = "memory"
SHOWN = {  # the cards that are opened, by type
    "a password": ("PostgreSQL primary", "Password"),
    "a note": ("Restore procedure, encryption words", "Note"),
    "a private key": ("deploy@web1", "Private key"),
    "a token": ("Cluster admin token", "API key"),
    "a certificate's key": ("Code signing certificate", "Private key"),
}
COPIED, LOOKED_UP, EDITED = "MariaDB web shop", "PostgreSQL read replica", "Ada's library card"
SAVED, GIVEN_UP = "Wq7zKp2vXn4mRt8b", "Hs3dLf9gYc6jPw5k"
SESSION_TOKEN = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."  # how each begins that the demo vault hands out


def documented():
    """The most copies that may be left, by what became of the value."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in DOCUMENT.read_text().splitlines() if line.startswith("|")]
    begin = next((number for number, row in enumerate(rows) if tuple(row[:2]) == COLUMNS), None)
    assert begin is not None, f"{DOCUMENT} has no table with the columns {COLUMNS}"
    table = {}
    for row in rows[begin + 2:]:
        if len(row) < 2 or not row[1].isdigit():
            break
        table[row[0]] = int(row[1])
    return table


class MemoryCase:
    """Counts what is left of values in the memory of self.desktop's program and of its helpers."""

    def processes(self):
        """(process, name), without the demo vault and what serves it alone."""
        for process in marked_processes(self.desktop.program.mark):
            words = pathlib.Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")
            if not words[0].endswith("demo-vault"):
                yield process, pathlib.Path(words[0]).name

    def sightings(self, needles):
        """Counts (value, form, program, what the memory is)."""
        seen = collections.Counter()
        for process, program in self.processes():
            for (value, form, where), count in memory.sightings(process, needles).items():
                seen[value, form, program, where] += count
        return seen

    def copies(self, needles):
        """By value. Several forms in one place are as many copies."""
        counted = collections.Counter(dict.fromkeys(needles, 0))
        self.seen = self.sightings(needles)
        for (value, *_), count in self.seen.items():
            counted[value] += count
        return counted

    def assert_left(self, needles):
        """No more than the document says. What is freed a moment after locking is waited for, and what stays is told."""
        most = documented()
        self.assertLessEqual(set(needles), set(most), "SECURITY.md says nothing of these")

        def too_many():
            left = self.copies(needles)
            return {value: left[value] for value in needles if left[value] > most[value]}
        try:
            wait_until(lambda: not too_many(), "memory is clean", seconds=60, every=1.0)
        except NeverHappened:
            self.fail(f"more is left than SECURITY.md says: {too_many()}\n" + "\n".join(map(str, sorted(self.seen.items()))))
        print("left:", {value: count for value, count in self.copies(needles).items() if count})


class Memory(MemoryCase, DemoCase):
    arguments = ("--profile", PROFILE, "--reveal-seconds", "600", "--clipboard-seconds", "600")

    def token_of(self, name):
        return self.vault.canaries_of("v5", name)[0]

    def needles(self):
        values = {f"shown: {kind}": self.token_of(name) for kind, (name, _) in SHOWN.items()}
        values |= {"copied and pasted": self.token_of(COPIED), "chosen in the quick lookup": self.token_of(LOOKED_UP),
                   "in a form, and replaced": self.token_of(EDITED)}
        needles = {value: list(named_forms(token)) for value, token in values.items()}
        needles["chosen in the quick lookup"] += named_forms(self.vault.canaries_of("v4", LOOKED_UP)[0])  # whichever stands first
        for value, typed in (("typed into a form, and saved", SAVED), ("typed into a form, and given up", GIVEN_UP)):
            needles[value] = [*named_forms(typed), *typed_forms(typed)]
        needles["the token of a session"] = list(named_forms(SESSION_TOKEN))[:3]
        return needles

    def others(self):
        """Tokens that nobody asked for, and are in memory."""
        names = [COPIED, LOOKED_UP, EDITED, *(name for name, _ in SHOWN.values())]
        known = {token for vault in self.vault.vaults() for name in names for token in self.vault.canaries_of(vault, name)}
        pattern = re.compile(rb"cnry-[a-z2-7]{18}|c\0n\0r\0y\0-\0(?:[a-z2-7]\0){18}")  # the demo vault's values, in UTF-8 and UTF-16
        found = set()
        for process, _ in self.processes():
            for data, _ in memory.pieces(process):
                found |= {match.replace(b"\0", b"").decode() for match in pattern.findall(data)}
        return found - known

    def show_each(self):
        for name, label in SHOWN.values():
            self.desktop.open_secret(name)
            self.desktop.scroll_to("push-button", f"Show {label}")
            self.desktop.show(label)

    def write(self):
        """Over a value that is there, and into a form that is left."""
        self.desktop.open_secret(EDITED)
        screen.press("ctrl+e")
        self.desktop.wait_focus("text", "Name", seconds=60)
        self.desktop.tab_to("text", "Password")
        screen.press("ctrl+a")
        screen.type_text(SAVED)
        screen.press("ctrl+s")
        self.desktop.wait_gone("text", "Name", seconds=60)
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")
        screen.press("ctrl+n")
        self.desktop.wait_focus("push-button", "Login")
        screen.press("l")
        self.desktop.wait_focus("text", "Name")
        screen.type_text("GIVEN_UP")
        self.desktop.tab_to("text", "Password")
        screen.type_text(GIVEN_UP)
        screen.press("Escape")
        self.desktop.press_button("Discard")
        self.desktop.wait_gone("text", "Name")

    def look_up(self):
        second = Program([os.environ["COFFRET"], "--profile", PROFILE, "--quick"])
        self.addCleanup(second.end)
        self.assertEqual(second.wait_for_end(), (0, []))
        self.desktop.wait_focus("text", "Quick lookup")
        screen.type_text(LOOKED_UP)
        self.desktop.wait_for("list-item", starting_with(LOOKED_UP), selected=True)
        screen.press("Return")
        values = {self.vault.value(vault, LOOKED_UP) for vault in ("v5", "v4")}
        wait_until(lambda: clipboard.read() in values, "the value is on the clipboard")

    def lock(self):
        screen.activate(self.desktop.window())
        screen.press("ctrl+l")
        self.desktop.wait_for("push-button", "Unlock")
        wait_until(lambda: clipboard.read() == b"", "the clipboard is empty")

    def test_t15_locking_leaves_no_more_than_is_said(self):
        needles = self.needles()
        self.show_each()
        self.desktop.open_secret(COPIED)
        self.assertEqual(self.desktop.copy("Password"), self.vault.value("v5", COPIED))
        name, label = SHOWN["a password"]
        self.desktop.open_secret(name)
        self.desktop.show(label)
        before = self.copies({"shown": list(named_forms(self.token_of(name))), "session": needles["the token of a session"]})
        self.assertGreater(before["shown"], 0, "what is on the screen is in memory, and would be found")
        self.assertGreater(before["session"], 0, "so is what every request says")
        self.write()
        self.look_up()
        screen.activate(self.desktop.window())
        synced = len(self.vault.requests())
        screen.press("ctrl+r")
        wait_until(lambda: len(self.vault.requests()) > synced, "the server is asked")
        self.lock()
        self.assert_left(needles)
        self.assertEqual(self.others(), set(), "nobody asked for these")


class Setup(MemoryCase, DesktopCase):
    """Without a demo: what is typed to set an account up is forgotten with the screen that asked for it."""

    def test_t15_a_typed_token_is_forgotten(self):
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"a keyring password",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=20)
        vault = OutsideVault(mode="fudo")
        self.addCleanup(vault.end)
        token = vault.fudo["users"][0]["token"]
        needles = {"an access token, typed to set an account up": [*named_forms(token), *typed_forms(token)]}
        coffret = type(self).desktop = Coffret("--profile", str(SESSION / "setup"))
        self.addCleanup(coffret.end)
        coffret.wait_for("heading", "Where are your secrets?")
        coffret.tab_to("push-button", "Fudo Enterprise")
        screen.press("Return")
        coffret.wait_focus("text", "Server address")
        screen.type_text(vault.fudo["url"])
        coffret.tab_to("text", "Certificate authority (optional)")
        screen.type_text(vault.certificate)
        screen.press("Return")
        coffret.wait_for("heading", "Is this your server?", seconds=60)
        coffret.wait_focus("push-button", "Next")
        screen.press("Return")
        coffret.wait_focus("password-text")
        screen.type_text(token)
        wait_until(lambda: sum(self.copies(needles).values()), "what is typed is in memory, and would be found")
        screen.press("Return")
        coffret.wait_for("heading", "Ready to sign in")
        coffret.wait_focus("push-button", "Sign in")
        screen.press("Return")
        wait_until(coffret.rows, "the secrets", seconds=60)
        screen.press("ctrl+l")
        coffret.wait_for("push-button", "Unlock")
        self.assert_left(needles)


if __name__ == "__main__":
    case.main()
