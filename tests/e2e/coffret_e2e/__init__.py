# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program in a real window from outside: accessibility bus, keyboard, mouse, clipboard."""
