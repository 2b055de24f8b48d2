#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""QML is formatted, short, takes every colour, size and font from the theme, and moves only for as long as the theme says.

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


MOTION = re.compile(r"\b(\w*(?:Animation|Animator))\s*(?:on\s+[\w.]+\s*)?\{")
VIEW = re.compile(r"(?<![\w.])(ListView|GridView|PathView)\s*\{")
GROUPS = {"SequentialAnimation", "ParallelAnimation"}
TOKENS = re.compile(r"\bduration:\s*Theme\.motion(?:Fast|Slow)\s*$", re.MULTILINE)
PULSE = re.compile(r"\bduration:\s*Theme\.pulse\s*$", re.MULTILINE)
AT_REST = re.compile(r"\brunning:.*!Theme\.reducedMotion\b")


def block(text, start):
    """From start to the brace that closes the first one after it."""
    depth = 0
    for position in range(text.index("{", start), len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return text[start:position + 1]
    return text[start:]


def motion_violations(text):
    """What would still move where less motion is wanted: there, the theme's times are zero."""
    resting = []  # stretches of the text that do not run then
    for match in MOTION.finditer(text):
        inside = block(text, match.start())
        if match[1] in GROUPS:
            if AT_REST.search(inside):
                resting.append((match.start(), match.start() + len(inside)))
            elif "loops:" in inside:
                yield text.count("\n", 0, match.start()) + 1, f"{match[1]} runs although less motion is wanted"
        elif not TOKENS.search(inside):
            sheltered = any(begin < match.start() < end for begin, end in resting) and PULSE.search(inside)
            if not sheltered:
                yield text.count("\n", 0, match.start()) + 1, f"{match[1]} with a time of its own"
    for match in VIEW.finditer(text):
        if "highlightMoveDuration: 0" not in block(text, match.start()):
            yield text.count("\n", 0, match.start()) + 1, f"{match[1]} slides to its current item"


def violations(name, text):
    lines = text.splitlines()
    if len(lines) >= LONGEST:
        yield 1, f"{len(lines)} lines, the limit is {LONGEST}"
    if name in TOKEN_FILES:
        return
    yield from motion_violations(text)
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
           "border.color: Qt.rgba(0, 0, 0, 1)", "x\n" * LONGEST,
           "NumberAnimation {\n  duration: 150\n}", "Behavior on x {\n  NumberAnimation {\n  }\n}",
           "ColorAnimation on color {\n  duration: Theme.pulse\n}", "ListView {\n}",
           "SequentialAnimation on x {\n  loops: 3\n  NumberAnimation {\n    duration: Theme.motionFast\n  }\n}"]
    good = ["width: Theme.space12", 'color: "transparent"', "spacing: 0", "border.width: 1", "width: parent.width / 2", "ListView {\n  highlightMoveDuration: 0\n}",
            "NumberAnimation {\n  duration: Theme.motionFast\n}",
            "SequentialAnimation on x {\n  loops: 3\n  running: !Theme.reducedMotion\n  NumberAnimation {\n    duration: Theme.pulse\n  }\n}"]
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
