# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs with many secrets in their window, seen from outside: Coffret with what it kept of an account, KeePassXC with an open
database of the same records, rofi with their names as lines, and the least a Qt Quick window can be. Each in turn in one loop."""
import html
import itertools
import json
import pathlib
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import urllib.request

import startup

ROUNDS = 3
QUIET_MS = "8000"  # programs are silent for seconds while they open so many
TYPED = "s e r v e r"
LOOKUP = "Control+Alt+space"
REST_SECONDS = "60"  # for a sync of all of it
LEAST_KEPT = 50  # bytes a secret


def printable(text):
    """As XML and a list of lines can have it."""
    return "".join(letter for letter in text if letter.isprintable())


class Vault:
    """coffret-demo-vault with so many secrets, and a profile whose one account is there. For a with statement."""

    def __init__(self, build, folder, secrets):
        self._process = subprocess.Popen([f"{build}/bin/coffret-demo-vault", "--quiet", "--until-eof", "--mode", "v4,fudo", "--secrets", str(secrets)],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._about = json.loads(self._process.stdout.readline())
        self._secrets = secrets
        server = self._about["passbolt"][0]
        user = server["users"][0]
        self.gnupghome = user["gnupghome"]
        self.profile = folder / f"profile{secrets}"
        self.profile.mkdir(mode=0o700)
        account = {"id": "0b0f6a2e-5f0e-4f6e-9a53-6a3a3f6f2f02", "name": "Ada", "service": "passbolt", "server": server["url"],
                   "certificateAuthorities": pathlib.Path(self._about["certificate"]).read_text(), "userId": user["id"],
                   "keyFingerprint": user["fingerprint"], "serverFingerprint": server["server_fingerprint"]}
        (self.profile / "settings.json").write_text(json.dumps({"version": 1, "accounts": [account], "preferences": {"lockMinutes": 0}}))

    def records(self):
        """Name and user name of as many secrets as Passbolt holds. Those of Fudo Enterprise are from the same list, but not all of it."""
        fudo = self._about["fudo"]
        request = urllib.request.Request(fudo["url"] + "/api/v2/secret?fields=id,name,login", headers={"Authorization": fudo["users"][0]["token"]})
        with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=self._about["certificate"])) as answer:
            rows = [(printable(row["name"]), printable(row.get("login") or "")) for row in json.load(answer)["secret"]]
        return [(f"{name} {number}", login) for number, (name, login) in zip(range(self._secrets), itertools.cycle(rows))]

    def check_kept(self):
        """What is measured is a program that has kept all of it."""
        size = sum(file.stat().st_size for file in (self.profile / "cache").glob("*"))
        if size < LEAST_KEPT * self._secrets:
            sys.exit(f"opened.py: the list of {self._secrets} was not kept: {size} bytes")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()


def keepassxc(folder, records):
    """The command that opens a database of these records, or None."""
    if not shutil.which("keepassxc"):
        return None
    stem = folder / f"peer{len(records)}"
    entry = "<Entry>{}</Entry>"
    field = "<String><Key>{}</Key><Value{}>{}</Value></String>"
    rows = (entry.format(field.format("Title", "", html.escape(name)) + field.format("UserName", "", html.escape(login)) +
                         field.format("Password", ' ProtectInMemory="True"', f"password {number}")) for number, (name, login) in enumerate(records))
    stem.with_suffix(".xml").write_text('<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta/><Root><Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID>'
                                        f"<Name>Root</Name>{''.join(rows)}</Group></Root></KeePassFile>")
    subprocess.run(["keepassxc-cli", "import", "--set-password", "--decryption-time", "100", str(stem.with_suffix(".xml")),
                    str(stem.with_suffix(".kdbx"))], input=b"peer\npeer\n", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    stem.with_suffix(".word").write_text("peer\n")
    return ["sh", "-c", f"exec keepassxc --config {folder}/peer.ini --pw-stdin {stem}.kdbx < {stem}.word"]


def rofi(folder, records):
    """The command that offers the names as lines, or None."""
    if not shutil.which("rofi"):
        return None
    lines = folder / f"lines{len(records)}"
    lines.write_text("\n".join(f"{name} {login}" for name, login in records))
    return ["sh", "-c", f"exec rofi -dmenu -i -normal-window -theme-str 'entry {{ blink: false; }}' -input {lines}"]


def measure(build, secrets, peer_secrets):
    """Medians by program: {"floor"|"coffret"|"keepassxc"|"rofi": {"painted_ms", "ready_ms", "rss_kb", "uss_kb", "first_key_ms", "later_key_ms"}}; of
    coffret also "lookup_ms", "lookup_key_ms". peer_secrets: how many KeePassXC has. Programs that are not installed are left out."""
    with tempfile.TemporaryDirectory(prefix="cop", dir="/tmp") as name:
        folder = pathlib.Path(name)
        with Vault(build, folder, secrets) as vault:
            return _in_turn(build, folder, vault, peer_secrets)


def _in_turn(build, folder, vault, peer_secrets):
    records = vault.records()
    # Escape clears the search before the quick lookup comes.
    commands = {"floor": ["--keys", "", f"{build}/bin/qmlfloor"],
                "coffret": ["--keys", f"{TYPED} Escape {LOOKUP} {TYPED}", f"{build}/bin/coffret", "--profile", str(vault.profile)]}
    peer = keepassxc(folder, records[:peer_secrets])
    if peer:
        commands["keepassxc"] = ["--keys", f"Control+f {TYPED}", *peer]
    lines = rofi(folder, records)
    if lines:
        commands["rofi"] = ["--keys", TYPED, *lines]
    timed = {program: [f"{build}/bin/windowtimer", "--quiet", QUIET_MS, "--rest", REST_SECONDS, *command] for program, command in commands.items()}
    seen = startup.in_turn(timed, startup.surroundings(folder, vault.gnupghome), ROUNDS)  # the round before them lists the account and keeps it
    vault.check_kept()
    return startup.medians({program: [named(program, run) for run in runs] for program, runs in seen.items()})


def named(program, run):
    """What windowtimer told, with its keys by what they are for."""
    keys = run.pop("keys")
    typed = keys[1:] if program == "keepassxc" else keys[:len(TYPED.split())]
    if typed:
        run |= {"first_key_ms": _time(program, typed[:1], "last_ms"), "later_key_ms": _time(program, typed[1:], "last_ms")}
    if program == "coffret":
        lookup = keys[len(typed) + 1:]
        run |= {"lookup_ms": _time(program, lookup[:1], "opened_ms"), "lookup_key_ms": _time(program, lookup[2:], "last_ms")}
    return run


def _time(program, keys, what):
    """The median of those keys that changed what is seen."""
    times = [key[what] for key in keys if key[what] >= 0]
    if not times:
        sys.exit(f"opened.py: {program} did not answer a key")
    return statistics.median(times)
