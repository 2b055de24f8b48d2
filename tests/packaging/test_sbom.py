#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bill of materials says what dpkg wrote down, is valid SPDX, and whatever makes it invalid is found."""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1))
SBOM = ROOT / "packaging" / "sbom.py"
sys.path.insert(0, str(SBOM.parent))
import sbom  # noqa: E402

CONTROL = """Package: coffret
Version: 0.1.0+git1
Architecture: all
Maintainer: We <we@coffret.example>
Depends: gpg, qt6-svg-plugins | libqt6svg6 (<< 6.7), libc6 (>= 2.34), libqt6core6 (>= 6.4.2)
Recommends: pinentry-gnome3 | pinentry-x11
Suggests: other (= 0.1.0+git1)
Description: short
 Long.
"""
BUILDINFO = """Format: 1.0
Source: coffret
Version: 0.1.0+git1
Checksums-Sha256:
 {0} 12 coffret_0.1.0+git1.dsc
 {1} 34 coffret_0.1.0+git1_all.deb
Installed-Build-Depends:
 g++-12 (= 12.2.0-14),
 libc6 (= 2.36-9+deb12u14),
 libexpected-dev (= 1.0.0~dfsg-3),
 libqt6svg6 (= 6.4.2-2)
""".format("a" * 64, "b" * 64)


class Sbom(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        tree = self.folder / "tree"
        for name, text in {"DEBIAN/control": CONTROL, "usr/bin/coffret": "program", "usr/share/metainfo/a b.xml": "<page/>"}.items():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text, encoding="utf-8")
        for path in [tree, *tree.rglob("*")]:
            path.chmod(0o755)
        (tree / "usr/bin/link").symlink_to("coffret")
        self.deb = self.folder / "coffret.deb"
        subprocess.run(["dpkg-deb", "--root-owner-group", "--build", tree, self.deb], stdout=subprocess.DEVNULL, check=True)
        (self.folder / "coffret.substvars").write_text("misc:Depends=\nshlibs:Depends=libc6 (>= 2.34), libqt6core6 (>= 6.4.2)\n", encoding="utf-8")
        (self.folder / "b.buildinfo").write_text(BUILDINFO, encoding="utf-8")
        self.document = self.write("first.json")

    def write(self, name):
        output = self.folder / name
        subprocess.run([SBOM, "write", output, "--buildinfo", self.folder / "b.buildinfo", "--substvars", self.folder, self.deb], check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": "1764547200"})
        return json.loads(output.read_text(encoding="utf-8"))

    def relations(self, kind):
        return {(relation["spdxElementId"].removeprefix("SPDXRef-Package-"), relation["relatedSpdxElement"].removeprefix("SPDXRef-Package-"))
                for relation in self.document["relationships"] if relation["relationshipType"] == kind}

    def test_it_is_valid(self):
        self.assertEqual(list(sbom.faults(self.document)), [])
        subprocess.run([SBOM, "check", self.folder / "first.json"], check=True)

    def test_the_same_build_says_the_same(self):
        self.write("second.json")
        self.assertEqual((self.folder / "first.json").read_bytes(), (self.folder / "second.json").read_bytes())
        self.assertEqual(self.document["creationInfo"]["created"], "2025-12-01T00:00:00Z")

    def test_it_says_what_dpkg_wrote_down(self):
        self.assertEqual(self.relations("DYNAMIC_LINK"), {("coffret", "libc6"), ("coffret", "libqt6core6")})
        self.assertEqual(self.relations("RUNTIME_DEPENDENCY_OF"), {("gpg", "coffret"), ("libqt6svg6", "coffret")})  # the one that was there
        self.assertEqual(self.relations("OPTIONAL_DEPENDENCY_OF"), {("pinentry-gnome3", "coffret"), ("other", "coffret")})
        self.assertEqual(len(self.relations("BUILD_DEPENDENCY_OF")), 4)
        self.assertEqual(self.relations("STATIC_LINK"), {("coffret", "libexpected-dev")})
        self.assertEqual(self.relations("GENERATED_FROM"), {("coffret", "SPDXRef-Source-coffret")})
        versions = {thing["name"]: thing.get("versionInfo") for thing in self.document["packages"]}
        self.assertEqual((versions["libc6"], versions["gpg"]), ("2.36-9+deb12u14", None))
        libc = next(thing for thing in self.document["packages"] if thing["name"] == "libc6")
        self.assertEqual(libc["externalRefs"][0]["referenceLocator"], "pkg:deb/debian/libc6@2.36-9%2Bdeb12u14")

    def test_it_names_the_files(self):
        licences = {file["fileName"]: file["licenseConcluded"] for file in self.document["files"]}
        self.assertEqual(licences, {"./usr/bin/coffret": "GPL-3.0-or-later", "./usr/share/metainfo/a b.xml": "CC0-1.0"})

    def test_what_is_wrong_is_found(self):
        def wrong(change):
            document = copy.deepcopy(self.document)
            change(document)
            return list(sbom.faults(document))
        changes = {
            "version": lambda d: d.update(spdxVersion="SPDX-2.2"),
            "no relations": lambda d: d.pop("relationships"),
            "unknown member": lambda d: d.update(more=1),
            "namespace": lambda d: d.update(documentNamespace="urn:x#y"),
            "time": lambda d: d["creationInfo"].update(created="yesterday"),
            "creator": lambda d: d["creationInfo"].update(creators=["somebody"]),
            "identifier": lambda d: d["packages"][0].update(SPDXID="SPDXRef-a_b"),
            "twice": lambda d: d["packages"].append(d["packages"][0]),
            "nowhere": lambda d: d["relationships"][0].update(relatedSpdxElement="SPDXRef-nowhere"),
            "relation": lambda d: d["relationships"][0].update(relationshipType="LIKES"),
            "alone": lambda d: d["packages"].append(sbom.package("SPDXRef-Package-alone", "alone", None, sbom.DEBIAN)),
            "no place": lambda d: d["packages"][0].pop("downloadLocation"),
            "licence": lambda d: d["packages"][0].update(licenseDeclared="the usual"),
            "supplier": lambda d: d["packages"][0].update(supplier="Debian"),
            "address": lambda d: d["packages"][0]["externalRefs"][0].update(referenceLocator="coffret"),
            "digest": lambda d: d["files"][0]["checksums"][1].update(checksumValue="00"),
            "file without a digest": lambda d: d["files"][0]["checksums"].pop(0),
            "another file": lambda d: d["files"][0]["checksums"][0].update(checksumValue="0" * 40),
            "absolute": lambda d: d["files"][0].update(fileName="/usr/bin/coffret"),
            "unlooked": lambda d: next(p for p in d["packages"] if p["name"] == "coffret").update(filesAnalyzed=False),
            "about nothing": lambda d: d.update(relationships=[r for r in d["relationships"] if r["relationshipType"] != "DESCRIBES"]),
        }
        self.assertEqual([name for name, change in changes.items() if not wrong(change)], [])


if __name__ == "__main__":
    unittest.main()
