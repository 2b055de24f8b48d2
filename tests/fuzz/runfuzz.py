#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs fuzz targets: runfuzz.py BUILD [--seconds N] [--coverage] [TARGET...]

Two at a time (or COFFRET_FUZZ_JOBS), each as long as that (0: once over the inputs that the source tree has). What they find that is new goes to
BUILD/corpus, what breaks one to BUILD/crashes; then this fails and says how to repeat it. --coverage, for a build that counts
lines, tells how much of each parser all those inputs reach. --self-test proves that what breaks a target is told.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AT_A_TIME = int(os.environ.get("COFFRET_FUZZ_JOBS", "2"))
INPUT_SECONDS = 5  # for one input
LARGEST_INPUT = 16 * 1024
LIMITS = [f"-timeout={INPUT_SECONDS}", "-rss_limit_mb=1024", f"-max_len={LARGEST_INPUT}", "-print_final_stats=1"]
TIMED_OUT = 70  # libFuzzer's exit code


def environment():
    return dict(os.environ, UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1",
                ASAN_OPTIONS="detect_stack_use_after_return=1:allocator_may_return_null=1")


def targets(build, wanted):
    there = sorted(path.name.removeprefix("fuzz_") for path in (build / "bin").glob("fuzz_*"))
    unknown = set(wanted) - set(there)
    if unknown or not there:
        sys.exit(f"runfuzz: no such target in {build / 'bin'}: {', '.join(sorted(unknown)) or 'none at all'}; there are: {' '.join(there)}")
    return wanted or there


def seeds(target):
    return HERE / "corpus" / target


def options(target):
    words = HERE / f"{target}.dict"
    return LIMITS + ([f"-dict={words}"] if words.exists() else [])


def is_slow_itself(program, artefact):
    """A busy machine makes any input late. What counts is the processor's time, of one more run."""
    again = subprocess.Popen([program, artefact, "-timeout=600"], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, again.returncode, used = os.wait4(again.pid, 0)
    return used.ru_utime + used.ru_stime >= INPUT_SECONDS


def last(pattern, text, otherwise=0):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else otherwise


class Run:
    """One target, for some time."""

    def __init__(self, build, target, seconds):
        self.target = target
        self.program = build / "bin" / f"fuzz_{target}"
        self.found = build / "corpus" / target
        self.crashes = build / "crashes"
        self.executions = self.corpus = self.edges = self.all_edges = 0
        self.took = 0.0
        self.broken = []  # what is told of each thing that broke
        for folder in (self.found, self.crashes):
            folder.mkdir(parents=True, exist_ok=True)
        if seconds == 0:
            self.go([seeds(target), "-runs=0"])
            return
        end = time.monotonic() + seconds
        while not self.broken and (left := round(end - time.monotonic())) > 0:
            self.go([self.found, seeds(target), f"-max_total_time={left}"])

    def go(self, arguments):
        began = time.monotonic()
        command = [self.program, *arguments, *options(self.target), f"-artifact_prefix={self.crashes}/{self.target}-"]
        done = subprocess.run(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        self.took += time.monotonic() - began
        said = done.stderr.decode(errors="replace")
        self.executions += last(r"stat::number_of_executed_units:\s*(\d+)", said, last(r"(?m)^#(\d+)", said))
        self.edges = max(self.edges, last(r"\bcov: (\d+)", said))
        self.all_edges = last(r"\((\d+) inline 8-bit counters\)", said)
        self.corpus = last(r"\bcorp: (\d+)", said)
        if done.returncode != 0:
            self.judge(done.returncode, said)

    def judge(self, code, said):
        artefact = re.search(r"Test unit written to (\S+)", said)
        if code == TIMED_OUT and artefact and not is_slow_itself(self.program, artefact[1]):
            os.remove(artefact[1])
            return
        what = re.search(r"(?m)^(?:broken promise: .*|SUMMARY: .*|.*runtime error: .*|==\d+== ERROR: .*)$", said)
        repeat = f"{self.program} {artefact[1]}" if artefact else f"{self.program} {seeds(self.target)} -runs=0"
        self.broken.append(f"{self.target}: {what[0] if what else f'ended with {code}'}\n  to repeat it: {repeat}")


def fuzz(build, wanted, seconds):
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        runs = list(pool.map(lambda target: Run(build, target, seconds), targets(build, wanted)))
    print(f"{'target':<18}{'executions':>12}{'each second':>13}{'corpus':>8}{'edges':>16}{'broken':>8}")
    for run in runs:
        edges = f"{run.edges}/{run.all_edges}"
        print(f"{run.target:<18}{run.executions:>12}{run.executions / max(run.took, 0.001):>13.0f}{run.corpus:>8}{edges:>16}{len(run.broken):>8}")
    broken = [what for run in runs for what in run.broken]
    print("\n".join(broken) if broken else "nothing broke")
    return 1 if broken else 0


def parsers():
    """The sources of everything that the targets include."""
    headers = set()
    for source in HERE.glob("fuzz_*.cpp"):
        headers |= set(re.findall(r'#include "(core/[^"]+)\.h"', source.read_text(encoding="utf-8")))
    return sorted(ROOT / f"{name}.cpp" for name in headers if (ROOT / f"{name}.cpp").exists())


def coverage(build, wanted):
    profiles = build / "profiles"
    profiles.mkdir(exist_ok=True)
    names = targets(build, wanted)
    for target in names:
        where = dict(os.environ, LLVM_PROFILE_FILE=str(profiles / f"{target}.profraw"))
        folders = [seeds(target), ROOT / "build" / "fuzz" / "corpus" / target]
        command = [build / "bin" / f"fuzz_{target}", *[folder for folder in folders if folder.is_dir()], "-runs=0"]
        if subprocess.run(command, env=where, capture_output=True, check=False).returncode != 0:
            sys.exit(f"runfuzz: {target} breaks on its own corpus: ./dev fuzz 0 {target}")
    merged = profiles / "all.profdata"
    raw = [profiles / f"{target}.profraw" for target in names]
    subprocess.run(["llvm-profdata", "merge", "-sparse", "-o", merged, *raw], check=True)
    objects = [part for target in names for part in ("-object", build / "bin" / f"fuzz_{target}")]
    answer = subprocess.run(["llvm-cov", "export", "-summary-only", f"-instr-profile={merged}", *objects[1:], *parsers()],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    files = json.loads(answer.stdout)["data"][0]["files"]
    print(f"{'lines':>7}{'reached':>9}{'':>8}  source")
    for file in sorted(files, key=lambda one: one["summary"]["lines"]["percent"]):
        lines = file["summary"]["lines"]
        print(f"{lines['count']:>7}{lines['covered']:>9}{lines['percent']:>7.0f}%  {pathlib.Path(file['filename']).relative_to(ROOT)}")
    all_lines, reached = (sum(file["summary"]["lines"][what] for file in files) for what in ("count", "covered"))
    print(f"{all_lines:>7}{reached:>9}{100 * reached / max(all_lines, 1):>7.0f}%  all parsers")
    return 0


def self_test():
    """Targets that break in every way, and one that does not."""
    ways = {"fine": "exit 0", "crash": "echo 'SUMMARY: broken' >&2; exit 77", "leak": "exit 77", "killed": "kill -9 $$"}
    with tempfile.TemporaryDirectory() as folder:
        build = pathlib.Path(folder)
        (build / "bin").mkdir()
        for name, what in ways.items():
            program = build / "bin" / f"fuzz_{name}"
            program.write_text(f"#!/bin/sh\n{what}\n", encoding="utf-8")
            program.chmod(0o755)
        told = {name for name in ways if Run(build, name, 0).broken}
    missed = {"crash", "leak", "killed"} ^ told
    print(f"self-test: {len(ways) - len(missed)} of {len(ways)} targets judged rightly")
    return 1 if missed else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--coverage", action="store_true")
    chosen = parser.parse_intermixed_args()
    if chosen.coverage:
        return coverage(chosen.build, chosen.targets)
    return fuzz(chosen.build, chosen.targets, chosen.seconds)


if __name__ == "__main__":
    sys.exit(main())
