# SPDX-License-Identifier: GPL-3.0-or-later
"""Surroundings that would load foreign libraries into the program, have it write down what it does, or open a way into it. A plain
program with the same libraries shows that they work."""
import os
import pathlib

from coffret_e2e import case, commands, screen
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.program import PLATFORM, SESSION, Program
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

PLACES = pathlib.Path(os.environ["COFFRET_HOSTILE"])  # where the libraries are
EVERY_ONE = {"input", "generic", "theme", "platform", "layouts", "templates", "openssl"}
NAME = "PostgreSQL primary"
MISUSED = 2


class Hostile(DesktopCase):
    def setUp(self):
        self.sung = SESSION / f"sung-{self._testMethodName}"
        self.log = SESSION / f"gpgme-{self._testMethodName}"
        self.surroundings = {
            "COFFRET_CANARY": str(self.sung),
            "QT_PLUGIN_PATH": str(PLACES / "plugins"),
            "QT_IM_MODULE": "canary",
            "QT_QPA_GENERIC_PLUGINS": "canary",
            "QT_QPA_PLATFORMTHEME": "canary",
            "QT_QPA_PLATFORM_PLUGIN_PATH": str(PLACES / "platform"),
            "QT_QPA_PLATFORM": f"canary;{PLATFORM}",
            "QML_IMPORT_PATH": str(PLACES / "qml"),
            "QML2_IMPORT_PATH": str(PLACES / "qml2"),
            "OPENSSL_CONF": str(PLACES / "openssl.cnf"),
            "GPGME_DEBUG": f"9:{self.log}",
            "QDBUS_DEBUG": "1",
            "QT_LOGGING_RULES": "*=true",
        }

    def which_sang(self):
        return set(self.sung.read_text().split()) if self.sung.exists() else set()

    @staticmethod
    def compiled_qml():
        """Of Qt's cache in the user's folder, which it would read from another time."""
        return list(SESSION.rglob("*.qmlc"))

    def test_t30_nothing_gets_into_the_program(self):
        type(self).desktop = Coffret("--demo", environment=self.surroundings)
        self.addCleanup(self.desktop.end)
        vault = DemoVault(self.desktop.program)
        wait_until(self.desktop.rows, "the first account's secrets", seconds=60)
        self.desktop.open_secret(NAME)  # TLS, GnuPG and every part of the window have been at work by then
        self.assertEqual(self.desktop.copy("Password"), vault.value("v5", NAME))
        screen.press("ctrl+q")
        self.assertEqual(self.desktop.program.wait_for_end(), (0, []))
        self.assertEqual(self.which_sang(), set())
        self.assertFalse(self.log.exists(), "what GPGME does is written down")
        self.assertEqual(self.compiled_qml(), [])
        said = self.desktop.program.output()
        self.assertIn(b"coffret.net", said, "what Coffret says itself is still there")
        found = [line for line in said.splitlines() if line.startswith(b"qt.") and b"Could not find the Qt platform plugin" not in line]
        self.assertEqual(found, [])
        self.assertNotIn(b"QDBusConnectionPrivate", said)

    def test_the_same_surroundings_get_into_another_program(self):
        program = Program([os.environ["COFFRET_PLAIN"], *map(str, PLACES.glob("*.qml"))], self.surroundings)
        self.addCleanup(program.end)
        program.wait_for_end()
        self.assertEqual(self.which_sang(), EVERY_ONE)
        self.assertTrue(self.log.exists() and self.log.stat().st_size > 0)
        self.assertTrue(self.compiled_qml())
        self.assertIn(b"qt.", program.output())
        for file in self.compiled_qml():
            file.unlink()

    def test_t30_no_debugger_and_no_plugins_by_argument(self):
        for argument in ("-qmljsdebugger=port:1,block", "-platformpluginpath=/tmp", "-plugin=canary"):
            with self.subTest(argument):
                code, out, error = commands.run(argument)
                self.assertEqual((code, out), (MISUSED, b""), error)


if __name__ == "__main__":
    case.main()
