# SPDX-License-Identifier: GPL-3.0-or-later
"""After a tour through the program, no value that was not asked for is anywhere it could be found."""
import base64
import os
import pathlib

from coffret_e2e import case, leaks, screen
from coffret_e2e.canaries import Scanner, forms
from coffret_e2e.coffret import ACCOUNTS, DemoCase
from coffret_e2e.program import SESSION
from coffret_e2e.trays import StatusNotifierTray
from coffret_e2e.waiting import wait_until

SHOWN = "PostgreSQL primary"
COPIED = "MariaDB web shop"


class Canaries(DemoCase):
    @classmethod
    def setUpClass(cls):
        cls.tray = StatusNotifierTray()
        cls.addClassCleanup(cls.tray.end)
        super().setUpClass()

    def leaks(self, scanner):
        return leaks.leaks(self.desktop, scanner, more=[(self.tray.everything_told(self.desktop.program), "the tray")])

    def tour(self):
        for account in ACCOUNTS:
            self.desktop.choose_account(account)
            screen.press("F2")
            self.desktop.wait_focus("list", "Secrets")
            screen.press("Home", "Down", "Down", "End")
        self.desktop.choose_account("Acme Passbolt")
        self.desktop.search("post")
        self.desktop.open_secret(SHOWN)
        self.desktop.show("Password")
        self.desktop.open_secret(COPIED)
        self.assertEqual(self.desktop.copy("Password"), self.vault.value("v5", COPIED))

    def test_nothing_leaks_on_a_tour(self):
        known = {("v5", SHOWN), ("v5", COPIED)}
        tokens = self.vault.canaries(except_for=known)
        self.assertGreater(len(tokens), 300)
        scanner = Scanner(tokens)
        self.tour()
        self.assertEqual(self.leaks(scanner), [])
        # Even what was shown stays out of files, output and the accessibility tree; only the clipboard has what was copied.
        asked_for = Scanner([token for token in self.vault.canaries() if token not in set(tokens)])
        self.assertEqual(self.leaks(asked_for), [])

    def test_the_scanner_finds_what_is_planted(self):
        token = self.vault.canaries()[5]
        scanner = Scanner([token])
        planted = pathlib.Path(os.environ["XDG_CACHE_HOME"], "planted")
        self.addCleanup(lambda: planted.unlink(missing_ok=True))
        for form in (*forms(token), base64.b64encode(b"password: " + token.encode()), base64.b64encode(b"pw=" + token.encode() + b"\n")):
            planted.write_bytes(b"before " + form + b" after")
            self.assertEqual(self.leaks(scanner), [f"{token!r} in {planted}"], form)
        planted.unlink()
        self.assertEqual(self.leaks(scanner), [])
        # The program's own window: what is typed into the search field has to be found in the tree.
        self.desktop.search(token)
        self.assertIn(f"{token!r} in the accessibility tree", self.leaks(scanner))
        self.desktop.search("")

    def test_t27_what_the_program_makes_is_for_its_user_alone(self):
        """Although it was started with umask 000."""
        self.assertEqual(os.umask(0), 0)
        places = (leaks.TEMPORARY, leaks.RUNTIME, leaks.HOME)
        made = [path for place in places for path in place.rglob("*") if "coffret" in str(path.relative_to(place))]
        self.assertTrue(any(path.is_file() for path in made), made)
        self.assertEqual(list(filter(None, map(leaks.openness, made))), [])

    def test_t20_no_name_is_a_window_property_or_a_recent_file(self):
        self.desktop.open_secret(SHOWN)
        told = screen.window_texts(self.desktop.program.pid)
        self.assertIn("Coffret", told)
        self.assertEqual(Scanner(self.vault.names()).in_text(told, "window properties"), [])
        self.assertEqual(list(SESSION.rglob("recently-used*")), [])

    def test_the_name_of_a_secret_does_reach_the_tree(self):
        """The places are really read: what is public is there."""
        self.desktop.open_secret(SHOWN)
        self.assertTrue(Scanner([SHOWN]).in_text(self.desktop.everything_said(), "tree"))


if __name__ == "__main__":
    case.main()
