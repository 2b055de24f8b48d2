#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in a Debian package and what it needs, as SPDX 2.3 in JSON, from what dpkg wrote down while building it.

  sbom.py write OUTPUT --buildinfo FILE --substvars FOLDER DEB...   the debs of one build; FOLDER has its *.substvars
  sbom.py check FILE...                                             is that valid SPDX, and is everything in it about something?

Each deb is a package with its files and their digests. What dpkg-shlibdeps found is linked to it, what else it depends on, recommends
and suggests is a dependency of its run, and what the .buildinfo lists, with exact versions, one of its build. The same build makes the
same bytes: the time is that of the newest entry in debian/changelog (SOURCE_DATE_EPOCH).
"""
import argparse
import datetime
import hashlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import urllib.parse
import uuid

PEOPLE = "Organization: The Coffret developers"
DEBIAN = "Organization: Debian"
LICENCE = "GPL-3.0-or-later"
PAGE_LICENCE = "CC0-1.0"  # of the page for software centres
COMPILED_IN = {"libexpected-dev"}  # headers with all of a library in them
OPTIONAL = ("Recommends", "Suggests")

# --- writing ---------------------------------------------------------------------------------------------------------


def fields_of(text):
    """A paragraph of dpkg: name to value; lines that follow belong to it."""
    fields, name = {}, None
    for line in text.splitlines():
        if line[:1] in (" ", "\t"):
            fields[name] += "\n" + line.strip()
        elif ":" in line:
            name, _, value = line.partition(":")
            fields[name] = value.strip()
    return fields


def relations_in(value):
    """Of a field like Depends: the alternatives of each relation, as (name, version or None), and how it is written."""
    for relation in re.split(r",\s*", " ".join(value.split())):
        alternatives = [re.match(r"([a-z0-9][a-z0-9+.-]*)(?::\w+)?(?: \((\S+) (\S+)\))?", part.strip()) for part in relation.split("|")]
        if relation and all(alternatives):
            yield [(found[1], found[3] if found[2] == "=" else None) for found in alternatives], relation


def purl_of(name, version):
    return f"pkg:deb/debian/{name}" + (f"@{urllib.parse.quote(version, safe='.~-')}" if version else "")


def identifier_of(kind, name):
    return f"SPDXRef-{kind}-" + re.sub(r"[^A-Za-z0-9.-]", lambda sign: f"-{ord(sign[0]):x}-", name)


def package(identifier, name, version, supplier, **more):
    about = {"SPDXID": identifier, "name": name, "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "supplier": supplier,
             "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
             "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl_of(name, version)}]}
    if version:
        about["versionInfo"] = version
    return about | more


def verification_code(sha1s):
    return hashlib.sha1("".join(sorted(sha1s)).encode()).hexdigest()


def checksums(data):
    return [{"algorithm": "SHA1", "checksumValue": hashlib.sha1(data).hexdigest()},
            {"algorithm": "SHA256", "checksumValue": hashlib.sha256(data).hexdigest()}]


def files_of(deb, name):
    """The regular files of a deb."""
    archive = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            if member.isfile():
                path = "./" + member.name.removeprefix("./")
                yield {"SPDXID": identifier_of(f"File-{name}", path), "fileName": path, "checksums": checksums(tar.extractfile(member).read()),
                       "licenseConcluded": PAGE_LICENCE if path.startswith("./usr/share/metainfo/") else LICENCE,
                       "copyrightText": "NOASSERTION"}


class Bill:
    def __init__(self, build):
        self.versions = {alternatives[0][0]: alternatives[0][1] for alternatives, _ in relations_in(build.get("Installed-Build-Depends", ""))}
        self.packages, self.files, self.relationships = {}, [], []

    def relate(self, one, kind, other, comment=None):
        relation = {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
        if comment:
            relation["comment"] = comment
        if relation not in self.relationships:
            self.relationships.append(relation)

    def of_debian(self, name):
        identifier = identifier_of("Package", name)
        if identifier not in self.packages:
            self.packages[identifier] = package(identifier, name, self.versions.get(name), DEBIAN)
        return identifier

    def add_own(self, deb, control):
        identifier = identifier_of("Package", control["Package"])
        files = list(files_of(deb, control["Package"]))
        sha1s = [file["checksums"][0]["checksumValue"] for file in files]
        self.packages[identifier] = package(
            identifier, control["Package"], control["Version"], PEOPLE, filesAnalyzed=True, packageFileName=pathlib.Path(deb).name,
            packageVerificationCode={"packageVerificationCodeValue": verification_code(sha1s)}, checksums=checksums(pathlib.Path(deb).read_bytes()),
            licenseConcluded=LICENCE, licenseDeclared=LICENCE, licenseInfoFromFiles=sorted({file["licenseConcluded"] for file in files}),
            summary=control["Description"].split("\n")[0], primaryPackagePurpose="APPLICATION")
        self.relate("SPDXRef-DOCUMENT", "DESCRIBES", identifier)
        self.files += files
        for file in files:
            self.relate(identifier, "CONTAINS", file["SPDXID"])

    def add_needs(self, control, linked):
        """linked: the relations that dpkg-shlibdeps found."""
        own = identifier_of("Package", control["Package"])
        for field in ("Pre-Depends", "Depends", *OPTIONAL):
            for alternatives, written in relations_in(control.get(field, "")):
                names = [name for name, _ in alternatives]
                other = self.of_debian(next((name for name in names if name in self.versions), names[0]))
                if written in linked:
                    self.relate(own, "DYNAMIC_LINK", other, written)
                else:
                    self.relate(other, "OPTIONAL_DEPENDENCY_OF" if field in OPTIONAL else "RUNTIME_DEPENDENCY_OF", own, f"{field}: {written}")

    def add_build(self, owns):
        for name in sorted(self.versions):
            for own in owns:
                self.relate(self.of_debian(name), "BUILD_DEPENDENCY_OF", own)
                if name in COMPILED_IN:
                    self.relate(own, "STATIC_LINK", self.of_debian(name))

    def add_source(self, build, owns):
        found = re.search(r"^([0-9a-f]{64}) \d+ (\S+\.dsc)$", build.get("Checksums-Sha256", ""), re.MULTILINE)
        if not found:
            return
        identifier = identifier_of("Source", build["Source"])
        self.packages[identifier] = package(identifier, build["Source"], build["Version"], PEOPLE, packageFileName=found[2], licenseConcluded=LICENCE,
                                            licenseDeclared=LICENCE, checksums=[{"algorithm": "SHA256", "checksumValue": found[1]}],
                                            primaryPackagePurpose="SOURCE")
        self.packages[identifier]["externalRefs"][0]["referenceLocator"] += "?arch=source"
        for own in owns:
            self.relate(own, "GENERATED_FROM", identifier)


def linked_by(folder, name):
    path = pathlib.Path(folder) / f"{name}.substvars"
    found = re.search(r"^shlibs:Depends=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {written for _, written in relations_in(found[1])} if found else set()


def bill_of(debs, buildinfo, substvars, seconds):
    build = fields_of(pathlib.Path(buildinfo).read_text(encoding="utf-8"))
    bill = Bill(build)
    controls = {}
    for deb in sorted(debs, key=lambda path: pathlib.Path(path).name):
        control = fields_of(subprocess.run(["dpkg-deb", "--field", deb], capture_output=True, text=True, check=True).stdout)
        controls[control["Package"]] = control
        bill.add_own(deb, control)
    for name, control in controls.items():
        bill.add_needs(control, linked_by(substvars, name))
    owns = [identifier_of("Package", name) for name in controls]
    bill.add_build(owns)
    bill.add_source(build, owns)
    first = next(iter(controls.values()))
    digests = "".join(found["checksumValue"] for own in owns for found in bill.packages[own]["checksums"])
    created = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
            "name": f"{build['Source']}-{first['Version']}-{first['Architecture']}",
            "documentNamespace": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digests)}",
            "creationInfo": {"created": created, "creators": [PEOPLE, "Tool: packaging/sbom.py"]},
            "packages": [bill.packages[identifier] for identifier in sorted(bill.packages)], "files": bill.files, "relationships": bill.relationships}


# --- checking: https://spdx.github.io/spdx-spec/v2.3/ ----------------------------------------------------------------

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
CREATOR = re.compile(r"(Tool|Person|Organization): \S.*")
SUPPLIER = re.compile(r"(Person|Organization): \S.*|NOASSERTION")
IDENTIFIER = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")
PURL = re.compile(r"pkg:deb/debian/[a-z0-9][a-z0-9+.-]+(@[A-Za-z0-9.~%-]+)?(\?[a-z=&]+)?")
EXPRESSION = re.compile(r"NOASSERTION|NONE|[A-Za-z0-9.-]+\+?( (AND|OR|WITH) [A-Za-z0-9.-]+\+?)*")
DIGESTS = {"SHA1": 40, "SHA256": 64}
KINDS = {"DESCRIBES", "CONTAINS", "DYNAMIC_LINK", "STATIC_LINK", "RUNTIME_DEPENDENCY_OF", "OPTIONAL_DEPENDENCY_OF", "BUILD_DEPENDENCY_OF",
         "GENERATED_FROM"}
# Of each kind of thing: what it must have, and what it may.
DOCUMENT_HAS = {"spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo", "packages", "files", "relationships"}
PACKAGE_MUST = {"SPDXID", "name", "downloadLocation", "filesAnalyzed", "supplier", "licenseConcluded", "licenseDeclared", "copyrightText", "externalRefs"}
PACKAGE_MAY = {"versionInfo", "packageFileName", "packageVerificationCode", "checksums", "licenseInfoFromFiles", "summary", "primaryPackagePurpose"}
FILE_HAS = {"SPDXID", "fileName", "checksums", "licenseConcluded", "copyrightText"}


def keys_fault(place, thing, must, may=frozenset()):
    yield from (f"{place}: lacks {key}" for key in sorted(must - set(thing)))
    yield from (f"{place}: has {key}, which nobody knows" for key in sorted(set(thing) - must - may))


def checksum_faults(place, found, wanted):
    algorithms = [one.get("algorithm") for one in found]
    yield from (f"{place}: no {name}" for name in wanted if name not in algorithms)
    for one in found:
        if not re.fullmatch(f"[0-9a-f]{{{DIGESTS.get(one.get('algorithm'), 0)}}}", one.get("checksumValue", "x")):
            yield f"{place}: no such digest: {one}"


def package_faults(thing, contained):
    place = thing.get("SPDXID", "a package")
    yield from keys_fault(place, thing, PACKAGE_MUST, PACKAGE_MAY)
    if not SUPPLIER.fullmatch(thing.get("supplier", "")):
        yield f"{place}: supplier {thing.get('supplier')}"
    for key in ("licenseConcluded", "licenseDeclared"):
        if not EXPRESSION.fullmatch(thing.get(key, "")):
            yield f"{place}: {key} {thing.get(key)}"
    for reference in thing.get("externalRefs", []):
        if not PURL.fullmatch(reference.get("referenceLocator", "")) or reference.get("referenceType") != "purl":
            yield f"{place}: no address of a package: {reference}"
    if "checksums" in thing:
        yield from checksum_faults(place, thing["checksums"], ["SHA256"])
    code = thing.get("packageVerificationCode", {}).get("packageVerificationCodeValue")
    if thing.get("filesAnalyzed") and code != verification_code(contained):
        yield f"{place}: its files make another verification code"
    if not thing.get("filesAnalyzed") and (code or contained):
        yield f"{place}: has files, and says that nobody looked at them"


def file_faults(thing):
    place = thing.get("SPDXID", "a file")
    yield from keys_fault(place, thing, FILE_HAS)
    if not thing.get("fileName", "").startswith("./"):
        yield f"{place}: its name does not begin with ./"
    if not EXPRESSION.fullmatch(thing.get("licenseConcluded", "")):
        yield f"{place}: licenseConcluded {thing.get('licenseConcluded')}"
    yield from checksum_faults(place, thing.get("checksums", []), ["SHA1", "SHA256"])


def faults(document):
    yield from keys_fault("the document", document, DOCUMENT_HAS)
    if set(DOCUMENT_HAS) - set(document):
        return
    if document["spdxVersion"] != "SPDX-2.3" or document["dataLicense"] != "CC0-1.0" or document["SPDXID"] != "SPDXRef-DOCUMENT":
        yield "the document: is not one of SPDX 2.3"
    if not re.fullmatch(r"[a-z][a-z0-9+.-]+:[^#\s]+", document["documentNamespace"]):
        yield "the document: its namespace is no URI, or has a part"
    info = document["creationInfo"]
    if not TIME.fullmatch(info.get("created", "")) or not info.get("creators") or not all(map(CREATOR.fullmatch, info["creators"])):
        yield f"the document: made {info}"
    things = document["packages"] + document["files"]
    names = [thing.get("SPDXID", "") for thing in things] + ["SPDXRef-DOCUMENT"]
    yield from (f"{name}: no identifier" for name in names if not IDENTIFIER.fullmatch(name))
    yield from (f"{name}: twice" for name in sorted({name for name in names if names.count(name) > 1}))
    known, met, inside = set(names), set(), {}
    sha1_of = {file.get("SPDXID"): one.get("checksumValue", "") for file in document["files"] for one in file.get("checksums", [])
               if one.get("algorithm") == "SHA1"}
    for relation in document["relationships"]:
        one, kind, other = (relation.get(key) for key in ("spdxElementId", "relationshipType", "relatedSpdxElement"))
        if kind not in KINDS or not {one, other} <= known or set(relation) - {"spdxElementId", "relationshipType", "relatedSpdxElement", "comment"}:
            yield f"no such relation: {relation}"
        met |= {one, other}
        if kind == "CONTAINS":
            inside.setdefault(one, []).append(sha1_of.get(other, ""))
    if not any(relation.get("relationshipType") == "DESCRIBES" for relation in document["relationships"]):
        yield "the document: describes nothing"
    yield from (f"{name}: nothing is said of what it is for" for name in sorted(known - met))
    for thing in document["packages"]:
        yield from package_faults(thing, inside.get(thing.get("SPDXID"), []))
    for thing in document["files"]:
        yield from file_faults(thing)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    write = verbs.add_parser("write")
    write.add_argument("output")
    write.add_argument("--buildinfo", required=True)
    write.add_argument("--substvars", required=True)
    write.add_argument("debs", nargs="+")
    check = verbs.add_parser("check")
    check.add_argument("files", nargs="+")
    wish = parser.parse_args()
    if wish.verb == "write":
        document = bill_of(wish.debs, wish.buildinfo, wish.substvars, int(os.environ["SOURCE_DATE_EPOCH"]))
        pathlib.Path(wish.output).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{wish.output}: {len(document['packages'])} packages, {len(document['files'])} files, {len(document['relationships'])} relations")
        return 0
    code = 0
    for name in wish.files:
        found = list(faults(json.loads(pathlib.Path(name).read_text(encoding="utf-8"))))
        for line in found:
            print(f"{name}: {line}")
        code = code or bool(found)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
