#!/usr/bin/env python3
"""How time and memory grow with the number of questions: python3 benches/scale.py [PROGRAM]

Writes two editions of an invented checklist and a year of answers to each, of 100 to 10,000 questions, runs the commands that one person
waits for, and prints for each the seconds (the best of three), the most memory in MiB, that memory over the size of what was read, and the
exponent of growth from 1,000 to 10,000 questions: 1 is linear, 2 is four times the time for twice the questions.
"""
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import time

SIZES = [100, 1_000, 10_000]
EDITIONS = ["--checklist", "big-2025.toml", "--checklist", "big-2026.toml"]
ONE = ["--checklist", "big-2026.toml"]
COMMANDS = {
    "check": (["check", "new.toml", *ONE], ["new.toml", "big-2026.toml"]),
    "score": (["score", "new.toml", *ONE], ["new.toml", "big-2026.toml"]),
    "report": (["report", "new.toml", *ONE], ["new.toml", "big-2026.toml"]),
    "diff": (["diff", "old.toml", "new.toml", *EDITIONS], ["old.toml", "new.toml", "big-2025.toml", "big-2026.toml"]),
    "trend": (["trend", "old.toml", "new.toml", *EDITIONS], ["old.toml", "new.toml", "big-2025.toml", "big-2026.toml"]),
    "upgrade": (["upgrade", "old.toml", "--to", "2026", "-o", "up.toml", *EDITIONS], ["old.toml", "big-2025.toml", "big-2026.toml"]),
}


def question_id(edition: int, n: int) -> str:
    """A third of the questions have another id in the later edition."""
    return f"q{n}n" if edition == 2026 and n % 3 == 0 else f"q{n}"


def checklist(edition: int, size: int) -> str:
    out = [f'''format = 1
id = "big"
edition = {edition}
revision = 1
role = "ce"
title = "An invented checklist"
status = "current"
minutes = 60
[[source]]
id = "s"
title = "An invented source"
publisher = "Nobody"
date = "2022"
''']
    for n in range(size):
        if n % 50 == 0:
            out.append(f'[[section]]\nid = "s{n // 50}"\ntitle = "Section {n // 50}"\n')
        out.append(f'''[[section.question]]
id = "{question_id(edition, n)}"
text = "Do we know thing number {n} well?"
why = "Because it matters for children number {n}."
look_for = ["A thing that is seen {n}"]
theme = "voice"
source = {{ id = "s", locator = "page {n}" }}
key = {"true" if n == 0 else "false"}
''')
        if edition == 2026:
            change = "reworded" if n % 3 == 0 else "same"
            out.append(f'was = [{{ edition = 2025, id = "q{n}", change = "{change}", comparable = true }}]\n')
    return "".join(out)


def answers(edition: int, size: int) -> str:
    out = [f'''format = 1
checklist = "big"
edition = {edition}
period = "{edition}-{(edition + 1) % 100}"
council = "Northmoor"
started = {edition}-11-01
updated = {edition}-11-20
''']
    for n in range(size):
        name = question_id(edition, n)
        out.append(f'''
[answer.{name}]
rating = {(n + edition) % 4}
finding = "We looked at thing {n} in {edition} and found what we found."
on = {edition}-11-20

[[answer.{name}.evidence]]
kind = "data"
text = "Table {n}"
date = {edition}-11-20

[[answer.{name}.action]]
what = "Mend thing {n} for good, and see to it"
owner = "Director"
due = 2027-03-31
status = "open"
''')
    return "".join(out)


def run(program: str, args: list[str]) -> tuple[float, float]:
    """Seconds, and the most memory in bytes."""
    begun = time.perf_counter()
    child = subprocess.Popen([program, *args, "--today", "2026-11-26"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    # `check` says by 1 that there is something to see to.
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{args}: {child.stderr.read().decode()}")
    child.stderr.close()
    return seconds, used.ru_maxrss * 1024


def main() -> None:
    program = os.path.realpath(sys.argv[1] if len(sys.argv) > 1 else "target/release/assure")
    took: dict[str, list[float]] = {name: [] for name in COMMANDS}
    print("| command | questions | seconds | MiB | times the input |\n|---|---|---|---|---|")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            for edition, year in [(2025, "old"), (2026, "new")]:
                pathlib.Path(f"big-{edition}.toml").write_text(checklist(edition, size))
                pathlib.Path(f"{year}.toml").write_text(answers(edition, size))
            for name, (args, read) in COMMANDS.items():
                runs = []
                for _ in range(3):
                    pathlib.Path("up.toml").unlink(missing_ok=True)
                    runs.append(run(program, args))
                seconds, memory = min(r[0] for r in runs), max(r[1] for r in runs)
                given = sum(pathlib.Path(f).stat().st_size for f in read)
                took[name].append(seconds)
                print(f"| `{name}` | {size:,} | {seconds:.3f} | {memory / 2**20:.0f} | {memory / given:.1f} |")
            os.chdir("/")
    print("\n| command | exponent, 1,000 to 10,000 |\n|---|---|")
    for name, seconds in took.items():
        print(f"| `{name}` | {math.log10(seconds[-1] / seconds[-2]):.2f} |")


if __name__ == "__main__":
    main()
