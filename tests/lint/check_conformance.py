#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests that a conformance.md names are there, and the tests of a conformance test are named.

Every row of the table ends with at least one `tst_file::function`; that file of the tests has that function, and each test
function of a tst_...conformance.cpp beside the page is in the table. --self-test proves that the check can fail.
"""
import pathlib
import re
import sys

ROW = re.compile(r"^\|(?!\s*(?:call|attribute)\s*\||---).*\|([^|]*)\|\s*$", re.MULTILINE)
NAMED = re.compile(r"`(tst_\w+)::(\w+)`")
FUNCTION = re.compile(r"^\s+void (\w+)\(\)", re.MULTILINE)
NO_TESTS = {"initTestCase", "init", "cleanup", "cleanupTestCase"}


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
    bad = [head + "| x | `tst_conformance::a` |\n", both + "| y | |\n", both.replace("::b", "::c"), both.replace("tst_c", "tst_x")]
    wrong = [page for page in bad if not list(differences(page, {"tst_conformance": source}))]
    wrong += [page for page in [both] if list(differences(page, {"tst_conformance": source}))]
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(bad) + 1 - len(wrong)} of {len(bad) + 1} samples judged rightly")
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
        for line in differences(text, {**elsewhere, **beside}):
            print(f"{page.relative_to(tests.parent)}: {line}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
