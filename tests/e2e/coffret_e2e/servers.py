# SPDX-License-Identifier: GPL-3.0-or-later
"""What the servers of a demo vault hold, asked as another client would: their own interfaces, and gpg."""
import json
import ssl
import subprocess
import time
import urllib.error
import urllib.request
import uuid

from .program import SESSION


def texts_of(value):
    """Every text in a JSON value, also in JSON that is written as a text."""
    if isinstance(value, dict):
        return [text for member in value.values() for text in texts_of(member)]
    if isinstance(value, list):
        return [text for member in value for text in texts_of(member)]
    if isinstance(value, str) and value.startswith("{"):
        return texts_of(json.loads(value))
    return [value] if isinstance(value, str) else []


class _Server:
    """One account's server. ids(): everything there; texts(): what one of them holds, None when it is gone."""
    authorization = ""

    def __init__(self, about, certificate):
        self._about = about
        self._context = ssl.create_default_context(cafile=certificate)

    def _ask(self, path, body=None, method=None):
        """The answer as JSON; None where there is no such thing."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": self.authorization} if self.authorization else {})
        request = urllib.request.Request(self._about["url"] + path, body and json.dumps(body).encode(), headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20, context=self._context) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 404:
                    return None
                raise AssertionError(f"{path}: {error.code} {error.read()[:300]}") from error


class Passbolt(_Server):
    """Signs in with the key of the first user, and opens with it what that user can read. Good for five minutes."""

    def __init__(self, about, certificate):
        super().__init__(about, certificate)
        self._user = about["users"][0]
        key = SESSION / "server-key.asc"
        key.write_text(self._ask("/auth/verify.json")["body"]["keydata"])
        challenge = {"version": "1.0.0", "domain": about["url"], "verify_token": str(uuid.uuid4()), "verify_token_expiry": int(time.time()) + 60}
        sealed = self._gpg(json.dumps(challenge), "--armor", "--sign", "--local-user", self._user["fingerprint"], "--encrypt",
                           "--trust-model", "always", "--recipient-file", key)
        answer = self._ask("/auth/jwt/login.json", {"user_id": self._user["id"], "challenge": sealed})
        self.authorization = "Bearer " + json.loads(self._open(answer["body"]["challenge"], "--skip-verify"))["access_token"]

    def ids(self):
        return {row["id"] for row in self._ask("/resources.json")["body"]}

    def texts(self, identifier):
        answer = self._ask(f"/resources/{identifier}.json")
        if not answer:
            return None
        row = answer["body"]
        if row.get("metadata"):
            row["metadata"] = self._open(row["metadata"])
        return texts_of([row, self._payload(identifier)])

    def _payload(self, identifier, *options):
        return self._open(self._ask(f"/secrets/resource/{identifier}.json")["body"]["data"], *options)

    def id_of(self, value):
        """Which secret holds a value, whoever signed it. Names are not asked for: they may need a key that is shared."""
        return next(identifier for identifier in self.ids() if value in texts_of(self._payload(identifier, "--skip-verify")))

    def remove(self, identifier):
        self._ask(f"/resources/{identifier}.json", method="DELETE")

    def _gpg(self, text, *arguments):
        command = ["gpg", "--homedir", self._user["gnupghome"], "--batch", "--quiet", *arguments]
        return subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=30).stdout.decode()

    def _open(self, message, *options):
        """Fails for a signature that is not the user's own."""
        return self._gpg(message, *options, "--decrypt")


class Fudo(_Server):
    def __init__(self, about, certificate):
        super().__init__(about, certificate)
        self.authorization = about["users"][0]["token"]

    def ids(self):
        return {row["id"] for row in self._ask("/api/v2/secret?fields=id")["secret"]}

    def texts(self, identifier):
        names = "id,name,login,description,certificate,secret,secret_passphrase"
        answer = self._ask(f"/api/v2/secret/{identifier}?fields={names}")
        return answer and texts_of(answer)


class CommandK(_Server):
    def __init__(self, about, certificate):
        super().__init__(about, certificate)
        self.authorization = f"Bearer {about['read_token']}"

    def ids(self):
        return {row["secretId"] for row in self._rows()}

    def texts(self, identifier):
        """The values of all environments."""
        return texts_of([row for row in self._rows() if row["secretId"] == identifier]) or None

    def _rows(self):
        pairs = [(app["id"], environment["id"]) for app in self._about["apps"] for environment in self._about["environments"]]
        return [row for app, environment in pairs
                for row in self._ask(f"/apps/{app}/secrets/rendered?environment={environment}&mode=Full")["secrets"]]


def server_of(account, description):
    """account: the demo vault's name for it."""
    certificate = description["certificate"]
    if account == "fudo":
        return Fudo(description["fudo"], certificate)
    if account == "commandk":
        return CommandK(description["commandk"], certificate)
    return Passbolt(next(row for row in description["passbolt"] if row["mode"] == account), certificate)
