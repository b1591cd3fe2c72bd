#!/usr/bin/env python3
"""From key press to the next prompt, in a whole interview at a real pseudo terminal: python3 benches/interview.py [PROGRAM]

With `--large` it answers the last twenty of 10,000 questions instead, in plain lines; the files are those of benches/scale.py.

Answers the 69 questions of ce@2022, each with a rating, a finding and on to the next, and prints the milliseconds from the key that is
pressed to the last byte that is drawn for it, saving included: the median, the slowest of ten, and the median of the first and of the last
ten, which tells whether it grows with what is answered already. The file stands in memory (/dev/shm), so that the disk's own sync takes no
time. Then the same in plain lines. Linux.
"""
import os
import pathlib
import pty
import select
import statistics
import sys
import tempfile
import time

import scale

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMED = [arg for arg in sys.argv[1:] if arg != "--large"]
PROGRAM = str(pathlib.Path(NAMED[0] if NAMED else ROOT / "target/release/assure").resolve())
# Longer than anything that the program waits for by itself.
QUIET = 0.15
# What stands in the last prompt, what is typed to it, and what that is called in the table.
AT_A_TERMINAL = [
    ("What else:", "0", "on to the next question"),
    ("Finding: ", "\r", "the Enter behind a text"),
    ("Rating:", "2", "a rating"),
    ("Answer:", "y", "a yes or no"),
    ("Task list:", "g", None),
    (":", "\r", None),
]
IN_PLAIN_LINES = [
    ("\nMore", ".\n", "the full stop behind a text"),
    ("\nWhat else", "0\n", "on to the next question"),
    ("\nFinding", "As people write it.\n", None),
    ("\nRating", "2\n", "a rating"),
    ("\nAnswer", "y\n", "a yes or no"),
    ("?", "\n", None),
]


class Terminal:
    def __init__(self, args, folder, quiet):
        self.quiet = quiet
        pid, self.fd = pty.fork()
        if pid == 0:
            os.chdir(folder)
            os.execve(PROGRAM, [PROGRAM, *args], {"TERM": "xterm-256color", "PATH": os.environ["PATH"]})
        os.set_blocking(self.fd, True)
        self.shown = ""
        self.settle()

    def settle(self):
        """Reads until nothing comes any more: what was shown, and when the last of it came; none at the end."""
        shown, last = b"", None
        while select.select([self.fd], [], [], self.quiet)[0]:
            try:
                got = os.read(self.fd, 1 << 16)
            except OSError:
                got = b""
            if not got:
                return None
            shown += got
            last = time.perf_counter()
        self.shown = shown.decode(errors="replace") or self.shown
        return last

    def press(self, keys):
        begun = time.perf_counter()
        os.write(self.fd, keys.encode())
        last = self.settle()
        return None if last is None else (last - begun) * 1000


def interview(args, prompts, folder, quiet=QUIET):
    terminal = Terminal(args, folder, quiet)
    times = {}
    while True:
        # The prompt that was drawn last.
        found = max(((terminal.shown.rfind(p), i) for i, (p, _, _) in enumerate(prompts[:-1])), key=lambda x: (x[0], -x[1]))
        _, keys, name = prompts[found[1] if found[0] >= 0 else -1]
        if "next question" in (name or "") and len(times.get(name, [])) == 69:
            return times
        if keys == "\r" and name:
            # The text itself first: it is the Enter behind it that is timed.
            if terminal.press("As people write it.") is None:
                return times
        took = terminal.press(keys)
        if took is None:
            return times
        if name:
            times.setdefault(name, []).append(took)


def large():
    """The last of 10,000 questions: every answer before them is in the file already."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        at = pathlib.Path(folder)
        (at / "big-2026.toml").write_text(scale.checklist(2026, 10_000))
        answers = scale.answers(2026, 10_000)
        (at / "new.toml").write_text(answers[: answers.index(f"\n[answer.{scale.question_id(2026, 9_980)}]")])
        args = ["run", "./big-2026.toml", "--file", "new.toml", "--plain"]
        yield from interview(args, IN_PLAIN_LINES, folder, quiet=1).items()


def main():
    if "--large" in sys.argv:
        print("| what | answers | median ms | slowest |\n|---|---:|---:|---:|")
        for name, times in large():
            print(f"| {name} | {len(times)} | {statistics.median(times):.0f} | {max(times):.0f} |")
        return
    print("| what | median ms | slowest of ten | first ten | last ten |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for kind, more, prompts in (("", [], AT_A_TERMINAL), ("plain: ", ["--plain"], IN_PLAIN_LINES)):
            args = ["ce", "--edition", "2022", "--file", f"x{len(more)}.toml", "--council", "N", *more]
            for name, times in interview(args, prompts, folder).items():
                slowest = statistics.quantiles(times, n=10)[-1]
                first, last = statistics.median(times[:10]), statistics.median(times[-10:])
                print(f"| {kind}{name} | {statistics.median(times):.2f} | {slowest:.2f} | {first:.2f} | {last:.2f} |", flush=True)


if __name__ == "__main__":
    main()
