#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers point down: app -> qml -> ui -> core, and inside core along the graph below.

Debian installs all Qt headers into one tree, so the linker alone does not notice a wrong include. Prints path:line: reason
for each violation and exits 1 if there was one. --self-test proves that it can.
"""
import pathlib
import re
import sys
import tempfile

# "properties" is what Component.createObject() takes, which has no type.
BANNED = {
    "core": r'#include\s*[<"](ui/|app/|QtGui/|QtQml/|QtQuick|QtWidgets|Q(Gui|Qml|Quick|Widget|Color|Icon|Image|Clipboard|Window)\w*>)'
            r'|\btr\(|\bqsTr\(',
    "ui": r'#include\s*[<"](app/|gpgme|rnp/|qt6keychain/|sqlite3|QNetwork\w*>|QSsl\w*>)'
          r'|\bsetContext(Property|Object)\b',
    "qml": r'XMLHttpRequest|\beval\(|^\s*import\s+"[^"]*\.js"|\bproperty var (?!properties\b)|#include\s*"app/',
    "app": r'\bsetContext(Property|Object)\b',
}

# Nowhere but in tests: it makes gpg hand out messages that somebody altered.
BANNED_EVERYWHERE = re.compile(r'ignore-mdc-error')

# What can be guessed once some of it is known. Random values come from the system: libsodium's randombytes,
# QRandomGenerator::system(), OpenSSL's RAND_bytes.
GUESSABLE = re.compile(r'(?<![\w.>:])s?rand(om)?\(|\b[dlm]rand48\b|std::rand\b|\bmt19937|\bminstd_rand|\b(ranlux|knuth_b)'
                       r'|\bdefault_random_engine|\brandom_device|\bMath\.random\b'
                       r'|\bQRandomGenerator(?:64)?(?!\w|::system\(\)|>)')

# What a folder of core may include, besides itself.
CORE = {
    "base": set(),
    "secret": {"base"},
    "toolbox": {"base", "secret"},
    "pem": {"base", "secret"},
    "sshkey": {"base", "secret", "pem"},
    "x509": {"base", "secret", "pem"},
    "model": {"base", "secret"},
    "interchange": {"base", "secret", "toolbox", "model"},
    "openpgp": {"base", "secret", "model"},
    "net": {"base", "secret"},
    "store": {"base", "secret", "model", "openpgp"},
    "search": {"base", "model"},
    "control": {"base", "secret", "model"},
    "vault": {"base", "secret", "toolbox", "model", "openpgp", "net", "store"},
    "sync": {"base", "model", "vault"},
    "session": {"base", "secret", "toolbox", "model", "interchange", "openpgp", "store", "vault", "sync"},
    "health": {"base", "secret", "toolbox", "x509", "model", "net", "session"},
}
SUFFIXES = {".h", ".cpp", ".qml"}


def violations(root):
    for layer, pattern in BANNED.items():
        banned = re.compile(pattern)
        for path in sorted((root / layer).rglob("*")):
            if path.suffix not in SUFFIXES:
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if line.lstrip().startswith("//"):
                    continue
                if banned.search(line) or BANNED_EVERYWHERE.search(line):
                    yield path, number, f"{layer}/ must not use this: {line.strip()}"
                if GUESSABLE.search(line):
                    yield path, number, f"can be guessed: {line.strip()}"
                if layer == "core":
                    yield from core_violation(root, path, number, line)


def core_violation(root, path, number, line):
    included = re.match(r'\s*#include\s*"core/(\w+)/', line)
    if not included:
        return
    folder = path.relative_to(root / "core").parts[0]
    if folder not in CORE:
        yield path, number, f"core/{folder} is not in the graph of check_layers.py"
    elif included[1] != folder and included[1] not in CORE[folder]:
        yield path, number, f"core/{folder} must not use core/{included[1]}"


def self_test():
    samples = {
        "core/net/a.cpp": "#include <QtGui/QColor>\n",
        "core/base/b.h": '#include "core/net/httpclient.h"\n',
        "core/model/c.cpp": 'auto x = tr("no");\n',
        "core/openpgp/g.h": 'R"(ignore-mdc-error)"\n',
        "ui/d.cpp": "#include <gpgme.h>\n",
        "app/f.cpp": "context->setContextProperty(name, value);\n",
        "qml/e.qml": "property var anything\n",
        "core/toolbox/h.cpp": "int place = rand() % 7;\n",
        "core/secret/i.cpp": "std::mt19937 generator(seed);\n",
        "core/session/j.cpp": "auto x = QRandomGenerator::global()->generate();\n",
        "ui/k.cpp": "QRandomGenerator own(7);\n",
        "app/l.cpp": "srand(time(nullptr));\n",
        "qml/m.qml": "x: Math.random()\n",
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in samples.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        found = {str(path.relative_to(root)) for path, _, _ in violations(root)}
    missed = set(samples) - found
    harmless = ("#include <QRandomGenerator>", "QRandomGenerator::system()->generate();", "randombytes_buf(a, b);",
                "operand(1)", "m_chance.random()")
    missed |= {line for line in harmless if GUESSABLE.search(line)}
    print(f"self-test: {len(samples) - len(missed)} of {len(samples)} planted violations found")
    return 1 if missed else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    found = list(violations(root))
    for path, number, reason in found:
        print(f"{path.relative_to(root)}:{number}: {reason}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
