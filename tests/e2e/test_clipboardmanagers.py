# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a copied secret in the clipboard managers of Debian, one after the other, held against the table in SECURITY.md.

The ordinary run looks at one of them; with COFFRET_THOROUGH set, at all that are installed. The table as measured is left beside the
evidence of failures."""
import os
import pathlib
import subprocess
import time

import dbus
import dbus.lowlevel
import dbus.service

from coffret_e2e import case, clipboard, fields, managers, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

NAME = "PostgreSQL primary"
SECONDS = 10  # on the clipboard
LOOKING = 2.0  # seconds; in that time each of them has what is no secret
DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "SECURITY.md"
COLUMNS = ("clipboard manager", "hint alone", "copied", "pasted", "time over", "locked", "asleep", "quit", "killed")
NOWHERE = "–"
ORDINARY = managers.X11[1:2]


def documented():
    """The rows of the table in the document, by manager."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in DOCUMENT.read_text().splitlines() if line.startswith("|")]
    begin = next((number for number, row in enumerate(rows) if tuple(row) == COLUMNS), None)
    assert begin is not None, f"{DOCUMENT} has no table with the columns {COLUMNS}"
    return {row[0]: dict(zip(COLUMNS, row)) for row in rows[begin + 2:] if len(row) == len(COLUMNS)}


def places_in(cell):
    return set() if cell == NOWHERE else {place.strip() for place in cell.split(",")}


def cell_of(places):
    return ", ".join(sorted(places)) or NOWHERE


class LoginManager:
    """Says that the computer falls asleep, in the name of logind, to whoever takes this bus for the system's."""
    PATH, INTERFACE = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"

    def __init__(self):
        self._bus = dbus.SessionBus()
        self._name = dbus.service.BusName("org.freedesktop.login1", self._bus)

    def sleep(self, begins):
        signal = dbus.lowlevel.SignalMessage(self.PATH, self.INTERFACE, "PrepareForSleep")
        signal.append(begins, signature="b")
        self._bus.send_message(signal)
        self._bus.flush()


class OtherPasswordManager:
    """Marks a secret with the hint, and does nothing else to protect it."""

    def __init__(self):
        self._process = subprocess.Popen([os.environ["COFFRET_HINT"]], env=dict(os.environ, QT_QPA_PLATFORM="xcb"), stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def say(self, line):
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()
        self._process.stdout.readline()

    def end(self):
        self._process.kill()
        self._process.communicate(timeout=10)


class Managers(DesktopCase):
    table = {}

    @classmethod
    def setUpClass(cls):
        cls.documented = documented()
        cls.login = LoginManager()
        cls.addClassCleanup(cls.write_table)

    @classmethod
    def write_table(cls):
        lines = [COLUMNS, ["---"] * len(COLUMNS)] + [[row[column] for column in COLUMNS] for row in cls.table.values()]
        case.OUT.mkdir(parents=True, exist_ok=True)
        (case.OUT / "clipboard-managers.md").write_text("".join(f"| {' | '.join(line)} |\n" for line in lines))

    def traces(self, text, cleared=True):
        """Where the text is, if the manager is given time."""
        found, deadline = set(), time.monotonic() + LOOKING
        while time.monotonic() < deadline:
            found |= self.manager.places(text)
        if cleared and clipboard.read_now() == text:
            found.add("clipboard")
        return found

    def hint_alone(self):
        other = OtherPasswordManager()
        self.addCleanup(other.end)
        text = f"a canary with a hint for {self.manager.kind.name}".encode()
        other.say(b"copy " + text)
        found = self.traces(text, cleared=False)
        other.say(b"clear")
        found |= self.traces(text)
        other.say(b"copy " + text)
        found |= self.traces(text, cleared=False)
        other.end()
        return found | self.traces(text)

    def start_coffret(self):
        type(self).desktop = self.coffret = Coffret("--demo", "--clipboard-seconds", str(SECONDS),
                                                    environment={"DBUS_SYSTEM_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]})
        self.addCleanup(self.coffret.end)
        wait_until(self.coffret.rows, "the first account's secrets", seconds=60)
        self.value = DemoVault(self.coffret.program).value("v5", NAME)

    def copy(self):
        screen.activate(self.coffret.window())
        self.coffret.open_secret(NAME)
        self.coffret.press_button("Copy Password")
        wait_until(lambda: clipboard.HINT in clipboard.targets(), "a secret is on the clipboard")

    def is_empty(self):
        wait_until(lambda: clipboard.read_now() == b"", f"the clipboard is empty, with {self.manager.kind.name}", seconds=SECONDS + 20)

    def is_gone(self):
        """Without an owner, some managers put back what they had before."""
        wait_until(lambda: clipboard.read_now() != self.value, f"the value is not on the clipboard, with {self.manager.kind.name}")

    def unlock(self):
        self.coffret.press_button("Unlock")
        wait_until(self.coffret.rows, "the secrets are back", seconds=60)

    def while_it_runs(self, cells):
        self.copy()
        cells["copied"] = self.traces(self.value, cleared=False)
        field = fields.gtk()
        self.addCleanup(field.end)
        self.copy()
        field.paste()
        wait_until(lambda: field.text() == self.value, f"a person can paste, with {self.manager.kind.name}")
        cells["pasted"] = self.traces(self.value, cleared=False)
        self.is_empty()
        cells["time over"] = self.traces(self.value)
        self.copy()
        screen.press("ctrl+l")
        self.is_empty()
        cells["locked"] = self.traces(self.value)
        self.unlock()
        self.copy()
        self.login.sleep(True)
        self.is_empty()
        cells["asleep"] = self.traces(self.value)
        self.login.sleep(False)
        self.unlock()

    def at_its_end(self, cells):
        self.copy()
        self.coffret.program.process.kill()
        self.coffret.program.process.wait(timeout=20)
        self.is_gone()
        cells["killed"] = self.traces(self.value)
        self.coffret.program.end()
        self.start_coffret()
        self.copy()
        screen.press("ctrl+q")
        self.coffret.program.wait_for_end()
        self.is_gone()
        cells["quit"] = self.traces(self.value)

    def keeps_to_the_table(self, kind):
        self.manager = managers.Running(kind)
        self.addCleanup(self.manager.end)
        self.assertTrue(self.manager.wait_works(), f"{kind.name} keeps what is no secret")
        cells = {"hint alone": self.hint_alone()}
        self.start_coffret()
        self.while_it_runs(cells)
        self.at_its_end(cells)
        self.manager.ask_to_end()  # some write their files only now
        if self.traces(self.value):
            cells["quit"] |= {"files"}
        self.table[kind.name] = {"clipboard manager": kind.name} | {event: cell_of(found) for event, found in cells.items()}
        print(self.table[kind.name])
        self.assertIn(kind.name, self.documented, f"{DOCUMENT.name} has a row for it")
        for event, found in cells.items():
            if event != "hint alone":  # that one is as bad as it is
                self.assertLessEqual(found, places_in(self.documented[kind.name][event]), f"{kind.name}, {event}")

    def test_the_table_has_a_row_for_each(self):
        self.assertEqual(set(self.documented), {kind.name for kind in managers.X11})


def add_tests():
    for kind in managers.X11 if case.THOROUGH else ORDINARY:
        if kind.installed:
            setattr(Managers, f"test_{kind.package.replace('-', '_')}", lambda self, kind=kind: self.keeps_to_the_table(kind))
        else:
            print(f"skipped: {kind.name}, because {kind.package} is not installed")
            Managers.table[kind.name] = {column: "skipped" for column in COLUMNS} | {"clipboard manager": kind.name}


if __name__ == "__main__":
    add_tests()
    case.main()
