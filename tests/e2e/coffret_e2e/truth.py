# SPDX-License-Identifier: GPL-3.0-or-later
"""What a demo vault really holds, asked from its control endpoint on loopback."""
import base64
import hashlib
import hmac
import json
import pathlib
import ssl
import urllib.request

from . import servers
from .waiting import wait_until


def one_time_code(key, seconds):
    """RFC 6238 with its defaults."""
    mac = hmac.new(base64.b32decode(key), int(seconds // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(int.from_bytes(mac[offset:offset + 4], 'big') & 0x7fffffff) % 1_000_000:06}"


def children_of(pid):
    """Of all its threads, some of which may end meanwhile."""
    return [int(child) for task in pathlib.Path(f"/proc/{pid}/task").iterdir() for child in _text(task / "children").split()]


def _text(path):
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def listening_port(pid):
    """The TCP port on which the process listens, or None."""
    sockets = {link for fd in pathlib.Path(f"/proc/{pid}/fd").iterdir() if (link := _target(fd)).startswith("socket:")}
    for line in pathlib.Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        cells = line.split()
        if cells[3] == "0A" and f"socket:[{cells[9]}]" in sockets:
            return int(cells[1].rpartition(":")[2], 16)
    return None


def _target(link):
    try:
        return str(link.readlink())
    except OSError:
        return ""


class Control:
    """The control endpoint of the demo vault that listens on this port."""

    def __init__(self, port):
        self._port = port
        self._context = ssl.create_default_context()
        self._context.check_hostname = False
        self._context.verify_mode = ssl.CERT_NONE  # loopback, made-up data, and the authority is new in every run
        self._values = self._ask("values")["values"]

    def _ask(self, what, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"https://127.0.0.1:{self._port}/control/{what}", data,
                                         {"Content-Type": "application/json"} if data else {})
        with urllib.request.urlopen(request, timeout=20, context=self._context) as answer:
            return json.load(answer)

    def _row(self, vault, name):
        return next(row for row in self._values if row["vault"] == vault and row["name"] == name)

    def value(self, vault, name, field="secret"):
        """The value of a field as bytes. Vaults: v4, v5, fudo, and one per CommandK environment."""
        return self._row(vault, name)[field].encode()

    def canaries_of(self, vault, name):
        return self._row(vault, name)["canaries"]

    def names(self):
        return sorted({row["name"] for row in self._values})

    def vaults(self):
        return sorted({row["vault"] for row in self._values})

    def canaries(self, except_for=()):
        """Every token that may not turn up; without those of the (vault, name) pairs given."""
        return [token for row in self._values if (row["vault"], row["name"]) not in except_for for token in row["canaries"]]

    def server(self, account):
        """A client of our own for one of the servers: v5, v4, fudo or commandk."""
        return servers.server_of(account, self._ask("description"))

    def requests(self):
        return self._ask("requests")["requests"]

    def set_faults(self, **faults):
        self._ask("faults", faults)


class DemoVault(Control):
    """Found from outside: the child of the program that is called coffret-demo-vault."""

    def __init__(self, program):
        self._program = program
        super().__init__(wait_until(self._find_port, "the demo vault listens"))

    def _find_port(self):
        for pid in children_of(self._program.pid):
            if "demo-vault" in pathlib.Path(f"/proc/{pid}/cmdline").read_text():
                return listening_port(pid)
        return None
