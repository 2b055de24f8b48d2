# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop with the program on it: finds what is shown, and does what a person would do."""
import os

from . import display, screen
from .accessibility import AccessibilityBus, wait_for_application
from .program import Program
from .waiting import wait_until

_bus = None


def accessibility_bus():
    """The one connection of this test process."""
    global _bus
    _bus = _bus or AccessibilityBus()
    return _bus


class Desktop:
    current = None  # the one started last, for whoever has to look into a failure

    def __init__(self, *arguments, environment=None):
        self.bus = accessibility_bus()
        display.here.move_away()
        self.program = Program([os.environ["COFFRET"], *arguments], environment)
        Desktop.current = self
        self.application = wait_for_application(self.bus, self.program.process)

    # --- looking ---------------------------------------------------------------------------------------------------

    def tree(self):
        return self.bus.tree(*self.application)

    def find(self, role=None, name=None, **states):
        """The first shown object like this, or None, without waiting."""
        return self.tree().find(role, name, **states)

    def find_all(self, role=None, name=None, **states):
        return list(self.tree().find_all(role, name, **states))

    def wait_for(self, role=None, name=None, seconds=20.0, **states):
        return wait_until(lambda: self.find(role, name, **states), f"shown: role {role}, name {describe(name)}, {states}", seconds)

    def wait_gone(self, role=None, name=None, seconds=20.0, **states):
        wait_until(lambda: not self.find(role, name, **states), f"gone: role {role}, name {describe(name)}, {states}", seconds)

    def focused(self):
        """The innermost shown object that has the keyboard."""
        nodes = self.find_all(focused=True)
        return nodes[-1] if nodes else None

    def wait_focus(self, role=None, name=None, seconds=20.0):
        return self.wait_for(role, name, seconds, focused=True)

    def pixels(self, node):
        x, y, width, height = self.bus.extents(node)
        return screen.pixels(x, y, width, height)

    def everything_said(self):
        return self.bus.everything_said(self.tree())

    # --- acting ----------------------------------------------------------------------------------------------------

    def act(self, node):
        """What a screen reader's press does."""
        if not self.bus.perform(node):
            raise AssertionError(f"no press action on [{node.role}] {node.name!r}: {self.bus.actions(node)}")

    def press_button(self, name, role="push-button"):
        self.act(self.wait_for(role, name, enabled=True))

    def scroll_to(self, role, name):
        """Gives the keyboard to what is out of view, as Tab would, so that its pane goes there."""
        def there():
            return next((node for node in self.tree().walk() if (node.role, node.name) == (role, name)), None)

        self.bus.focus(wait_until(there, f"somewhere: role {role}, name {name!r}"))

    def click(self, node, button=1):
        x, y, width, height = self.bus.extents(node)
        screen.click(x + width // 2, y + height // 2, button)
        screen.move_away()

    def tab_to(self, role=None, name=None, limit=25, chord="Tab"):
        """Presses Tab until the object has the focus; answers how many presses it took."""
        for count in range(limit + 1):
            node = self.focused()
            if node and (role is None or node.role == role) and matches(name, node.name):
                return count
            before = node and (node.role, node.name, node.path)
            screen.press(chord)
            wait_until(lambda: (now := self.focused()) and (now.role, now.name, now.path) != before, f"{chord} moves the focus from {before}")
        raise AssertionError(f"not reached with {limit} x {chord}: role {role}, name {describe(name)}")

    # --- ending ----------------------------------------------------------------------------------------------------

    def window(self):
        """The X identifier of the program's only or first shown window."""
        return wait_until(lambda: screen.windows_of(self.program.pid), "a window of the program")[0]

    def end(self):
        self.program.end()


def matches(name, actual):
    return name is None or (name(actual) if callable(name) else name == actual)


def describe(name):
    return getattr(name, "__doc__", None) or repr(name) if callable(name) else repr(name)


def starting_with(prefix):
    return lambda name: name.startswith(prefix)


def ending_with(suffix):
    return lambda name: name.endswith(suffix)


def containing(part):
    return lambda name: part.lower() in name.lower()
