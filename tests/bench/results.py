# SPDX-License-Identifier: GPL-3.0-or-later
"""Results on the disk, one JSON file a run, and what changed since the last one. Ratios are compared, never times: those drift with
the machine."""
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess

NOISE = 0.15  # ratios of one and the same program differ by about that from run to run


def git(*arguments):
    answer = subprocess.run(["git", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return answer.stdout.strip()


def commit():
    """With a "+" where something is not committed; empty outside of a checkout."""
    if not shutil.which("git"):
        return ""
    return git("rev-parse", "--short=12", "HEAD") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")


def machine():
    def first(pattern, file):
        found = re.search(pattern, pathlib.Path(file).read_text(encoding="utf-8"), re.MULTILINE)
        return found[1] if found else ""
    return {"processor": first(r"^model name\s*: (.*)", "/proc/cpuinfo"), "cores": os.cpu_count(),
            "memory_mb": int(first(r"^MemTotal:\s*(\d+)", "/proc/meminfo")) // 1024,
            "system": first(r'^PRETTY_NAME="?([^"\n]*)', "/etc/os-release"), "kernel": platform.release()}


def record(build, rows, series):
    now = datetime.datetime.now(datetime.timezone.utc)
    return {"measured": now.isoformat(timespec="seconds"), "commit": commit(), "machine": machine(), "build": build,
            "rows": [row.record() for row in rows], "growth": [one.record() for one in series]}


def save(folder, result):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result['measured'][:19].replace(':', '-')}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def known(folder):
    """The newest row of each id, with its run's time, commit and machine: not every run measures everything."""
    newest = {}
    for path in sorted(folder.glob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        origin = {key: result[key] for key in ("measured", "commit", "machine")}
        newest.update({row["id"]: {**row, **origin} for row in result["rows"]})
    return newest


def changes(before, result):
    """Lines about rows whose ratio moved by more than noise, whose goal is met or missed now, or that are new; Markdown."""
    for row in result["rows"]:
        last = before.get(row["id"])
        if last is None:
            if before:
                yield f"| {row['name']} ({row['beside']}) | | {row['ratio']:.3g} | new |"
            continue
        change = row["ratio"] / last["ratio"] - 1 if last["ratio"] else 0.0
        turned = f", {row['verdict']} now" if row["verdict"] != last["verdict"] and row["verdict"] else ""
        if abs(change) > NOISE or turned:
            elsewhere = ", on another machine" if last["machine"] != result["machine"] else ""
            yield (f"| {row['name']} ({row['beside']}) | {last['ratio']:.3g} ({last['commit']}, {last['measured'][:10]}{elsewhere}) | "
                   f"{row['ratio']:.3g} | {change:+.0%}{turned} |")


def changes_told(before, result):
    lines = list(changes(before, result))
    if not before:
        return "There is no earlier result to compare with."
    if not lines:
        return f"No ratio moved by more than {NOISE:.0%} since it was measured last."
    return "\n".join(["| changed | before | now | by |", "|---|---|---|---|", *lines])
