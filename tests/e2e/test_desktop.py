# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rest of the desktop is told: notifications and search results, and that nothing else is."""
from coffret_e2e import case, screen, sessionbus
from coffret_e2e.canaries import Scanner
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.trays import StatusNotifierTray
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import holds_for, wait_until
from gi.repository import GLib

NAME = "PostgreSQL read replica"
WORDS = ["read", "repl"]
SEARCH = "org.coffret.Coffret.Search"
BROKEN = {"rules": [{"path": "/v5/resources", "status": 500, "body": "{}"}]}


def ask_gnome(member, signature, *arguments):
    return sessionbus.call(SEARCH, "/org/coffret/Coffret/GnomeSearch", "org.gnome.Shell.SearchProvider2", member,
                           GLib.Variant(signature, arguments))


class DesktopSession(DesktopCase):
    def setUp(self):
        self.tray = self.keep(StatusNotifierTray())
        self.daemon = self.keep(sessionbus.NotificationDaemon())
        self.bus = self.keep(sessionbus.Eavesdropper())
        type(self).desktop = self.coffret = self.keep(Coffret("--demo"))
        self.vault = DemoVault(self.coffret.program)
        wait_until(self.coffret.rows, "the first account's secrets", seconds=60)

    def keep(self, helper):
        self.addCleanup(helper.end)
        return helper

    def sync(self):
        self.tray.choose(self.coffret.program, "Sync now")

    def test_t20_trouble_is_told_once_without_a_name(self):
        self.coffret.close_window()
        self.vault.set_faults(**BROKEN)
        self.sync()
        (_, number, title, text, actions), = wait_until(self.daemon.shown, "the trouble is told")
        self.assertEqual(title, "An account needs your attention")
        self.assertTrue(text)
        wait_until(lambda: "needs your attention" in self.tray.everything_told(self.coffret.program), "the icon says so, too")
        before = len(self.vault.requests())
        self.sync()
        wait_until(lambda: any(row["status"] == 500 for row in self.vault.requests()[before:]), "it failed again")
        holds_for(lambda: len(self.daemon.shown()) == 1, 1, "the same trouble is not told again")
        self.vault.set_faults()
        self.sync()
        wait_until(lambda: not self.daemon.open_ones(), "the notification is withdrawn when it is over")
        self.vault.set_faults(**BROKEN)
        self.sync()
        wait_until(self.daemon.open_ones, "it is told when it comes back")
        self.daemon.choose(self.daemon.open_ones()[0][1], "open")
        self.coffret.wait_focus("text", "Search secrets")
        self.nothing_is_named()

    def nothing_is_named(self):
        heard = self.bus.everything()
        self.assertIn(b"An account needs your attention", heard, "the eavesdropper hears what is said")
        scanner = Scanner([*self.vault.canaries(), NAME, "Acme Passbolt"])
        self.assertEqual(scanner.in_text(heard, "the session bus"), [])

    def test_t20_the_search_is_asked_for_and_ends_with_the_lock(self):
        self.assertFalse(sessionbus.has_owner(SEARCH))
        self.coffret.toggle_setting("Found by the desktop's search")
        wait_until(lambda: sessionbus.has_owner(SEARCH), "the search is there")
        found, = ask_gnome("GetInitialResultSet", "(as)", WORDS)
        metas, = ask_gnome("GetResultMetas", "(as)", found)
        first = next(meta for meta in metas if meta["name"] == NAME)
        self.assertEqual(set(first), {"id", "name", "gicon"})
        self.coffret.close_window()
        ask_gnome("ActivateResult", "(sasu)", first["id"], WORDS, 0)
        self.coffret.wait_focus("text", "Quick lookup")
        self.coffret.wait_for("list-item", starting_with(NAME), selected=True)
        screen.press("Escape")
        self.coffret.wait_gone("text", "Quick lookup")
        self.tray.choose(self.coffret.program, "Lock")
        wait_until(lambda: ask_gnome("GetInitialResultSet", "(as)", WORDS) == ([],), "nothing is found any more")
        self.assertEqual(ask_gnome("GetResultMetas", "(as)", found), ([],))
        ask_gnome("ActivateResult", "(sasu)", first["id"], WORDS, 0)
        ask_gnome("LaunchSearch", "(asu)", WORDS, 0)
        holds_for(lambda: not screen.windows_of(self.coffret.program.pid), 1, "nothing is shown or unlocked")
        scanner = Scanner(self.vault.canaries())
        self.assertEqual(scanner.in_text(self.bus.everything(), "the session bus"), [])


if __name__ == "__main__":
    case.main()
