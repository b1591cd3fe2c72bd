#!/usr/bin/env python3
"""Measures `assure export` over thousands of files, against the bare read and parse of the same files (benches/floors).

    cargo build --release --example generate && cargo build --release
    cargo build --release --manifest-path benches/floors/Cargo.toml --target-dir target/floors
    python3 benches/export.py [FILES [RUNS [FOLDER]]]

Prints ratios of the best runs, in turn, and the peak memory. FILES is 10,000 unless it is said; a FOLDER that the generator has filled before
is used as it is. Linux, because of the peak memory.
"""
import os, pathlib, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/assure"
GENERATOR = ROOT / "target/release/examples/generate"
FLOOR = ROOT / "target/floors/release/parse"
YEARS, ROLES = 10, 4


def run(command, cwd):
    """Seconds and peak KiB of one run whose output goes nowhere."""
    begun = time.monotonic()
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen(list(map(str, command)), cwd=cwd, stdin=subprocess.DEVNULL, stdout=nowhere, stderr=subprocess.PIPE)
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, (command[:4], said)
    return time.monotonic() - begun, used.ru_maxrss


def main():
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        many = pathlib.Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else pathlib.Path(folder) / "many"
        if not many.exists():
            councils = -(-files // (YEARS * ROLES))
            subprocess.run([GENERATOR, many, "--councils", str(councils), "--years", str(YEARS), "--last", "2035"], check=True)
        paths = sorted(many.rglob("*.toml"))
        size = sum(path.stat().st_size for path in paths)
        # Once for the disk, which is not what is measured. The floor takes its files as arguments, a thousand at a time.
        chunks = [paths[i : i + 1000] for i in range(0, len(paths), 1000)]
        export = lambda jobs, *more: lambda: run([PROGRAM, "export", many, "-q", "--jobs", jobs, *more], folder)
        floor = lambda: (sum(run([FLOOR, *chunk], folder)[0] for chunk in chunks), 0)
        rows = [
            ("read and parse, the floor", floor),
            ("export, one thread", export(1)),
            ("export, two threads", export(2)),
            ("export --summary, two threads", export(2, "--summary")),
            ("export --actions as JSON Lines, two threads", export(2, "--actions", "--format", "jsonl")),
        ]
        best = {}
        floor()
        for _ in range(runs):
            for name, work in rows:
                now, memory = work()
                before = best.get(name, (now, 0))
                best[name] = (min(now, before[0]), max(memory, before[1]))
        print(f"{len(paths)} files, {size / 2**20:.0f} MiB, the best of {runs} runs.\n")
        print("| what | seconds | ÷ floor | peak MiB |\n|---|---:|---:|---:|")
        least = best[rows[0][0]][0]
        for name, _ in rows:
            now, memory = best[name]
            print(f"| {name} | {now:.2f} | {now / least:.2f} | {f'{memory / 1024:.1f}' if memory else ''} |")
        one, two = best["export, one thread"][0], best["export, two threads"][0]
        print(f"\nTwo threads are {one / two:.2f} times as fast as one.")


if __name__ == "__main__":
    main()
