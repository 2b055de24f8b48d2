#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes round the program on the demo vault: the tour ends, QML complains about nothing, and no two pictures are the same, for one
of them would not show what its name says. Usage: check_tour.py PROGRAM FOLDER, on a display and a session bus.
"""
import hashlib
import pathlib
import shutil
import subprocess
import sys


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = subprocess.run([program, "--demo", "--screenshots", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    said = done.stdout.decode(errors="replace")
    faults = [line for line in said.splitlines() if "qrc:/" in line or "QProcess" in line]
    if done.returncode != 0:
        faults.append(f"ended with {done.returncode}: {said[-2000:]}")
    seen = {}
    for path in sorted(folder.glob("*.png")):
        other = seen.setdefault(hashlib.sha256(path.read_bytes()).digest(), path.name)
        if other != path.name:
            faults.append(f"{path.name} shows what {other} shows")
    print("\n".join(faults) or f"{len(seen)} pictures")
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
