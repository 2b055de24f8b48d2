#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that counts something has its English forms for one and for several in translations/coffret_en.ts, under
the context that the program asks for.

Otherwise people read "1 secret(s)". check_plurals.py ROOT LUPDATE; --self-test LUPDATE proves that it can fail.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

TRANSLATIONS = "translations/coffret_en.ts"
FOLDERS = ("ui", "qml", "app")
SUFFIXES = {".cpp", ".h", ".qml"}


def messages(page):
    """Yields context, text and forms of each message; no forms where they are unfinished."""
    for context in xml.parse(page).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation.get("type") is None
            forms = [form.text or "" for form in translation.iter("numerusform")] if finished else []
            yield context.findtext("name"), message.findtext("source"), forms


def is_english(forms):
    return len(forms) == 2 and all("%n" in form and "(s)" not in form for form in forms)


def problems(root, lupdate):
    """Lets lupdate look for such texts anew: what it adds or takes away was forgotten."""
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "coffret_en.ts"
        shutil.copy(root / TRANSLATIONS, page)
        before = {(context, source) for context, source, _ in messages(page)}
        sources = sorted(str(path) for name in FOLDERS for path in (root / name).rglob("*") if path.suffix in SUFFIXES)
        options = ["-pluralonly", "-no-obsolete", "-locations", "none", "-I", str(root)]
        subprocess.run([lupdate, "-silent", *options, *sources, "-ts", str(page)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = {(context, source): forms for context, source, forms in messages(page)}
    for context, source in sorted(before - after.keys()):
        yield f"{context}: nobody asks for: {source}"
    for (context, source), forms in sorted(after.items()):
        if not is_english(forms):
            yield f"{context}: no forms for one and for several: {source}"


def self_test(lupdate):
    source = ('namespace coffret { class Box : public QObject { Q_OBJECT\n'
              '  QString text() const { return tr("%n secret(s)", nullptr, 3) + tr("Open"); } }; }')
    page = ('<TS version="2.1" language="en_US"><context><name>{}</name><message numerus="yes"><source>%n secret(s)</source>'
            '<translation{}><numerusform>%n secret</numerusform><numerusform>{}</numerusform></translation></message></context></TS>')
    good = [page.format("coffret::Box", "", "%n secrets")]
    bad = [page.format("coffret::Box", ' type="unfinished"', "%n secrets"), page.format("coffret::Box", "", ""),
           page.format("coffret::Box", "", "%n secret(s)"), page.format("Box", "", "%n secrets"),
           '<TS version="2.1" language="en_US"/>']
    wrong = []
    for sample in good + bad:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in (*FOLDERS, "translations"):
                (root / name).mkdir()
            (root / "ui/box.h").write_text(source, encoding="utf-8")
            (root / TRANSLATIONS).write_text(sample, encoding="utf-8")
            if bool(list(problems(root, lupdate))) != (sample in bad):
                wrong.append(sample)
    for sample in wrong:
        print("judged wrongly:", sample)
    count = len(good) + len(bad)
    print(f"self-test: {count - len(wrong)} of {count} samples judged rightly")
    return 1 if wrong else 0


def main():
    if sys.argv[1] == "--self-test":
        return self_test(sys.argv[2])
    found = list(problems(pathlib.Path(sys.argv[1]), sys.argv[2]))
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
