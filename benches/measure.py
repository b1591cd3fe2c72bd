#!/usr/bin/env python3
"""Measures the release program: wall time and peak memory, as ratios against `assure --version` in the same run.

    cargo build --release && python3 benches/measure.py

Linux, with GNU time for the memory (Debian's package `time`). Nothing is tested here: a machine's mood is no failure.
"""
import os, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(ROOT, "target", "release", "assure")
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 200


def once(args, cwd, stdin=None):
    """Seconds of one run."""
    with open(stdin or os.devnull, "rb") as source:
        start = time.perf_counter()
        code = subprocess.call([PROGRAM, *args], cwd=cwd, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
    assert code in (0, 1), args
    return seconds


def memory(args, cwd, stdin=None):
    """Peak kilobytes of one run. GNU time forks from a small process: our own memory must not count for the program's."""
    with open(stdin or os.devnull, "rb") as source, tempfile.NamedTemporaryFile("r") as out:
        subprocess.call(["/usr/bin/time", "-q", "-f", "%M", "-o", out.name, PROGRAM, *args], cwd=cwd, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return int(out.read())


def main():
    with tempfile.TemporaryDirectory() as folder:
        example = os.path.join(ROOT, "examples", "ce-2025-26.toml")
        large = os.path.join(folder, "large.toml")
        with open(example, encoding="utf-8") as file:
            text = file.read()
        at = text.index("\n[answer.", text.index("[answer.quartet-works]") + 1) + 1
        block = '[[answer.quartet-works.evidence]]\nkind = "data"\ntext = "A line of evidence as people write them."\ndate = 2025-10-01\n\n'
        with open(large, "w", encoding="utf-8") as file:
            file.write(text[:at] + block * 10_000 + text[at:])
        piped = os.path.join(folder, "answers.txt")
        with open(piped, "w", encoding="utf-8") as file:
            # Thirty questions skipped, then a pause: the prompts themselves, without the disk.
            file.write("s\n" * 30 + "p\n")
        answered = os.path.join(folder, "thirty.txt")
        with open(answered, "w", encoding="utf-8") as file:
            # Thirty questions answered: "don't know", no finding, no action. Every step is saved and synced.
            file.write("n\n" * 3 + "d\n\n\n" * 30 + "p\n")
        fresh = iter(range(1_000_000))
        rows = [
            ("--version (baseline)", ["--version"], None),
            ("list", ["list"], None),
            ("show ce", ["show", "ce"], None),
            ("check a checklist", ["check", os.path.join(ROOT, "checklists", "ce-2022.toml")], None),
            ("score the example", ["score", example], None),
            ("report as Markdown", ["report", example], None),
            ("report as JSON", ["report", example, "--format", "json"], None),
            ("import the example into a file", ["ce", "--answers", example, "--no-input", "--file", "x.toml", "--replace"], None),
            ("thirty plain prompts", ["ce", "--edition", "2022", "--plain", "--file", "y.toml", "--council", "N"], piped),
            ("thirty plain answers, 63 saves", ["ce", "--edition", "2022", "--plain", "--file", "@", "--council", "N"], answered),
            ("diff of two years, across editions", ["diff", example.replace("2025-26", "2024-25"), example], None),
            ("trend of three years", ["trend", *(example.replace("2025-26", y) for y in ("2024-25", "2025-26", "2026-27"))], None),
            ("score with 10,000 more pieces of evidence", ["score", large], None),
        ]
        size = os.path.getsize(large) / 1024
        results = {name: [] for name, _, _ in rows}
        for run in range(RUNS):
            for name, args, stdin in rows:
                if name.startswith("score with") and run % 20:
                    continue
                args = [f"z{next(fresh)}.toml" if a == "@" else a for a in args]
                results[name].append(once(args, folder, stdin))
        peaks = {name: statistics.median(memory(args, folder, stdin) for _ in range(5)) for name, args, stdin in rows}
        base_time = statistics.median(results[rows[0][0]])
        base_memory = peaks[rows[0][0]]
        print(f"{RUNS} runs each, in turn (the large file: every twentieth; it has {size:.0f} KiB)")
        print("| what | median time ÷ baseline | peak memory ÷ baseline | median ms | peak KiB |")
        print("|---|---:|---:|---:|---:|")
        for name, _, _ in rows:
            t = statistics.median(results[name])
            m = peaks[name]
            print(f"| {name} | {t / base_time:.2f} | {m / base_memory:.2f} | {t * 1000:.2f} | {m:.0f} |")


if __name__ == "__main__":
    main()
