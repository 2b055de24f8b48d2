# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line against the running program: what it gives, what a person is asked before, and who gets nothing."""
import json
import os
import pathlib
import signal
import time

from coffret_e2e import case, commands, screen
from coffret_e2e.canaries import Scanner
from coffret_e2e.case import DesktopCase
from coffret_e2e.coffret import Coffret
from coffret_e2e.desktop import starting_with
from coffret_e2e.program import SESSION
from coffret_e2e.truth import DemoVault, one_time_code
from coffret_e2e.waiting import wait_until

PROFILE = "cli"
NAME = "PostgreSQL primary"
QUESTION = " wants to read secrets"
REFUSED, LOCKED, NOT_RUNNING, AMBIGUOUS, NOT_FOUND, UNVOUCHED, MISUSED = 6, 5, 7, 4, 3, 9, 2


def question(name):
    return name.endswith(QUESTION) or name.endswith(" wants the names of your secrets")


def is_running_down(name):
    return name.startswith("Refused in ") and name != "Refused in 60 s"


class Control(DesktopCase):
    def setUp(self):
        """A program of its own for each test: nothing is allowed yet, and no account signs in more than a few times a minute."""
        type(self).desktop = Coffret("--demo", "--profile", PROFILE)
        self.addCleanup(self.desktop.end)
        self.vault = DemoVault(self.desktop.program)
        wait_until(self.desktop.rows, "the first account's secrets", seconds=60)
        screen.activate(self.desktop.window())
        self.desktop.choose_account("Acme Passbolt")

    def forget(self):
        """What was allowed, with a lock."""
        self.assertEqual(commands.run("--lock", "--profile", PROFILE)[0], 0)
        self.desktop.press_button("Unlock")
        wait_until(self.desktop.rows, "unlocked")
        self.desktop.choose_account("Acme Passbolt")

    def coffret(self, command, *arguments, **options):
        process = commands.coffret(command, "--profile", PROFILE, *arguments, **options)
        self.addCleanup(process.kill)
        return process

    def answer(self, button, presses=None):
        """Answers the question in the window by keyboard, which begins at the button that gives nothing."""
        self.desktop.wait_for("heading", question)
        self.desktop.wait_focus("push-button", "Refuse")
        self.desktop.wait_for("label", is_running_down)  # nothing can be allowed in the first moment
        self.desktop.tab_to("push-button", button)
        screen.press("Return")
        self.desktop.wait_gone("heading", question)

    def allowed(self, command, *arguments, **options):
        """Of a command that is asked about, and allowed until Coffret locks."""
        process = self.coffret(command, *arguments, **options)
        self.answer("Allow everything until Coffret locks")
        return commands.result(process)

    def run_allowed(self, *arguments, **options):
        """Of a command that nobody is asked about any more."""
        return commands.result(self.coffret(*arguments, **options))

    def ask_until_asked(self, *arguments):
        """A program like one that was just refused is refused for a few seconds without a question."""
        def asked():
            process = self.coffret(*arguments)
            wait_until(lambda: process.poll() is not None or self.desktop.find("heading", question), "an answer or a question")
            return process if process.poll() is None else None
        return wait_until(asked, "a question after the refusal")

    def path(self):
        """The whole path of the secret, from a list."""
        code, out, error = self.allowed("list")
        self.assertEqual((code, error), (0, ""))
        return next(line for line in out.decode().splitlines() if line.startswith("Acme Passbolt/") and line.endswith("/" + NAME))

    def test_a_value_is_given_once_by_keyboard(self):
        path = self.path()
        self.forget()  # the list was allowed; now nothing is
        process = self.coffret("get", path)
        wanted = self.desktop.wait_for("list-item", starting_with(path))
        self.assertTrue(wanted.name.endswith("Main value"), wanted.name)
        self.assertNotIn(self.vault.value("v5", NAME).decode(), self.desktop.everything_said())
        self.answer("Allow once")
        self.assertEqual(commands.result(process), (0, self.vault.value("v5", NAME), ""))
        again = self.coffret("get", path)
        self.desktop.wait_for("heading", question)
        self.desktop.wait_focus("push-button", "Refuse")
        screen.press("Return")
        code, out, error = commands.result(again)
        self.assertEqual((code, out), (REFUSED, b""))
        self.assertEqual(len(error.splitlines()), 1, error)
        after = self.ask_until_asked("get", path)
        self.answer("Allow once")
        self.assertEqual(commands.result(after)[0], 0)

    def test_json(self):
        path = self.path()
        told = json.loads(self.run_allowed("get", "--json", path)[1])
        self.assertEqual(told, {"path": path, "field": "password", "value": self.vault.value("v5", NAME).decode()})
        rows = json.loads(self.run_allowed("list", "--json", "Acme Passbolt")[1])
        self.assertIn({"path": path, "type": "login"}, [{"path": row["path"], "type": row["type"]} for row in rows])
        row = next(row for row in rows if row["path"] == path)
        self.assertEqual(self.run_allowed("get", row["id"])[1], self.vault.value("v5", NAME))

    def test_one_time_codes(self):
        name = "Source hosting organisation"
        self.path()
        path = next(line for line in self.run_allowed("list", "Acme Passbolt")[1].decode().splitlines() if line.endswith("/" + name))
        key = self.vault.value("v5", name, "totp")
        before = time.time()
        code, out, error = self.run_allowed("otp", path)
        self.assertEqual((code, error), (0, ""))
        self.assertIn(out.decode(), (one_time_code(key, before), one_time_code(key, time.time())))
        told = json.loads(self.run_allowed("otp", "--json", path)[1])
        self.assertRegex(told["code"], r"^\d{6}$")
        self.assertRegex(told["validUntil"], r"^20\d\d-.*Z$")

    def test_a_value_nobody_vouches_for_takes_a_word(self):
        paths = [line for line in self.allowed("list", "Acme Passbolt")[1].decode().splitlines() if line.endswith("/Unsigned entry")]
        code, out, error = self.run_allowed("get", paths[0])
        self.assertEqual((code, out), (UNVOUCHED, b""))
        self.assertIn("--unverified", error)
        self.assertEqual(self.run_allowed("get", "--unverified", paths[0])[1], self.vault.value("v5", "Unsigned entry"))

    def test_the_question_says_who_asks_and_runs_down(self):
        script = SESSION / "deploy.sh"
        script.write_text(f'"$COFFRET" get --profile {PROFILE} "{self.path()}"; exit $?\n')
        process = commands.start("bash", str(script))
        self.addCleanup(process.kill)
        self.desktop.wait_for("heading", "bash deploy.sh" + QUESTION)
        self.desktop.wait_for("label", lambda text: f"process {process.pid}" in text and "/bash" in text and "python3" in text)

        def seconds():
            node = self.desktop.find("label", starting_with("Refused in "))
            return node and int(node.name.split()[2])

        first = wait_until(seconds, "the time that is left")
        self.assertGreater(first, 50)
        wait_until(lambda: seconds() < first, "the time runs down")
        screen.press("Escape")
        self.assertEqual(commands.result(process)[:2], (REFUSED, b""))

    def test_what_was_allowed_ends_with_the_lock(self):
        path = self.path()
        value = self.vault.value("v5", NAME)
        self.assertEqual(self.run_allowed("get", path), (0, value, ""))
        self.assertEqual(self.run_allowed("get", path, "username"), (0, b"halden_app", ""))
        self.assertEqual(commands.run("--lock", "--profile", PROFILE), (0, b"", ""))
        code, out, error = self.run_allowed("get", path)
        self.assertEqual((code, out), (LOCKED, b""))
        self.assertIn("locked", error)
        process = self.coffret("get", "--unlock", path)
        self.answer("Allow once")
        self.assertEqual(commands.result(process), (0, value, ""))

    def test_what_is_wrong_is_said_in_one_line_with_its_own_code(self):
        self.path()
        for arguments, expected in ((("get", "Acme Passbolt/nothing"), NOT_FOUND), (("get", NAME, "colour"), AMBIGUOUS),
                                    (("get",), MISUSED), (("get", "a", "b", "c"), MISUSED), (("get", "--what", "a"), MISUSED),
                                    (("otp", NAME), AMBIGUOUS), (("list", "Nowhere"), NOT_FOUND), (("exec", "true"), MISUSED)):
            code, out, error = self.run_allowed(*arguments)
            self.assertEqual((code, out), (expected, b""), arguments)
            self.assertTrue(error.startswith("coffret: "), error)
            more = error.splitlines()[1:]  # the candidates
            self.assertEqual([line for line in more if not line.endswith("/" + NAME)], [], error)
            self.assertEqual(len(more) > 1, expected == AMBIGUOUS, error)
        code, out, error = commands.run("get", "--profile", "nobody-runs-on-this", NAME)
        self.assertEqual((code, out), (NOT_RUNNING, b""))

    def test_who_hangs_up_takes_the_question_along(self):
        process = self.coffret("list")
        self.desktop.wait_for("heading", question)
        process.kill()
        self.desktop.wait_gone("heading", question)

    def test_exec_gives_values_to_the_command_alone(self):
        path = self.path()
        file = SESSION / "env"
        file.write_text(f'FROM_FILE="coffret://{path}/username"\nPLAIN=words\nOVER=file\n')
        script = "printf '%s|%s|%s|%s' \"$DB\" \"$FROM_FILE\" \"$PLAIN\" \"$OVER\"; kill -TERM $$"
        surroundings = commands.environment(DB=f"coffret://{path.replace(' ', '%20')}/", OVER="outside")
        code, out, error = self.run_allowed("exec", "--env-file", str(file), "--", "sh", "-c", script, env=surroundings)
        value = self.vault.value("v5", NAME)
        self.assertEqual((out, error), (value + b"|halden_app|words|file", ""))
        self.assertEqual(code, -signal.SIGTERM, "the signal was the command's own")
        self.assertEqual(self.run_allowed("exec", "--", "sh", "-c", "exit 42")[0], 42)
        self.assertEqual(self.run_allowed("exec", "--", "/nonexistent/command")[0], 127)
        self.assertEqual(self.run_allowed("exec", "--", "/etc")[0], 126)
        self.assertEqual(self.run_allowed("exec", "--", "true", env=commands.environment(X="coffret://Acme Passbolt/none/"))[0], NOT_FOUND)
        self.assertEqual(self.run_allowed("exec", "--", "true", env=commands.environment(X="coffret://broken"))[0], MISUSED)

    def test_exec_waits_with_nothing_in_its_hands(self):
        path = self.path()
        self.forget()
        process = self.coffret("exec", "--", "sleep", "600", env=commands.environment(DB=f"coffret://{path}/password"))
        self.desktop.wait_for("heading", question)
        self.answer("Allow once")
        command = lambda: pathlib.Path(f"/proc/{process.pid}/cmdline").read_bytes()
        wait_until(lambda: command().startswith(b"sleep\0"), "the command has taken the place of coffret")
        value = self.vault.value("v5", NAME)
        self.assertNotIn(value, command())
        self.assertIn(b"DB=" + value + b"\0", pathlib.Path(f"/proc/{process.pid}/environ").read_bytes())
        for what in ("cmdline", "environ"):
            self.assertNotIn(value, pathlib.Path(f"/proc/{self.desktop.program.pid}/{what}").read_bytes())
        process.kill()

    def test_starts_quickly(self):
        began = time.monotonic()
        self.assertEqual(commands.run("get", "--profile", "nobody-runs-on-this", NAME)[0], NOT_RUNNING)
        print(f"an answer from nobody takes {time.monotonic() - began:.3f} s")

    def test_t35_no_value_stays_anywhere(self):
        self.assertEqual(self.run_allowed("get", self.path())[0], 0)
        others = set(self.vault.canaries(except_for={(vault, NAME) for vault in self.vault.vaults()}))
        tokens = [token for token in self.vault.canaries() if token not in others]
        self.assertTrue(tokens)
        scanner = Scanner(tokens)
        self.assertEqual(scanner.in_folder(SESSION), [])
        self.assertEqual(scanner.in_text(self.desktop.program.output(), "what the program prints"), [])
        self.assertEqual(scanner.in_text(self.desktop.everything_said(), "the accessibility tree"), [])


if __name__ == "__main__":
    case.main()
