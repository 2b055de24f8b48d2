# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that a person pastes into: text fields of two toolkits, a terminal, and what is started in a terminal."""
import os
import shlex
import subprocess
import sys

from . import screen
from .program import SESSION
from .waiting import wait_until

_GTK = """
import gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gtk
entry = Gtk.Entry()
entry.connect("changed", lambda entry: print(entry.get_text().encode().hex(), flush=True))
window = Gtk.Window(title="GTK field")
window.add(entry)
window.show_all()
Gtk.main()
"""


class Field:
    """A text field in a window of its own; says its text, in hexadecimal digits, whenever that changes."""

    def __init__(self, title, command):
        self._said = SESSION / title.replace(" ", "-")
        environment = dict(os.environ, QT_QPA_PLATFORM="xcb", NO_AT_BRIDGE="1")
        with open(self._said, "wb") as said:
            self._process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL)
        self._window = wait_until(lambda: screen.windows_named(title), f"the window {title}")[0]

    def text(self):
        lines = self._said.read_bytes().split(b"\n")[:-1]  # the part of a line that is still being written is not one
        return bytes.fromhex(lines[-1].decode()) if lines else b""

    def paste(self):
        """Replaces what is in the field, by keyboard, as fast as a person could at most."""
        screen.activate(self._window)
        wait_until(lambda: screen.keyboard_window() != "1", "somebody has the keyboard")
        screen.press("ctrl+a", "ctrl+v")

    def end(self):
        self._process.terminate()
        self._process.wait(timeout=10)


def gtk():
    return Field("GTK field", [sys.executable, "-B", "-c", _GTK])


def qt():
    return Field("Qt field", [os.environ["COFFRET_FIELD"]])


class Terminal:
    """xterm with a shell; Ctrl+V pastes what is on the clipboard, as in other terminals Ctrl+Shift+V does."""
    PASTE = "*VT100.translations: #override Ctrl <Key>V: insert-selection(CLIPBOARD)"

    def __init__(self):
        self._process = subprocess.Popen(["xterm", "-T", "a terminal", "-xrm", self.PASTE, "-e", "sh"], stdin=subprocess.DEVNULL,
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._window = wait_until(lambda: screen.windows_named("a terminal"), "the terminal's window")[0]
        screen.activate(self._window)

    def activate(self):
        screen.activate(self._window)

    def type_line(self, line):
        screen.type_text(line)
        screen.press("Return")

    def what_is_pasted(self):
        """Pastes a line into a file."""
        file = SESSION / "pasted"
        file.unlink(missing_ok=True)
        self.type_line(f"cat > {shlex.quote(str(file))}")
        wait_until(file.exists, "cat waits for a line")
        screen.press("ctrl+v", "Return", "ctrl+d")
        return wait_until(file.read_bytes, "something was pasted").removesuffix(b"\n")

    def output_of(self, command):
        file = SESSION / "output"
        file.unlink(missing_ok=True)
        self.type_line(f"{command} > {shlex.quote(str(file))}.part; mv {shlex.quote(str(file))}.part {shlex.quote(str(file))}")
        wait_until(file.exists, f"{command} has ended")
        return file.read_bytes()

    def end(self):
        self._process.terminate()
        self._process.wait(timeout=10)
