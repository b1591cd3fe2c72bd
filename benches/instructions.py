#!/usr/bin/env python3
"""Counts instructions of the release program's commands, as ratios against the smallest honest programs for the same work (benches/floors).

    cargo build --release
    cargo build --release --manifest-path benches/floors/Cargo.toml --target-dir target/floors
    python3 benches/instructions.py

With `--seconds` the same in wall time, by hyperfine (Debian's package): medians of 200 runs, on an idle machine.

With `--check` it fails where a ratio is more than a twentieth above the one that benches/README.md promises.

Linux, with valgrind (Debian's package). The same program on the same input gives the same count, whatever else the machine is doing.
Valgrind's processor has no instructions for SHA-256: what takes digests counts more here than it takes on a real one.
"""
import itertools, json, os, re, shlex, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.environ.get("CARGO_TARGET_DIR")
PROGRAM = os.path.join(TARGET or os.path.join(ROOT, "target"), "release", "assure")
FLOORS = os.path.join(ROOT, "target", "floors", "release")
# The column of the page that holds what is promised.
PROMISED = "at most"
# What a compiler or a library may move without anybody having to look.
ROOM = 1.05


def instructions(folder, *command):
    """Instructions of one run."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out", *command],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )
    found = re.search(r"Collected : (\d+)", run.stderr)
    assert found and run.returncode in (0, 1), (command, run.stderr)
    return int(found.group(1))


def seconds(folder, *command):
    """The median seconds of a run."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        quoted = shlex.join(command)
        subprocess.run(
            ["hyperfine", "-N", "-i", "-w", "10", "-r", "200", "--export-json", out.name, quoted],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        )
        return json.load(open(out.name))["results"][0]["median"]


def promises():
    """What benches/README.md promises, by the name of the row."""
    with open(os.path.join(ROOT, "benches", "README.md")) as page:
        lines = page.read().splitlines()
    head = next(i for i, line in enumerate(lines) if line.endswith(f"| {PROMISED} |"))
    promised = {}
    for line in itertools.takewhile(lambda line: line.startswith("|"), lines[head + 2:]):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        promised[cells[0]] = float(cells[-1])
    return promised


def main():
    promised, broken = promises(), []
    example = lambda year: os.path.join(ROOT, "examples", f"ce-{year}.toml")
    checklist = lambda year: os.path.join(ROOT, "checklists", f"ce-{year}.toml")
    this, last, next_ = example("2025-26"), example("2024-25"), example("2026-27")
    one = [this, checklist("2022")]
    rows = [
        ("--version", ["--version"], None),
        ("list", ["list"], None),
        ("show ce", ["show", "ce"], [checklist("2026")]),
        ("check the example", ["check", this], one),
        ("score the example", ["score", this], one),
        ("report as Markdown", ["report", this], one),
        ("report as JSON", ["report", this, "--format", "json"], one),
        ("diff of two years, across editions", ["diff", last, this], [last, this, checklist("2019"), checklist("2022")]),
        ("trend of three years", ["trend", last, this, next_], [last, this, next_, *(checklist(y) for y in ("2019", "2022", "2026"))]),
        ("upgrade to the next edition", ["upgrade", this, "--to", "2026", "-o", "-"], [this, checklist("2022"), checklist("2026")]),
    ]
    timed = "--seconds" in sys.argv[1:]
    count, unit, scale = (seconds, "milliseconds", 1e3) if timed else (instructions, "millions of instructions", 1e-6)
    with tempfile.TemporaryDirectory() as folder:
        empty = count(folder, os.path.join(FLOORS, "empty"))
        commands = count(folder, os.path.join(FLOORS, "commands"), "list")
        print(f"| what | {unit} | those of the floor | ratio | {PROMISED} |")
        print("|---|---:|---:|---:|---:|")
        for name, args, files in rows:
            ours = count(folder, PROGRAM, *args)
            # A process that reads its arguments, and reads and parses the files: each counted once.
            floor = commands + (count(folder, os.path.join(FLOORS, "parse"), *files) - empty if files else 0)
            most = promised.pop(name)
            print(f"| {name} | {ours * scale:.2f} | {floor * scale:.2f} | {ours / floor:.2f} | {most:.2f} |")
            if ours / floor > most * ROOM:
                broken.append(f"{name}: {ours / floor:.2f} times the bare work; benches/README.md promises {most:.2f}")
    assert not promised, f"not measured: {', '.join(promised)}"
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(broken) or None)


if __name__ == "__main__":
    main()
