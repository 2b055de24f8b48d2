# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for hidden values in places where they must not be, in the forms in which programs leave them behind."""
import base64
import json
import pathlib
import urllib.parse

SHORTEST = 6  # bytes, or letters of what is typed; whatever is shorter is everywhere
DOTS = "●•*"  # what text fields show in the place of a letter
BASE64 = {"base64": base64.b64encode, "base64url": base64.urlsafe_b64encode}


def named_forms(token):
    """The token as bytes in every spelling that the scanner knows: (spelling, bytes). What comes out the same comes once."""
    raw = token if isinstance(token, bytes) else token.encode()
    text = raw.decode()
    spellings = [("UTF-8", raw), ("UTF-16", text.encode("utf-16-le")), ("UTF-32", text.encode("utf-32-le")),
                 ("backwards", text[::-1].encode()), ("UTF-16 backwards", text[::-1].encode("utf-16-le")),
                 ("hexadecimal", raw.hex().encode()), ("HEXADECIMAL", raw.hex().upper().encode()),
                 ("JSON", json.dumps(text)[1:-1].encode()), ("JSON in UTF-8", json.dumps(text, ensure_ascii=False)[1:-1].encode()),
                 ("percent", urllib.parse.quote(text, safe="").encode())]
    for name, encode in BASE64.items():
        for shift in range(3):  # the part that does not depend on what stands before and behind it
            encoded = encode(b"\0" * shift + raw)
            spellings.append((f"{name} + {shift}", encoded[4 if shift else 0:len(encoded) // 4 * 4 - 4]))
    seen = set()
    for name, form in spellings:
        if len(form) >= SHORTEST and form not in seen:
            seen.add(form)
            yield name, form


def forms(token):
    return [form for _, form in named_forms(token)]


def typed_forms(text):
    """What text fields leave behind of something that is typed letter by letter: every beginning of it, and each letter behind the dots
    of those before it (CVE-2023-32784). The first letters find every beginning; three dots are as many as a separator may have."""
    for coding in ("utf-8", "utf-16-le"):
        yield f"beginning in {coding}", text[:SHORTEST].encode(coding)
        for dot in DOTS:
            for place in range(4, len(text)):
                yield f"letter behind {dot} in {coding}", (dot * place + text[place]).encode(coding)


class Scanner:
    """Knows the tokens that must not turn up; answers which did, and where."""

    def __init__(self, tokens):
        self._needles = [(token, form) for token in tokens for form in forms(token)]

    def in_text(self, text, where):
        data = text if isinstance(text, bytes) else text.encode()
        found = {token for token, form in self._needles if form in data}
        return [f"{token!r} in {where}" for token in sorted(found)]

    def in_folder(self, folder):
        found = []
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_symlink() or not path.is_file():
                continue
            try:
                found += self.in_text(path.read_bytes(), path) + self.in_text(str(path), "a file name")
            except FileNotFoundError:
                pass  # a lock or a journal that came and went
        return found
