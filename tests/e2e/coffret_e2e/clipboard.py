# SPDX-License-Identifier: GPL-3.0-or-later
"""The clipboard and the primary selection as another program sees them."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from .program import SESSION
from .screen import run
from .waiting import PATIENCE, wait_until

HINT = "x-kde-passwordManagerHint"


def read_now(selection="clipboard", target="UTF8_STRING"):
    """The text on a selection as bytes, for whoever asks without having the keyboard; None when nobody owns it or the owner does not say."""
    asked = subprocess.run(["xclip", "-selection", selection, "-o", "-t", target], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           timeout=20, check=False)
    return None if asked.returncode else asked.stdout


def read(selection="clipboard", target="UTF8_STRING"):
    """The text on a selection as bytes; empty when nobody owns it or the owner has no text. A secret is not said to whoever asks sooner
    after the copy than a person would: then this asks again, as a person would."""
    deadline = time.monotonic() + PATIENCE
    while True:
        text = read_now(selection, target)
        if text is not None or selection != "clipboard" or HINT not in targets() or time.monotonic() > deadline:
            return text or b""


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


_WATCHER = """
import gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk
clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
def look(*ignored):
    print((clipboard.wait_for_text() or "").encode().hex(), flush=True)
    return True
clipboard.connect("owner-change", look)
GLib.timeout_add(200, look)
Gtk.main()
"""


class Watcher:
    """What a clipboard manager does that takes no hint: reads whatever is copied, and then looks again and again."""

    def __init__(self):
        self._said = SESSION / "clipboard-watcher"
        with open(self._said, "wb") as said:
            self._process = subprocess.Popen([sys.executable, "-B", "-c", _WATCHER], env=dict(os.environ, NO_AT_BRIDGE="1"),
                                             stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL)
        wait_until(self.seen, "the watcher watches")

    def looks(self):
        """How often it has looked."""
        return self._said.read_bytes().count(b"\n")

    def seen(self):
        """All texts that it has read."""
        return {bytes.fromhex(line.decode()) for line in self._said.read_bytes().split(b"\n")[:-1]}

    def end(self):
        self._process.terminate()
        self._process.wait(timeout=10)


class Manager:
    """A clipboard manager: offers what was on the clipboard last when its owner has gone."""

    def __init__(self):
        # What it keeps is no leak of the program's, so it is not where leaks are looked for.
        self._folder = tempfile.TemporaryDirectory(dir="/var/tmp")
        self._said = pathlib.Path(self._folder.name) / "clipboard-manager"
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

    def has_kept(self, text):
        """Whether it has put this back at some time, however soon it was taken away again."""
        return b"keeps " + text.hex().encode() in self._said.read_bytes().split(b"\n")[:-1]

    def wait_kept(self):
        """Waits until the owner has gone, and answers what is on the clipboard since then."""
        return bytes.fromhex(wait_until(lambda: self._last()[0] == b"keeps" and self._last(), "the owner of the clipboard goes")[1].decode())

    def end(self):
        self._process.terminate()
        self._process.wait(timeout=10)
        self._folder.cleanup()
