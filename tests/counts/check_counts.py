#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hot paths take as many instructions as expected.json says, give or take a twentieth.

Counted by callgrind, inside the one function of coffret_counts that goes a path. Usage: check_counts.py PROGRAM KIND [--renew];
KIND names compiler, options and libraries: what is expected holds for one kind of build, and where nothing is expected the test is
skipped. --renew writes down what was counted. Fewer instructions are told like more, or the next loss would hide behind the gain.
--self-test proves that the check can fail.
"""
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

EXPECTED = pathlib.Path(__file__).parent / "expected.json"
FUNCTION = "coffretCounted"
# The same program counts the same to a few in a million. An update of glibc, SQLite or libsodium moves a path by one or two
# hundredths; one more look at each row, or one more allocation for it, by a tenth and more.
TOLERANCE = 0.05
TOTAL = re.compile(r"^totals: (\d+)", re.MULTILINE)
SKIPPED = "SKIP ENTIRE TEST:"


def kind_of(build):
    """What a count depends on: the build, and the processor, for libraries choose their kernels by it. valgrind's has AVX2 at most."""
    flags = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    return f"{platform.machine()}{' with AVX2' if re.search(r'^flags.* avx2( |$)', flags, re.MULTILINE) else ''}, {build}"


def count(program, names=()):
    """Instructions by path. One process goes them all, and callgrind writes a dump whenever one was gone."""
    environment = {"PATH": os.environ["PATH"], "QT_HASH_SEED": "0", "LD_BIND_NOW": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    with tempfile.TemporaryDirectory(prefix="cct", dir="/tmp") as folder:
        environment.update(HOME=folder, TMPDIR=folder)
        dumps = pathlib.Path(folder) / "dump"
        command = ["valgrind", "--quiet", "--tool=callgrind", f"--toggle-collect={FUNCTION}", f"--dump-after={FUNCTION}",
                   f"--callgrind-out-file={dumps}", program, *names]
        answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        paths = [line.split()[0] for line in answer.stdout.splitlines()]
        return {path: total_of((dumps.with_name(f"dump.{number}")).read_text(encoding="utf-8"))
                for number, path in enumerate(paths, 1)}


def total_of(dump):
    return int(TOTAL.search(dump)[1])


def complaints(expected, counted):
    for path in sorted(expected.keys() | counted.keys()):
        if path not in counted:
            yield f"{path} is expected but was not gone"
        elif path not in expected:
            yield f"{path} is new: nothing is expected of it"
        elif abs(change := counted[path] / expected[path] - 1) > TOLERANCE:
            yield f"{path} takes {abs(change):.1%} {'more' if change > 0 else 'fewer'} instructions than expected"


def show(expected, counted):
    for path, instructions in counted.items():
        before = expected.get(path)
        print(f"{path:24}{instructions:>14,}{'' if before is None else f'{instructions / before - 1:>+10.2%}'}")


def renew(kind, counted):
    everything = json.loads(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.exists() else {}
    everything[kind] = counted
    EXPECTED.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")


def check(program, kind, renews):
    expected = json.loads(EXPECTED.read_text(encoding="utf-8")).get(kind) if EXPECTED.exists() else None
    if not shutil.which("valgrind"):
        print(f"{SKIPPED} valgrind is not installed")
        return 0
    if expected is None and not renews:
        print(f"{SKIPPED} nothing is expected of a build like this one ({kind}); ./dev counts writes down what it takes")
        return 0
    counted = count(program)
    show(expected or {}, counted)
    if renews:
        renew(kind, counted)
        return 0
    found = list(complaints(expected, counted))
    for line in found:
        print(line)
    if found:
        print("If that is meant: ./dev counts writes it down as what is expected from now on.")
    return 1 if found else 0


def self_test():
    expected = {"search": 1_000_000, "load": 2_000_000}
    bad = [{"search": 1_051_000, "load": 2_000_000}, {"search": 1_000_000, "load": 1_890_000}, {"search": 1_000_000}, {},
           {**expected, "fold": 1}, {"search": 0, "load": 2_000_000}]
    good = [dict(expected), {"search": 1_049_000, "load": 1_910_000}]
    wrong = [s for s in bad if not list(complaints(expected, s))] + [s for s in good if list(complaints(expected, s))]
    if total_of("events: Ir\nfn=(1)\n16 9\ntotals: 1234\n") != 1234:
        wrong.append("totals of a dump")
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(bad) + len(good) + 1 - len(wrong)} of {len(bad) + len(good) + 1} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    program, build = (argument for argument in sys.argv[1:] if argument != "--renew")
    return check(program, kind_of(build), "--renew" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
