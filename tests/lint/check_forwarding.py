#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault that stands around another one overrides every virtual member of what it stands for.

What it left out would answer for the vendor as if that could do nothing. Prints path: reason for each member without an
override and exits 1 if there was one. --self-test proves that it can.
"""
import pathlib
import re
import sys
import tempfile

# Class, where it is declared, and the header of what stands around it.
WRAPPED = [
    ("Vault", "core/vault/vault.h", "core/vault/sealing/sealingvault.h"),
    ("VaultWriting", "core/vault/writing.h", "core/vault/sealing/sealingwriting.h"),
    ("VaultEnvironments", "core/vault/environments.h", "core/vault/sealing/sealingenvironments.h"),
]


def body(text, name):
    start = re.search(rf"^class {name}\b[^;{{]*\{{$|^class {name}\b[^;{{]*\n\{{", text, re.MULTILINE)
    return text[start.end():text.index("\n};", start.end())] if start else ""


def virtual_members(text):
    """Name and arguments' count of each, so that an overload counts as a member of its own."""
    text = re.sub(r"//[^\n]*", "", text)
    for declaration in re.findall(r"\bvirtual\b[^;{]*", text):
        member = re.search(r"[\s*&](\w+)\(([^)]*)\)", declaration)
        if member:
            yield member[1], member[2].count(",") if member[2].strip() else -1


def overridden(text):
    text = re.sub(r"//[^\n]*", "", text)
    for declaration in re.findall(r"[^;{}]*\boverride\b", text):
        member = re.search(r"[\s*&](\w+)\(([^)]*)\)", declaration)
        if member:
            yield member[1], member[2].count(",") if member[2].strip() else -1


def violations(root, wrapped):
    for name, declared, header in wrapped:
        members = set(virtual_members(body((root / declared).read_text(encoding="utf-8"), name)))
        if not members:
            yield declared, f"no virtual member of {name} was found"
        for member, _ in sorted(members - set(overridden((root / header).read_text(encoding="utf-8")))):
            yield header, f"{name}::{member} is not handed on"


def self_test():
    base = "class A\n{\npublic:\n    virtual ~A() = default;\n    virtual int one(int x) = 0; // virtual\n" \
           "    [[nodiscard]] virtual B *two() { return nullptr; }\n    virtual Task<C<int>> three(int x,\n  int y);\n};\n"
    around = "class Around final : public A\n{\n    int one(int x) override;\n    B *two() override;\n%s};\n"
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "a.h").write_text(base, encoding="utf-8")
        (root / "bad.h").write_text(around % "", encoding="utf-8")
        (root / "good.h").write_text(around % "    Task<C<int>> three(int x, int y) override;\n", encoding="utf-8")
        bad = list(violations(root, [("A", "a.h", "bad.h")]))
        good = list(violations(root, [("A", "a.h", "good.h")]))
    right = bad == [("bad.h", "A::three is not handed on")] and not good
    print(f"self-test: {'found what is missing, and nothing else' if right else f'{bad} {good}'}")
    return 0 if right else 1


def main():
    if "--self-test" in sys.argv:
        return self_test()
    found = list(violations(pathlib.Path(sys.argv[1]), WRAPPED))
    for path, reason in found:
        print(f"{path}: {reason}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
