#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide calls things as the program does: what is bold in docs/ is a text of the interface, every message of usermessages.cpp and
enrolmenttexts.cpp is in docs/guide/troubleshooting.md, and every key of the command table in docs/guide/keys.md.

Texts are taken from translations/coffret_de.ts, which lint_translations holds against the sources. --self-test proves that the check can fail.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PLACE = re.compile(r"%(?:L?\d|n)")
LITERAL = r'"(?:\\.|[^"\\])*"'
PAIR = re.compile(rf"\{{\s*Messages::tr\(((?:\s*{LITERAL})+)\s*\),\s*Messages::tr\(")
KEYS = re.compile(r"(?:keys|localKeys) = \{([^;]*)\}|addKeys\([^;]*?\{([^;{}]*)\}")
FEWEST_LETTERS = 4  # of a text with places in it, or "%1, %2" would fit everything


def pattern_of(text):
    """What fits a text with its places filled in; an ellipsis will do for one."""
    return re.compile(".+".join(re.escape(part) for part in PLACE.split(text)), re.DOTALL)


class Texts:
    def __init__(self, texts):
        texts = list(texts)
        self._plain = set(texts)
        self._filled = [pattern_of(text) for text in texts if PLACE.search(text) and len(re.findall(r"[^\W\d]", PLACE.sub("", text))) >= FEWEST_LETTERS]

    def has(self, label):
        return label in self._plain or any(pattern.fullmatch(label) for pattern in self._filled)


def texts_of(translation):
    for message in xml.etree.ElementTree.fromstring(translation).iter("message"):
        text = message.findtext("source", "")
        yield text
        yield text.replace("(s)", "")


def unknown_labels(page, texts):
    """Line and label of what is bold and no text of the program; outside code blocks."""
    page = re.sub(r"^```.*?^```$", lambda match: re.sub(r"[^\n]", " ", match[0]), page, flags=re.MULTILINE | re.DOTALL)
    for match in BOLD.finditer(page):
        label = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(match[1].split()))
        if not texts.has(label) and not texts.has(label + "…"):
            yield page.count("\n", 0, match.start()) + 1, label


def joined(literals):
    return "".join(re.findall(LITERAL, literals)).replace('""', "").strip('"').replace('\\"', '"')


def missing_messages(sources, page):
    for source in sources:
        yield from (text for text in map(joined, PAIR.findall(source)) if f"**{text}**" not in page)


def missing_keys(sources, page):
    for source in sources:
        for both in KEYS.findall(source):
            for key in re.findall(r'QStringLiteral\("([^"]+)"\)', both[0] or both[1]):
                if not all(re.search(rf"(?<![\w+]){re.escape(part)}(?![\w])", page) for part in key.split(" … ")):
                    yield key


def self_test():
    texts = Texts(texts_of('<TS><context><message><source>Lock</source></message><message><source>Import %n secret(s)</source></message>'
                           "<message><source>%1, %2</source></message><message><source>Synced %1</source></message></context></TS>"))
    pages = [("**Lock** and **Import … secret**, **Synced 2 min ago**\n```\n**not**\n```\n", 0), ("**Unlock**", 1), ("**a, b**", 1), ("**Lock\nit**", 1)]
    wrong = [page for page, count in pages if len(list(unknown_labels(page, texts))) != count]
    source = 'return {Messages::tr("One. "\n   "Two."),\n Messages::tr("Hint.")};\nreturn Messages::tr("No pair.");'
    wrong += [page for page, count in [("| **One. Two.** | x |", 0), ("**One.**", 1)] if len(list(missing_messages([source], page))) != count]
    source = 'add(x).keys = {QStringLiteral("Ctrl+R"),\n QStringLiteral("F5")};\naddKeys("a", tr("B"), {QStringLiteral("Ctrl+1 … 9")});'
    wrong += [page for page, count in [("Ctrl+R or F5, Ctrl+1 … 9", 0), ("Ctrl+R, Ctrl+1 … 9", 1), ("Ctrl+R or F5", 1), ("Alt+Ctrl+R, F5, Ctrl+1, 9", 1)]
              if len(list(missing_keys([source], page))) != count]
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {10 - len(wrong)} of 10 samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    read = lambda path: path.read_text(encoding="utf-8")
    models, guide = root / "ui/viewmodels", root / "docs/guide"
    texts = Texts(texts_of(read(root / "translations/coffret_de.ts")))
    found = [f"{path.relative_to(root)}:{line}: the program has no text “{label}”" for path in sorted((root / "docs").rglob("*.md"))
             for line, label in unknown_labels(read(path), texts)]
    found += [f"docs/guide/troubleshooting.md: lacks “{text}”" for text in
              missing_messages([read(models / "usermessages.cpp"), read(models / "enrolmenttexts.cpp")], read(guide / "troubleshooting.md"))]
    found += [f"docs/guide/keys.md: lacks {key}" for key in missing_keys(map(read, sorted(models.glob("command*.cpp"))), read(guide / "keys.md"))]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
