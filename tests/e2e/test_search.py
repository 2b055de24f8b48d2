# SPDX-License-Identifier: GPL-3.0-or-later
"""Search as you type, from the keyboard alone."""
from coffret_e2e import case, clipboard, screen
from coffret_e2e.coffret import DemoCase
from coffret_e2e.desktop import starting_with
from coffret_e2e.waiting import wait_until


class Search(DemoCase):
    def setUp(self):
        self.desktop.search("")

    def names(self):
        return [row.name.split(", ")[0] for row in self.desktop.rows()]

    def test_every_letter_narrows_the_list(self):
        self.desktop.search("")
        everything = len(self.desktop.rows())
        screen.type_text("postgresql")
        wait_until(lambda: self.names() and all("PostgreSQL" in name for name in self.names()), "only PostgreSQL")
        self.assertLess(len(self.desktop.rows()), everything)
        screen.type_text(" replica")
        wait_until(lambda: self.names() == ["PostgreSQL read replica"], "only the replica")

    def test_user_names_addresses_and_paths_are_searched_too(self):
        for text, name in (("halden_report", "PostgreSQL read replica"), ("registry.halden", "Registry push account"),
                           ("payroll", "Payroll office"), ("laser operator", "Laser bench controller")):
            self.desktop.search(text)
            wait_until(lambda: name in self.names(), f"{name} for {text}")

    def test_other_scripts_are_found_as_they_are_pasted(self):
        owner = clipboard.Owner("müller".encode())
        self.addCleanup(owner.end)
        self.desktop.search("")
        screen.press("ctrl+v")
        wait_until(lambda: self.names() == ["Gebäudezugang Münchner Straße"], "one hit for müller")

    def test_arrows_choose_enter_opens_ctrl_c_copies_without_leaving_the_field(self):
        self.desktop.search("postgresql")
        wait_until(lambda: len(self.names()) > 1, "several hits")
        rows = [row.name for row in self.desktop.rows()]
        screen.press("Down")
        first = rows.index(self.desktop.wait_for("list-item", lambda name: name in rows, selected=True).name)
        screen.press("Down")
        self.desktop.wait_for("list-item", rows[first + 1], selected=True)
        screen.press("Return")
        self.desktop.wait_for("heading", rows[first + 1].split(", ")[0])
        self.desktop.search("read replica")
        wait_until(lambda: self.names() == ["PostgreSQL read replica"], "one hit")
        screen.press("Down", "ctrl+c")
        self.desktop.wait_copied("Password")
        self.assertEqual(clipboard.read(), self.vault.value("v5", "PostgreSQL read replica"))

    def test_nothing_found_is_said_in_words(self):
        self.desktop.search("zzzz no such thing")
        self.desktop.wait_for(name=starting_with("Nothing matches"))

    def test_escape_clears_and_then_leaves(self):
        self.desktop.search("postgresql")
        screen.press("Escape")
        wait_until(lambda: self.desktop.bus.text(self.desktop.find("text", "Search secrets")) == "", "an empty field")
        self.desktop.wait_focus("text", "Search secrets")
        screen.press("Escape")
        self.desktop.wait_focus("list", "Secrets")

    def test_slash_goes_to_the_field(self):
        screen.press("F2")
        self.desktop.wait_focus("list", "Secrets")
        screen.press("slash")
        self.desktop.wait_focus("text", "Search secrets")


if __name__ == "__main__":
    case.main()
