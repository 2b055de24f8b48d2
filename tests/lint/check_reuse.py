#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file says under which licence it may be used, as REUSE asks for, without REUSE's own tool.

A file has a line of its own (SPDX-License-Identifier, near its beginning) or an entry of its own in .reuse/dep5, which the Debian
package has as its debian/copyright; the entry for everything gives the copyright alone. What both say is the same, every licence has
its text in LICENSES/, and no entry is for nothing. --self-test proves that the check can fail.
"""
import pathlib
import re
import subprocess
import sys

LINE = re.compile(rb"SPDX-License-Identifier:[ \t]+([A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*)[ \t]*(?:-->|\*/)?\r?$", re.MULTILINE)
BEGINNING = 600  # bytes; further down it is the text of something else
EVERYTHING = "*"


def paragraphs_of(text):
    """Fields of each paragraph of a file in Debian's format; a value has the lines that follow with it."""
    for block in re.split(r"\n[ \t]*\n", text.strip()):
        fields, name = {}, None
        for line in block.splitlines():
            if line[:1] in (" ", "\t"):
                fields[name] += "\n" + line.strip()
            elif not line.startswith("#"):
                name, _, value = line.partition(":")
                fields[name] = value.strip()
        yield fields


def matcher_of(pattern):
    """As the format has it: * and ? match slashes, too, and nothing else is special."""
    return re.compile("".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern), re.DOTALL)


def entries_of(text):
    """(pattern, what it matches, licence, has a copyright) in their order; the last one that matches counts."""
    for fields in paragraphs_of(text):
        for pattern in fields.get("Files", "").split():
            yield pattern, matcher_of(pattern), fields.get("License", "").split("\n")[0], bool(fields.get("Copyright"))


def licences_in(expression):
    return set(expression.split()) - {"AND", "OR", "WITH"}


def differences(files, entries, texts):
    """files: path to its first bytes. texts: names of the licences whose text is there."""
    used, useful = set(), set()
    for path, beginning in sorted(files.items()):
        if path == "LICENSE" or path.startswith("LICENSES/"):
            continue
        own = sorted({found.decode() for found in LINE.findall(beginning[:BEGINNING])})
        fitting = [entry for entry in entries if entry[1].fullmatch(path)]
        useful |= {entry[0] for entry in fitting}
        named = [entry for entry in fitting if entry[0] != EVERYTHING]
        if not any(entry[3] for entry in fitting):
            yield f"{path}: nobody has its copyright"
        if len(own) > 1:
            yield f"{path}: several licences begin it: {', '.join(own)}"
        if not own and not named:
            yield f"{path}: no licence, neither in the file nor in .reuse/dep5"
        if own and fitting and own[0] != fitting[-1][2]:
            yield f"{path}: says {own[0]}, and .reuse/dep5 says {fitting[-1][2]}"
        for expression in own + [entry[2] for entry in fitting[-1:]]:
            used |= licences_in(expression)
    yield from (f".reuse/dep5: {pattern} is nothing that is there" for pattern, *_ in entries if pattern not in useful)
    yield from (f"LICENSES/{name}.txt is missing" for name in sorted(used - texts))
    yield from (f"LICENSES/{name}.txt is not the licence of anything" for name in sorted(texts - used))


def read(root):
    try:
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):  # a source archive
        listed = [str(path.relative_to(root)) for path in root.rglob("*") if not {"build", ".git"} & set(path.relative_to(root).parts[:1])]
    return {name: (root / name).read_bytes()[:BEGINNING] for name in listed
            if name and (root / name).is_file() and not (root / name).is_symlink()}


def self_test():
    dep5 = "Format: x\n\nFiles: *\nCopyright: we\nLicense: A-1.0\n\nFiles: *.md\n pictures/*\nCopyright: we\nLicense: A-1.0\n text\n"
    entries = list(entries_of(dep5))
    line = b"// SPDX-License-" + b"Identifier: "
    good = {"a.cpp": line + b"A-1.0\n", "b/c.md": b"# Page\n", "pictures/d/e.png": b"\x89PNG", "LICENSES/A-1.0.txt": b"text",
            "f.svg": b"<!-- SPDX-License-" + b"Identifier: A-1.0 -->\n<svg/>"}
    bad = [({"g.cpp": b"int main() {}\n"}, entries, {"A-1.0"}), ({"g.cpp": line + b"B-2.0\n"}, entries, {"A-1.0", "B-2.0"}),
           ({"g.md": line + b"B-2.0\n"}, entries, {"A-1.0", "B-2.0"}), ({"g.cpp": line + b"A-1.0\n" + line + b"B-2.0\n"}, entries, {"A-1.0"}),
           ({"g.cpp": b" " * BEGINNING + line + b"A-1.0\n"}, entries, {"A-1.0"}), ({}, entries, set()), ({}, entries, {"A-1.0", "C-1.0"}),
           ({}, entries + list(entries_of("Files: none.txt\nCopyright: we\nLicense: A-1.0")), {"A-1.0"}),
           ({}, list(entries_of(dep5.replace("Copyright: we\n", ""))), {"A-1.0"})]
    missed = [number for number, (more, *rest) in enumerate(bad) if not list(differences(good | more, *rest))]
    wrong = list(differences(good, entries, {"A-1.0"}))
    print(f"self-test: {len(bad) - len(missed)} of {len(bad)} planted faults found; {wrong or 'none invented'}")
    return 1 if missed or wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    dep5 = root / ".reuse" / "dep5"
    found = list(differences(read(root), list(entries_of(dep5.read_text(encoding="utf-8"))), {path.stem for path in (root / "LICENSES").glob("*.txt")}))
    if (root / "LICENSE").read_bytes() != (root / "LICENSES" / "GPL-3.0-or-later.txt").read_bytes():
        found.append("LICENSE is another text than LICENSES/GPL-3.0-or-later.txt")
    if dep5.read_bytes() != (root / "packaging" / "debian" / "copyright").read_bytes():
        found.append(".reuse/dep5 is not what packaging/debian/copyright is")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
