# SPDX-License-Identifier: GPL-3.0-or-later
"""The clipboard managers of Debian: how each is started, and everywhere that it may keep what was copied."""
import os
import pathlib
import shutil
import signal
import subprocess

from . import clipboard, memory
from .canaries import forms
from .program import Program, marked_processes
from .waiting import NeverHappened, wait_until


class Kind:
    """One clipboard manager as Debian packages it."""

    def __init__(self, name, package, command, history=()):
        self.name, self.package, self.command, self.history = name, package, command, history

    @property
    def installed(self):
        return shutil.which(self.command[0]) is not None


X11 = (
    Kind("CopyQ", "copyq", ["copyq"], ["copyq", "separator", "\n", "read", "0", "1", "2", "3", "4", "5"]),
    Kind("Xfce Clipman", "xfce4-clipman", ["xfce4-clipman"]),
    Kind("Parcellite", "parcellite", ["parcellite"]),
    Kind("Diodon", "diodon", ["diodon"]),
    Kind("GPaste", "gpaste-2", ["/usr/libexec/gpaste/gpaste-daemon"], ["gpaste-client", "history"]),
    Kind("Qlipper", "qlipper", ["qlipper"]),
    Kind("autocutsel", "autocutsel", ["autocutsel"], ["xprop", "-root", "CUT_BUFFER0"]),
)


def holds(text, data):
    return any(form in data for form in forms(text))


class Running:
    """A clipboard manager at work in the home of the test."""

    def __init__(self, kind):
        self.kind = kind
        self._program = Program(kind.command, {"NO_AT_BRIDGE": "1"})

    def wait_works(self):
        """Until it has what a person copies, so that it would have a secret as well; answers whether it ever does."""
        for number in range(20):
            text = f"an ordinary text, number {number}".encode()
            owner = clipboard.Owner(text)
            try:
                wait_until(lambda: self.places(text), "kept", seconds=1.5, every=0.2)
                return True
            except NeverHappened:
                continue
            finally:
                owner.end()
        return False

    def places(self, text):
        """Where the text is: "memory", "files", "history"."""
        found = set()
        if any(memory.has(process, text) for process in marked_processes(self._program.mark)):
            found.add("memory")
        if self.files(text):
            found.add("files")
        if self.kind.history and holds(text, self.says()):
            found.add("history")
        return found

    def files(self, text):
        home = pathlib.Path(os.environ["HOME"])
        return [path for path in home.rglob("*") if path.is_file() and not path.is_symlink() and holds(text, path.read_bytes())]

    def says(self):
        return subprocess.run(self.kind.history, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              timeout=20, check=False).stdout

    def ask_to_end(self):
        """As the end of a desktop does; some write their history only then."""
        for process in marked_processes(self._program.mark):
            try:
                os.kill(process, signal.SIGTERM)
            except ProcessLookupError:
                pass

    def end(self):
        self._program.end()
