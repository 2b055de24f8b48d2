# SPDX-License-Identifier: GPL-3.0-or-later
"""The same two acts, show and copy, on every kind of vault and every type of secret."""
from coffret_e2e import case
from coffret_e2e.coffret import DemoCase


class Vendors(DemoCase):
    def shows_and_copies(self, account, vault, name, label="Password"):
        self.desktop.choose_account(account)
        self.desktop.open_secret(name)
        self.desktop.scroll_to("push-button", f"Show {label}")
        self.desktop.show(label)
        self.assertEqual(self.desktop.copy(label), self.vault.value(vault, name))

    def test_passbolt_v5(self):
        self.shows_and_copies("Acme Passbolt", "v5", "House bank")

    def test_passbolt_v4(self):
        self.shows_and_copies("Legacy Passbolt", "v4", "PostgreSQL primary")

    def test_fudo_checks_out_first(self):
        self.shows_and_copies("Fudo Operations", "fudo", "PostgreSQL primary")
        self.assertTrue([row for row in self.vault.requests() if "checkout" in row["path"] and row["method"] != "GET" and row["status"] < 300])

    def test_commandk(self):
        self.desktop.choose_account("CommandK Apps")
        for environment in ("Production", "Staging"):
            self.desktop.open_secret("POSTGRESQL_PRIMARY", place=f"Orders / {environment}")
            value = self.vault.value(f"commandk-{environment.lower()}", "PostgreSQL primary")
            self.desktop.show("Note")
            self.assertEqual(self.desktop.copy("Note"), value)

    def test_an_ssh_key(self):
        self.shows_and_copies("Acme Passbolt", "v5", "deploy@web1", "Private key")

    def test_a_note(self):
        self.shows_and_copies("Acme Passbolt", "v5", "Signing ceremony notes", "Note")

    def test_an_api_key(self):
        self.shows_and_copies("Acme Passbolt", "v5", "Cluster admin token", "API key")

    def test_a_certificate(self):
        self.shows_and_copies("Acme Passbolt", "v5", "Code signing certificate", "Private key")


if __name__ == "__main__":
    case.main()
