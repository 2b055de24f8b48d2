# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything by name: the command palette, the list of keys and the settings, by keyboard, as a screen reader hears them."""
from coffret_e2e import case, screen
from coffret_e2e.coffret import DemoCase
from coffret_e2e.desktop import starting_with


class Palette(DemoCase):
    def open_palette(self, text):
        screen.press("ctrl+k")
        self.desktop.wait_focus("text", "Command or place")
        screen.type_text(text)

    def test_goes_to_a_list_of_another_account(self):
        self.open_palette("favourites legacy")
        self.desktop.wait_for("list-item", "Go to Favourites")
        screen.press("Return")
        self.desktop.wait_gone("text", "Command or place")
        self.desktop.wait_for("label", starting_with("Legacy Passbolt, "))
        self.desktop.choose_account("Acme Passbolt")

    def test_names_commands_with_their_keys_and_why_not(self):
        self.desktop.choose_account("CommandK Apps")
        self.open_palette("groups")
        row = self.desktop.wait_for("list-item", "Groups…")
        self.assertIn("This account has no groups", row.description)
        screen.press("Escape")
        self.desktop.wait_gone("text", "Command or place")
        self.desktop.choose_account("Acme Passbolt")

    def test_opens_the_list_of_keys_and_the_settings(self):
        self.open_palette("keyboard shortcuts")
        self.desktop.wait_for("list-item", "Keyboard shortcuts")
        screen.press("Return")
        self.desktop.wait_focus("text", "Search shortcuts")
        screen.press("Escape")
        self.desktop.wait_gone("text", "Search shortcuts")
        screen.press("ctrl+comma")
        self.desktop.wait_focus("text", "Search settings")
        screen.type_text("presentation")
        self.desktop.tab_to("check-box", "Presentation mode")
        screen.press("space")
        self.desktop.wait_for("check-box", "Presentation mode", checked=True)
        screen.press("space")
        self.desktop.wait_for("check-box", "Presentation mode", checked=False)
        self.desktop.press_button("Close")
        self.desktop.wait_gone("text", "Search settings")


if __name__ == "__main__":
    case.main()
