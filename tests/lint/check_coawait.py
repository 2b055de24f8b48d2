#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No temporary lambda or aggregate, and no choice, inside a co_await expression: g++ 12 destroys them twice.

Flags a statement that holds co_await together with a lambda introducer, a braced temporary (Name{...}) or a conditional
operator behind it. Name the value on a line of its own instead. --self-test proves that the check can fail.
"""
import pathlib
import re
import sys

TEMPORARY = re.compile(r'co_await\b[^;]*?(\[[^\]\d"]*\]\s*(\(|\{|mutable)|\b[A-Z]\w*(<[^;>]*>)?\s*\{|\?)', re.DOTALL)
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/', re.DOTALL)
STRING = re.compile(r'"(\\.|[^"\\\n])*"')


def violations(text):
    plain = COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
    plain = STRING.sub('""', plain)
    for match in TEMPORARY.finditer(plain):
        yield plain.count("\n", 0, match.start()) + 1


def self_test():
    bad = [
        "co_await run([key] { return find(key); });",
        "auto x = co_await send(Query{text, 3});",
        "co_await send(\n    first,\n    [this](int a) { use(a); });",
        "co_await send(first ? one() : two);",
    ]
    good = [
        "auto job = [key] { return find(key); };\nco_await run(std::move(job));",
        "// co_await run([key] {});\n",
        "const auto reply = co_await send(request);\nif (reply) { Query{1}; }",
        "co_await list[3];",
        "const auto it = first ? one() : two;\nco_await send(it);",
    ]
    wrong = [s for s in bad if not list(violations(s))] + [s for s in good if list(violations(s))]
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(bad) + len(good) - len(wrong)} of {len(bad) + len(good)} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    failed = False
    for folder in ("core", "ui", "app", "tests"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".h", ".cpp"}:
                continue
            for number in violations(path.read_text(encoding="utf-8")):
                print(f"{path.relative_to(root)}:{number}: temporary or choice inside a co_await expression")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
