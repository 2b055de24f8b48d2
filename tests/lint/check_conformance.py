#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests that a conformance.md names are there, and the calls and attributes of the vendor's page have a row.

Beside each conformance.md is calls.txt: one name a line, or the call and the name with a bar between. The cells that a row begins
with are lists with commas between, in which each of these names has to be. Every row of the table ends with at least one `tst_file::function`; that file of the tests has that function, and each test
function of a tst_...conformance.cpp beside the page is in the table. --self-test proves that the check can fail.
"""
import pathlib
import re
import sys

ROW = re.compile(r"^\|(?!\s*(?:call|attribute)\s*\||---).*\|([^|]*)\|\s*$", re.MULTILINE)
NAMED = re.compile(r"`(tst_\w+)::(\w+)`")
FUNCTION = re.compile(r"^\s+void (\w+)\(\)", re.MULTILINE)
NO_TESTS = {"initTestCase", "init", "cleanup", "cleanupTestCase"}


def cells(row):
    return [{item.strip().strip("`") for item in cell.split(", ")} for cell in row.strip().strip("|").split(" | ")]


def without_row(page, calls):
    """The lines of calls.txt that no row of the page begins with."""
    rows = [cells(row[0]) for row in ROW.finditer(page)]
    names = [line.strip() for line in calls.splitlines() if line.strip()]
    if not names:
        yield "calls.txt is empty or not there"
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"calls.txt has {name} twice"
    for name in names:
        parts = name.split(" | ")
        if not any(all(part in cell for part, cell in zip(parts, row)) for row in rows if len(row) > len(parts)):
            yield f"no row for {name}"


def functions(source):
    slots = source.partition("private Q_SLOTS:")[2]
    return {name for name in FUNCTION.findall(slots) if name not in NO_TESTS and not name.endswith("_data")}


def differences(page, sources):
    """sources: test name -> text; those whose name ends in conformance have to be covered."""
    tested = {name: functions(text) for name, text in sources.items()}
    for row in ROW.finditer(page):
        named = NAMED.findall(row[1])
        if not named:
            yield f"a row without a test: {row[0]}"
        for file, function in named:
            if function not in tested.get(file, set()):
                yield f"there is no {file}::{function}"
    listed = set(NAMED.findall(page))
    for file in sorted(name for name in tested if name.endswith("conformance")):
        for function in sorted(tested[file]):
            if (file, function) not in listed:
                yield f"{file}::{function} is not listed"


def self_test():
    source = "private Q_SLOTS:\n    void init()\n    void a()\n    {\n    void a_data()\n    void b()\n"
    head = "| call | tests |\n|---|---|\n"
    both = head + "| x | `tst_conformance::a`, `tst_conformance::b` |\n"
    rows = "| call | name | tests |\n|---|---|---|\n| make | `a`, `b.c` | `tst_x::y` |\n"
    lists = [(rows, "make | a\nmake | b.c\n", 0), (both, "x\n", 0), (rows, "make | b\n", 1), (rows, "other | a\n", 1), (rows, "a\n", 1),
             (rows, "", 1), (rows, "make | a\nmake | a\n", 1), (rows, "make | tst_x::y\n", 1), (both, "x\nz\n", 1)]
    bad = [head + "| x | `tst_conformance::a` |\n", both + "| y | |\n", both.replace("::b", "::c"), both.replace("tst_c", "tst_x")]
    wrong = [page for page in bad if not list(differences(page, {"tst_conformance": source}))]
    wrong += [page for page in [both] if list(differences(page, {"tst_conformance": source}))]
    wrong += [(page, calls) for page, calls, problems in lists if len(list(without_row(page, calls))) != problems]
    for sample in wrong:
        print("judged wrongly:", sample)
    count = len(bad) + 1 + len(lists)
    print(f"self-test: {count - len(wrong)} of {count} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    tests = pathlib.Path(sys.argv[1]) / "tests"
    failed = False
    for page in sorted(tests.rglob("conformance.md")):
        beside = {path.stem: path.read_text(encoding="utf-8") for path in page.parent.glob("tst_*.cpp")}
        text = page.read_text(encoding="utf-8")
        named = {file for file, _ in NAMED.findall(text)}
        elsewhere = {path.stem: path.read_text(encoding="utf-8") for path in tests.rglob("tst_*.cpp") if path.stem in named}
        list_of_page = page.with_name("calls.txt")
        calls = list_of_page.read_text(encoding="utf-8") if list_of_page.exists() else ""
        for line in [*differences(text, {**elsewhere, **beside}), *without_row(text, calls)]:
            print(f"{page.relative_to(tests.parent)}: {line}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
