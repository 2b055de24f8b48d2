#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""CHANGELOG.md, the metainfo of software centres, debian/changelog, the manual pages and CMakeLists.txt speak of the same releases.

Each release has its version, its day and the sentence it is about in all three lists, newest first; the newest is the version that is
built. What comes before it in CHANGELOG.md, as "Unreleased", is in no other list. --self-test proves that the check can fail.
"""
import email.utils
import pathlib
import re
import sys
import xml.etree.ElementTree

HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
RELEASE = re.compile(r"(\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)")
DEBIAN = re.compile(r"^coffret \((\S+)\) \S+; urgency=\w+\n\n(.*?)\n\n -- [^<>\n]+ <[^<>\n]+>  ([^\n]+)$", re.MULTILINE | re.DOTALL)
PAGE = re.compile(r'^\.TH \S+ 1 \d{4}-\d\d-\d\d "Coffret (\S+)"', re.MULTILINE)
PROJECT = re.compile(r"^project\(Coffret VERSION (\S+)", re.MULTILINE)


def sentence(text):
    return " ".join(text.split())


def of_changelog(text):
    """Releases as (version, day, sentence), and what is wrong with the page."""
    releases, faults = [], []
    parts = HEADING.split(text)[1:]
    for place, (heading, body) in enumerate(zip(parts[::2], parts[1::2])):
        release = RELEASE.fullmatch(heading)
        if release:
            releases.append((*release.groups(), sentence(body.strip().split("\n\n")[0])))
        elif heading != "Unreleased" or place:
            faults.append(f'CHANGELOG.md: "## {heading}" is neither a version with its day nor, at the top, Unreleased')
    if [version for version, *_ in releases] != sorted((version for version, *_ in releases), key=lambda name: [int(part) for part in name.split(".")],
                                                       reverse=True):
        faults.append("CHANGELOG.md: the newest release does not come first")
    return releases, faults


def of_metainfo(text):
    root = xml.etree.ElementTree.fromstring(text)
    return [(release.get("version"), release.get("date"), sentence(release.findtext("description/p", ""))) for release in root.iter("release")]


def of_debian(text):
    releases = []
    for version, body, date in DEBIAN.findall(text):
        day = email.utils.parsedate_to_datetime(date)
        spelt = "" if date.startswith(day.strftime("%a, ")) else f" (no {date.split(',')[0]})"
        releases.append((version, day.strftime("%Y-%m-%d") + spelt, sentence(body).removeprefix("* ")))
    return releases


def differences(changelog, metainfo, debian, pages, cmake):
    releases, faults = of_changelog(changelog)
    yield from faults
    if not releases:
        yield "CHANGELOG.md: no release"
        return
    for place, others in (("the metainfo", of_metainfo(metainfo)), ("debian/changelog", of_debian(debian))):
        yield from (f"{place} lacks {release}" for release in releases if release not in others)
        yield from (f"{place} has {release}, which CHANGELOG.md has not" for release in others if release not in releases)
        if sorted(others) == sorted(releases) and others != releases:
            yield f"{place} has the releases in another order"
    newest = releases[0][0]
    built = PROJECT.findall(cmake)
    if built != [newest]:
        yield f"CMakeLists.txt builds {built}, and the newest release is {newest}"
    yield from (f"{name} is of {PAGE.findall(page)}, and the newest release is {newest}" for name, page in pages.items() if PAGE.findall(page) != [newest])


def self_test():
    changelog = "# Changelog\n\nText.\n\n## Unreleased\n\n- More.\n\n## 0.2.0 - 2026-02-03\n\nSecond\none.\n\n- Much.\n\n## 0.1.0 - 2026-01-02\n\nFirst.\n"
    metainfo = ("<component><releases><release version='0.2.0' date='2026-02-03'><description><p>Second\n  one.</p></description></release>"
                "<release version='0.1.0' date='2026-01-02'><description><p>First.</p></description></release></releases></component>")
    entry = "coffret ({}) unstable; urgency=medium\n\n  * {}\n\n -- We <we@coffret.example>  {} 00:00:00 +0000\n\n"
    debian = entry.format("0.2.0", "Second one.", "Tue, 03 Feb 2026") + entry.format("0.1.0", "First.", "Fri, 02 Jan 2026")
    pages = {"a.1": '.TH A 1 2026-01-02 "Coffret 0.2.0" "User commands"\n'}
    cmake = "project(Coffret VERSION 0.2.0 LANGUAGES CXX)\n"
    good = (changelog, metainfo, debian, pages, cmake)

    def instead(place, value):
        return (*good[:place], value, *good[place + 1:])
    bad = [instead(0, changelog.replace("0.2.0", "0.2.1")), instead(0, changelog.replace("## Unreleased", "## Later")),
           instead(0, changelog.replace("Second", "Third")), instead(0, "# Changelog\n\n## Unreleased\n"),
           instead(0, changelog + "\n## Unreleased\n"), instead(1, metainfo.replace("2026-02-03", "2026-02-04")),
           instead(1, metainfo.replace("First.", "1st.")), instead(2, debian.replace("Tue, 03", "Wed, 04")),
           instead(2, debian.replace("Tue, 03", "Wed, 03")), instead(2, entry.format("0.2.0", "Second one.", "Tue, 03 Feb 2026")),
           instead(2, entry.format("0.1.0", "First.", "Fri, 02 Jan 2026") + entry.format("0.2.0", "Second one.", "Tue, 03 Feb 2026")),
           instead(3, {"a.1": pages["a.1"].replace("0.2.0", "0.2")}), instead(4, cmake.replace("0.2.0", "0.3.0"))]
    missed = [number for number, sample in enumerate(bad) if not list(differences(*sample))]
    wrong = list(differences(*good))
    print(f"self-test: {len(bad) - len(missed)} of {len(bad)} planted differences found; {wrong or 'none invented'}")
    return 1 if missed or wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    root = pathlib.Path(sys.argv[1])
    packaging = root / "packaging"

    def text(path):
        return path.read_text(encoding="utf-8")
    found = list(differences(text(root / "CHANGELOG.md"), text(packaging / "org.coffret.Coffret.metainfo.xml.in"), text(packaging / "debian" / "changelog"),
                             {path.name: text(path) for path in sorted(packaging.glob("*.1"))}, text(root / "CMakeLists.txt")))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
