# SPDX-License-Identifier: GPL-3.0-or-later
"""A first account by what a Passbolt server hands out, by keyboard alone, up to a value on the screen."""
import pathlib
import shutil

from coffret_e2e import case, leaks, screen
from coffret_e2e.coffret import Coffret
from coffret_e2e.enrolling import EnrolmentCase
from coffret_e2e.outside import PASSPHRASE, Keyring, OutsideVault
from coffret_e2e.program import SESSION
from coffret_e2e.waiting import wait_until


class Enrolment(EnrolmentCase):
    @classmethod
    def setUpClass(cls):
        cls.vault = OutsideVault()
        cls.addClassCleanup(cls.vault.end)

    def setUp(self):
        self.keyring = Keyring("g")
        self.addCleanup(self.keyring.end)
        self.profile = SESSION / "profile"
        self.addCleanup(shutil.rmtree, self.profile, ignore_errors=True)
        type(self).desktop = Coffret("--profile", str(self.profile), environment={"GNUPGHOME": str(self.keyring.path)})
        self.addCleanup(self.desktop.end)
        self.desktop.wait_for("heading", "Where are your secrets?")
        self.desktop.wait_focus("push-button", "Passbolt")

    def leaks(self, *tokens):
        """The passphrase is in the test's own pinentry and nowhere else."""
        folders = [self.profile, leaks.HOME, leaks.TEMPORARY, leaks.SHARED_MEMORY]
        return leaks.leaks(self.desktop, [*tokens, PASSPHRASE, *self.vault.control().canaries()], folders)

    def test_an_account_kit(self):
        kit = self.sign_in_with_kit()
        self.assertEqual(self.keyring.secret_keys(), [self.vault.ada["fingerprint"]])
        self.choose("Delete the kit file")
        self.desktop.wait_for(name="The kit file is deleted")
        self.assertFalse(kit.exists())
        self.show_secrets()
        self.desktop.act(self.desktop.rows()[0])
        self.desktop.press_button(self.desktop.wait_for("push-button", lambda name: name.startswith("Show ")).name)
        self.desktop.wait_for("push-button", lambda name: name.endswith(", shown on screen"))
        self.assertEqual(self.leaks(), [])

    def test_a_link_and_a_new_key(self):
        dana = self.vault.invitation("setup")
        self.choose("Paste a link from an e-mail")
        self.desktop.wait_focus("text", "Link from an e-mail")
        screen.type_text(dana["link"])
        self.desktop.wait_for("text", "Server address")
        self.assertNotIn(dana["link"].rpartition("/")[2], self.desktop.everything_said(), "the link's token is on the screen")
        self.fill("Certificate authority (optional)", self.vault.certificate)
        screen.press("Return")
        self.desktop.wait_for("heading", "Is this your server?", seconds=60)
        self.assertTrue(self.desktop.find(name=dana["name"]))
        self.go_on("Which key shall be yours?")
        self.desktop.wait_focus("push-button", "Make a new key")
        screen.press("Return")
        wait_until(self.keyring.secret_keys, "the new key", seconds=60)
        self.desktop.tab_to("push-button", "Next")
        self.go_on("Ready to sign in")
        backup = SESSION / "backup.asc"
        self.desktop.tab_to("text", "Recovery kit")
        screen.press("ctrl+a")
        screen.type_text(str(backup))
        screen.press("Return")
        self.desktop.wait_for(name="Recovery kit saved. Move it off this computer.", seconds=60)
        self.assertTrue(pathlib.Path(backup).read_text().startswith("-----BEGIN PGP PRIVATE KEY BLOCK-----"))
        self.assertEqual(backup.stat().st_mode & 0o077, 0)
        self.choose("Sign in")
        self.desktop.wait_gone("heading", "Ready to sign in", seconds=60)
        self.desktop.wait_for("label", lambda text: text.endswith(", Open"), seconds=60)
        self.assertEqual(self.leaks(dana["link"].rpartition("/")[2]), [])


if __name__ == "__main__":
    case.main()
