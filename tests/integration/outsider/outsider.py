# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody with curl and a vendor's page, in front of a demo vault of their own."""
import json
import os
import re
import shlex
import subprocess
import sys
import unittest

ID = re.compile(r"\d{19}")
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d")
KINDS = {
    "id": lambda value: isinstance(value, str) and ID.fullmatch(value),
    "time": lambda value: isinstance(value, str) and TIME.fullmatch(value),
    "text": lambda value: isinstance(value, str) and value,
    "bool": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


class OutsiderCase(unittest.TestCase):
    """Tests that share one demo vault of `mode`; `self.about` is what it says of that vendor."""
    mode = ""
    longMessage = True
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        vault = subprocess.Popen([os.environ["COFFRET_DEMO_VAULT"], "--quiet", "--until-eof", "--mode", cls.mode],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        cls.addClassCleanup(cls._end, vault)
        description = json.loads(vault.stdout.readline())
        cls.certificate = description["certificate"]
        cls.about = description[cls.mode]

    @staticmethod
    def _end(vault):
        vault.stdin.close()
        vault.stdout.close()
        vault.wait(timeout=20)

    def curl(self, command, status=200):
        """Runs a command line as a page shows it; the pages' -k is a certificate here. The answer, once its status is right."""
        words = [word for word in shlex.split(command.replace("\\\n", " ")) if word not in ("-s", "-k")]
        self.assertEqual(words.pop(0), "curl")
        run = subprocess.run(["curl", "-q", "-s", "-S", "--cacert", self.certificate, "-w", "\n%{http_code}", *words], check=False, timeout=30,
                             capture_output=True, text=True, encoding="utf-8", env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
        self.assertEqual(run.returncode, 0, run.stderr)
        body, _, code = run.stdout.rpartition("\n")
        self.assertEqual(int(code), status, f"{command}\n{body}")
        return json.loads(body) if body else None

    def assert_shape(self, value, shape, more=()):
        """An object with these members and no others but those of `more`: each of the kind named, or of a shape of its own."""
        self.assertIsInstance(value, dict)
        self.assertEqual(set(value) - set(more), set(shape))
        for name, kind in shape.items():
            if isinstance(kind, dict):
                self.assert_shape(value[name], kind)
            else:
                self.assertTrue(KINDS[kind](value[name]), f"{name} is no {kind}: {value[name]!r}")


def main():
    """Runs the tests of the calling file. Nothing run, or anything skipped, is a failure."""
    result = unittest.main(module="__main__", verbosity=2, exit=False).result
    if not result.testsRun or result.skipped:
        print("FAILED: no test ran, or one was skipped", file=sys.stderr)
        sys.exit(1)
    sys.exit(not result.wasSuccessful())
