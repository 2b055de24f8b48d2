# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking takes everything away, unlocking brings it back; and the end of the program leaves nothing."""
import os
import pathlib
import re
import resource
import shutil
import signal

from coffret_e2e import case, clipboard, leaks, screen
from coffret_e2e.canaries import Scanner
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret, DemoCase
from coffret_e2e.program import SESSION, Program, marked_processes
from coffret_e2e.truth import DemoVault
from coffret_e2e.waiting import wait_until

NAME = "PostgreSQL primary"
CORES_GO_ELSEWHERE = pathlib.Path("/proc/sys/kernel/core_pattern").read_text()[0] in "|@"


class Lock(DemoCase):
    def setUp(self):
        if self.desktop.find("push-button", "Unlock"):
            self.desktop.press_button("Unlock")
        wait_until(self.desktop.rows, "unlocked")

    def sign_outs(self):
        return [row for row in self.vault.requests()
                if row["method"] == "POST" and row["path"].endswith("/auth/jwt/logout.json") and row["status"] == 200]

    def test_t33_locking_empties_window_and_clipboard_and_unlocking_signs_in_again(self):
        self.desktop.open_secret(NAME)
        self.desktop.show("Password")
        self.assertEqual(self.desktop.copy("Password"), self.vault.value("v5", NAME))
        signed_out = len(self.sign_outs())
        screen.press("ctrl+l")
        self.desktop.wait_for("push-button", "Unlock")
        wait_until(lambda: clipboard.read() == b"", "the clipboard is empty")
        said = self.desktop.everything_said()
        for gone in (NAME, "Ada's library card", "Finance", "halden_app"):
            self.assertEqual([line.strip() for line in said.splitlines() if gone in line], [])
        self.assertEqual(self.desktop.find_all(name="Password copied"), [])
        self.assertEqual(self.desktop.rows(), [])
        wait_until(lambda: len(self.sign_outs()) > signed_out, "the server was told that the session is over")
        self.assertEqual(leaks.leaks(self.desktop, self.vault.canaries()), [])
        before = len(self.vault.requests())
        screen.press("Return")
        wait_until(self.desktop.rows, "the secrets are back", seconds=60)
        self.assertGreater(len(self.vault.requests()), before, "signed in again")
        self.desktop.open_secret(NAME)
        self.assertTrue(self.desktop.find("push-button", "Password, hidden"))
        self.assertEqual(self.desktop.copy("Password"), self.vault.value("v5", NAME))

    def test_the_lock_button_locks_too(self):
        self.desktop.press_button("Lock")
        self.desktop.wait_for("push-button", "Unlock")
        self.desktop.press_button("Unlock")
        wait_until(self.desktop.rows, "the secrets are back", seconds=60)


class End(DesktopCase):
    """With a clipboard manager, which keeps what the program does not take back; on its own X forgets with the process."""
    def setUp(self):
        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))  # as a desktop may have it
        self.manager = clipboard.Manager()
        self.addCleanup(self.manager.end)
        self.others = set(SESSION.glob("tmp/coffret-*"))
        # A sanitizer would answer the signal itself.
        surroundings = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0"}
        type(self).desktop = self.coffret = Coffret("--demo", environment=surroundings)
        self.addCleanup(self.coffret.end)
        self.vault = DemoVault(self.coffret.program)
        wait_until(self.coffret.rows, "the first account's secrets", seconds=60)
        self.coffret.open_secret(NAME)
        value = self.vault.value("v5", NAME)
        self.assertEqual(self.coffret.copy("Password"), value)
        wait_until(lambda: self.manager.has_seen(value), "the clipboard manager has the value")

    def homes(self):
        """Folders that the demonstration made: its own, and those of the gpg-agents it started."""
        found = set(SESSION.glob("tmp/coffret-*")) - self.others
        for pid in marked_processes(self.coffret.program.mark):
            line = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found |= {pathlib.Path(match) for match in re.findall(r"--homedir (\S+)", line)}
        return found

    def leaves_nothing(self, end):
        homes = self.homes()
        self.assertGreaterEqual(len(homes), 2, homes)
        self.vault.set_faults(latency=700)  # ms; nothing else that the end waits for takes so long
        end()
        code, survivors = self.coffret.program.wait_for_end()
        self.assertEqual((code, survivors), (0, []))
        for vault in ("v5", "v4"):
            self.assertIn(f"/{vault}/auth/jwt/logout.json 200".encode(), self.coffret.program.output(), "signed out")
        self.assertEqual(self.manager.wait_kept(), b"")
        self.assertEqual(clipboard.read(), b"")
        self.assertEqual([home for home in homes if home.exists()], [])

    def test_quit_clears_the_clipboard_and_leaves_nothing_behind(self):
        self.leaves_nothing(lambda: screen.press("ctrl+q"))

    def test_a_termination_signal_does_too(self):
        self.leaves_nothing(lambda: self.coffret.program.process.send_signal(signal.SIGTERM))

    def kill(self):
        for home in self.homes():
            self.addCleanup(shutil.rmtree, home, ignore_errors=True)
        self.coffret.program.process.kill()

    def test_a_killed_program_has_the_clipboard_emptied_by_its_watch(self):
        """Although the clipboard manager puts the value back."""
        self.kill()
        wait_until(lambda: self.manager.has_kept(self.vault.value("v5", NAME)), "the owner of the clipboard goes")
        wait_until(lambda: self.manager.has_seen(b""), "somebody empties the clipboard")
        self.assertEqual(clipboard.read_now(), b"")

    def crash(self, process):
        """Ends it as a wild pointer does; whether a core dump was made."""
        process.send_signal(signal.SIGSEGV)
        status = os.waitpid(process.pid, 0)[1]
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, -signal.SIGSEGV)
        return os.WCOREDUMP(status)

    def test_t16_a_crash_leaves_no_core(self):
        self.coffret.show("Password")
        for home in self.homes():
            self.addCleanup(shutil.rmtree, home, ignore_errors=True)
        self.assertFalse(self.crash(self.coffret.program.process))
        self.assertEqual(list(SESSION.glob("core*")), [])
        self.assertEqual(Scanner(self.vault.canaries()).in_folder(SESSION), [])
        if not CORES_GO_ELSEWHERE:  # otherwise nobody hears of this one
            another = Program(["sleep", "600"])
            self.addCleanup(another.end)
            self.assertTrue(self.crash(another.process), "what is no program of ours leaves one here")
            for core in SESSION.glob("core*"):
                core.unlink()

    def test_what_somebody_else_copied_survives_a_killed_program(self):
        owner = clipboard.Owner(b"a text of my own")
        self.addCleanup(owner.end)
        self.kill()
        wait_until(lambda: not marked_processes(self.coffret.program.mark), "the watch has looked and ended", seconds=60)
        self.assertEqual(clipboard.read_now(), b"a text of my own")

    def test_what_somebody_else_copied_survives_quitting_and_locking(self):
        owner = clipboard.Owner(b"a text of my own")
        self.addCleanup(owner.end)
        screen.press("ctrl+l")
        self.coffret.wait_for("push-button", "Unlock")
        self.assertEqual(clipboard.read_now(), b"a text of my own")
        screen.press("ctrl+q")
        self.assertEqual(self.coffret.program.wait_for_end(), (0, []))
        self.assertEqual(clipboard.read_now(), b"a text of my own")

    def test_closing_the_window_without_a_tray_does_too(self):
        self.leaves_nothing(lambda: screen.press("alt+F4"))


if __name__ == "__main__":
    case.main()
