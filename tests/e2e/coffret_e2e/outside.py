# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody has who is about to set an account up: a vault that runs elsewhere, and an empty GnuPG keyring."""
import json
import os
import pathlib
import shutil
import subprocess
import urllib.parse

from .program import SESSION
from .truth import Control

PASSPHRASE = "correct horse battery 9"
PINENTRY = f"""#!/bin/sh
echo "OK at your service"
while read -r command rest; do
  case "$command" in
    GETPIN) echo "D {PASSPHRASE}"; echo OK ;;
    BYE) echo OK; exit 0 ;;
    *) echo OK ;;
  esac
done
"""


class Keyring:
    """A home of GnuPG's with a pinentry that knows the passphrase. Its path is short: sockets lie in it."""

    def __init__(self, name):
        self.path = SESSION / name
        self.path.mkdir(mode=0o700)
        pinentry = self.path / "pinentry.sh"
        pinentry.write_text(PINENTRY)
        pinentry.chmod(0o700)
        (self.path / "gpg-agent.conf").write_text(f"pinentry-program {pinentry}\n")

    def secret_keys(self):
        listing = self._run("gpg", "--homedir", self.path, "--batch", "--list-secret-keys", "--with-colons")
        return [line.split(":")[9] for line in listing.splitlines() if line.startswith("fpr")][::2]

    def end(self):
        self._run("gpgconf", "--homedir", self.path, "--kill", "all")
        shutil.rmtree(self.path, ignore_errors=True)

    @staticmethod
    def _run(*command):
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False, timeout=20).stdout


class OutsideVault:
    """coffret-demo-vault as a server that the program does not know yet."""

    def __init__(self, *arguments, mode="v5"):
        program = pathlib.Path(os.environ["COFFRET"]).with_name("coffret-demo-vault")
        self._process = subprocess.Popen([program, "--quiet", "--until-eof", "--mode", mode, "--secrets", "20", "--newcomers", *arguments],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=SESSION)
        self._description = json.loads(self._process.stdout.readline())
        self.certificate = self._description["certificate"]
        self.fudo = self._description.get("fudo")
        self._server = next(iter(self._description.get("passbolt", [])), self.fudo)
        self.url = self._server["url"]
        self.ada = self._server["users"][0]

    def invitation(self, kind):
        return next(row for row in self._server["invitations"] if row["kind"] == kind)

    def control(self):
        return Control(urllib.parse.urlsplit(self.url).port)

    def end(self):
        if not self._process.stdin.closed:
            self._process.stdin.close()
        self._process.wait(timeout=20)
