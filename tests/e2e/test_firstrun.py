# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start, without any account, by keyboard alone."""
from coffret_e2e import case, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import ACCOUNTS, Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.waiting import wait_until

CHOICES = ("Passbolt", "Fudo Enterprise", "CommandK", "Use an account kit", "Paste a link from an e-mail", "Try the demo vault")


class FirstRun(DesktopCase):
    def setUp(self):
        type(self).desktop = Coffret()
        self.addCleanup(self.desktop.end)
        self.desktop.wait_for("heading", "Where are your secrets?")

    def test_offers_three_services_kits_links_and_the_demo(self):
        offered = [node.name for node in self.desktop.find_all("push-button", enabled=True, focusable=True)]
        self.assertEqual([name for name in offered if name in CHOICES], list(CHOICES))

    def test_tab_reaches_every_choice(self):
        self.desktop.wait_focus("push-button", "Passbolt")
        for name in CHOICES[1:]:
            screen.press("Tab")
            self.desktop.wait_focus("push-button", name)

    def test_a_service_is_chosen_and_left_by_keyboard(self):
        self.desktop.wait_focus("push-button", "Passbolt")
        screen.press("Return")
        self.desktop.wait_for("heading", "Which server?")
        self.desktop.wait_focus("text", "Server address")
        screen.press("Escape")
        self.desktop.wait_for("heading", "Where are your secrets?")
        self.desktop.wait_focus("push-button", "Passbolt")

    def test_an_address_that_cannot_be_used_is_refused_in_words(self):
        self.desktop.tab_to("push-button", "CommandK")
        screen.press("space")
        self.desktop.wait_focus("text", "Server address")
        screen.type_text("http://127.0.0.1:1")
        screen.press("Return")
        banner = self.desktop.wait_for("alert")
        self.assertTrue(banner.name)
        self.assertTrue(banner.description, "it says what to do next")
        self.assertTrue(self.desktop.find("heading", "Which server?"), "what was typed is kept")

    def test_the_demo_starts_by_keyboard_and_opens_four_accounts(self):
        self.desktop.tab_to("push-button", "Try the demo vault")
        screen.press("Return")
        wait_until(self.desktop.rows, "secrets of the first account", seconds=60)
        self.desktop.tab_to("push-button", "Switch account", chord="shift+Tab")
        screen.press("Return")
        for name in ACCOUNTS:
            self.desktop.wait_for("list-item", starting_with(name + ", "))
        wait_until(lambda: sum(node.name.endswith(", Open") for node in self.desktop.find_all("list-item")) == 4, "all four are open")


if __name__ == "__main__":
    case.main()
