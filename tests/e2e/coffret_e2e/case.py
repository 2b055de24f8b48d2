# SPDX-License-Identifier: GPL-3.0-or-later
"""unittest for the desktop: pictures and trees of failures, and an exit code that ctest believes."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

from . import display, screen
from .desktop import Desktop
from .waiting import wait_until

OUT = pathlib.Path(os.environ.get("COFFRET_E2E_OUT", "."))
THOROUGH = "COFFRET_THOROUGH" in os.environ  # ./dev check


class DesktopCase(unittest.TestCase):
    """Tests that share one run of the program."""
    desktop = None
    longMessage = True

    @classmethod
    def start(cls, *arguments, **options):
        """Starts the program for all tests of the class; ended after the last one, however they end."""
        cls.desktop = Desktop(*arguments, **options)
        cls.addClassCleanup(cls.desktop.end)
        return cls.desktop

    def start_another_program(self):
        """A window of another program, with the keyboard; its X identifier."""
        process = subprocess.Popen(["xev", "-name", "Elsewhere"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        window = wait_until(lambda: screen.windows_named("Elsewhere"), "the other window")[0]
        screen.activate(window)
        wait_until(lambda: screen.keyboard_window() == window, "the other window has the keyboard")
        return window


def keep_evidence(name):
    """Screenshot, accessibility tree and output of the program, for the person who looks into a failure."""
    OUT.mkdir(parents=True, exist_ok=True)
    stem = OUT / name
    display.here.save_screenshot(f"{stem}.png")
    desktop = Desktop.current
    if desktop:
        pathlib.Path(f"{stem}.log").write_bytes(desktop.program.output())
        if desktop.program.running:
            pathlib.Path(f"{stem}.tree").write_text(desktop.tree().dump())
    print(f"evidence: {stem}.*", file=sys.stderr)


class _Result(unittest.TextTestResult):
    def addError(self, test, err):
        super().addError(test, err)
        self._keep(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._keep(test)

    @staticmethod
    def _keep(test):
        try:
            keep_evidence(re.sub(r"[^\w.]+", "-", test.id().removeprefix("__main__.")))
        except Exception as error:  # evidence must not hide the failure
            print(f"no evidence: {error}", file=sys.stderr)


def main():
    """Runs the tests of the calling file. Nothing run, or anything skipped, is a failure."""
    sys.stdout.reconfigure(line_buffering=True)
    runner = unittest.TextTestRunner(verbosity=2, resultclass=_Result)
    program = unittest.main(module="__main__", testRunner=runner, exit=False)
    result = program.result
    if not result.testsRun or result.skipped:
        print("FAILED: no test ran, or one was skipped", file=sys.stderr)
        sys.exit(1)
    sys.exit(not result.wasSuccessful())
