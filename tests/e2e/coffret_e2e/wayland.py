# SPDX-License-Identifier: GPL-3.0-or-later
"""Keyboard, windows and clipboard of the Wayland compositor; the counterpart of screen.py and clipboard.py."""
import atexit
import contextlib
import json
import os
import shlex
import subprocess

from .program import SESSION
from .screen import run

_MODIFIERS = {"ctrl": "ctrl", "alt": "alt", "shift": "shift", "super": "logo"}
_keyboard = None
_pressed = 0  # chords since the start; a chord is one press, and the text that is typed is none


def _plug_in_a_keyboard():
    """Every run of wtype is a keyboard of its own. Without one that stays, windows lose the keyboard whenever one goes."""
    global _keyboard
    if not _keyboard:
        _keyboard = subprocess.Popen(["wtype", "-s", "3600000"], stdin=subprocess.DEVNULL)
        atexit.register(_keyboard.wait)
        atexit.register(_keyboard.terminate)


def press(*chords):
    """Presses key chords one after another, spelled as on X: "ctrl+f", "Return"."""
    global _pressed
    _plug_in_a_keyboard()
    _pressed += len(chords)
    for chord in chords:
        *modifiers, key = chord.split("+")
        names = [_MODIFIERS[modifier] for modifier in modifiers]
        held = [part for name in names for part in ("-M", name)]
        released = [part for name in reversed(names) for part in ("-m", name)]
        run("wtype", "-s", "40", *held, "-k", key, *released, "-s", "40")


@contextlib.contextmanager
def counting():
    """Gives a function that answers how many chords were pressed since, without the letters of typed text."""
    before = _pressed
    yield lambda: _pressed - before


def type_text(text):
    _plug_in_a_keyboard()
    run("wtype", "-s", "40", "-d", "12", "--", text)


def move_away():
    """There is no pointer."""


def save_screenshot(path):
    run("grim", str(path), check=False)


def sway(*words):
    return run("swaymsg", "--", *words)


def bind(keys, command):
    """Lets keys of the compositor start a command in the session of this test."""
    surroundings = [f"{name}={shlex.quote(value)}" for name, value in os.environ.items()
                    if name.startswith(("XDG_", "DBUS_", "WAYLAND_", "HOME", "QT_", "LC_", "TMPDIR"))]
    script = SESSION / "bound-to-a-key"
    script.write_text("#!/bin/sh\nexec env " + " ".join([*surroundings, "QT_QPA_PLATFORM=wayland", *command]) + "\n")
    script.chmod(0o700)
    sway(f"bindsym {keys} exec {script}")


def _windows(node):
    if node.get("pid") and node.get("type") in ("con", "floating_con"):
        yield node
    for child in node.get("nodes", []) + node.get("floating_nodes", []):
        yield from _windows(child)


def windows():
    return list(_windows(json.loads(run("swaymsg", "-t", "get_tree"))))


def windows_of(pid):
    return [window["id"] for window in windows() if window["pid"] == pid and window["visible"]]


def keyboard_window():
    """The window that key presses go to, or None."""
    return next((window["id"] for window in windows() if window["focused"]), None)


def clipboard_text():
    """What another program reads; empty when nobody owns the clipboard."""
    return run("wl-paste", "--no-newline", check=False)


def clipboard_types():
    return run("wl-paste", "--list-types", check=False).decode().split()


def primary_text():
    return run("wl-paste", "--primary", "--no-newline", check=False)
