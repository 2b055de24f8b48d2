# SPDX-License-Identifier: GPL-3.0-or-later
"""The command lines of the documents, as they stand there, against the program that runs on the demo vault.

tests/lint/check_commands.py finds lines that no program would take; here each of them has to give what its page says.
"""
import json
import os
import pathlib
import sys
import time

from coffret_e2e import case, commands, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.program import SESSION
from coffret_e2e.truth import DemoVault, one_time_code
from coffret_e2e.waiting import wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/lint"))
import check_commands  # noqa: E402

PROFILE = "demo"
FOLDER = SESSION / "documents"
DATABASE = "PostgreSQL primary"
ITS_PATH = f"Acme Passbolt/Infrastructure/Production/Databases/{DATABASE}"
VALUES = check_commands.COMMANDS
# What the lines need around them. The documents' coffret is the one that is tested, with the profile that the page has one add.
SURROUNDINGS = {
    "bin/coffret": f'#!/bin/sh\nexec "$COFFRET" --profile {PROFILE} "$@"\n',
    "bin/ssh-add": '#!/bin/sh\n[ "$1" = - ] && cat\n',
    "bin/jq": "#!/usr/bin/python3\nimport json, sys\nassert sys.argv[1:] == ['-r', '.[].path'], sys.argv\n"
              "print(*(row['path'] for row in json.load(sys.stdin)), sep='\\n')\n",
    "deploy": '#!/bin/sh\nprintf "%s|%s" "$DB" "$WHO"\n',
    ".env": f'WHO="coffret://{ITS_PATH}/username"\n',
}


def documented():
    """Each line without its comment -> the documents it stands in."""
    found = {}
    for path in check_commands.documents(ROOT):
        for _, line, words in check_commands.command_lines(path.read_text(encoding="utf-8"), ("coffret",)):
            if words:
                found.setdefault(line.split("  #")[0].strip(), set()).add(path.name)
    return found


def is_of_values(line):
    """These need no display; the others are starts of the program, and hand their wish over."""
    return any(f"coffret {command} " in line for command in VALUES)


class Documents(DesktopCase):
    @classmethod
    def setUpClass(cls):
        for name, text in SURROUNDINGS.items():
            file = FOLDER / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            file.chmod(0o700)
        cls.desktop = Coffret("--demo", "--profile", PROFILE)
        cls.addClassCleanup(cls.desktop.end)
        wait_until(cls.desktop.rows, "the first account's secrets", seconds=60)
        cls.vault = DemoVault(cls.desktop.program)
        screen.activate(cls.desktop.window())
        cls.desktop.choose_account("Acme Passbolt")

    def expected(self):
        """Line -> what its output is held against; a line that starts a program of its own is not run here."""
        value = self.vault.value("v5", DATABASE)
        key = self.vault.value("v5", "Source hosting organisation", "totp")
        is_code = lambda out: out.decode() in {one_time_code(key, time.time() - ago) for ago in (0, 10)}
        lines = lambda out: out.decode().splitlines()
        return {
            'coffret list "Acme Passbolt/Infrastructure"':
                lambda out: ITS_PATH in lines(out) and all(line.startswith("Acme Passbolt/Infrastructure/") for line in lines(out)),
            """coffret list --json "Acme Passbolt" | jq -r '.[].path'""":
                lambda out: ITS_PATH in lines(out) and all(line.startswith("Acme Passbolt/") for line in lines(out)),
            f'coffret get "{ITS_PATH}"': lambda out: out == value,
            f'coffret get "{ITS_PATH}" username': lambda out: out == b"halden_app",
            f'coffret get --json "{ITS_PATH}"':
                lambda out: json.loads(out) == {"path": ITS_PATH, "field": "password", "value": value.decode()},
            'coffret get "Acme Passbolt/Infrastructure/Production/deploy@web1" | ssh-add -':
                lambda out: out == self.vault.value("v5", "deploy@web1") and b"PRIVATE KEY" in out,
            'coffret get --unverified "Acme Passbolt/Odd names/Unsigned entry"':
                lambda out: out == self.vault.value("v5", "Unsigned entry"),
            'coffret otp "Acme Passbolt/Engineering/Source hosting organisation"': is_code,
            f'DB="coffret://{ITS_PATH}/" coffret exec --env-file .env -- ./deploy': lambda out: out == value + b"|halden_app",
            "coffret --show": lambda out: out == b"",
            "coffret --quick": lambda out: out == b"",
            "coffret --lock": lambda out: out == b"",
            # test_instance.py and test_tray.py start these
            "coffret --minimized": None, "coffret --profile work": None, "coffret --language de": None,
        }

    def run_line(self, line):
        path = f"{FOLDER / 'bin'}:{os.environ['PATH']}"
        display = {} if is_of_values(line) else {name: os.environ[name] for name in ("DISPLAY", "XAUTHORITY") if name in os.environ}
        process = commands.start("sh", "-c", "cd documents && " + line, env=commands.environment(PATH=path, **display))
        self.addCleanup(process.kill)
        return process

    def allow(self):
        """For as long as Coffret is not locked."""
        heading = lambda name: name.endswith((" wants to read secrets", " wants the names of your secrets"))
        self.desktop.wait_for("heading", heading)
        self.desktop.wait_focus("push-button", "Refuse")
        self.desktop.wait_for("label", lambda name: name.startswith("Refused in ") and name != "Refused in 60 s")
        self.desktop.tab_to("push-button", "Allow everything until Coffret locks")
        screen.press("Return")
        self.desktop.wait_gone("heading", heading)

    def test_every_line_gives_what_its_page_says(self):
        expected = self.expected()
        allowed = False
        order = lambda line: (not is_of_values(line), line == "coffret --lock")
        for line in sorted(filter(expected.get, expected), key=order):  # values first, the lock last
            with self.subTest(line=line):
                process = self.run_line(line)
                if not allowed:
                    self.allow()
                    allowed = True
                code, out, error = commands.result(process)
                self.assertEqual((code, error), (0, ""))
                self.assertTrue(expected[line](out), out)

    def test_every_line_is_here(self):
        self.assertEqual(set(documented()), set(self.expected()), "lines of the documents, and lines that are tested")


if __name__ == "__main__":
    case.main()
