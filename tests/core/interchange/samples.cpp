// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/interchange/samples.h"

namespace coffret::test {

QByteArray bitwardenSample()
{
    return R"({
  "encrypted": false,
  "folders": [{"id": "f1", "name": "Work/Mail"}],
  "collections": [{"id": "c1", "name": "Infra"}],
  "items": [
    {"id": "1", "type": 1, "name": "Ma\u00efl \"1\"", "notes": "a\nb", "favorite": true, "folderId": "f1",
     "fields": [{"name": "PIN", "value": "12", "type": 1}, {"name": "on", "value": "true", "type": 2},
                {"name": "", "value": null, "type": 3}],
     "login": {"username": "ada", "password": "s3\\cret", "totp": "JBSWY3DPEHPK3PXP",
               "uris": [{"match": null, "uri": "https://mail.example.org"}, {"uri": "androidapp://org.example"}],
               "fido2Credentials": [{"credentialId": "x"}]},
     "passwordHistory": [{"password": "old"}], "attachments": []},
    {"type": 2, "name": "Door", "notes": "4711", "secureNote": {"type": 0}, "collectionIds": ["c1", "c2"]},
    {"type": 3, "name": "Card", "notes": null, "card": {"cardholderName": "Ada", "number": "4111", "code": "123"}},
    {"type": 5, "name": "Key", "sshKey": {"privateKey": "-----BEGIN\nx", "publicKey": "ssh-ed25519 AAAA",
                                          "keyFingerprint": "SHA256:x"}},
    {"type": 1, "name": "Gone", "login": {"password": "x"}, "deletedDate": "2026-01-01T00:00:00Z"},
    {"type": 77, "name": "Later"},
    {"type": 1, "name": "Lone", "login": {"password": "\ud800"}},
    "nonsense"
  ]})";
}

QByteArray onePuxSample()
{
    return R"({"accounts": [{"attrs": {"name": "Ada"}, "vaults": [{"attrs": {"name": "Team"}, "items": [
    {"uuid": "a", "favIndex": 1, "state": "active", "categoryUuid": "001",
     "details": {"loginFields": [{"value": "ada", "name": "u", "designation": "username"},
                                 {"value": "s3cret", "name": "p", "designation": "password"}],
                 "notesPlain": "keep", "passwordHistory": [],
                 "sections": [{"title": "More", "fields": [
                    {"title": "one-time password", "id": "TOTP_1", "value": {"totp": "JBSWY3DPEHPK3PXP"}},
                    {"title": "PIN", "id": "x", "value": {"concealed": "12"}},
                    {"title": "Home", "id": "y", "value": {"address": {"street": "A 1", "city": "B"}}}]}]},
     "overview": {"title": "Mail", "url": "https://mail.example.org", "tags": ["a", "b"],
                  "urls": [{"label": "x", "url": "https://mail.example.org"}, {"url": "https://b.example.org"}]}},
    {"state": "active", "categoryUuid": "003", "details": {"notesPlain": "4711"}, "overview": {"title": "Door"}},
    {"state": "active", "categoryUuid": "005", "details": {"password": "pw"}, "overview": {"title": "Word"}},
    {"state": "active", "categoryUuid": "112", "details": {"sections": [{"title": "", "fields": [
        {"title": "user", "id": "username", "value": {"string": "svc"}},
        {"title": "cred", "id": "credential", "value": {"concealed": "tok"}}]}]}, "overview": {"title": "Api"}},
    {"state": "active", "categoryUuid": "114", "details": {"sections": [{"title": "", "fields": [
        {"title": "private key", "id": "private_key", "value": {"sshKey": {"privateKey": "PKCS8",
         "metadata": {"privateKey": "OPENSSH", "publicKey": "ssh-ed25519 AAAA"}}}}]}]}, "overview": {"title": "Key"}},
    {"state": "active", "categoryUuid": "110", "details": {"sections": [{"title": "", "fields": [
        {"title": "user", "id": "username", "value": {"string": "root"}},
        {"title": "pw", "id": "password", "value": {"concealed": "toor"}}]}]}, "overview": {"title": "Server"}},
    {"state": "archived", "categoryUuid": "001", "details": {}, "overview": {"title": "Old"}},
    {"item": {"state": "active", "categoryUuid": "006", "details": {"documentAttributes": {"fileName": "x.pdf"}},
     "overview": {"title": "Doc"}}}]}]}]})";
}

} // namespace coffret::test
