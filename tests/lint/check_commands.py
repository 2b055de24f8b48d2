#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands in the documents are ones that exist: every `coffret ...`, `./dev ...` and `curl ...` of a fenced block, and every `coffret ...`
and `./dev ...` between backticks, has verbs, options and numbers of arguments that the program's --help, `./dev help` and curl know.

Takes the program and the source tree. What the lines for a running program give is the business of tests/e2e/test_documents.py.
--self-test proves that the check can fail.
"""
import pathlib
import re
import shlex
import subprocess
import sys

from check_commandline import COMMANDS, help_of
from check_documents import documents

BLOCK = re.compile(r"^```(?:\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`((?:coffret|\./dev) [^`\n]+)`(?!`)")
ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*=")
ENDS = {"|", "||", "&&", ";", "&"}


def blocks(text):
    """Line and text of each command line in a fenced block; a line that ends with a backslash goes on."""
    for match in BLOCK.finditer(text):
        first = text.count("\n", 0, match.start()) + 2
        whole = ""
        for number, line in enumerate(match[1].splitlines(), first):
            whole += line.removesuffix("\\")
            if not line.endswith("\\"):
                if whole.strip():
                    yield number, whole.strip()
                whole = ""


def simple_commands(line):
    """The words of each command of a line, without what it sets in its environment."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;")
    lexer.whitespace_split, lexer.commenters = True, "#"
    command = []
    for word in [*lexer, ";"]:
        if word in ENDS:
            while command and ASSIGNMENT.match(command[0]):
                command = command[1:]
            if command:
                yield command
            command = []
        else:
            command.append(word)


def command_lines(text, programs=("coffret", "./dev", "curl")):
    """Line, whole text and words of each command of these programs in fenced blocks."""
    for number, line in blocks(text):
        try:
            for words in simple_commands(line):
                if words[0] in programs:
                    yield number, line, words
        except ValueError:
            if line.split()[0] in programs:
                yield number, line, None


def options_of(help_text):
    """Name -> whether it takes a value, of the options at the beginning of a line."""
    found = {}
    for line in help_text.splitlines():
        for name, value in re.findall(r"(?:^|(?<=\s))(--?[\w-]+)(?:,)?(\s<\w+>)?", line.strip().split("  ")[0]) if re.match(r"\s+-", line) else ():
            found[name] = bool(value)
    return found


def arguments_of(help_text):
    """The least and the largest number of arguments, from the line of use."""
    words = re.match(r"Usage: .*?\] ?(.*)", help_text)[1].split()
    named = [word for word in words if word.strip("[].").isupper()]
    return sum(not word.startswith("[") for word in named), sys.maxsize if "--" in words else len(named)


def faults_of_coffret(words, helps, isWhole):
    command = next((word for word in words[1:] if word in COMMANDS), "")
    known = options_of(helps[command])
    arguments, rest = [], [word for word in words[1:] if word != command]
    while rest:
        word = rest.pop(0)
        if word == "--":
            arguments += rest or [""]
            if command != "exec":
                yield "-- is for exec"
            break
        if not word.startswith("-"):
            arguments.append(word)
            continue
        name, _, value = word.partition("=")
        if name not in known:
            yield f"coffret {command} has no {name}"
        elif known[name] and not value and not (rest and rest.pop(0)):
            yield f"{name} wants a value"
    if not command:
        yield from (f"coffret knows no {word}" for word in arguments)
    elif isWhole:
        least, most = arguments_of(helps[command])
        if not least <= len(arguments) <= most:
            yield f"coffret {command} takes {least} to {most} arguments, not {len(arguments)}"


def faults_of_dev(words, verbs):
    if len(words) > 1 and words[1] not in verbs and words[1] not in ("help", "VERB"):
        yield f"./dev has no verb {words[1]}"
    yield from (f"./dev {words[1]} says nothing of {word}" for word in words[2:] if word.startswith("--") and word not in verbs.get(words[1], ""))


def faults_of_curl(words, options):
    for word in words[1:]:
        name = word.partition("=")[0]
        if name.startswith("--") and name not in options or re.fullmatch(r"-[A-Za-z]+", word) and f"-{word[1]}" not in options:
            yield f"curl has no {name}"


def faults(text, helps, verbs, curl):
    judges = {"coffret": lambda words, whole: faults_of_coffret(words, helps, whole), "./dev": lambda words, _: faults_of_dev(words, verbs),
              "curl": lambda words, _: faults_of_curl(words, curl)}
    for number, line, words in command_lines(text):
        yield from ((number, fault) for fault in (judges[words[0]](words, True) if words else [f"no shell reads {line}"]))
    for match in INLINE.finditer(text):
        number, words = text.count("\n", 0, match.start()) + 1, match[1].split()
        yield from ((number, fault) for fault in judges[words[0]]([word for word in words if word != "..."], False))


def verbs_of(help_text):
    """Verb -> what ./dev help says of it."""
    return dict(re.findall(r"^  ([a-z]+) +(.*)$", help_text, re.MULTILINE))


def self_test():
    helps = {command: f"Usage: coffret [options] {use}\n\nOptions:\n  -h, --help  Say\n  --profile <name>  Ask\n  --json  JSON\n"
             for command, use in {"get": "get PATH [FIELD]", "list": "list [PATH]", "otp": "otp PATH", "exec": "exec -- COMMAND"}.items()}
    helps[""] = "Usage: coffret [options]\n\nOptions:\n  --lock  Lock\n  --language <code>  Speak\n"
    verbs = verbs_of("usage: ./dev VERB\n  run       build\n  fuzz      give [SECONDS]; --coverage: which\n")
    block = lambda line: f"```\n{line}\n```\n"
    good = ["coffret get a b", "X='coffret://a/b' coffret exec -- psql -h db", "coffret list | jq -r .", "coffret --language de", "./dev run  # --this is said",
            "coffret get --profile x \\\n  a", "./dev fuzz 600 --coverage", "curl -s --cacert x https://h", "other --thing"]
    bad = ["coffret gte", "coffret get", "coffret get a b c", "coffret get --yaml a", "true && coffret --unlock-all", "coffret list | coffret otp",
           "./dev rnu", "./dev run --fast", "curl --nothing x", "coffret --language", "coffret get 'a", "coffret get \\\n  --what a"]
    judge = lambda text: list(faults(text, helps, verbs, {"-s", "--cacert"}))
    wrong = [line for line in good if judge(block(line))] + [line for line in bad if len(judge(block(line))) != 1]
    wrong += [text for text, expected in {"`coffret get`": 0, "`./dev bench`": 1, "`coffret --qiuck`": 1, "`coffret://a/b`": 0}.items()
              if len(judge(text)) != expected]
    for sample in wrong:
        print("judged wrongly:", sample)
    print(f"self-test: {len(good) + len(bad) + 4 - len(wrong)} of {len(good) + len(bad) + 4} samples judged rightly")
    return 1 if wrong else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    program, root = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    helps = {command: help_of(program, *filter(None, [command])) for command in ("", *COMMANDS)}
    told = lambda *command: subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    verbs, curl = verbs_of(told(root / "dev", "help")), set(re.findall(r"(?:^|(?<=[ ,]))--?[\w.-]+", told("curl", "--help", "all"), re.MULTILINE))
    found = [(path, *fault) for path in documents(root) for fault in faults(path.read_text(encoding="utf-8"), helps, verbs, curl)]
    for path, line, fault in found:
        print(f"{path.relative_to(root)}:{line}: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
