# SPDX-License-Identifier: GPL-3.0-or-later
"""The three calls of CommandK's page about secrets, by curl."""
import json

import outsider

VALUE = """{
    "valueTypeUrn": "urn:app-secret:app-secret-type:keyValueAppSecret",
    "hidden": false,
    "kvAppSecretValue": {
        "typeHint": "urn:app-secret:kv-secret-value:textType",
        "text": "%s"
    }
}"""
MADE = {"id": "text", "name": "text", "slug": "text"}
REFUSED = {"requestId": "text", "error": "text", "message": "text"}
RENDERED = {"key": "text", "secretId": "text", "valueType": "text", "serializedValue": "text"}


class CommandK(outsider.OutsiderCase):
    mode = "commandk"

    def setUp(self):
        self.app = self.about["apps"][0]["id"]
        self.environments = [row["id"] for row in self.about["environments"]]

    def send(self, method, path, body, status=200, content="application/json"):
        return self.curl(f"""curl -X {method} '{self.about["url"]}/apps/{self.app}/{path}' \\
          -H 'Authorization: Bearer {self.about["write_token"]}' \\
          -H 'Content-Type: {content}' \\
          -d '{body}'""", status)

    def create(self, name, purpose="APIKey"):
        made = self.send("POST", "secrets", '{"name": "%s", "purposeType": "%s", "environmentScopedValues": []}' % (name, purpose))
        self.assert_shape(made, MADE)
        self.assertEqual(made["name"], name)
        return made["id"]

    def set_value(self, secret, environment, text):
        self.send("PUT", f"secrets/{secret}/environments/{environment}/values", VALUE % text)

    def rendered(self, environment, mode, *names, status=200):
        query = "".join(f"&secret-name-filter={name}" for name in names)
        answer = self.curl(f"""curl '{self.about["url"]}/apps/{self.app}/secrets/rendered?environment={environment}&mode={mode}{query}' \\
          -H 'Authorization: Bearer {self.about["read_token"]}'""", status)
        if status == 200:
            secrets = answer.pop("secrets")
            self.assert_shape(answer, {"changelogId": "text", "secretDigest": "text", "incrementalId": "number"})
            return secrets
        return answer

    def test_creating_a_secret(self):
        for purpose in ("APIKey", "SSHKey", "UsernamePassword", "Other"):
            secret = self.create(f"CREATED_{purpose.upper()}", purpose)
            for environment in self.environments:  # it is in every environment, and has no value there
                row, = self.rendered(environment, "Full", f"CREATED_{purpose.upper()}")
                self.assertEqual(row["secretId"], secret)
                self.assertNotIn("serializedValue", row)

    def test_setting_its_value(self):
        secret = self.create("SET_TWICE")
        for text in ("created", "updated"):
            self.set_value(secret, self.environments[1], text)
            row, = self.rendered(self.environments[1], "Full", "SET_TWICE")
            self.assert_shape(row, RENDERED)
            self.assertEqual(row["serializedValue"], text)
        self.assertNotIn("serializedValue", self.rendered(self.environments[0], "Full", "SET_TWICE")[0])

    def test_fetching_the_secrets(self):
        for name in ("FETCHED_1", "FETCHED_2"):
            self.set_value(self.create(name), self.environments[0], f"value of {name}")
        full = self.rendered(self.environments[0], "Full")
        masked = self.rendered(self.environments[0], "PreviewOnly")
        self.assertEqual([row["key"] for row in full], [row["key"] for row in masked])
        self.assertGreater(len(full), 2)
        for row in full:
            self.assert_shape(row, {name: kind for name, kind in RENDERED.items() if name in row or name != "serializedValue"})
        self.assertEqual([row["serializedValue"] for row in full if row["key"] == "FETCHED_1"], ["value of FETCHED_1"])
        self.assertNotIn("value of", json.dumps(masked))
        two = self.rendered(self.environments[0], "Full", "FETCHED_1", "FETCHED_2")
        self.assertEqual([row["key"] for row in two], ["FETCHED_1", "FETCHED_2"])

    def test_what_the_page_does_not_show(self):
        secret = self.create("STRICT")
        path = f"secrets/{secret}/environments/{self.environments[0]}/values"
        self.assert_shape(self.send("PUT", path, VALUE.replace('"hidden"', '"note": "x", "hidden"') % "x", status=400), REFUSED)
        self.assert_shape(self.send("PUT", path, VALUE.replace('"text"', '"note": "x", "text"') % "x", status=400), REFUSED)
        self.assert_shape(self.send("PUT", path, VALUE % "x", status=400, content="text/plain"), REFUSED)
        self.assert_shape(self.send("PUT", path + "?force=1", VALUE % "x", status=400), REFUSED)
        self.assert_shape(self.rendered(self.environments[0], "Masked", status=400), REFUSED)
        self.curl(f"""curl '{self.about["url"]}/environments'""", status=401)


if __name__ == "__main__":
    outsider.main()
