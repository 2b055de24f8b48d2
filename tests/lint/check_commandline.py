#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What --help says, the manual page and the completions name the same options and commands, and all of them are well-formed.

Takes the program, the source tree and the demo vault, which has a page but no completions. groff must have nothing to say about the
pages; each shell checks its own completion where it is installed. --self-test proves that the check can fail.
"""
import pathlib
import re
import shutil
import subprocess
import sys

COMMANDS = ("get", "list", "otp", "exec")
FILES = {"bash": "coffret.bash", "zsh": "_coffret", "fish": "coffret.fish"}
OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]+)")
OFFERED = """
source "$1"
COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
compopt() { :; }
_coffret
printf '%s\\n' "${COMPREPLY[@]}"
"""


def options_in_help(text):
    """Long options, as they begin a line of the list; what they do stands behind two blanks."""
    return {name for line in text.splitlines() if re.match(r"\s+-", line) for name in OPTION.findall(line.strip().split("  ")[0])}


def options_in_page(text):
    return set(OPTION.findall(re.sub(r"\\f[BIRP]", "", text).replace(r"\-", "-")))


def options_in_completion(shell, text):
    if shell == "fish":
        return {name for line in text.splitlines() if line.startswith("complete ") for name in re.findall(r"(?<=\s)-l ([a-z][a-z-]+)", line)}
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return set(OPTION.findall(re.sub(r"\[[^\]]*\]", "", text)))


def differences(helps, page, completions):
    """helps: of the program ("") and of each command."""
    known = set().union(*(options_in_help(text) for text in helps.values()))
    places = {"the manual page": (options_in_page(page), page)}
    places |= {f"the completion for {shell}": (options_in_completion(shell, text), text) for shell, text in completions.items()}
    for place, (named, text) in places.items():
        yield from (f"{place} lacks --{name}" for name in sorted(known - named))
        yield from (f"{place} has --{name}, which --help has not" for name in sorted(named - known))
        yield from (f"{place} lacks {command}" for command in COMMANDS if not re.search(rf"\b{command}\b", text))
    if not all(re.search(rf"\b{command}\b", helps[""]) for command in COMMANDS):
        yield "--help does not name every command"


def differences_of_vault(help_text, page):
    known, named = options_in_help(help_text) - {"help-all"}, options_in_page(page)
    yield from (f"the demo vault's page lacks --{name}" for name in sorted(known - named))
    yield from (f"the demo vault's page has --{name}, which its --help has not" for name in sorted(named - known))


def faults_of_page(page):
    done = subprocess.run(["groff", "-man", "-ww", "-z", "-Tutf8"], input=page.encode(), capture_output=True, timeout=60, check=False)
    return [f"groff: {line}" for line in done.stderr.decode().splitlines()]


def faults_of_shells(folder):
    for shell, name in FILES.items():
        if shutil.which(shell):
            done = subprocess.run([shell, "-n", str(folder / name)], capture_output=True, text=True, timeout=60, check=False)
            if done.returncode or done.stderr:
                yield f"{shell} -n {name}: {done.stderr.strip()}"


def offered(folder, *words):
    """What bash would complete the last word to."""
    done = subprocess.run(["bash", "-c", OFFERED, "-", str(folder / FILES["bash"]), *words], capture_output=True, text=True, timeout=60,
                          check=True)
    return set(done.stdout.split())


def faults_of_bash(folder, helps):
    for command in COMMANDS:
        expected = {f"--{name}" for name in options_in_help(helps[command])} - {"--"}
        if (found := offered(folder, "coffret", command, "--") - {"--"}) != expected:
            yield f"bash offers {sorted(found)} for {command}, whose help has {sorted(expected)}"
        if found := offered(folder, "coffret", command, ""):
            yield f"bash offers {sorted(found)} where a name of a secret belongs"
    if found := offered(folder, "coffret", "exec", "--", "psql", "--un"):
        yield f"bash offers {sorted(found)} for another command"


def help_of(program, *command):
    done = subprocess.run([program, *command, "--help"], capture_output=True, text=True, timeout=60, check=True, stdin=subprocess.DEVNULL,
                          env={"LC_ALL": "C.UTF-8", "COLUMNS": "120", "PATH": "/usr/bin:/bin"})
    return done.stdout


def self_test():
    helps = {"": "  --lock  Lock\n  -h, --help  Help\nget list otp exec", "get": "  --json  JSON"}
    page = ".B \\-\\-lock\n.BR \\-h \", \" \\-\\-help\n.B \\-\\-json\nget list otp exec"
    bash = "words='get list otp exec --help --lock --json'"
    fish = "complete -c coffret -l help -a 'get list otp exec'\ncomplete -c coffret -l lock\ncomplete -c coffret -l json"
    both = {"bash": bash, "fish": fish}
    bad = [(helps, page.replace("\\-\\-lock", "x"), both), (helps, page + "\n\\-\\-more", both), (helps, page.replace("otp", ""), both),
           (helps, page, {"bash": bash.replace("--json", "")}), (helps, page, {"fish": fish.replace("-l lock", "")}),
           (helps, page, {"bash": bash.replace("exec", "")}), (helps | {"": "  --lock  Lock\n  --help Help"}, page, both)]
    missed = [number for number, sample in enumerate(bad) if not list(differences(*sample))]
    wrong = list(differences(helps, page, both))
    vault = "  --lock  Lock\n  -h, --help  Help\n  --help-all  More\n"
    wrong += list(differences_of_vault(vault, ".B \\-\\-lock\n\\-\\-help"))
    missed += [page for page in (".B \\-\\-lock", ".B \\-\\-lock\n\\-\\-help \\-\\-more") if not list(differences_of_vault(vault, page))]
    unseen = not faults_of_page(".TH A 1\n.XX nothing\n") or not faults_of_page("plain\n.TH A 1\n.BI \"a\n\\*[no]\n")
    print(f"self-test: {len(bad) + 2 - len(missed)} of {len(bad) + 2} planted differences found; {wrong or 'none invented'}; "
          f"{'a broken page passes' if unseen else 'a broken page is found'}")
    return 1 if missed or wrong or unseen else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    program, packaging = sys.argv[1], pathlib.Path(sys.argv[2]) / "packaging"
    folder = packaging / "completions"
    helps = {command: help_of(program, *filter(None, [command])) for command in ("", *COMMANDS)}
    page = (packaging / "coffret.1").read_text(encoding="utf-8")
    completions = {shell: (folder / name).read_text(encoding="utf-8") for shell, name in FILES.items()}
    found = [*differences(helps, page, completions), *faults_of_page(page), *faults_of_shells(folder), *faults_of_bash(folder, helps)]
    page = (packaging / "coffret-demo-vault.1").read_text(encoding="utf-8")
    found += [*differences_of_vault(help_of(sys.argv[3]), page), *faults_of_page(page)]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
