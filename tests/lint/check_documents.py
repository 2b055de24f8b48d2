#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents lead where they say and do not repeat each other: every relative link and anchor of a *.md is there, every page of docs/ can
be reached from the README, files and classes named between backticks exist, and no paragraph of more than a sentence stands in two
documents, not even with a few words changed.

--self-test proves that the check can fail.
"""
import pathlib
import re
import sys
import tempfile
import urllib.parse

FENCE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\]|!\[[^\]]*\]\([^)]*\))*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:")
WORD = re.compile(r"\w+")
FEW_WORDS, RUN, TOO_MUCH = 18, 6, 0.5  # how long a paragraph is judged; words in a row; the part of its runs that may stand elsewhere
SKIPPED = {"build", ".git"}
PLACES = ("core", "ui", "qml", "app", "tests", "cmake", "docs", "packaging", "resources", "translations")
PLACE = re.compile(rf"(?:{'|'.join(PLACES)})/[\w./*-]+")
CLASS = re.compile(r"([A-Z][a-z0-9]+[A-Z]\w*)(?:\(\))?")
FOREIGN = {"TreeView", "PascalCase"}  # why Qt's is not used; how names are written


def documents(root):
    for path in sorted(root.rglob("*.md")):
        if not SKIPPED & set(path.relative_to(root).parts):
            yield path


def anchors(text):
    """As GitHub and others make them of headings."""
    found = {}
    for heading in HEADING.findall(FENCE.sub("", text)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "").lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found[slug] = found.get(slug, -1) + 1
        yield slug if found[slug] == 0 else f"{slug}-{found[slug]}"


def links(text):
    """Line and target of each link and picture outside code."""
    blank = lambda match: re.sub(r"[^\n]", " ", match[0])
    text = CODE.sub(blank, FENCE.sub(blank, text))
    for match in LINK.finditer(text):
        if "![" in match[0][1:]:  # a picture in a link has a target of its own
            yield from ((text.count("\n", 0, match.start()) + 1, inner) for inner in re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", match[0]))
        yield text.count("\n", 0, match.start()) + 1, match[1]


def broken_links(root, texts):
    for path, text in texts.items():
        for line, target in links(text):
            if ELSEWHERE.match(target):
                continue
            file, _, anchor = urllib.parse.unquote(target).partition("#")
            wanted = (path.parent / file).resolve() if file else path
            if not wanted.exists() or root.resolve() not in [wanted, *wanted.parents]:
                yield path, f"{line}: {target} is not there"
            elif anchor and (wanted not in texts or anchor not in set(anchors(texts[wanted]))):
                yield path, f"{line}: {target}: no such heading"


def unreached(root, texts):
    """Pages of docs/ that no way leads to from the README."""
    seen, todo = set(), [root / "README.md"]
    while todo:
        path = todo.pop()
        if path in seen or path not in texts:
            continue
        seen.add(path)
        todo += [(path.parent / target.partition("#")[0]).resolve() for _, target in links(texts[path]) if not ELSEWHERE.match(target)]
    yield from ((path, "1: no link leads here from README.md") for path in texts if root / "docs" in path.parents and path not in seen)


def words_of_sources(root):
    files = [path for place in ("core", "ui", "qml", "app", "tests", "cmake") for path in (root / place).rglob("*")
             if path.suffix in {".h", ".cpp", ".qml", ".cmake", ".py"}]
    return {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}


def unknown_names(root, texts):
    """Files and classes that a document names and the tree does not have. The changelog may name what is gone."""
    known = None
    for path, text in texts.items():
        if path.name == "CHANGELOG.md":
            continue
        for match in CODE.finditer(FENCE.sub(lambda fenced: re.sub(r"[^\n]", " ", fenced[0]), text)):
            line, name = text.count("\n", 0, match.start()) + 1, match[0].strip("`")
            if PLACE.fullmatch(name) and not any(any(folder.glob(name.rstrip("/") + end)) for folder in (root, path.parent) for end in ("", ".*")):
                yield path, f"{line}: there is no {name}"
            elif (found := CLASS.fullmatch(name)) and found[1] not in FOREIGN:
                known = words_of_sources(root) if known is None else known
                if found[1] not in known:
                    yield path, f"{line}: no source has {found[1]}"


def paragraphs(text):
    """Line and text of each paragraph, list item and row of a table, without code blocks and headings."""
    block, first = [], 0
    for number, line in enumerate(FENCE.sub(lambda match: re.sub(r"[^\n]", "", match[0]), text).splitlines() + [""], 1):
        begins = re.match(r"\s*(?:[-*] |\d+\. |\||#)", line) or not line.strip()
        if begins and block:
            yield first, " ".join(block)
            block = []
        if line.strip() and not line.startswith("#"):
            block, first = ([line], number) if not block else (block + [line], first)


def runs(words):
    return {tuple(words[at:at + RUN]) for at in range(len(words) - RUN + 1)}


def repeated(texts):
    known = []
    for path, text in texts.items():
        for line, paragraph in paragraphs(text):
            words = WORD.findall(paragraph.lower())
            if len(words) >= FEW_WORDS:
                known.append((path, line, runs(words)))
    where = {}
    for entry in known:
        for run in entry[2]:
            where.setdefault(run, []).append(entry)
    for path, line, mine in known:
        shared = {}
        for run in mine:
            for other, other_line, _ in where[run]:
                if other > path:
                    shared[other, other_line] = shared.get((other, other_line), 0) + 1
        for (other, other_line), count in sorted(shared.items()):
            theirs = next(entry[2] for entry in known if entry[:2] == (other, other_line))
            if count > TOO_MUCH * min(len(mine), len(theirs)):
                yield path, f"{line}: says what {other.name}:{other_line} says"


def violations(root):
    root = root.resolve()
    texts = {path.resolve(): path.read_text(encoding="utf-8") for path in documents(root)}
    yield from broken_links(root, texts)
    yield from unreached(root, texts)
    yield from unknown_names(root, texts)
    yield from repeated(texts)


def self_test():
    sentence = "Whoever runs the server can read the names of all secrets that are kept there, and nobody who reads this page should believe otherwise."
    good = {"README.md": "# One\n\n[page](docs/a.md#a-heading-with-code) [below](#one) [far](https://example.org/x)\n\n```\n[no](nothing)\n```\n`[no](nothing)`\n",
            "docs/a.md": f"# A heading, with `code`\n\n[![pic](../p.png)](../README.md) {sentence}\n\n## Twice\n\n## Twice\n\n[x](#twice-1)\n", "p.png": "",
            "core/a.h": "class KnownThing;\n", "tests/x.txt": ""}
    bad = [{"README.md": good["README.md"] + "[gone](docs/b.md)\n"}, {"README.md": good["README.md"] + "[gone](docs/a.md#nowhere)\n"},
           {"docs/a.md": good["docs/a.md"] + "[x](#twice-2)\n"}, {"docs/a.md": good["docs/a.md"].replace("../p.png", "../q.png")},
           {"docs/b.md": "# Alone\n"}, {"README.md": good["README.md"] + f"\n{sentence}\n"},
           {"README.md": good["README.md"] + "\n- " + sentence.replace("nobody", "no person") + "\n"},
           {"README.md": good["README.md"] + "[out](../../../../etc/passwd)\n"},
           {"README.md": good["README.md"] + "`core/b.h`, `core/a.*`, `tests/`\n"},
           {"README.md": good["README.md"] + "`KnownThing` and `UnknownThing`\n"}]
    wrong = []
    for expected, change in [(0, {}), *((1, change) for change in bad)]:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in (good | change).items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            found = [line for _, line in violations(root)]
        if len(found) != expected:
            wrong.append((change, found))
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(bad) + 1 - len(wrong)} of {len(bad) + 1} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    found = list(violations(root))
    for path, line in found:
        print(f"{path.relative_to(root.resolve())}:{line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
