# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a process: started with an environment of its own, its output kept, its end checked."""
import os
import pathlib
import signal
import subprocess
import uuid

from .waiting import NeverHappened, wait_until

SESSION = pathlib.Path(os.environ.get("COFFRET_SESSION", "/nonexistent"))
MARK = "COFFRET_E2E_MARK"
PLATFORM = "wayland" if "WAYLAND_DISPLAY" in os.environ else "xcb"


def marked_processes(mark):
    """Process ids of everything that inherited this mark, whoever its parent is by now."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0") and "State:\tZ" not in (folder / "status").read_text():
                found.append(int(folder.name))
        except OSError:
            pass  # ended meanwhile, or not ours
    return found


class Program:
    def __init__(self, command, environment=None):
        self.mark = uuid.uuid4().hex
        self.output_file = SESSION / f"output-{self.mark[:8]}"
        surroundings = os.environ | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": PLATFORM, "LC_ALL": "C.UTF-8",
                                     "LANGUAGE": "en", "QT_LOGGING_RULES": "*=true"} | (environment or {})
        surroundings[MARK] = self.mark
        with open(self.output_file, "wb") as output:
            self.process = subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                            cwd=SESSION)

    @property
    def pid(self):
        return self.process.pid

    @property
    def running(self):
        return self.process.poll() is None

    def output(self):
        return self.output_file.read_bytes()

    def wait_for_end(self, seconds=20):
        """The exit code, and the processes that it left behind."""
        self.process.wait(timeout=seconds)
        try:
            wait_until(lambda: not marked_processes(self.mark), "helpers of the program end with it", seconds=5)
        except NeverHappened:
            pass
        return self.process.returncode, marked_processes(self.mark)

    def end(self):
        """Ends the program and whatever it started, the hard way if need be. For clean-up, not for tests."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in marked_processes(self.mark):
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            try:
                wait_until(lambda: self.process.poll() is not None and not marked_processes(self.mark), "end", seconds=5)
                return
            except NeverHappened:
                continue
