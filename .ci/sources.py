#!/usr/bin/env python3
"""The source documents against the checklists, the glossary, the indicators and the coverage files.

    .ci/sources.py FOLDER

FOLDER holds the source documents as text; they are never part of the project. Every paragraph of a document has its row in
docs/coverage/*.toml, and no run of eight words is common to a document and a shipped text. Ends with 1 where that is not so.
"""
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Bodies and instruments whose names alone have eight words.
BODIES = ["National College for Leadership of Schools and Children's Services"]
NAMES = ["UN Convention on the Rights of the Child"]


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def runs(text):
    w = words(text)
    return [tuple(w[i : i + 8]) for i in range(len(w) - 7)]


def read(path):
    return path.read_bytes().decode("utf-8", "replace")


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)


def checklist_texts(c):
    if "note" in c:
        yield "note", c["note"]
    for x in c.get("context", []):
        yield x["id"], x["text"]
    for s in c.get("section", []):
        if "intro" in s:
            yield s["id"], s["intro"]
        for q in s.get("question", []):
            for key in ("text", "why", "look_for", "warning_signs", "indicators"):
                for t in strings(q.get(key, [])):
                    yield q["id"], t
            for t in q.get("then_now", []):
                yield q["id"], t["then"]
                yield q["id"], t["now"]


def glossary_texts(g):
    for t in g["term"]:
        for key in ("term", "meaning", "source", "now", "clash"):
            if key in t:
                yield t["term"], t[key]
        for r in t.get("replaced", []):
            for key in ("old", "note"):
                if key in r:
                    yield t["term"], r[key]


def indicator_texts(c):
    for i in c["indicator"] + c.get("prompt", []):
        for key in ("name", "numerator", "denominator", "cautions", "title", "question"):
            for t in strings(i.get(key, [])):
                yield i["id"], t


def main():
    folder = pathlib.Path(sys.argv[1])
    faults = []
    seeds = {p.name: read(p) for p in folder.iterdir() if p.suffix == ".txt"}
    known = {run for text in seeds.values() for run in runs(text)}
    if len(known) <= 1000:
        sys.exit(f"{folder} holds no source documents")

    compared = 0
    for path in sorted((ROOT / "docs/coverage").glob("*.toml")):
        m = tomllib.loads(read(path))
        if m["seed"] not in seeds:
            faults.append(f"{path.name}: {m['seed']} is not in {folder}")
            continue
        lines = [line.strip() for line in re.split(r"\r?\n", seeds[m["seed"]]) if line.strip()]
        if len(lines) != len(m["paragraph"]):
            faults.append(f"{path.name}: {len(m['paragraph'])} rows for {len(lines)} paragraphs")
        for p, line in zip(m["paragraph"], lines):
            starts = words(p["starts"])
            if len(starts) > 6 or words(line)[: len(starts)] != starts:
                faults.append(f"{path.name}, {p['at']}: `{p['starts']}` does not begin `{line}`")
            compared += 1

    looked_at = 0
    for path in sorted((ROOT / "checklists").glob("*.toml")):
        c = tomllib.loads(read(path))
        if path.name == "glossary.toml":
            texts, named = glossary_texts(c), NAMES
        elif path.name == "indicators.toml":
            texts, named = indicator_texts(c), NAMES
        elif "section" in c:
            named = BODIES + [t for s in c["source"] for t in (s["title"], s.get("url", ""))]
            texts = checklist_texts(c)
        else:
            continue
        exempt = {run for n in named for run in runs(n)}
        for place, text in texts:
            looked_at += 1
            for run in runs(text):
                if run in known and run not in exempt:
                    faults.append(f"{path.name}, {place}: copied: {' '.join(run)}")
    if not compared or not looked_at:
        faults.append("nothing was compared")
    for fault in faults:
        print(fault)
    print(f"{compared} paragraphs and {looked_at} texts against {len(seeds)} documents: {len(faults)} faults")
    sys.exit(bool(faults))


main()
