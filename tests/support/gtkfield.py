# SPDX-License-Identifier: GPL-3.0-or-later
"""gtkfield.py TITLE FILE: a window of GTK with one field; what is in it is written to FILE at every change."""
import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402

title, file = sys.argv[1], pathlib.Path(sys.argv[2])
window = Gtk.Window(title=title)
field = Gtk.Entry(width_chars=60)


def keep(*_):
    part = file.with_suffix(".part")
    part.write_text(field.get_text(), encoding="utf-8")
    part.rename(file)


field.connect("changed", keep)
window.add(field)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
