# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for hidden values in places where they must not be, in the forms in which programs leave them behind."""
import base64
import pathlib


def forms(token):
    """The token as bytes in every spelling that the scanner knows."""
    raw = token if isinstance(token, bytes) else token.encode()
    yield raw
    yield raw.decode().encode("utf-16-le")
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for shift in range(3):  # the part of its base64 that does not depend on what stands before and behind it
        encoded = base64.b64encode(b"\0" * shift + raw)
        yield encoded[4 if shift else 0:len(encoded) // 4 * 4 - 4]


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
