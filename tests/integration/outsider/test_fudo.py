# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample calls of Fudo's page "UAG - Secret Management", by curl: only host, token and ids are others."""
import pathlib

import outsider

PAGE = pathlib.Path(__file__).parent.parent / "fudo" / "calls.txt"
MODELS = ("secret", "secret_history", "secret_shared", "secret_uri")
# As the samples have them.
SECRET = {"id": "id", "name": "text", "collection_id": "id", "type": "text", "login": "text", "has_secret": "bool", "access_policy": "text",
          "checkout_mode": "text", "created_at": "time", "modified_at": "time"}
HISTORY = {"id": "id", "secret_id": "id", "current": "bool", "state": "text", "created_at": "time", "modified_at": "time"}
URI = {"id": "id", "secret_id": "id", "uri": "text", "created_at": "time", "modified_at": "time"}
DONE = {"result": "success"}


def attributes(model):
    """Those of the page's table."""
    names = PAGE.read_text(encoding="utf-8").splitlines()
    return {name.partition(".")[2] for name in names if name.startswith(f"{model}.")}


class Fudo(outsider.OutsiderCase):
    mode = "fudo"

    def setUp(self):
        self.host = self.about["url"]
        self.token = next(user["token"] for user in self.about["users"] if user["name"] == "ada")

    def get(self, path, status=200):
        return self.curl(f"curl -s -k -X GET -H 'Authorization: {self.token}' '{self.host}/api/v2/{path}'", status)

    def write(self, method, path, body, status=200):
        return self.curl(f"""curl -s -k -X {method} \\
          -H 'Authorization: {self.token}' \\
          -H 'Content-Type: application/json' \\
          -d '{body}' \\
          '{self.host}/api/v2/{path}'""", status)

    def delete(self, path, status=200):
        return self.curl(f"curl -s -k -X DELETE -H 'Authorization: {self.token}' '{self.host}/api/v2/{path}'", status)

    def create(self, name="Staging Database"):
        """The page's own sample, in a collection that is there."""
        collections = self.get("collection")["collection"]
        place = next(row["id"] for row in collections if row["name"] == "Marketing")
        answer = self.write("POST", "secret", """{
            "name": "%s",
            "collection_id": "%s",
            "type": "login",
            "description": "Staging environment database",
            "login": "staging_user",
            "domain": "staging.example.com",
            "secret": "StrongPassword123!"
          }""" % (name, place))
        self.assert_shape(answer, {"result": "text", "secret": {"id": "id"}})
        return answer["secret"]["id"]

    def add_uri(self, secret):
        answer = self.write("POST", f"secret/{secret}/uri", '{"uri": "https://example.com/api"}')
        self.assert_shape(answer, {"result": "text", "secret_uri": {"id": "id"}})
        return answer["secret_uri"]["id"]

    def rows(self, path, kind):
        answer = self.get(path)
        self.assertEqual(set(answer), {"result", kind})
        self.assertEqual(answer["result"], "success")
        self.assertIsInstance(answer[kind], list)
        return answer[kind]

    def test_available_attributes(self):
        for model in MODELS:
            answer = self.get(f"objspec/{model}")
            self.assertEqual(set(answer), {"result", model})
            self.assertEqual(set(answer[model]), attributes(model))

    def test_list_secrets(self):
        logins = [row for row in self.rows("secret", "secret") if row["type"] == "login"]
        self.assertTrue(logins)
        for row in logins:
            self.assert_shape(row, SECRET, attributes("secret") - set(SECRET))
        self.assertTrue([row for row in logins if set(row) == set(SECRET)], "none has exactly the sample's members")

    def test_get_secret_by_id(self):
        listed = next(row for row in self.rows("secret", "secret") if set(row) == set(SECRET))
        answer = self.get(f"secret/{listed['id']}")
        self.assert_shape(answer, {"result": "text", "secret": SECRET})
        self.assertEqual(answer["secret"], listed)

    def test_create_secret(self):
        secret = self.create()
        shown = self.get(f"secret/{secret}")["secret"]
        self.assert_shape(shown, {**SECRET, "description": "text", "domain": "text"})
        self.assertTrue(shown["has_secret"])

    def test_update_secret(self):
        secret = self.create("Updated Database")
        self.assertEqual(self.write("PATCH", f"secret/{secret}", '{\n "description": "Updated description"\n }'), DONE)
        self.assertEqual(self.get(f"secret/{secret}")["secret"]["description"], "Updated description")

    def test_delete_secret(self):
        secret = self.create("Deleted Database")
        self.assertEqual(self.delete(f"secret/{secret}"), DONE)
        self.get(f"secret/{secret}", status=404)

    def test_secret_history(self):
        rows = self.rows("secret/history", "secret_history")
        self.assertTrue(rows)
        for row in rows:
            self.assert_shape(row, HISTORY)

    def test_shared_secrets(self):
        self.assertEqual(self.get("secret/shared"), {"result": "success", "secret_shared": []})
        self.token = next(user["token"] for user in self.about["users"] if user["name"] == "betty")
        rows = self.rows("secret/shared", "secret_shared")
        self.assertTrue(rows)
        for row in rows:
            self.assertLessEqual(set(row), attributes("secret_shared"))

    def test_all_secret_uris(self):
        rows = self.rows("secret/uri", "secret_uri")
        self.assertTrue(rows)
        for row in rows:
            self.assert_shape(row, URI)

    def test_uris_of_a_secret(self):
        secret = self.create("Database with an address")
        self.assertEqual(self.rows(f"secret/{secret}/uri", "secret_uri"), [])
        uri = self.add_uri(secret)
        row, = self.rows(f"secret/{secret}/uri", "secret_uri")
        self.assert_shape(row, URI)
        self.assertEqual((row["id"], row["secret_id"], row["uri"]), (uri, secret, "https://example.com/api"))
        self.assertEqual(self.write("PATCH", f"secret/{secret}/uri/{uri}", '{"uri": "https://new-api.example.com/v2"}'), DONE)
        self.assertEqual(self.rows(f"secret/{secret}/uri", "secret_uri")[0]["uri"], "https://new-api.example.com/v2")
        self.assertEqual(self.delete(f"secret/{secret}/uri/{uri}"), DONE)
        self.assertEqual(self.rows(f"secret/{secret}/uri", "secret_uri"), [])

    def test_what_the_page_does_not_show(self):
        secret = self.create("Strict Database")
        token = self.token
        for self.token in (f"Bearer {token}", "wrong"):
            self.get("secret", status=401)
        self.token = token
        self.get("secret?page=2", status=400)
        self.write("PATCH", f"secret/{secret}", '{"password": "x"}', status=400)
        self.write("PATCH", f"secret/{secret}", '{"type": "note"}', status=400)
        self.curl(f"curl -X PATCH -H 'Authorization: {token}' -d '{{\"description\": \"x\"}}' '{self.host}/api/v2/secret/{secret}'", status=400)


if __name__ == "__main__":
    outsider.main()
