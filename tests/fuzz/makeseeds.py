#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the inputs that fuzzing begins with: makeseeds.py [FOLDER], else beside this file.

The first character of each says which parser of the target reads it. Keys and messages are made with ssh-keygen, puttygen,
openssl and gpg, and are nobody's; run it again only for new kinds, because they are new ones each time.
"""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

SEEDS = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent / "corpus")
ID = "5cb07b88-850f-4da5-bb69-27674b4c23ea"
USER = "8bb80df5-700c-48ce-b568-85a60fc3c8f2"
TIME = "2026-07-31T08:15:00+00:00"


def seed(target, name, kind, content):
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    if not isinstance(content, (str, bytes)):
        content = json.dumps(content, separators=(",", ":"))
    if isinstance(content, str):
        content = content.encode()
    (folder / name).write_bytes(("" if kind is None else chr(ord("0") + kind)).encode() + content)


def run(*command, given=b"", folder=None):
    return subprocess.run(command, input=given, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def texts():
    for kind, name in enumerate(("utf8", "display", "json", "writer", "base64", "looks")):
        seed("texts", name, kind, "Übung \u202e東京 \U0001f511 Kоnto\t1")
    seed("texts", "escapes", 2, r"a\"b\\c\/\b\f\n\r\té\ud83d\udd11")
    seed("texts", "lines", 4, "QUJD\nREVG\nR0g=\n")


def dotenv():
    seed("dotenv", "file", 0, "\ufeff# comment\nexport A=bare # tail\nB = 'it'\\''s'\nC=\"two\nlines \\\"x\\\" \\$y\"\nA=again\n=bad\nno\nD=\"open\n")
    seed("dotenv", "returns", 0, "A=1\r\nB=\"x\r\ny\"\r\nC='\r'\r\n")
    seed("dotenv", "value", 1, "pa$$ `word` \"q\" 'r' \\ #x\r\nnext")
    for form, name in enumerate(("header", "export", "json")):
        seed("dotenv", f"token-{name}", 2, f"{form}GitHub – Büro\nghp_0123456789abcdefghijABCDEFGHIJ012345")


def otpauth():
    seed("otpauth", "uri", 0, "otpauth://totp/Example%20Org:ada%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Example&algorithm=SHA256&digits=8&period=60")
    seed("otpauth", "bare", 0, " jbsw y3dp-ehpk 3pxp== ")
    seed("otpauth", "counter", 0, "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1#end")
    seed("otpauth", "qr", 1, "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP")
    seed("otpauth", "picture", 2, b"P" + bytes([0, 255] * 400))


def interchange():
    seed("interchange", "bitwarden", 0, {"encrypted": False, "folders": [{"id": "f", "name": "Work/Mail"}], "items": [
        {"type": 1, "name": "Ma\u00efl", "notes": "a\nb", "favorite": True, "folderId": "f", "login": {"username": "ada", "password": "s3\\cret",
         "totp": "JBSWY3DPEHPK3PXP", "uris": [{"uri": "https://example.org"}]}, "fields": [{"name": "PIN", "value": "1", "type": 1}]},
        {"type": 5, "name": "Key", "sshKey": {"privateKey": "x", "publicKey": "ssh-ed25519 AAAA"}}]})
    seed("interchange", "keepass", 0, "<?xml version=\"1.0\"?><KeePassFile><Meta><RecycleBinEnabled>True</RecycleBinEnabled><RecycleBinUUID>B</RecycleBinUUID></Meta><Root>"
         "<Group><Name>R</Name><Group><UUID>B</UUID><Entry/></Group><Entry><Tags>a;b</Tags><Times><Expires>True</Expires><ExpiryTime>AFjy3w4AAAA=</ExpiryTime></Times>"
         "<String><Key>Title</Key><Value>a &amp; b&#10;</Value></String><String><Key>Password</Key><Value ProtectInMemory=\"True\"><![CDATA[x]]></Value></String>"
         "<String><Key>TimeOtp-Secret-Base32</Key><Value>JBSWY3DP</Value></String></Entry></Group></Root></KeePassFile>")
    seed("interchange", "own", 0, {"format": "coffret", "version": 1, "created": TIME, "secrets": [{"type": "login", "name": "x", "folder": ["a"],
         "fields": [{"kind": "password", "value": "y"}]}]})
    seed("interchange", "table", 1, "a;b\r\n\"x\"\"y\";\"1\n2\"\r\n\n;\n")
    seed("interchange", "firefox", 2, '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated"\n"https://e.org","ada","x",,"","{1}","1"\n')
    seed("interchange", "lastpass", 2, "url,username,password,totp,extra,name,grouping,fav\nhttp://sn,,,,note,Door,A\\B,1\n")
    seed("interchange", "formula", 3, "=cmd|' /C calc'!A0")
    seed("interchange", "hidden", 3, " \"\t@x;+1\n-2")


def query():
    for number, text in enumerate((
            "mail server", 'type:login -in:"Servers / old" tag:prod is:favourite "exact words" account:büro',
            "-type:ss has:code is:exp https://mail.example.org:8443/x", "тип:камера strasse UBERGABE 東京", "in: - \"open", "postgersql replcation", "server:22 [::1]:80 12:30")):
        seed("query", f"query{number}", None, text)


def control():
    def frame(value):
        text = json.dumps(value, separators=(",", ":")).encode()
        return b"CFRT" + struct.pack(">II", 1, len(text)) + text
    request = {"do": "exec", "wanted": [{"path": "work/Team/mail", "field": "password"}, {"path": "x"}], "unlock": True, "terminal": True}
    reply = {"status": 0, "message": "one line", "entries": [{"path": "a/b", "field": "token", "id": "1", "type": "login", "turns": "2026-07-31T08:15:00Z"}], "sizes": [12, 1048576]}
    seed("control", "frame", 0, frame(request))
    seed("control", "request", 1, request)
    seed("control", "show", 1, {"do": "show", "wanted": [], "token": "abc"})
    seed("control", "list", 1, {"do": "list", "wanted": [{}]})
    seed("control", "reply", 2, reply)


def fudo():
    row = {"id": "7", "collection_id": 3, "collection_name": "Ops", "name": "mail", "type": "login", "login": "root", "domain": "example.org",
           "description": "d", "certificate": "-", "owner_id": "1", "access_policy": "view_on_request", "checkout_mode": "exclusive", "my_checkout_id": "9",
           "has_secret": True, "created_at": TIME, "modified_at": "2026-07-31 08:15:00.123456+02", "valid_until": None, "removed": False,
           "secret": "pa\\ss", "secret_passphrase": "words", "public_key": "ssh-ed25519 A", "public_key_fingerprint": "SHA256:x",
           "certificate_fingerprint": "AB"}
    collection = {"id": "3", "parent_id": "1", "accessible_parent_id": "1", "name": "Ops", "vault": "personal", "secrets_count": 4, "subcollections_count": "2", "rights": ["view", "edit", "delete"]}
    good = {"result": "success"}
    seed("fudo", "secrets", 0, {**good, "secret": [row, {**row, "id": 18446744073709551615, "removed": True}]})
    seed("fudo", "shared", 1, {**good, "secret_shared": [row]})
    seed("fudo", "collections", 2, {**good, "collection": [collection]})
    seed("fudo", "uris", 3, {**good, "uri": [{"id": "1", "secret_id": "7", "uri": "https://example.org"}]})
    seed("fudo", "history", 4, {**good, "secret_history": [{"id": "1", "secret_id": "7", "current": True, "state": "confirmed", "created_at": TIME, "modified_at": TIME}]})
    seed("fudo", "secret", 5, {**good, "secret": row})
    seed("fudo", "collection", 6, {**good, "collection": collection})
    seed("fudo", "created", 7, {**good, "secret": {"id": "8"}})
    seed("fudo", "spec", 8, {**good, "secret": {"id": {"readonly": True}, "name": {"required": True}, "x": 1}})
    seed("fudo", "refused", 9, {"result": "failure", "message": "no"})
    seed("fudo", "batch", 10, {**good, "responses": [{"id": "secret", "result": "success", "status": 200, "secret": {"id": "8"}}, {"id": "uri-1", "result": "failure", "message": "no"}]})
    for kind in range(11, 17):
        seed("fudo", f"values{kind - 11}", kind, {**good, "secret": row})
    seed("fudo", "sharedvalues", 17, {**good, "secret_shared": [{**row, "id": "6"}, row]})
    seed("fudo", "session", 18, {**good, "sessionid": "abc", "session": {"id": "abc"}})
    seed("fudo", "message", 19, {"error": "words\u202e\n" * 30})


def commandk():
    kind = "urn:rendered-app-secret:value-type:"
    rows = [{"key": "DB_PASSWORD", "valueType": kind + "String", "serializedValue": "p\\u00e4ss\"", "secretId": "s1"},
            {"secretId": None, "key": "EMPTY", "valueType": kind + "None"}, {"key": "ODD", "serializedValue": "1", "valueType": kind + "Json"}]
    seed("commandk", "rendered", 0, {"secrets": rows})
    seed("commandk", "pem", 0, {"secrets": [{"key": "TLS", "valueType": kind + "String", "serializedValue": "-----BEGIN CERTIFICATE-----\nA"}]})
    seed("commandk", "brokenrow", 0, '{"secrets":[{"key":"A","valueType":"x":"y","serializedValue":"v"}]}')
    seed("commandk", "brokenfirst", 0, '{"secrets":[{"other":"x":"v"}]}')
    seed("commandk", "environments", 1, {"environments": [{"id": "e1", "slug": "prod", "name": "Production"}, {"id": 2}]})
    seed("commandk", "app", 2, {"id": "a1", "name": "shop"})
    seed("commandk", "created", 3, {"id": "s9"})
    seed("commandk", "conflict", 4, {"entityId": "s9"})
    seed("commandk", "place", 5, "app/env/some/key")


def envelope(body, **header):
    return {"header": {"status": "success", "servertime": 1795306874, "url": "/x.json", "code": 200, **header}, "body": body}


def passbolt_lists():
    message = "-----BEGIN PGP MESSAGE-----\n\nwcBM\n-----END PGP MESSAGE-----\n"
    resource = {"id": ID, "folder_parent_id": USER, "name": "mail", "username": "ada", "description": "d", "uri": "https://example.org", "created": TIME, "modified": TIME,
                "expired": None, "created_by": USER, "modified_by": USER.upper(), "resource_type_id": "a28a04cd-6f53-518a-967c-9963bf9cec51", "deleted": False,
                "favorite": {"id": ID}, "personal": False, "permission": {"type": 15}, "tags": [{"id": ID, "slug": "prod", "is_shared": True}]}
    sealed = {"id": ID, "metadata": message, "metadata_key_id": USER, "metadata_key_type": "shared_key", "resource_type_id": "dd1f723d-0d1e-513f-8218-4055dc0530d0",
              "modified": TIME, "tags": [{"id": ID, "metadata": message, "metadata_key_id": USER, "metadata_key_type": "user_key"}]}
    seed("passboltindex", "resources", 0, envelope([resource, sealed, {"id": "x"}, 1], pagination={"count": 2, "page": 1}))
    seed("passboltindex", "resource", 1, envelope(resource))
    seed("passboltindex", "folders", 2, envelope([{"id": ID, "name": "Team", "folder_parent_id": None, "permission": {"type": 7}, "personal": True, "created_by": USER}]))
    seed("passboltindex", "users", 3, envelope([{"id": USER, "username": "ada@example.org", "profile": {"first_name": "Ada", "last_name": "L"}, "gpgkey": {"fingerprint": "a" * 40, "armored_key": "key"}}]))
    seed("passboltindex", "keys", 4, envelope([{"id": ID, "fingerprint": "b" * 40, "armored_key": "key", "created": TIME, "expired": "2027-01-01T00:00:00Z", "deleted": None,
                                                "metadata_private_keys": [{"id": ID, "user_id": USER, "data": message, "modified_by": USER}]}]))
    seed("passboltindex", "types", 5, envelope([{"id": ID, "slug": "password-string"}, {"id": USER, "slug": "own"}]))
    seed("passboltindex", "sessionkeys", 6, envelope([{"id": ID, "modified": TIME, "data": message}, {"id": USER, "modified": "2026", "data": message}]))


def passbolt_answers():
    person = {"id": USER, "profile": {"first_name": "Ada", "last_name": "L"}, "username": "ada@example.org"}
    permissions = [{"id": ID, "aro": "User", "aro_foreign_key": USER, "type": 15, "user": person}, {"id": USER, "aro": "Group", "aro_foreign_key": ID, "type": 1, "group": {"id": ID, "name": "Ops"}}]
    for kind, name in enumerate(("secret", "folder")):
        seed("passboltanswers", name, kind, envelope({"id": ID, "name": "x", "folder_parent_id": USER, "permission": {"type": 15}, "permissions": permissions, "created_by": USER, "modified": TIME, "resource_type_id": ID}))
    seed("passboltanswers", "passwords", 2, envelope({"default_generator": "passphrase", "external_dictionary_check": True, "source": "db",
         "password_generator_settings": {"length": 18, "mask_upper": True, "mask_lower": False, "exclude_look_alike_chars": True},
         "passphrase_generator_settings": {"words": 9, "word_separator": " ", "word_case": "camelcase"}}))
    seed("passboltanswers", "types", 3, envelope([{"id": ID, "slug": "v5-default", "deleted": None}]))
    seed("passboltanswers", "metadatatypes", 3, envelope({"allow_creation_of_v4_resources": False, "allow_creation_of_v5_resources": True, "default_resource_types": "v5", "allow_v4_v5_upgrade": True}))
    seed("passboltanswers", "role", 4, envelope([{"ui_action": {"name": "Secrets.preview"}, "control_function": "Deny", "foreign_model": "UiAction"}]))
    seed("passboltanswers", "me", 4, envelope({**person, "role": {"name": "admin"}, "folders": {"enabled": "true"}}))
    seed("passboltanswers", "comments", 5, envelope([{"id": ID, "content": "hello", "created": TIME, "user_id": USER, "parent_id": None, "creator": person, "children": [{"id": USER, "content": "yes", "children": []}]}]))
    seed("passboltanswers", "activity", 5, envelope([{"id": ID, "type": "Resources.updated", "action_log_id": ID, "creator": person, "created": TIME, "data": {"resource": {"id": ID, "name": "x"}}}]))
    seed("passboltanswers", "revisions", 5, envelope([{"id": ID, "created": TIME, "creator": person, "secrets": [{"data": "m"}], "resource_type_id": ID}]))
    seed("passboltanswers", "expiry", 6, envelope({"default_expiry_period": 90, "policy_override": True, "automatic_expiry": True, "automatic_update": "1"}))
    seed("passboltanswers", "serverkey", 7, envelope({"fingerprint": "c" * 40, "keydata": "key"}))
    for kind in range(8, 18):
        seed("passboltanswers", f"refusal{kind - 8}", kind, envelope({"mfa_providers": ["totp", "duo", 1]}, url="/mfa/verify/error.json"))


def passbolt_secrets():
    totp = {"algorithm": "SHA1", "secret_key": "JBSW Y3DP EHPK 3PXP", "digits": 6, "period": "30", "own": [1]}
    fields = [{"id": ID, "type": "password", "metadata_key": None, "secret_key": "Label", "metadata_value": None, "secret_value": "v"},
              {"id": USER, "type": "number", "secret_key": "Number", "secret_value": 12.5}]
    whole = {"object_type": "PASSBOLT_SECRET_DATA", "password": "p\u00e4ss\n", "description": "note", "totp": totp, "pin_code": "1234", "custom_fields": fields, "unknown": {"a": [None, True]}}
    seed("passboltsecret", "object", 0, whole)
    seed("passboltsecret", "escapes", 0, r'{ "k\u0065y" : "v\ud83d\udd11" , "b":true,"n":null,"d":-1.5e3,"o":{"x":[]},"a":[1,"]"] } ')
    seed("passboltsecret", "array", 1, [1, "x", {"a": "}"}, [], None])
    layout = "coffret-type: sshkey\nabove\n\n[Public key]\nssh-ed25519 AAAA ada\n\n[Private key]\n-----BEGIN X-----\n\\[not a heading]\n\n\n[Own label]\r\nvalue\n\n[Note]\nlast\n[Note]\nagain\n"
    seed("passboltsecret", "layout", 2, layout)
    seed("passboltsecret", "layoutcertificate", 2, "coffret-type: certificate\n[Certificate]\nx")
    seed("passboltsecret", "totp", 3, totp)
    for kind in range(4, 15):
        seed("passboltsecret", f"type{kind - 4}", kind, whole)
    seed("passboltsecret", "laidout", 5, {"password": "token", "description": layout.replace("sshkey", "apikey")})
    seed("passboltsecret", "laidoutwithfields", 9, {"object_type": "PASSBOLT_SECRET_DATA", "password": "token", "description": "coffret-type: apikey\n\n[Domain]\nexample.org\n\n[Own]\nvalue\n", "custom_fields": fields})
    seed("passboltsecret", "clearnote", 5, {"password": "", "description": "only a note"})


def passbolt_metadata():
    text = {"object_type": "PASSBOLT_RESOURCE_METADATA", "resource_type_id": "dd1f723d-0d1e-513f-8218-4055dc0530d0", "name": "mail", "username": "ada", "uris": ["https://example.org", 1, ""],
            "description": None, "custom_fields": [{"id": ID, "type": "text", "metadata_key": "coffret-type", "metadata_value": "sshkey"}, {"id": USER, "metadata_key": "n", "metadata_value": 1e400}],
            "icon": {"type": "keepass-icon-set", "value": 12, "background_color": "#AABBCC80"}, "own": {"x": 1}}
    seed("passboltmetadata", "resource", 0, json.dumps(text).replace("Infinity", "1e400"))
    seed("passboltmetadata", "folder", 1, {"object_type": "PASSBOLT_FOLDER_METADATA", "name": "Team"})
    seed("passboltmetadata", "tag", 2, {"object_type": "PASSBOLT_TAG_METADATA", "slug": "prod"})
    seed("passboltmetadata", "key", 3, {"object_type": "PASSBOLT_METADATA_PRIVATE_KEY", "domain": "https://example.org", "fingerprint": "a" * 40, "armored_key": "-----BEGIN PGP PRIVATE KEY BLOCK-----", "passphrase": "p"})
    seed("passboltmetadata", "bundle", 4, {"object_type": "PASSBOLT_SESSION_KEYS", "session_keys": [
        {"foreign_model": "Resource", "foreign_id": ID, "session_key": "9:" + "0A" * 32, "modified": TIME},
        {"foreign_model": "Folder", "foreign_id": USER, "session_key": "9:" + "bc" * 32, "modified": None}, {"session_key": "8:00"}]})


def http():
    seed("http", "seconds", 0, "0Retry-After: 120\nSet-Cookie: passbolt_session=abc; Path=/; HttpOnly\nset-cookie:passbolt_session = d ;x")
    seed("http", "date", 0, "1retry-after: Sun, 06 Nov 1994 08:49:37 GMT\nDate: Sun, 06 Nov 1994 08:40:00 GMT")
    seed("http", "address", 1, "vault.example.org:8443/base//?x#y")
    seed("http", "ip", 1, "https://[2001:db8::1]/p%C3%A4th/")
    seed("http", "link", 2, f"https://vault.example.org/base/setup/recover/start/{USER}/{ID}.json?case=default")
    seed("http", "olderlink", 2, f" https://vault.example.org/setup/install/{USER}/{ID} ")
    seed("http", "duo", 3, "https://vault.example.org/base/mfa/verify/duo/callback?state=abc&duo_code=def")
    seed("http", "duologin", 3, "https://vault.example.org/base/auth/login?redirect=%2Fbase%2Fmfa%2Fverify%2Fduo%2Fcallback%3Fstate%3Dabc%26duo_code%3Ddef")
    seed("http", "gpgauth", 5, r"\-\-\-\-\-BEGIN\+PGP\+MESSAGE\-\-\-\-\-%0A%0AwcBM%0A\-\-\-\-\-END\+PGP\+MESSAGE\-\-\-\-\-")
    seed("http", "token", 5, f"gpgauthv1.3.0|36|{ID}|gpgauthv1.3.0")
    with tempfile.TemporaryDirectory() as folder:
        run("openssl", "genrsa", "-out", "key", "2048", folder=folder)
        public = run("openssl", "rsa", "-in", "key", "-pubout", folder=folder)
        part = lambda data: run("openssl", "base64", "-A", given=data).translate(bytes.maketrans(b"+/", b"-_")).rstrip(b"=")
        signed = part(b'{"typ":"JWT","alg":"RS256"}') + b"." + part(b'{"sub":"%s","exp":1900000000}' % USER.encode())
        signature = run("openssl", "dgst", "-sha256", "-sign", "key", given=signed, folder=folder)
        seed("http", "jwt", 4, signed + b"." + part(signature) + b"\n" + public)
        asking = b"KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n"
        seed("http", "jwt-askingkey", 4, signed + b"." + part(signature) + b"\n" + public.replace(b"KEY-----\n", asking, 1))


def settings():
    account = {"id": ID, "name": "Work", "service": "passbolt", "server": "https://vault.example.org/base", "pinnedCertificate": "ab" * 32, "userId": USER, "switchedOff": ["batch"], "appIds": ["shop"],
               "keepsOffline": "everything", "seals": True, "sealedFor": [{"name": "Ada", "fingerprint": "A" * 40}], "givesBackCheckOuts": False, "own": 1}
    preferences = {"revealSeconds": 30, "clipboardSeconds": 601, "lockMinutes": 0, "offlineDays": 30, "lookupKeys": "Ctrl+Alt+Space", "motion": "reduced", "language": "pt_BR", "textPercent": 150,
                   "colourScheme": "dark", "breachAddress": "https://example.org/range/", "generator": {"words": True, "length": 40, "separator": "-", "wordCase": "upper", "digit": True},
                   "listOrder": "newest", "window": {"x": -5, "y": 1, "width": 800, "height": 600, "sidebar": 200, "list": 1e9, "maximized": True}, "presenting": True, "own": [1]}
    seed("settings", "settings", 0, {"version": 1, "accounts": [account, {"service": "other"}, 7], "preferences": preferences})
    seed("settings", "newer", 0, {"version": 2})
    seed("settings", "pins", 1, {"version": 1, "pins": {"a": {"s": "abcd", "t": "ff"}}, "confirmed": {"a": ["s"]}})
    seed("settings", "memory", 2, {"form": "fuzz", "x": {"y": [1, None]}})


class Octets:
    """As core/store/octets.h writes them."""

    def __init__(self, kind):
        self.bytes = struct.pack("<B", kind)

    def put(self, form, *values):
        self.bytes += struct.pack("<" + form, *values)
        return self

    def text(self, *values):
        for value in values:
            data = value.encode() if isinstance(value, str) else value
            self.bytes += struct.pack("<I", len(data)) + data
        return self

    def list(self, *values):
        return self.put("I", len(values)).text(*values)

    def done(self):
        return self.bytes + bytes(-len(self.bytes) % 64)


def cache():
    when, never = 1785485700000, -(1 << 63)
    secret = Octets(1).text(b"mark").put("IBBbIqqq", 3, 0, 3, 12, 0xAABBCCFF, when, when, never)
    seed("cache", "secret", 0, secret.text(ID, USER, "mail", "ada", "d", "v5-default", USER).list("https://example.org").list("prod", "x").text(b"extra").done())
    seed("cache", "collection", 1, Octets(1).text(ID, "", "Team").put("BBI", 2, 1, 0).done())
    seed("cache", "payload", 2, Octets(1).text(ID, b"-----BEGIN PGP MESSAGE-----").list("A" * 40).text("v5-default", b"7").put("qq", when, when).done())
    seed("cache", "state", 3, Octets(1).put("Bqqqq", 1, when, when, 12, 3).done())
    draft = Octets(1).put("B", 0).text("", "v5-default", USER, "mail", "ada", "", "").list("https://example.org").put("qq", never, when).text(b"").put("BbIBBBI", 1, 3, 255, 1, 0, 0, 2)
    for kind, key, value in ((1, "password", b"secret"), (14, "custom:x", b"")):
        draft.put("B", kind).text(key, "Label").put("BB", 1, 255 if kind == 1 else 2).text(value)
    seed("cache", "draft", 4, draft.done())
    change = Octets(2).put("I", 1).text("c1", ID, USER, "mail", "A" * 40).put("Bq", 0, when).list("mail").put("BBB", 1, 1, 16).text(draft.done())
    seed("cache", "changes", 5, change.done())
    uses = struct.pack(">BI", 1, 1) + struct.pack(">I", 4) + "ab".encode("utf-16-be") + struct.pack(">dq", 1.5, when)
    seed("cache", "uses", 6, uses)
    seed("cache", "box", 7, bytes(range(48)))


def sshkeys():
    with tempfile.TemporaryDirectory() as folder:
        for name, options in {"ed25519": ["-t", "ed25519"], "ecdsa": ["-t", "ecdsa", "-b", "256"], "rsa": ["-t", "rsa", "-b", "1024"],
                              "pem": ["-t", "rsa", "-b", "1024", "-m", "PEM"], "sec1": ["-t", "ecdsa", "-m", "PEM"], "pkcs8": ["-t", "ecdsa", "-b", "384", "-m", "PKCS8"],
                              "locked": ["-t", "ed25519", "-a", "1"]}.items():
            run("ssh-keygen", "-q", "-C", f"{name} key", "-N", "words" if name == "locked" else "", "-f", name, *options, folder=folder)
            text = (pathlib.Path(folder) / name).read_bytes()
            seed("sshkeys", name, 0, text)
            public = (pathlib.Path(folder) / f"{name}.pub").read_bytes()
            if name in ("ed25519", "ecdsa", "rsa"):
                blob = run("openssl", "base64", "-d", "-A", given=public.split()[1])
                seed("sshkeys", f"{name}-line", 1, public)
                seed("sshkeys", f"{name}-blob", 2, blob)
                inside = run("openssl", "base64", "-d", given=b"\n".join(text.split(b"\n")[1:-2]) + b"\n")
                start = inside.rindex(blob[:8])  # of the secret part
                seed("sshkeys", f"{name}-fields", 3, inside[start:])
        run("puttygen", "ed25519", "-o", "ed25519.ppk", "-O", "private", folder=folder)
        seed("sshkeys", "putty", 0, (pathlib.Path(folder) / "ed25519.ppk").read_bytes())
    seed("sshkeys", "wire", 4, b"0\0\0\0\x03abc\0")
    seed("sshkeys", "magnitude", 4, b"3\0\0\0\x03\0\x80\x01")


def certificates():
    with tempfile.TemporaryDirectory() as folder:
        file = lambda name: (pathlib.Path(folder) / name).read_bytes()
        request = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "3000"]
        run(*request, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test authority/O=Büro", folder=folder)
        run(*request, "-keyout", "key", "-out", "leaf.pem", "-subj", "/CN=mail.example.org", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-addext", "subjectAltName=DNS:mail.example.org,IP:192.0.2.1,email:ada@example.org,URI:https://example.org/x", folder=folder)
        run("openssl", "x509", "-in", "leaf.pem", "-outform", "DER", "-out", "leaf.der", folder=folder)
        run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", "key", "-outform", "DER", "-out", "key.der", folder=folder)
        run("openssl", "req", "-new", "-key", "key", "-subj", "/CN=x", "-out", "request.pem", folder=folder)
        run("openssl", "pkcs12", "-export", "-in", "leaf.pem", "-inkey", "key", "-certfile", "ca.pem", "-passout", "pass:words", "-iter", "1", "-maciter", "-out", "file.p12", folder=folder)
        run("openssl", "pkcs12", "-export", "-nokeys", "-in", "ca.pem", "-passout", "pass:", "-keypbe", "NONE", "-certpbe", "NONE", "-nomac", "-out", "plain.p12", folder=folder)
        seed("certificates", "chain", 0, file("leaf.pem") + b"words between\n" + file("ca.pem"))
        seed("certificates", "withkey", 0, file("key") + file("leaf.pem"))
        seed("certificates", "request", 0, file("request.pem"))
        seed("certificates", "trusted", 0, file("leaf.pem").replace(b" CERTIFICATE", b" TRUSTED CERTIFICATE"))
        seed("certificates", "der", 1, file("leaf.der"))
        seed("certificates", "file-pem", 2, b"\n" + file("ca.pem") + file("leaf.pem") + file("key"))
        seed("certificates", "file-key", 2, b"\n" + file("key.der"))
        seed("certificates", "file-p12", 2, b"words\n" + file("file.p12"))
        seed("certificates", "file-plain", 2, b"\n" + file("plain.p12"))
        seed("certificates", "inspect", 3, file("ca.pem") + file("key") + file("leaf.pem"))


def openpgp():
    with tempfile.TemporaryDirectory() as folder:
        gpg = ["gpg", "--homedir", folder, "--batch", "--quiet", "--trust-model", "always", "--pinentry-mode", "loopback", "--passphrase", ""]
        run(*gpg, "--quick-gen-key", "Ada <ada@example.org>", "future-default", "default", "never")
        run(*gpg, "--quick-gen-key", "Rsa <rsa@example.org>", "rsa1024", "sign", "never")
        listed = run(*gpg, "--with-colons", "--list-keys", "rsa@").decode().splitlines()
        fingerprint = next(line.split(":")[9] for line in listed if line.startswith("fpr"))
        run(*gpg, "--quick-add-key", fingerprint, "rsa1024", "encr", "never")
        for name, armor in (("armored", ["--armor"]), ("binary", [])):
            seed("openpgp", f"message-{name}", 0, run(*gpg, *armor, "--encrypt", "-r", "ada", "-r", "rsa@", given=b"plain"))
        seed("openpgp", "message-hidden", 0, run(*gpg, "--encrypt", "-R", "ada", given=b"plain" * 200))
        seed("openpgp", "message-symmetric", 0, run(*gpg, "--passphrase", "words", "--symmetric", given=b"plain"))
        public = run(*gpg, "--export", "ada")
        for name in ("ada", "rsa@"):
            seed("openpgp", f"private-{name[:3]}", 3, run(*gpg, "--export-secret-keys", name))
        seed("openpgp", "public", 3, public)
        seed("openpgp", "packets", 2, public)
        for kind, block in enumerate((["--encrypt", "-r", "ada"], ["--export", "ada"], ["--export-secret-keys", "ada"])):
            seed("openpgp", f"armor{kind}", 1, str(kind).encode() + run(*gpg, "--armor", "--comment", "a comment", *block, given=b"plain"))
        run("gpgconf", "--homedir", folder, "--kill", "all")
    seed("openpgp", "streamed", 2, b"\xd2\xe1ab\xe0c\x02de")
    seed("openpgp", "sessionkey", 4, "9:" + "0aF9" * 16)
    seed("openpgp", "owner", 5, "Ada Lovelace <Ada@example.org>")


def main():
    os.environ["LC_ALL"] = "C.UTF-8"
    for make in (texts, dotenv, otpauth, interchange, query, control, fudo, commandk, passbolt_lists, passbolt_answers, passbolt_secrets, passbolt_metadata, http, settings, cache, sshkeys,
                 certificates, openpgp):
        make()


if __name__ == "__main__":
    main()
