# SPDX-License-Identifier: GPL-3.0-or-later
"""Everywhere that other programs, other people or later days could read something of the program."""
import os
import pathlib

from . import screen
from .canaries import Scanner
from .program import SESSION

SHARED_MEMORY = pathlib.Path("/dev/shm")
HOME, TEMPORARY, RUNTIME = (pathlib.Path(os.environ.get(name, "/nonexistent")) for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR"))
FOLDERS = (SESSION, SHARED_MEMORY)


def places(desktop):
    """(text, where) of the running program. None of them is ever empty."""
    program = desktop.program
    yield program.output(), "what the program prints"
    yield desktop.everything_said(), "the accessibility tree"
    yield screen.window_texts(program.pid), "window properties"
    for what in ("cmdline", "environ"):
        yield pathlib.Path(f"/proc/{program.pid}/{what}").read_bytes(), what


def leaks(desktop, tokens, folders=FOLDERS, more=()):
    """Which of the tokens are in files, or in something that the program tells; more: further places."""
    scanner = tokens if isinstance(tokens, Scanner) else Scanner(tokens)
    found = [line for folder in folders for line in scanner.in_folder(folder)]
    for text, where in (*places(desktop), *more):
        assert text, where
        found += scanner.in_text(text, where)
    return found


def openness(path):
    """Says of a file or folder that anybody but its owner may read, write or enter it; else nothing."""
    mode = path.lstat().st_mode
    return f"{mode:o} {path}" if mode & 0o077 and not path.is_symlink() else ""


def open_to_others(folder):
    """Everything in the folder that is not for its owner alone."""
    return list(filter(None, map(openness, pathlib.Path(folder).rglob("*"))))
