#!/usr/bin/env python3
"""The rows of many invented assessments, asked the questions of docs/scale.md by DuckDB.

    .ci/scale.py PROGRAM GENERATOR [--councils N] [--years N] [--last YEAR] [--keep FOLDER]

The SQL is taken from the page, run as it stands there, and its answers are worked out once more from the CSV in plain Python. Prints the
results as the page has them, with how long each step took; `--keep` uses a folder that the generator has filled already.
"""
import argparse
import collections
import csv
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import duckdb

ROOT = pathlib.Path(__file__).resolve().parent.parent
SQL = dict(re.findall(r"^```sql (\w+)\n(.*?)^```$", (ROOT / "docs/scale.md").read_text(), re.M | re.S))


def seconds(what, work):
    begun = time.monotonic()
    result = work()
    print(f"{what}: {time.monotonic() - begun:.1f} s")
    return result


def share(part, whole):
    return round(100 * part / whole, 1)


def near(ours, theirs):
    """The same but for a half that two languages round two ways."""
    if isinstance(ours, float):
        return abs(ours - float(theirs)) < 0.11
    return ours == theirs


def asked(row):
    return row["state"] not in ("unanswered", "not-applicable")


class Counted:
    """The three questions, counted row by row."""

    def __init__(self, rows, regions):
        self.newest = 0
        self.region = collections.defaultdict(collections.Counter)
        self.roles = collections.defaultdict(lambda: [True, False])
        self.assertion = collections.defaultdict(collections.Counter)
        for row in rows:
            year = int(row["year"])
            self.newest = max(self.newest, year)
            if asked(row):
                if regions[row["council"]] == "North East" and "caseloads" in (row["topic"], row["second_topic"]):
                    self.region[year][row["position"]] += 1
            if row["position"] != "not-applicable":
                for topic in filter(None, (row["topic"], row["second_topic"])):
                    one = self.roles[row["council"], year, topic, row["role"]]
                    one[0] &= row["position"] == "assured"
                    one[1] |= row["position"] in ("exposed", "blind-spot")
            if row["position"] in ("assured", "asserted"):
                self.assertion[year, row["role"], row["question"]][row["position"]] += 1

    def answers(self):
        positions = ("assured", "asserted", "planned", "exposed", "blind-spot")
        region = [
            (year, sum(n.values()), *(share(n[p], sum(n.values())) for p in positions))
            for year, n in sorted(self.region.items())
            if year > self.newest - 5
        ]
        sides = collections.defaultdict(list)
        for (council, year, topic, _), side in self.roles.items():
            sides[council, year, topic].append(side)
        topics = collections.defaultdict(list)
        for (_, _, topic), both in sides.items():
            if len(both) > 1:
                topics[topic].append(any(s for s, _ in both) and any(d for _, d in both))
        roles = {t: (len(a), share(sum(a), len(a))) for t, a in topics.items()}
        assertion = {
            (role, question): (sum(n.values()), share(n["asserted"], sum(n.values())))
            for (year, role, question), n in self.assertion.items()
            if year == self.newest and sum(n.values()) >= 20
        }
        return region, roles, assertion


def main():
    args = argparse.ArgumentParser()
    args.add_argument("program")
    args.add_argument("generator")
    args.add_argument("--councils", type=int, default=60)
    args.add_argument("--years", type=int, default=6)
    args.add_argument("--last", type=int, default=2032)
    args.add_argument("--keep", type=pathlib.Path)
    args = args.parse_args()
    program, generator = (str(pathlib.Path(p).resolve()) for p in (args.program, args.generator))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        many = args.keep.resolve() if args.keep else folder / "many"
        run = lambda *command: subprocess.run(command, check=True, cwd=folder)
        if not args.keep:
            seconds("written", lambda: run(generator, many, "--councils", str(args.councils), "--years", str(args.years), "--last", str(args.last)))
        seconds("exported", lambda: run(program, "export", many, "-o", "answers.csv", "-q"))
        (folder / "councils.csv").write_bytes((many / "councils.csv").read_bytes())

        engine = duckdb.connect()
        for name, sql in SQL.items():
            SQL[name] = re.sub(r"'(answers|councils)\.(\w+)'", lambda m: f"'{folder / m[0].strip(chr(39))}'", sql)
        seconds("loaded", lambda: engine.execute(SQL["load"]))
        (count,) = engine.execute("SELECT count(*) FROM answers").fetchone()
        (files,) = engine.execute("SELECT count(DISTINCT file) FROM answers").fetchone()
        print(f"{files} assessments, {count} rows, {(folder / 'answers.csv').stat().st_size >> 20} MiB")
        for name in ("twice", "lost"):
            rows = engine.execute(SQL[name]).fetchall()
            assert not rows, (name, rows[:5])
        found = {}
        for name in ("region", "roles", "assertion"):
            cursor = seconds(name, lambda: engine.execute(SQL[name]))
            heads, found[name] = [c[0] for c in cursor.description], cursor.fetchall()
            print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
            for row in found[name]:
                print("| " + " | ".join(map(str, row)) + " |")
        seconds("parquet", lambda: engine.execute(SQL["parquet"]))
        (again,) = engine.execute(f"SELECT count(*) FROM '{folder / 'answers.parquet'}'").fetchone()
        print(f"{(folder / 'answers.parquet').stat().st_size >> 20} MiB as Parquet")

        with open(folder / "councils.csv", newline="") as file:
            regions = {row["council"]: row["region"] for row in csv.DictReader(file)}
        with open(folder / "answers.csv", newline="", encoding="utf-8-sig") as file:
            region, roles, assertion = Counted(csv.DictReader(file), regions).answers()
    faults = []
    if again != count:
        faults.append(f"Parquet has {again} rows of {count}")
    if len(region) != 5 or len(found["region"]) != 5 or not all(near(a, b) for x, y in zip(region, found["region"]) for a, b in zip(x, y)):
        faults.append(f"the region's years: {found['region']}, counted {region}")
    for name, counted, keys in (("roles", roles, 1), ("assertion", assertion, 2)):
        if len(found[name]) != 5:
            faults.append(f"{name}: {len(found[name])} rows")
        highest = sorted((part for _, part in counted.values()), reverse=True)[:5]
        for row, most in zip(found[name], highest):
            key = row[0] if keys == 1 else tuple(row[:2])
            if key not in counted or not all(near(a, b) for a, b in zip(counted[key], row[keys:])) or not near(most, row[-1]):
                faults.append(f"{name}: {row}, counted {counted.get(key)}")
    for fault in faults:
        print("FAULT:", fault)
    sys.exit(bool(faults))


main()
