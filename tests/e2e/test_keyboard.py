# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole window by keyboard: what Tab reaches, what it is called, and that one sees where one is."""
from coffret_e2e import case, screen
from coffret_e2e.coffret import DemoCase
from coffret_e2e.waiting import wait_until

MOST_PRESSES = 25


class Keyboard(DemoCase):
    def walk(self):
        """Tab from the search field until it comes round again: (role, name, picture around it) of every stop."""
        self.desktop.search("")
        self.desktop.open_secret("PostgreSQL primary")
        screen.press("ctrl+f")
        self.desktop.wait_focus("text", "Search secrets")
        stops = []
        for _ in range(60):
            before = self.desktop.focused()
            screen.press("Tab")
            wait_until(lambda: (now := self.desktop.focused()) and now.path != before.path, f"Tab leaves {before.role} {before.name!r}")
            node = self.desktop.focused()
            stops.append(node)
            if (node.role, node.name) == ("text", "Search secrets"):
                return stops
        raise AssertionError("Tab does not come round: " + ", ".join(f"[{node.role}] {node.name}" for node in stops))

    def test_tab_comes_round_and_every_stop_has_a_name(self):
        stops = self.walk()
        self.assertEqual([node.role for node in stops if not node.name], [])
        self.assertGreater(len({(node.role, node.name) for node in stops}), 8)

    def test_list_tree_and_actions_of_a_field_are_near(self):
        stops = [node.name for node in self.walk()]
        for wanted in ("PostgreSQL primary, Login", "All secrets, ", "Password, hidden", "Show Password", "Copy Password"):
            self.assertTrue([name for name in stops[:MOST_PRESSES] if name.startswith(wanted)], (wanted, stops))

    def test_the_focus_can_be_seen_to_move(self):
        self.desktop.open_secret("PostgreSQL primary")
        screen.press("ctrl+f")
        self.desktop.wait_focus("text", "Search secrets")
        self.desktop.tab_to("push-button", "Show Password")
        focused = self.desktop.focused()
        with_focus = self.desktop.pixels(focused)
        screen.press("Tab")
        self.desktop.wait_focus("push-button", "Copy Password")
        wait_until(lambda: screen.mean_difference(self.desktop.pixels(focused), with_focus) > 0.5, "the ring has left the button")

    def test_everything_focusable_has_a_name(self):
        self.desktop.open_secret("PostgreSQL primary")
        nameless = [f"[{node.role}] {self.desktop.bus.extents(node)}" for node in self.desktop.find_all(focusable=True) if not node.name]
        self.assertEqual(nameless, [])

    def test_buttons_do_on_a_screen_readers_press_what_a_click_does(self):
        self.desktop.open_secret("PostgreSQL primary")
        without = [node.name for node in self.desktop.find_all("push-button", enabled=True) if "press" not in self.desktop.bus.actions(node)]
        self.assertEqual(without, [])


if __name__ == "__main__":
    case.main()
