# SPDX-License-Identifier: GPL-3.0-or-later
"""Start-up and memory seen from outside, each program in turn in one loop: the least a Qt Quick window can be, Coffret on its
first screen and as it starts hidden at login, and KeePassXC (where it is installed) asking for the password of a database."""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

ROUNDS = 7
HIDDEN = pathlib.Path(__file__).parent / "hidden.py"


def keepassxc(folder):
    """A locked database for KeePassXC and the command to open it, or None. Also its version."""
    if not shutil.which("keepassxc"):
        return None
    database = folder / "peer.kdbx"
    subprocess.run(["keepassxc-cli", "db-create", "--set-password", "--decryption-time", "100", str(database)],
                   input=b"peer\npeer\n", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    version = subprocess.run(["keepassxc-cli", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    return version, ["keepassxc", "--config", str(folder / "peer.ini"), str(database)]


def measure(build):
    """Medians by program: {"floor": {"painted_ms", "ready_ms", "rss_kb", "uss_kb"}, "coffret": …, "keepassxc": …, "hidden": {"shown_ms",
    "rss_kb", "uss_kb", "wakeups"}}, and the version of KeePassXC (None without it)."""
    with tempfile.TemporaryDirectory(prefix="cst", dir="/tmp") as name:
        folder = pathlib.Path(name)
        environment = dict(os.environ, HOME=name, XDG_RUNTIME_DIR=name, GNUPGHOME=str(folder / "g"), NO_AT_BRIDGE="1")
        (folder / "g").mkdir(mode=0o700)
        timer, coffret = f"{build}/bin/windowtimer", f"{build}/bin/coffret"
        commands = {"floor": [timer, f"{build}/bin/qmlfloor"], "coffret": [timer, coffret, "--profile", str(folder / "p")],
                    "hidden": [str(HIDDEN), str(folder / "hidden"), coffret]}
        peer = keepassxc(folder)
        if peer:
            commands["keepassxc"] = [timer, *peer[1]]
        seen = {program: [] for program in commands}
        for round_number in range(ROUNDS + 1):
            for program, command in commands.items():
                answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
                if round_number > 0:  # the first round fills the file cache
                    seen[program].append(json.loads(answer.stdout))
        subprocess.run(["gpgconf", "--homedir", str(folder / "g"), "--kill", "all"], check=False)
    medians = {program: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for program, runs in seen.items()}
    return medians, peer[0] if peer else None
