#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery shows every control: what is in qml/controls and can be seen occurs in qml/gallery, and what can be pressed occurs
there in every state. Prints path: reason for each control that is missing and exits 1 if there was one. --self-test proves
that it can.
"""
import pathlib
import re
import sys
import tempfile

# Colours and sizes, and what has no look of its own.
UNSEEN = {"Theme", "ColourSet", "LightPalette", "DarkPalette", "ContrastPalette", "LayoutRepeater", "LazyItem", "PassingItem", "FilePicker", "Tooltip",
          "RingKeeper"}
# Their states show where they are used: menus and cards follow the pointer themselves.
POPUPS = {"MenuItem"}
PRESSABLE = re.compile(r"^(?:T\.(?:\w*Button|CheckBox|Switch|ItemDelegate|MenuItem)|Button|IconButton) \{", re.MULTILINE)


def states_blocks(text):
    for match in re.finditer(r"GalleryStates \{", text):
        depth = 0
        for position in range(match.end() - 1, len(text)):
            depth += {"{": 1, "}": -1}.get(text[position], 0)
            if depth == 0:
                yield text[match.end():position]
                break


def violations(root):
    gallery = "\n".join(path.read_text(encoding="utf-8") for path in sorted((root / "qml/gallery").glob("*.qml")))
    states = "\n".join(states_blocks(gallery))
    for path in sorted((root / "qml/controls").glob("*.qml")):
        name = path.stem
        if name in UNSEEN:
            continue
        used = re.compile(rf"\b{name} \{{")
        if not used.search(gallery):
            yield path, "is not in the gallery"
        elif PRESSABLE.search(path.read_text(encoding="utf-8")) and name not in POPUPS and not used.search(states):
            yield path, "is not in the gallery in every state"


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for part in ("qml/controls", "qml/gallery"):
            (root / part).mkdir(parents=True)
        for name, text in {"Shown": "Item {\n}", "Missing": "Item {\n}", "Theme": "QtObject {\n}", "Pressed": "T.Button {\n}",
                           "Flat": "T.Button {\n}"}.items():
            (root / f"qml/controls/{name}.qml").write_text(text)
        (root / "qml/gallery/Gallery.qml").write_text(
            "Item {\n Shown {\n }\n Flat {\n }\n GalleryStates {\n control: Component {\n Pressed {\n }\n }\n }\n}")
        found = sorted(path.stem for path, _ in violations(root))
    print(f"self-test: found {found}")
    return 0 if found == ["Flat", "Missing"] else 1


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    found = list(violations(root))
    for path, reason in found:
        print(f"{path.relative_to(root)}: {reason}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
