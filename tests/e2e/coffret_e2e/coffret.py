# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with Coffret, in words: choose an account, search, open, show, copy."""
from . import clipboard, screen
from .case import DesktopCase
from .desktop import Desktop
from .truth import DemoVault
from .waiting import wait_until

# The accounts of the demonstration in the order of their keys Ctrl+1 to Ctrl+4, and the demo vault's name for each.
ACCOUNTS = {"Acme Passbolt": "v5", "Legacy Passbolt": "v4", "Fudo Operations": "fudo", "CommandK Apps": "commandk"}


class Coffret(Desktop):
    def choose_account(self, name):
        """Switches by keyboard and waits until the account is open and its list is there."""
        screen.press(f"ctrl+{list(ACCOUNTS).index(name) + 1}")
        self.wait_for("label", lambda text: text.startswith(name + ", ") and text.endswith(", Open"))
        wait_until(self.rows, f"the secrets of {name}")

    def rows(self):
        """The shown rows of the list of secrets, from top to bottom."""
        secrets = self.find("list", "Secrets")
        return self.bus.sorted_by_place(secrets.find_all("list-item")) if secrets else []

    def search(self, text):
        """Replaces what is in the search field, by keyboard."""
        screen.press("ctrl+f")
        self.wait_focus("text", "Search secrets")
        screen.press("ctrl+a", "BackSpace")
        if text:
            screen.type_text(text)
            wait_until(lambda: self.bus.text(self.find("text", "Search secrets")) == text, f"{text!r} is in the search field")

    def open_secret(self, name, place=""):
        """Finds a secret by its name and opens it as a click would; its name heads the detail pane then."""
        self.search(name)
        row = self.wait_for("list-item", lambda text: text.startswith(name + ", ") and text.endswith(place))
        self.act(row)
        self.wait_for("heading", name)

    def card(self, label):
        """The card of a field with this label, masked or shown."""
        return self.wait_for("push-button", lambda name: name in (f"{label}, hidden", f"{label}, shown on screen"))

    def toggle_setting(self, label, on=True):
        """Turns a switch in the settings, by keyboard."""
        screen.press("ctrl+comma")
        self.wait_focus("text", "Search settings")
        screen.type_text(label)
        self.tab_to("check-box", label)
        screen.press("space")
        self.wait_for("check-box", label, checked=on)
        self.press_button("Close")
        self.wait_gone("text", "Search settings")

    def close_window(self):
        """To the tray."""
        screen.press("alt+F4")
        wait_until(lambda: not self.find("list", "Secrets"), "the window is closed")
        wait_until(lambda: screen.keyboard_window() not in screen.windows_of(self.program.pid), "the window manager is done with it")
        assert self.program.running

    def show(self, label):
        self.press_button(f"Show {label}")
        return self.wait_for("push-button", f"{label}, shown on screen")

    def hide(self, label):
        self.press_button(f"Hide {label}")
        return self.wait_for("push-button", f"{label}, hidden")

    def copy(self, label):
        """Copies by the button on the card and returns what another program then reads."""
        self.press_button(f"Copy {label}")
        self.wait_copied(label)
        return clipboard.read()

    def wait_copied(self, label):
        return self.wait_for(name=f"{label} copied")


class DemoCase(DesktopCase):
    """One run of `coffret --demo` for all tests of a class, with every account open."""
    arguments = ()

    @classmethod
    def setUpClass(cls):
        cls.desktop = Coffret("--demo", *cls.arguments)
        cls.addClassCleanup(cls.desktop.end)
        cls.vault = DemoVault(cls.desktop.program)
        wait_until(cls.desktop.rows, "the first account's secrets", seconds=60)
