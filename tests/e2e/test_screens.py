# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen and sheet as a screen reader meets it: names, roles, a way round by Tab that ends nowhere, and messages
that are heard without the keyboard going anywhere."""
import re

from coffret_e2e import case, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret, DemoCase
from coffret_e2e.desktop import starting_with
from coffret_e2e.waiting import wait_until

MOST_PRESSES = 25  # of Tab or Shift+Tab, from where a screen starts to any action
NO_ROLE = {"unknown", "invalid", "gone"}
NAME = "PostgreSQL primary"


class ScreenCase:
    """What is asked of each screen. Mixed into a test case that has a desktop."""

    def tearDown(self):
        for _ in range(4):  # what failed takes no other screen along
            screen.press("Escape")

    def stop(self):
        node = wait_until(self.desktop.focused, "something has the keyboard")
        return node.path, node.role, node.name

    def step(self, chord="Tab"):
        before = self.stop()
        screen.press(chord)
        wait_until(lambda: self.stop() != before, f"{chord} leaves {before}")
        return self.stop()

    def way_round(self):
        """Every stop from here until the first one comes again."""
        first = self.stop()
        stops = [first]
        while len(stops) <= 2 * MOST_PRESSES:
            here = self.step()
            if here == first:
                return stops
            self.assertNotIn(here, stops, f"never comes back to {first}: {stops}")
            stops.append(here)
        self.fail(f"more than {2 * MOST_PRESSES} stops: {stops}")

    def check(self, lone=False):
        """The screen that is open now. lone: it may have a single stop."""
        for node in self.desktop.find_all(focusable=True):
            if node.role == "label":
                continue  # Qt calls every text that says something focusable; Tab never stops there
            where = f"[{node.role}] {node.name!r} at {self.desktop.bus.extents(node)}"
            self.assertTrue(node.name.strip(), f"no name: {where}")
            self.assertNotIn(node.role, NO_ROLE, f"no role: {where}")
        if not lone:
            self.assertGreater(len(self.way_round()), 1)

    def choose(self, opener, entry):
        self.desktop.act(self.desktop.wait_for(name=opener, enabled=True))
        self.desktop.act(self.desktop.wait_for("menu-item", entry, enabled=True))

    def check_sheet(self, opener, entry, heading, lone=False):
        self.choose(opener, entry)
        self.desktop.wait_for("heading", heading)
        wait_until(lambda: self.desktop.focused() and self.desktop.focused().role != "button-menu", "the sheet has the keyboard")
        self.check(lone)
        screen.press("Escape")
        self.desktop.wait_gone("heading", heading)


class Acme(ScreenCase, DemoCase):
    """An account that can do most."""

    def setUp(self):
        self.desktop.choose_account("Acme Passbolt")
        self.desktop.open_secret(NAME)

    def check_tab(self, name):
        self.desktop.act(self.desktop.wait_for("page-tab", name))
        self.desktop.wait_for("page-tab", name, selected=True)
        screen.press("ctrl+f")
        self.desktop.wait_focus("text", "Search secrets")
        self.check()
        self.desktop.act(self.desktop.wait_for("page-tab", "Details"))

    def test_browsing(self):
        screen.press("ctrl+f")
        self.desktop.wait_focus("text", "Search secrets")
        self.check()

    def test_sharing(self):
        self.check_tab("Sharing")

    def test_comments(self):
        self.check_tab("Comments")

    def test_history(self):
        self.check_tab("History")

    def test_activity(self):
        self.check_tab("Activity")

    def test_editing(self):
        screen.press("ctrl+e")
        self.desktop.wait_focus("text", "Name")
        self.check()
        screen.press("Escape")
        self.desktop.wait_gone("text", "Name")

    def test_a_form_for_each_type(self):
        for letter in "lsnac":
            with self.subTest(letter):
                screen.press("ctrl+n")
                self.desktop.wait_focus("push-button", "Login")
                self.check()
                screen.press(letter)
                self.desktop.wait_focus("text", "Name")
                self.check()
                screen.press("Escape")
                self.desktop.wait_gone("text", "Name")

    def test_several_lines_are_left_by_tab(self):
        screen.press("ctrl+n")
        self.desktop.wait_focus("push-button", "Login")
        screen.press("n")
        self.desktop.wait_focus("text", "Name")
        self.desktop.tab_to("text", "Note")
        self.step()
        self.step("shift+Tab")
        self.assertEqual(self.stop()[1:], ("text", "Note"))
        self.step("shift+Tab")
        screen.press("Escape")
        self.desktop.wait_gone("text", "Name")

    def test_move(self):
        self.check_sheet("More about this secret", "Move to…", starting_with("Move"))

    def test_delete(self):
        self.check_sheet("More about this secret", "Delete…", starting_with("Delete"))

    def test_groups(self):
        self.check_sheet("Menu", "Groups…", "Groups")

    def test_about(self):
        self.check_sheet("Menu", "About this account…", "Acme Passbolt", lone=True)

    def test_options(self):
        self.check_sheet("Menu", "Account options…", starting_with("Options"))

    def test_keys(self):
        screen.press("ctrl+slash")
        self.desktop.wait_for("heading", "Keyboard shortcuts")
        self.check(lone=True)
        screen.press("Escape")
        self.desktop.wait_gone("heading", "Keyboard shortcuts")

    def test_one_more_account(self):
        self.choose("Menu", "Add account…")
        self.desktop.wait_for("heading", "Where are your secrets?")
        self.check()
        screen.press("Escape")
        self.desktop.wait_gone("heading", "Where are your secrets?")

    def test_rows_of_the_tree_say_where_they_stand(self):
        screen.press("F1")
        self.desktop.wait_focus("tree", "Lists and folders")
        screen.type_text("infra")
        self.row("Infrastructure,")
        screen.press("Left")
        self.desktop.wait_gone("list-item", starting_with("Production,"))
        self.wait_said("Infrastructure,", r"Level 1, \d+ of \d+, collapsed")
        screen.press("Right")
        self.wait_said("Infrastructure,", r"Level 1, \d+ of \d+, expanded")
        self.wait_said("Production,", r"Level 2, \d+ of \d+.*")
        self.wait_said("All secrets,", r"Level 1, 1 of \d+")

    def row(self, prefix):
        tree = self.desktop.find("tree", "Lists and folders")
        return tree and tree.find("list-item", starting_with(prefix))

    def wait_said(self, prefix, pattern):
        wait_until(lambda: (row := self.row(prefix)) and re.fullmatch(pattern, row.description), f"{prefix} says {pattern}")

    def test_masked_values_of_any_length_say_the_same(self):
        said = {}
        for name in (NAME, "MariaDB web shop"):
            self.desktop.open_secret(name)
            card = self.desktop.card("Password")
            said[len(self.vault.value("v5", name))] = [
                (node.role, node.name, node.description, node.states - {"focused"}, self.desktop.bus.text(node)) for node in card.walk()]
        self.assertEqual(len(said), 2, "values of the same length prove nothing")
        one, other = said.values()
        self.assertEqual(one, other)

    def test_a_value_in_a_form_says_the_same_whatever_its_length(self):
        said = []
        for text in ("a", "a much longer value than that one"):
            screen.press("ctrl+n")
            self.desktop.wait_focus("push-button", "Login")
            screen.press("l")
            self.desktop.wait_focus("text", "Name")
            self.desktop.tab_to("text", "Password")
            screen.type_text(text)
            field = self.desktop.focused()
            self.assertNotIn(text[:4] if len(text) > 4 else "\0", self.desktop.everything_said())
            said.append((field.role, field.name, field.description, field.states, self.desktop.bus.text(field)))
            screen.press("Escape")
            self.desktop.press_button("Discard")
            self.desktop.wait_gone("text", "Name")
        self.assertEqual(said[0], said[1])

    def test_a_message_is_heard_and_leaves_the_keyboard_alone(self):
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")
        before = self.stop()
        with self.desktop.bus.listening("StateChanged", "object:state-changed:showing") as heard:
            screen.press("ctrl+b")
            self.desktop.wait_for(name="User name copied")
            wait_until(lambda: any(self.desktop.bus.name_of(*source) == "User name copied" for source in heard), "the message is announced")
        message = self.desktop.wait_for(name="User name copied")
        self.assertIn(message.role, ("alert", "notification"))
        self.assertEqual(self.stop(), before)
        screen.press("ctrl+b")  # once more: it may have gone by itself while all this was asked
        self.desktop.press_button("Dismiss")
        self.desktop.wait_gone(name="User name copied")


class Apps(ScreenCase, DemoCase):
    """An account with environments."""

    def setUp(self):
        self.desktop.choose_account("CommandK Apps")
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")
        screen.press("Home", "Return")
        self.desktop.wait_for(name="More about this secret")

    def test_comparison(self):
        self.check_sheet("More about this secret", "Compare environments…", starting_with("Environments of"))

    def test_setting_a_value(self):
        self.check_sheet("More about this secret", "Set value in environments…", starting_with("Set"))


class Fudo(ScreenCase, DemoCase):
    def test_sealing(self):
        self.desktop.choose_account("Fudo Operations")
        self.check_sheet("Menu", "Seal values…", starting_with("Seal values"))


class Setup(ScreenCase, DesktopCase):
    def setUp(self):
        type(self).desktop = Coffret()
        self.addCleanup(self.desktop.end)
        self.desktop.wait_focus("push-button", "Passbolt")

    def test_pages(self):
        self.check()
        for name, heading in (("Passbolt", "Which server?"), ("Use an account kit", None), ("Paste a link from an e-mail", None)):
            with self.subTest(name):
                self.desktop.press_button(name)
                self.desktop.wait_gone("heading", "Where are your secrets?")
                if heading:
                    self.desktop.wait_for("heading", heading)
                self.check()
                screen.press("Escape")
                self.desktop.wait_for("heading", "Where are your secrets?")


class Lookup(ScreenCase, DesktopCase):
    def test_the_palette(self):
        self.start("--demo", "--quick")
        self.desktop.wait_focus("text", "Quick lookup", seconds=60)
        self.check(lone=True)


if __name__ == "__main__":
    case.main()
