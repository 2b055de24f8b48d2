#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language of translations/ has every text of the program, translated, with the same placeholders and as many forms
as the language counts with; and nothing that the program no longer says.

check_translations.py ROOT LUPDATE; --self-test LUPDATE proves that it can fail.
"""
import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

FOLDERS = ("ui", "qml", "app")
SUFFIXES = {".cpp", ".h", ".qml"}
FORMS = {"de": 2, "es": 2, "fr": 2, "ja": 1, "pl": 3}
PLACEHOLDER = re.compile(r"%L?(?:\d|n)")

Message = collections.namedtuple("Message", "context source comment counts finished forms")


def messages(page):
    for context in xml.parse(page).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            counts = message.get("numerus") == "yes"
            forms = [form.text or "" for form in translation.iter("numerusform")] if counts else [translation.text or ""]
            yield Message(context.findtext("name"), message.findtext("source"), message.findtext("comment") or "", counts,
                          translation.get("type") is None, forms)


def fault_of(message, language):
    """What is wrong with one translation; nothing when it is as it should be."""
    if not message.finished or not all(form.strip() for form in message.forms):
        return "not translated"
    if message.counts and len(message.forms) != FORMS[language]:
        return f"{len(message.forms)} forms in place of {FORMS[language]}"
    wanted = set(PLACEHOLDER.findall(message.source))
    for form in message.forms:
        found = set(PLACEHOLDER.findall(form))
        missing = wanted - found - ({"%n", "%Ln"} if message.counts and len(message.forms) > 1 else set())
        if found - wanted or missing:
            return f"placeholders differ: {form}"
    return None


def updated(root, lupdate, page, folder):
    """The page as lupdate would leave it."""
    copy = pathlib.Path(folder) / page.name
    shutil.copy(page, copy)
    sources = sorted(str(path) for name in FOLDERS for path in (root / name).rglob("*") if path.suffix in SUFFIXES)
    subprocess.run([lupdate, "-silent", "-no-obsolete", "-locations", "none", "-I", str(root), *sources, "-ts", str(copy)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return copy


def problems(root, lupdate):
    pages = {page.stem.removeprefix("coffret_"): page for page in (root / "translations").glob("coffret_*.ts")}
    for language in sorted(FORMS.keys() - pages.keys()):
        yield f"{language}: no translations/coffret_{language}.ts"
    for language, page in sorted(pages.items()):
        if language not in FORMS:
            continue
        known = {(m.context, m.source, m.comment) for m in messages(page)}
        with tempfile.TemporaryDirectory() as folder:
            now = list(messages(updated(root, lupdate, page, folder)))
        for context, source, _ in sorted(known - {(m.context, m.source, m.comment) for m in now}):
            yield f"{language}: {context}: nobody says: {source}"
        for message in now:
            fault = fault_of(message, language)
            if fault:
                yield f"{language}: {message.context}: {message.source}: {fault}"


def self_test(lupdate):
    source = ('namespace coffret { class Box : public QObject { Q_OBJECT\n'
              '  QString text() const { return tr("%n secret(s)", nullptr, 3) + tr("Open %1"); } }; }')
    page = ('<TS version="2.1" language="{language}"><context><name>coffret::Box</name><message numerus="yes"><source>%n secret(s)'
            '</source><translation>{forms}</translation></message><message><source>Open %1</source>'
            '<translation{state}>{open}</translation></message>{more}</context></TS>')
    forms = "<numerusform>%n x</numerusform>"
    old = "<message><source>Gone</source><translation>Weg</translation></message>"

    def judged(**changes):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in (*FOLDERS, "translations"):
                (root / name).mkdir()
            (root / "ui/box.h").write_text(source, encoding="utf-8")
            for language, count in FORMS.items():
                values = {"forms": forms * count, "state": "", "open": "%1 auf", "more": ""}
                if language == "pl":
                    values.update(changes)
                if values["open"] is not None:
                    (root / f"translations/coffret_{language}.ts").write_text(page.format(language=language, **values), encoding="utf-8")
            return bool(list(problems(root, lupdate)))

    samples = [({}, False), ({"state": ' type="unfinished"'}, True), ({"open": ""}, True), ({"open": "auf"}, True),
               ({"open": "%1 %2"}, True), ({"forms": forms * 2}, True), ({"forms": "<numerusform>x</numerusform>" + forms * 2}, False),
               ({"more": old}, True), ({"open": None}, True)]
    wrong = [changes for changes, bad in samples if judged(**changes) != bad]
    for changes in wrong:
        print("judged wrongly:", changes)
    print(f"self-test: {len(samples) - len(wrong)} of {len(samples)} samples judged rightly")
    return 1 if wrong else 0


def main():
    if sys.argv[1] == "--self-test":
        return self_test(sys.argv[2])
    found = list(problems(pathlib.Path(sys.argv[1]), sys.argv[2]))
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
