#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs from one operating system to another is asked in small files that do nothing else.

Everywhere else an #if about the system, its compiler or its processor is a fault. --self-test proves that the check can fail.
"""
import pathlib
import re
import sys
import tempfile

PLATFORM_FILES = {"ui/desktop/secrecymarks.cpp"}
LONGEST = 120  # lines of such a file
ASKED = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b.*\b(?:Q_OS_\w+|Q_CC_\w+|Q_PROCESSOR_\w+|_WIN32|_WIN64|__MINGW\w+|__APPLE__|__linux__|__unix__|__FreeBSD__"
                   r"|__OpenBSD__|__NetBSD__|_MSC_VER|__GLIBC__|__ANDROID__|__x86_64__|__aarch64__|__i386__)")
SUFFIXES = {".h", ".cpp"}


def violations(root):
    for layer in ("core", "ui", "app"):
        for path in sorted((root / layer).rglob("*")):
            if path.suffix not in SUFFIXES:
                continue
            name, lines = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8").splitlines()
            asked = [number for number, line in enumerate(lines, 1) if ASKED.match(line)]
            if name not in PLATFORM_FILES:
                yield from (f"{name}:{number}: the operating system is asked for outside of the files for it" for number in asked)
            elif not asked:
                yield f"{name}: asks for no operating system any more"
            elif len(lines) > LONGEST:
                yield f"{name}: has {len(lines)} lines, and a file for operating systems at most {LONGEST}"
    yield from (f"{name} is not there" for name in sorted(PLATFORM_FILES) if not (root / name).is_file())


def self_test():
    asking = "#ifdef Q_OS_WIN\n#endif\n"
    place = next(iter(PLATFORM_FILES))
    samples = [({"core/a.cpp": asking}, 1), ({"app/b.h": "#  if !defined(__linux__) && defined(X)\n"}, 1), ({"ui/c.cpp": "#elif defined(__APPLE__)\n"}, 1),
               ({place: "int a;\n"}, 1), ({place: asking + "\n" * LONGEST}, 1), ({place: None}, 1),
               ({"core/d.cpp": "#ifdef NDEBUG\n// #ifdef Q_OS_WIN\n"}, 0), ({"core/e.txt": asking}, 0), ({}, 0)]
    wrong = []
    for files, expected in samples:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in ({place: asking} | files).items():
                if text is not None:
                    (root / name).parent.mkdir(parents=True, exist_ok=True)
                    (root / name).write_text(text, encoding="utf-8")
            if len(list(violations(root))) != expected:
                wrong.append(files)
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(samples) - len(wrong)} of {len(samples)} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    found = list(violations(pathlib.Path(sys.argv[1])))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
