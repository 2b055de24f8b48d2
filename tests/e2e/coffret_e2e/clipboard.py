# SPDX-License-Identifier: GPL-3.0-or-later
"""The clipboard and the primary selection as another program sees them."""
import os
import subprocess

from .program import SESSION
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


class Manager:
    """A clipboard manager: offers what was on the clipboard last when its owner has gone."""

    def __init__(self):
        self._said = SESSION / "clipboard-manager"
        with open(self._said, "wb") as said:
            self._process = subprocess.Popen([os.environ["COFFRET_KEEPER"]], env=dict(os.environ, QT_QPA_PLATFORM="xcb"),
                                             stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL)
        wait_until(self._last, "the clipboard manager runs")

    def _last(self):
        lines = self._said.read_bytes().split(b"\n")[:-1]  # the part of a line that is still being written is not one
        return lines[-1].split(b" ") if lines else None

    def has_seen(self, text):
        """Whether this is what is on the clipboard, and what would be kept."""
        return self._last() == [b"sees", text.hex().encode()]

    def wait_kept(self):
        """Waits until the owner has gone, and answers what is on the clipboard since then."""
        return bytes.fromhex(wait_until(lambda: self._last()[0] == b"keeps" and self._last(), "the owner of the clipboard goes")[1].decode())

    def end(self):
        self._process.terminate()
        self._process.wait(timeout=10)
