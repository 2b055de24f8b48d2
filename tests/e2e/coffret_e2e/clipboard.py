# SPDX-License-Identifier: GPL-3.0-or-later
"""The clipboard and the primary selection as another program sees them."""
import subprocess

from .screen import run
from .waiting import wait_until

HINT = "x-kde-passwordManagerHint"


def read(selection="clipboard", target="UTF8_STRING"):
    """The text on a selection as bytes; empty when nobody owns it or the owner has no text."""
    return run("xclip", "-selection", selection, "-o", "-t", target, check=False)


def targets():
    """Which formats the owner of the clipboard offers; empty when nobody owns it."""
    return run("xclip", "-selection", "clipboard", "-o", "-t", "TARGETS", check=False).decode().split()


class Owner:
    """Another program that has put a text on a selection, and keeps it there until it is ended or outdone."""

    def __init__(self, text, selection="clipboard"):
        self._process = subprocess.Popen(["xclip", "-selection", selection, "-quiet", "-i"], stdin=subprocess.PIPE,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._process.stdin.write(text)
        self._process.stdin.close()
        wait_until(lambda: read(selection) == text, "xclip owns the selection")

    def end(self):
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(timeout=10)
