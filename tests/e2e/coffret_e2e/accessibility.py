# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility bus, spoken directly: every question of one level of the tree travels at once, and nothing is cached,
so a walk takes milliseconds where libatspi, which asks one thing after another, takes seconds."""
import contextlib
from dataclasses import dataclass, field
import os

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

from .waiting import wait_until  # noqa: E402

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
ACTION = "org.a11y.atspi.Action"
TEXT = "org.a11y.atspi.Text"
VALUE = "org.a11y.atspi.Value"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"


@dataclass
class Node:
    """One accessible object as it was when the tree was read."""
    bus: str
    path: str
    role: str = ""
    name: str = ""
    description: str = ""
    states: frozenset = frozenset()
    parent: "Node | None" = None
    children: list = field(default_factory=list)

    @property
    def shown(self):
        return "showing" in self.states and "visible" in self.states

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def find_all(self, role=None, name=None, **conditions):
        """Every shown node with this role and name (a string, or a function of the name) and these states."""
        wanted_states = {state.replace("_", "-") for state, on in conditions.items() if on}
        banned_states = {state.replace("_", "-") for state, on in conditions.items() if not on}
        for node in self.walk():
            if not node.shown or (role is not None and node.role != role):
                continue
            if callable(name) and not name(node.name) or isinstance(name, str) and node.name != name:
                continue
            if wanted_states <= node.states and not banned_states & node.states:
                yield node

    def find(self, role=None, name=None, **conditions):
        return next(self.find_all(role, name, **conditions), None)

    def dump(self, depth=0):
        """The tree as text, one line per node."""
        text = f"{'  ' * depth}[{self.role}] {self.name!r}"
        if self.description:
            text += f" ({self.description!r})"
        text += " " + " ".join(sorted(self.states)) + "\n"
        return text + "".join(child.dump(depth + 1) for child in self.children)


class AccessibilityBus:
    """One connection to the accessibility bus of this session. Started on demand by the session bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 20000, None)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._connection = Gio.DBusConnection.new_for_address_sync(address.unpack()[0], flags, None, None)
        self.call("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")  # starts the registry

    def call_all(self, questions):
        """questions: (bus, path, interface, member, arguments or None). Answers in the same order; None where refused."""
        answers = [None] * len(questions)
        waiting = len(questions)

        def finished(connection, result, index):
            nonlocal waiting
            waiting -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass  # gone meanwhile, or not offered

        for index, (bus, path, interface, member, arguments) in enumerate(questions):
            self._connection.call(bus, path, interface, member, arguments, None, 0, 10000, None, finished, index)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def call(self, bus, path, interface, member, arguments=None):
        return self.call_all([(bus, path, interface, member, arguments)])[0]

    def application(self, pid):
        """The (bus, path) of the application with this process id, or None while it has not come."""
        children = self.call("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")
        for bus, path in children[0] if children else []:
            owner = self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                              "GetConnectionUnixProcessID", GLib.Variant("(s)", (bus,)))
            if owner and owner[0] == pid:
                return bus, path
        return None

    def tree(self, bus, path, limit=20000):
        """Reads everything below (bus, path), level by level."""
        root = Node(bus, path)
        level, seen = [root], {path}
        while level and len(seen) < limit:
            following = []
            for node, (children, details) in zip(level, self._describe(level)):
                self._fill(node, details)
                for child_bus, child_path in children:
                    if child_path not in seen:
                        seen.add(child_path)
                        child = Node(child_bus, child_path, parent=node)
                        node.children.append(child)
                        following.append(child)
            level = following
        return root

    def _describe(self, nodes):
        questions = []
        for node in nodes:
            questions += [(node.bus, node.path, ACCESSIBLE, "GetChildren", None), (node.bus, node.path, ACCESSIBLE, "GetRole", None),
                          (node.bus, node.path, ACCESSIBLE, "GetState", None), self._property(node, ACCESSIBLE, "Name"),
                          self._property(node, ACCESSIBLE, "Description")]
        answers = self.call_all(questions)
        for start in range(0, len(answers), 5):
            children, *details = answers[start:start + 5]
            yield (children[0] if children else []), details

    @staticmethod
    def _property(node, interface, name):
        return node.bus, node.path, PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name))

    @staticmethod
    def _fill(node, details):
        role, states, name, description = details
        node.role = role_name(role[0]) if role else "gone"
        node.states = state_names(states[0]) if states else frozenset()
        node.name = name[0] if name else ""
        node.description = description[0] if description else ""

    def extents(self, node):
        """x, y, width, height on the screen."""
        answer = self.call(node.bus, node.path, COMPONENT, "GetExtents", GLib.Variant("(u)", (0,)))
        return answer[0] if answer else None

    def sorted_by_place(self, nodes):
        """From top to bottom, which is not the order of the tree."""
        nodes = list(nodes)
        places = self.call_all([(node.bus, node.path, COMPONENT, "GetExtents", GLib.Variant("(u)", (0,))) for node in nodes])
        tops = {node.path: place[0][1] if place else 0 for node, place in zip(nodes, places)}
        return sorted(nodes, key=lambda node: tops[node.path])

    def text(self, node):
        """What the Text interface hands out, or None without one."""
        answer = self.call(node.bus, node.path, TEXT, "GetText", GLib.Variant("(ii)", (0, -1)))
        return answer[0] if answer else None

    def actions(self, node):
        answer = self.call(node.bus, node.path, ACTION, "GetActions")
        return [action[0].lower() for action in answer[0]] if answer else []

    def perform(self, node, wanted="press"):
        """Does the action called wanted; says whether there was one."""
        actions = self.actions(node)
        if wanted not in actions:
            return False
        return bool(self.call(node.bus, node.path, ACTION, "DoAction", GLib.Variant("(i)", (actions.index(wanted),))))

    def focus(self, node):
        return bool(self.call(node.bus, node.path, COMPONENT, "GrabFocus"))

    @contextlib.contextmanager
    def listening(self, member, event):
        """The objects that announce this event meanwhile, as a list of (bus, path) that grows."""
        heard = []
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry")
        self.call(*registry, "RegisterEvent", GLib.Variant("(sass)", (event, [], "")))
        number = self._connection.signal_subscribe(
            None, "org.a11y.atspi.Event.Object", member, None, None, Gio.DBusSignalFlags.NONE,
            lambda connection, sender, path, interface, name, arguments: heard.append((sender, path)))
        try:
            yield heard
        finally:
            self._connection.signal_unsubscribe(number)
            self.call(*registry, "DeregisterEvent", GLib.Variant("(s)", (event,)))

    def name_of(self, bus, path):
        answer = self.call(bus, path, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name")))
        return answer[0] if answer else ""

    def everything_said(self, root):
        """Every string that the tree hands out to a screen reader: names, descriptions, texts, values, attributes."""
        nodes = list(root.walk())
        questions = []
        for node in nodes:
            questions += [(node.bus, node.path, TEXT, "GetText", GLib.Variant("(ii)", (0, -1))),
                          (node.bus, node.path, ACCESSIBLE, "GetAttributes", None), self._property(node, VALUE, "Text")]
        answers = self.call_all(questions)
        return root.dump() + "\n".join(repr(answer) for answer in answers if answer)


def role_name(number):
    try:
        return Atspi.Role(number).value_nick
    except ValueError:
        return str(number)


def state_names(words):
    bits = words[0] | (words[1] << 32)
    return frozenset(Atspi.StateType(bit).value_nick for bit in range(64) if bits >> bit & 1 and bit < Atspi.StateType.LAST_DEFINED)


def wait_for_application(bus, process):
    def came():
        if process.poll() is not None:
            raise AssertionError(f"the program ended early with {process.returncode}")
        return bus.application(process.pid)
    return wait_until(came, f"process {os.path.basename(process.args[0])} on the accessibility bus")
