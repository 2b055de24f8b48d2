#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every security test has a twin: the program with one guard switched off, in which that test has to fail.

twins.json names the guard (file, old text, new text), the threat it is there for, and the test and its function that
must notice. "check" proves in every test run that each old text stands exactly once in its file and that each function
exists, and prints how many twins there are. "run" makes the twins one after the other in a copy of the sources,
builds the one test, and counts those that fail as they should.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def load(folder):
    return json.loads((folder / "tests/twins/twins.json").read_text(encoding="utf-8"))


def sources_of_tests(root):
    texts = collections.defaultdict(str)  # a view-model and its screens have tests of the same name
    for path in (root / "tests").rglob("*"):
        if path.suffix in {".cpp", ".py", ".qml"} and path.parent.name != "twins":
            texts[path.stem] += path.read_text(encoding="utf-8")
    return texts


def problems(root, twins):
    """What is wrong with the list: a guard that is not there, twice there, or that nobody tests."""
    tests = sources_of_tests(root)
    for number, twin in enumerate(twins, 1):
        name = f"twin {number} ({twin['threat']}, {twin['file']})"
        path = root / twin["file"]
        if not path.is_file():
            yield f"{name}: there is no such file"
            continue
        count = path.read_text(encoding="utf-8").count(twin["old"])
        if count != 1:
            yield f"{name}: the guard stands {count} times in the file"
        if twin["old"] == twin["new"]:
            yield f"{name}: nothing is switched off"
        source = tests.get(source_of(twin["test"]))
        if not source:
            yield f"{name}: there is no test {twin['test']}"
        elif twin["function"] and not re.search(rf"\b{re.escape(twin['function'])}\b", source):
            yield f"{name}: {twin['test']} has no {twin['function']}"


def source_of(test):
    """tst_ui_items is in tst_items.cpp, e2e_lock in test_lock.py."""
    if test.startswith("tst_ui_"):
        return "tst_" + test.removeprefix("tst_ui_")
    return "test_" + test.removeprefix("e2e_") if test.startswith("e2e_") else test


def check(root):
    twins = load(root)
    found = list(problems(root, twins))
    for problem in found:
        print(problem)
    threats = {twin["threat"] for twin in twins}
    print(f"twins: {len(twins)}, of {len(threats)} threats")
    return 1 if found or not twins else 0


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "core").mkdir()
        (root / "tests").mkdir()
        (root / "core/a.cpp").write_text("if (bad)\nif (worse)\nif (worse)\n", encoding="utf-8")
        (root / "tests/tst_a.cpp").write_text("void refuses()\n", encoding="utf-8")
        twin = {"threat": "T1", "file": "core/a.cpp", "old": "if (bad)", "new": "if (false)", "test": "tst_a",
                "function": "refuses"}
        planted = [{"old": "if (gone)"}, {"old": "if (worse)"}, {"file": "core/b.cpp"}, {"test": "tst_b"},
                   {"function": "accepts"}, {"new": "if (bad)"}]
        missed = [change for change in planted if not list(problems(root, [twin | change]))]
        wrong = list(problems(root, [twin]))
    print(f"self-test: {len(planted) - len(missed)} of {len(planted)} planted mistakes found")
    return 1 if missed or wrong else 0


class Copy:
    """The sources as they are committed or changed, in a build tree of their own, where guards can be switched off."""

    def __init__(self, root, folder):
        self.root = root
        self.source = folder / "source"
        self.build = self.source / "build/dev"
        self.refresh()
        if not (self.build / "build.ninja").exists():
            self.call(["cmake", "--preset", "dev"], cwd=self.source)

    def refresh(self):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=self.root, check=True, capture_output=True)
        names = [name for name in listed.stdout.decode().split("\0") if name and (self.root / name).is_file()]
        for name in names:
            old, new = self.root / name, self.source / name
            if new.exists() and new.read_bytes() == old.read_bytes():
                continue
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(old, new)

    @staticmethod
    def call(command, **options):
        return subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)

    def compile(self, test):
        environment = os.environ | {"QT_HASH_SEED": "0", "CCACHE_BASEDIR": str(self.source), "CCACHE_NOHASHDIR": "1",
                                    "CCACHE_SLOPPINESS": "pch_defines,time_macros"}
        target = "coffret" if test.startswith("e2e_") else test
        built = subprocess.run(["ninja", "-C", self.build, target], env=environment, capture_output=True, text=True)
        return built.stdout[-2000:] if built.returncode != 0 else None

    def outcome(self, twin):
        """Of the test: "passed", or what failed."""
        command = ["ctest", "--test-dir", self.build, "--output-on-failure", "--tests-regex", f"^{twin['test']}$",
                   "--no-tests=error"]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace")
        if run.returncode == 0:
            return "passed"
        failed = re.findall(r"FAIL!  : \w+::(\w+)|(?:FAIL|ERROR): (\w+)", run.stdout)
        names = [first or second for first, second in failed]
        return ", ".join(dict.fromkeys(names)) or "ended early"

    def try_twin(self, twin):
        """Nothing when its test fails as it should; else what was seen."""
        path = self.source / twin["file"]
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(twin["old"], twin["new"]), encoding="utf-8")
        try:
            broken = self.compile(twin["test"])
            if broken:
                return "does not compile:\n" + broken
            seen = self.outcome(twin)
        finally:
            path.write_text(text, encoding="utf-8")
        wanted = twin["function"]
        return None if seen != "passed" and (not wanted or wanted in seen or seen == "ended early") else seen


def run(root, only):
    twins = [twin for twin in load(root) if not only or re.search(only, twin["threat"] + " " + twin["test"])]
    copy = Copy(root, root / "build/twins")
    bad = []
    # Tests of one program after the other, so that little has to be built again.
    for twin in sorted(twins, key=lambda one: one["test"]):
        seen = copy.try_twin(twin)
        words = "fails as it should" if seen is None else f"NOT NOTICED: {seen}"
        print(f"{twin['threat']:4} {twin['test']} {twin['function']}: {words}", flush=True)
        if seen is not None:
            bad.append(twin)
    # Built once more without a change, each test passes: what failed did so because of its guard.
    for test in sorted({twin["test"] for twin in twins}):
        broken = copy.compile(test)
        seen = broken or copy.outcome({"test": test})
        if seen != "passed":
            print(f"{test} without a change: {seen}", flush=True)
            bad.append(test)
    counts = collections.Counter(twin["threat"] for twin in twins)
    print(f"twins: {len(twins)} made, {len(bad)} not noticed, of {len(counts)} threats")
    return 1 if bad or not twins else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("verb", choices=["check", "run", "self-test"])
    parser.add_argument("only", nargs="?", help="run: a pattern for threats or tests")
    arguments = parser.parse_args()
    root = HERE.parent.parent
    if arguments.verb == "self-test":
        return self_test()
    return check(root) if arguments.verb == "check" else run(root, arguments.only)


if __name__ == "__main__":
    sys.exit(main())
