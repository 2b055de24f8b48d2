# SPDX-License-Identifier: GPL-3.0-or-later
"""Without its server the list stays, and so does what was used; with it again the account goes on by itself."""
import pathlib
import subprocess

from coffret_e2e import case, leaks, screen
from coffret_e2e.canaries import Scanner
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.enrolling import EnrolmentCase
from coffret_e2e.outside import Keyring, OutsideVault
from coffret_e2e.program import SESSION
from coffret_e2e.waiting import wait_until

USED = "PostgreSQL primary"
NEVER_OPENED = "Registry push account"
REMOVED = "MariaDB web shop"
RENAMED = "PostgreSQL of the new host"
UNSENT = "1 change not sent yet"
AGE = starting_with("Kept on this computer, as of ")


def unlock_keyring():
    """The desktop's own, as signing in to a desktop does."""
    subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"a keyring password",
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=20)


class Offline(EnrolmentCase):
    def setUp(self):
        unlock_keyring()
        self.vault = OutsideVault()
        self.addCleanup(self.vault.end)
        self.control = self.vault.control()
        self.keyring = Keyring("g")
        self.addCleanup(self.keyring.end)
        self.profile = SESSION / self._testMethodName
        self.start_program()
        self.desktop.wait_for("heading", "Where are your secrets?")
        self.desktop.wait_focus("push-button", "Passbolt")
        self.sign_in_with_kit()
        self.show_secrets()
        self.wait_foot("Synced ")
        self.reveals(USED)

    def start_program(self):
        type(self).desktop = Coffret("--profile", str(self.profile), environment={"GNUPGHOME": str(self.keyring.path)})
        self.addCleanup(self.desktop.end)

    def start_again(self):
        self.desktop.end()
        self.start_program()
        wait_until(self.desktop.rows, "what was kept is listed", seconds=60)

    def wait_foot(self, words):
        self.desktop.wait_for(name=starting_with(words), seconds=90)

    def reveals(self, name):
        self.desktop.open_secret(name)
        self.desktop.show("Password")
        self.assertEqual(self.desktop.copy("Password"), self.control.value("v5", name))

    def is_refused(self, name):
        self.desktop.open_secret(name)
        self.desktop.press_button("Show Password")
        self.desktop.wait_for(name="The server cannot be reached.")
        self.assertTrue(self.desktop.find("push-button", "Password, hidden"))
        self.assertIsNone(self.desktop.find(name=AGE))

    def remove_elsewhere(self, name):
        server = self.control.server("v5")
        server.remove(server.id_of(self.control.value("v5", name).decode()))

    def lists(self, name):
        return any(row.name.startswith(name + ", ") for row in self.desktop.rows())

    def test_the_server_goes_and_comes_back(self):
        self.remove_elsewhere(REMOVED)
        self.control.set_faults(rules=[{"path": "/v5", "gone": True}])
        self.start_again()
        self.wait_foot("Offline, as of ")
        self.assertTrue(self.lists(REMOVED), "nobody has said yet that it is gone")
        self.reveals(USED)
        self.desktop.wait_for(name=AGE)
        self.is_refused(NEVER_OPENED)
        self.desktop.search("")
        self.control.set_faults()
        self.wait_foot("Synced ")
        wait_until(lambda: not self.lists(REMOVED), "what was removed meanwhile is gone")
        self.reveals(USED)
        self.assertIsNone(self.desktop.find(name=AGE))

    def test_what_is_written_meanwhile_is_sent_later(self):
        self.control.set_faults(rules=[{"path": "/v5", "gone": True}])
        self.desktop.open_secret(USED)
        screen.press("ctrl+e")
        self.desktop.wait_focus("text", "Name", seconds=60)
        screen.press("ctrl+a")
        screen.type_text(RENAMED)
        self.desktop.press_button("Save")
        self.desktop.press_button("Send later")
        self.desktop.wait_for("push-button", UNSENT)
        self.start_again()
        self.desktop.wait_for("push-button", UNSENT, seconds=60)
        self.assertEqual(Scanner(self.control.canaries() + [RENAMED]).in_folder(self.profile), [])
        self.control.set_faults()
        self.desktop.wait_gone("push-button", UNSENT, seconds=90)
        self.desktop.open_secret(RENAMED)
        self.assertEqual(leaks.leaks(self.desktop, self.control.canaries(), [self.profile, leaks.HOME, leaks.SHARED_MEMORY]), [])

    def test_nothing_is_kept_in_the_clear(self):
        """With a server that is not there at all."""
        self.vault.end()
        self.start_again()
        self.wait_foot("Offline, as of ")
        self.reveals(USED)
        self.desktop.wait_for(name=AGE)
        kept = [path for path in pathlib.Path(self.profile, "cache").rglob("*") if path.is_file()]
        self.assertTrue(kept, "something is kept")
        self.assertEqual(leaks.open_to_others(self.profile), [], "although the umask is 000")
        names = [USED, NEVER_OPENED, REMOVED]
        self.assertEqual(Scanner(self.control.canaries() + names).in_folder(self.profile), [])


if __name__ == "__main__":
    case.main()
