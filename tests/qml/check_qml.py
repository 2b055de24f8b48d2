#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""QML is formatted, short, and takes every colour, size and font from the theme.

Prints path:line: reason for each violation and exits 1 if there was one. --self-test proves that it can.
"""
import pathlib
import re
import subprocess
import sys

FORMATTER = "/usr/lib/qt6/bin/qmlformat"
LONGEST = 200
TOKEN_FILES = {"Theme.qml", "LightPalette.qml", "DarkPalette.qml", "ContrastPalette.qml"}
SIZE = (r"width|height|radius|spacing|padding|margins?|size|pixelSize|thickness|gap|"
        r"\w*(?:Width|Height|Padding|Margin|Margins|Spacing|Inset)")
RULES = [
    (re.compile(r'"#[0-9a-fA-F]{3,8}"|\bQt\.(?:rgba|hsla|darker|lighter)\('), "a colour of its own"),
    (re.compile(r'\bcolor:\s*"(?!transparent")\w+"'), "a colour of its own"),
    (re.compile(rf"(?:^|[\s.])(?:{SIZE}):\s*-?(?:[2-9]|\d\d+)(?:\.\d+)?\s*$"), "a size of its own"),
    (re.compile(r'\bfont\.family:\s*"'), "a font of its own"),
]


def violations(name, text):
    lines = text.splitlines()
    if len(lines) >= LONGEST:
        yield 1, f"{len(lines)} lines, the limit is {LONGEST}"
    if name in TOKEN_FILES:
        return
    for number, line in enumerate(lines, 1):
        for pattern, reason in RULES:
            if pattern.search(line) and not line.lstrip().startswith("//"):
                yield number, f"{reason}: {line.strip()}"


def formatted(path):
    """What qmlformat makes of a file. Version 6.4 drops the value of the one pragma that has one."""
    made = subprocess.run([FORMATTER, str(path)], capture_output=True, text=True, check=True).stdout
    return re.sub(r"^pragma ComponentBehavior$", "pragma ComponentBehavior: Bound", made, flags=re.MULTILINE)


def self_test():
    bad = ['color: "#fff"', 'color: "red"', "    width: 12", "anchors.leftMargin: 8", 'font.family: "Inter"',
           "border.color: Qt.rgba(0, 0, 0, 1)", "x\n" * LONGEST]
    good = ["width: Theme.space12", 'color: "transparent"', "spacing: 0", "border.width: 1", "width: parent.width / 2"]
    wrong = [s for s in bad if not list(violations("A.qml", s))] + [s for s in good if list(violations("A.qml", s))]
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(bad) + len(good) - len(wrong)} of {len(bad) + len(good)} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    failed = False
    for path in sorted((root / "qml").rglob("*.qml")):
        text = path.read_text(encoding="utf-8")
        found = list(violations(path.name, text))
        if pathlib.Path(FORMATTER).exists() and formatted(path) != text:
            found.append((1, "not as qmlformat writes it"))
        for number, reason in found:
            print(f"{path.relative_to(root)}:{number}: {reason}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
