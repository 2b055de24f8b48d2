#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that counts something has its English forms for one and for several in translations/coffret_en.ts.

Otherwise people read "1 secret(s)". --self-test proves that the check can fail.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

TRANSLATED = re.compile(r'\b(?:tr|qsTr)\(\s*((?:"(?:\\.|[^"\\])*"\s*)+)')
PIECE = re.compile(r'"((?:\\.|[^"\\])*)"')


def counting(text):
    for match in TRANSLATED.finditer(text):
        source = "".join(PIECE.findall(match[1])).replace('\\"', '"')
        if "%n" in source:
            yield text.count("\n", 0, match.start()) + 1, source


def finished(translations):
    for message in xml.fromstring(translations).iter("message"):
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.iter("numerusform")]
        if translation.get("type") is None and forms and all("%n" in form and "(s)" not in form for form in forms):
            yield message.findtext("source")


def self_test():
    page = '<TS><message><source>%n secret(s)</source><translation{}>' \
           '<numerusform>%n secret</numerusform><numerusform>{}</numerusform></translation></message></TS>'
    uses = 'tr("%n secret"\n   "(s)", nullptr, 3); tr("Open");'
    judge = lambda text, ts: [source for _, source in counting(text) if source not in set(finished(ts))]
    bad = [page.format(' type="unfinished"', "%n secrets"), page.format("", ""), page.format("", "%n secret(s)"), "<TS/>"]
    good = [page.format("", "%n secrets")]
    wrong = [ts for ts in bad if not judge(uses, ts)] + [ts for ts in good if judge(uses, ts)]
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(bad) + len(good) - len(wrong)} of {len(bad) + len(good)} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    known = set(finished((root / "translations/coffret_en.ts").read_text(encoding="utf-8")))
    failed = False
    for folder in ("ui", "qml", "app"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in {".cpp", ".h", ".qml"}:
                continue
            for number, source in counting(path.read_text(encoding="utf-8")):
                if source not in known:
                    print(f"{path.relative_to(root)}:{number}: no forms for one and for several: {source}")
                    failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
