# SPDX-License-Identifier: GPL-3.0-or-later
"""Keyboard, mouse, windows and pixels of the X display."""
import contextlib
import re
import subprocess

_pressed = 0  # chords since the start; a chord is one press, and the text that is typed is none


def run(*command, check=True, stdin=None, timeout=20):
    done = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, check=False)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def press(*chords):
    """Presses key chords one after another, spelled as xdotool does: "ctrl+f", "Return"."""
    global _pressed
    _pressed += len(chords)
    run("xdotool", "key", "--clearmodifiers", "--delay", "12", *chords)


@contextlib.contextmanager
def counting():
    """Gives a function that answers how many chords were pressed since, without the letters of typed text."""
    before = _pressed
    yield lambda: _pressed - before


def type_text(text):
    run("xdotool", "type", "--clearmodifiers", "--delay", "12", "--", text)


def click(x, y, button=1):
    run("xdotool", "mousemove", str(int(x)), str(int(y)), "click", str(button))


def move_away():
    """Parks the pointer in a corner, where it hovers over nothing."""
    run("xdotool", "mousemove", "1", "1")


def windows_of(pid):
    """Identifiers of the mapped windows that belong to the process."""
    return run("xdotool", "search", "--onlyvisible", "--pid", str(pid), check=False).decode().split()


def managed_windows(pid):
    """Those that the window manager lists, as task bars do; the minimised ones, too."""
    listed = re.findall(r"0x[0-9a-f]+", run("xprop", "-root", "_NET_CLIENT_LIST", check=False).decode())
    own = {int(window) for window in run("xdotool", "search", "--pid", str(pid), check=False).decode().split()}
    return [str(int(window, 16)) for window in listed if int(window, 16) in own]


def managed_titles(pid):
    return [run("xdotool", "getwindowname", window, check=False).decode().strip() for window in managed_windows(pid)]


def window_texts(pid):
    """Everything that the windows of the process tell the window manager."""
    identifiers = run("xdotool", "search", "--pid", str(pid), check=False).decode().split()
    return "".join(run("xprop", "-id", window, check=False).decode(errors="replace") for window in identifiers)


def windows_of_class(name):
    return run("xdotool", "search", "--onlyvisible", "--class", name, check=False).decode().split()


def windows_named(title):
    return run("xdotool", "search", "--onlyvisible", "--name", f"^{title}$", check=False).decode().split()


def _geometry(window):
    lines = run("xdotool", "getwindowgeometry", "--shell", window).decode().split()
    return {key: int(value) for key, value in (line.split("=", 1) for line in lines)}


def window_size(window):
    values = _geometry(window)
    return values["WIDTH"], values["HEIGHT"]


def place(window):
    """x, y, width, height on the display, in pixels and without a frame."""
    values = _geometry(window)
    return values["X"], values["Y"], values["WIDTH"], values["HEIGHT"]


def window_centre(window):
    values = _geometry(window)
    return values["X"] + values["WIDTH"] // 2, values["Y"] + values["HEIGHT"] // 2


def activate(window):
    run("xdotool", "windowactivate", "--sync", window)


def keyboard_window():
    """The window that key presses go to."""
    return run("xdotool", "getwindowfocus", check=False).decode().strip()


def pixels(x, y, width, height):
    """The colours of a region as bytes, three per pixel."""
    return run("import", "-silent", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "-depth", "8", "rgb:-")


def save_screenshot(path):
    run("import", "-silent", "-window", "root", str(path), check=False)


def mean_difference(one, other):
    """How far two pictures of the same size are apart, 0 to 255 per channel; different sizes are as far as can be."""
    if len(one) != len(other) or not one:
        return 255.0
    return sum(abs(a - b) for a, b in zip(one, other)) / len(one)
