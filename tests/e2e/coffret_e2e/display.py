# SPDX-License-Identifier: GPL-3.0-or-later
"""The display that the tests run on: `screen`, or `wayland` where a compositor runs."""
import os

from . import screen, wayland

here = wayland if "WAYLAND_DISPLAY" in os.environ else screen
