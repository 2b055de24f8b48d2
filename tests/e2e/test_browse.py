# SPDX-License-Identifier: GPL-3.0-or-later
"""Walking through accounts, collections and secrets by keyboard."""
from coffret_e2e import case, screen
from coffret_e2e.coffret import ACCOUNTS, DemoCase
from coffret_e2e.desktop import starting_with
from coffret_e2e.waiting import wait_until


class Browse(DemoCase):
    def selected_node(self):
        tree = self.desktop.find("tree", "Lists and folders")
        node = tree and tree.find("list-item", selected=True)
        return node.name if node else None

    def wait_selected(self, prefix):
        wait_until(lambda: (self.selected_node() or "").startswith(prefix), f"{prefix!r} is chosen in the tree")

    def secrets_in_selected(self):
        return int(self.selected_node().rsplit(", ", 1)[1].split()[0].replace(",", ""))

    def test_every_account_has_its_key_and_its_secrets(self):
        lists = {}
        for name in ACCOUNTS:
            self.desktop.choose_account(name)
            lists[name] = [row.name for row in self.desktop.rows()]
        self.assertEqual(len({tuple(rows) for rows in lists.values()}), len(ACCOUNTS), "each shows secrets of its own")

    def test_collections_open_close_and_filter_by_keyboard(self):
        self.desktop.choose_account("Acme Passbolt")
        screen.press("F1")
        self.desktop.wait_focus("tree", "Lists and folders")
        screen.press("Home")
        self.wait_selected("All")
        everything = self.secrets_in_selected()
        screen.type_text("infra")
        self.wait_selected("Infrastructure,")
        self.assertLess(self.secrets_in_selected(), everything)
        self.desktop.wait_for("list-item", starting_with("Infrastructure,"))
        if not self.desktop.find("list-item", starting_with("Production,")):
            screen.press("Right")
        self.desktop.wait_for("list-item", starting_with("Production,"))
        screen.press("Right")
        self.wait_selected("Network,")
        screen.press("Down")
        self.wait_selected("Production,")
        screen.press("Left")
        self.wait_selected("Infrastructure,")
        screen.press("Left")
        self.desktop.wait_gone("list-item", starting_with("Production,"))
        screen.press("Right")
        self.desktop.wait_for("list-item", starting_with("Production,"))

    def test_the_list_is_walked_and_a_secret_opened_by_keyboard(self):
        self.desktop.choose_account("Acme Passbolt")
        self.desktop.search("")
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")
        screen.press("Home")
        rows = self.desktop.rows()
        self.desktop.wait_for("list-item", rows[0].name, selected=True)
        screen.press("Down")
        self.desktop.wait_for("list-item", rows[1].name, selected=True)
        self.assertTrue(self.desktop.wait_for("heading", rows[1].name.split(", ")[0]))
        screen.press("Up")
        self.desktop.wait_for("list-item", rows[0].name, selected=True)
        screen.press("End")
        self.desktop.wait_gone("list-item", rows[0].name, selected=True)
        screen.press("Home")
        self.desktop.wait_for("list-item", rows[0].name, selected=True)


if __name__ == "__main__":
    case.main()
