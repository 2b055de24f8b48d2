#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers in tests/numbers.md and those in the names of tests are the same ones.

A test function named trapNN_... or tNN_..., in Python test_tNN_..., has its number in the list, and every number of the list has such a
test.
--self-test proves that the check can fail.
"""
import pathlib
import re
import sys

ROW = re.compile(r"^\| ((?:trap|t)\d\d) \|", re.MULTILINE)
NAME = re.compile(r"\b(?:void (?:\w+::)?|def test_|function test_)((?:trap|t)\d\d)_[a-z]\w*\((?:self)?\)")


def differences(page, sources):
    listed = ROW.findall(page)
    tested = {number for source in sources for number in NAME.findall(source)}
    for number in sorted({number for number in listed if listed.count(number) > 1}):
        yield f"{number} is listed twice"
    for number in sorted(set(listed) - tested):
        yield f"{number} has no test"
    for number in sorted(tested - set(listed)):
        yield f"{number} is not listed"


def self_test():
    page = "| number | what |\n| trap01 | one |\n| t02 | two |\n"
    both = "void trap01_a();\nvoid Test::t02_b()\n{"
    bad = [(page, ["void trap01_a();"]), (page, [both, "void t03_c()"]), (page, [both, "    def test_t04_d(self):"]),
           (page + "| t02 | again |\n", [both])]
    good = [(page, [both]), (page, ["void trap01_a()", "def test_t02_b(self):"]), (page, ["void trap01_a()", "function test_t02_b() {"]),
            (page, ["void trap01_a()", "void t02_b()", "void bat03_c()", "void t02_b_data()"])]
    wrong = [s for s in bad if not list(differences(*s))] + [s for s in good if list(differences(*s))]
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(bad) + len(good) - len(wrong)} of {len(bad) + len(good)} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    tests = pathlib.Path(sys.argv[1]) / "tests"
    sources = [path.read_text(encoding="utf-8") for path in sorted(tests.rglob("*"))
               if path.suffix in {".h", ".cpp", ".qml", ".py"} and path.parent.name != "lint"]
    found = list(differences((tests / "numbers.md").read_text(encoding="utf-8"), sources))
    for line in found:
        print(f"tests/numbers.md: {line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
