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


def surroundings(folder, gnupghome):
    """A user's whose home is that folder."""
    return dict(os.environ, HOME=str(folder), XDG_RUNTIME_DIR=str(folder), GNUPGHOME=str(gnupghome), NO_AT_BRIDGE="1")


def in_turn(commands, environment, rounds):
    """What each program's stop-watch told in each round. The round before them, which fills the file cache, does not count."""
    seen = {program: [] for program in commands}
    for number in range(rounds + 1):
        for program, command in commands.items():
            answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=300)
            if number > 0:
                seen[program].append(json.loads(answer.stdout))
    return seen


def medians(seen):
    """By program and what was measured."""
    return {program: {key: statistics.median(run[key] for run in runs) for key in runs[0] if key != "keys"} for program, runs in seen.items()}


def measure(build):
    """Medians by program: {"floor": {"painted_ms", "ready_ms", "rss_kb", "uss_kb"}, "coffret": …, "keepassxc": …, "hidden": {"shown_ms",
    "rss_kb", "uss_kb", "wakeups"}}, and the version of KeePassXC (None without it)."""
    with tempfile.TemporaryDirectory(prefix="cst", dir="/tmp") as name:
        folder = pathlib.Path(name)
        environment = surroundings(folder, folder / "g")
        (folder / "g").mkdir(mode=0o700)
        timer, coffret = f"{build}/bin/windowtimer", f"{build}/bin/coffret"
        commands = {"floor": [timer, f"{build}/bin/qmlfloor"], "coffret": [timer, coffret, "--profile", str(folder / "p")],
                    "hidden": [str(HIDDEN), str(folder / "hidden"), coffret]}
        peer = keepassxc(folder)
        if peer:
            commands["keepassxc"] = [timer, *peer[1]]
        seen = in_turn(commands, environment, ROUNDS)
        subprocess.run(["gpgconf", "--homedir", str(folder / "g"), "--kill", "all"], check=False)
    return medians(seen), peer[0] if peer else None
