#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts are safe and translatable: every QML Text and Label is plain text, every string QML translates has a comment, and none
is glued to another by hand (Phrases puts texts side by side as the language does it).

QML's Text guesses HTML by default, and names come from other people. A //: comment directly above each qsTr() tells a
translator where the words appear; a string used twice in a file needs it once. --self-test proves that the check can fail.
"""
import pathlib
import re
import sys

TEXT_ITEM = re.compile(r'^(\s*)(?:[\w.]+\s*:\s*)?(?:\w+\.)?(Text|Label)\s*\{', re.MULTILINE)
TRANSLATED = re.compile(r'\bqsTr\(\s*("(?:\\.|[^"\\])*")')

GLUE = re.compile(r'\+ "([,.:;]? |[,.:;]| [·–—|] )"|"([,.:;]? |[,.:;]| [·–—|] )" \+')


def block(text, start):
    depth = 0
    for position in range(text.index("{", start), len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return text[start:position + 1]
    return text[start:]


def plain_text_violations(text):
    for match in TEXT_ITEM.finditer(text):
        if not re.search(r'textFormat\s*:\s*(Text|T\.Text|Label)\.PlainText', block(text, match.start())):
            yield text.count("\n", 0, match.start(2)) + 1, f"{match[2]} without textFormat: Text.PlainText"
    for match in re.finditer(r'textFormat\s*:\s*\w*\.?Text\.(RichText|StyledText|AutoText|MarkdownText)', text):
        yield text.count("\n", 0, match.start()) + 1, f"textFormat {match[1]}"


def comment_violations(text):
    lines = text.splitlines()
    explained = set()
    for number, line in enumerate(lines, 1):
        if not TRANSLATED.search(line) or line.lstrip().startswith("//"):
            continue
        above = number - 2
        while above >= 0 and TRANSLATED.search(lines[above]) and "//:" not in lines[above]:
            above -= 1  # several strings under one comment, as in a conditional expression
        nearby = "\n".join(lines[max(0, above - 2):number])
        strings = set(TRANSLATED.findall(line))
        if "//:" in nearby:
            explained |= strings
        elif not strings <= explained:
            yield number, "translated text without a //: comment"


def glue_violations(text):
    for match in GLUE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, "texts glued together"


def self_test():
    bad = ['Text {\n  text: name\n}', 'Label { text: a }', 'Text { textFormat: Text.RichText }', 'title: qsTr("Open")\n', 'text: a + ", " + b']
    good = ['Text {\n  textFormat: Text.PlainText\n  text: a\n}', '//: Button\ntitle: qsTr("Open")\n', 'TextField { }']
    judge = lambda s: list(plain_text_violations(s)) + list(comment_violations(s)) + list(glue_violations(s))
    wrong = [s for s in bad if not judge(s)] + [s for s in good if judge(s)]
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
        for number, reason in sorted([*comment_violations(text), *plain_text_violations(text), *glue_violations(text)]):
            print(f"{path.relative_to(root)}:{number}: {reason}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
