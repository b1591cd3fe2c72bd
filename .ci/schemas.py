#!/usr/bin/env python3
"""An independent validator over the published schemas.

    .ci/schemas.py PROGRAM SNIPPETS

Every shipped and example file and a JSON report must be accepted, and every bad snippet that the tests wrote to SNIPPETS
(`ASSURE_SNIPPETS=SNIPPETS cargo test`, named KIND.CODE.NUMBER.toml) rejected. Codes of what only the meaning shows are skipped by name.
"""
import collections
import datetime
import json
import pathlib
import subprocess
import sys
import tomllib

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What no schema can say: it rests on another place, on another file, or on the calendar.
MEANING = set("""
    date duplicate-id key-run lineage lineage-cycle no-reason not-key-because other-checklist other-council other-period overlay period question-mark rests-on state
    two-questions unknown-checklist unknown-context unknown-question unknown-rule unknown-source unknown-theme
    unknown-topic
""".split())


def plain(value):
    """TOML as JSON: dates are text."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    return value


def load(path):
    return plain(tomllib.loads(path.read_bytes().decode("utf-8-sig")))


def needs_either(code, value):
    """A question needs `source` or `rests_on`: one of two keys, which the schema leaves to the meaning."""
    questions = [q for s in value.get("section", []) for q in s.get("question", [])]
    return code == "missing-key" and any("source" not in q and "rests_on" not in q for q in questions)


def main():
    program, snippets = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])

    def run(*args):
        return subprocess.run([program, *args], cwd=ROOT, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout

    validators = {}
    for kind in ("checklist", "overlay", "answers", "comments", "report", "quartet", "indicators", "figures", "export-answers", "export-actions", "export-assessments"):
        schema = json.loads(run("schema", kind))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[kind] = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    faults, counts = [], collections.Counter()

    def accept(kind, name, value):
        counts["accepted"] += 1
        for e in validators[kind].iter_errors(value):
            faults.append(f"{name}: {e.json_path}: {e.message[:200]}")

    for path in sorted([*(ROOT / "checklists").glob("*.toml"), *(ROOT / "examples").rglob("*.toml")]):
        if path.name.startswith("broken"):
            continue
        value = load(path)
        if "extend" in value:
            accept("overlay", path.name, value)
        elif "section" in value:
            accept("checklist", path.name, value)
        elif value.get("kind") == "assure-comments":
            accept("comments", path.name, value)
        elif "indicator" in value and "checklist" not in value:
            accept("indicators", path.name, value)
        elif "checklist" in value:
            accept("answers", path.name, value)
            if subprocess.run([program, "check", str(path)], capture_output=True).returncode == 0:
                report = json.loads(run("report", str(path), "--format", "json", "--today", "2026-11-22"))
                accept("report", f"report of {path.name}", report)
                figures = json.loads(run("indicators", str(path), "--format", "json", "--today", "2026-11-22"))
                accept("figures", f"figures of {path.name}", figures)
                counts["reports"] += 1
    roles = sorted(map(str, (ROOT / "examples" / "quartet").glob("*.toml")))
    for public in ([], ["--public"]):
        accept("quartet", " ".join(["quartet", *public]), json.loads(run("quartet", *roles, *public, "--format", "json", "--today", "2026-11-22")))
    # Rows, with and without texts; the folder has files that are no answers too.
    for kind, flags in (("export-answers", []), ("export-actions", ["--actions"]), ("export-assessments", ["--summary"])):
        for texts in ([], ["--texts"]):
            command = [program, "export", *roles, "examples/merge", "examples/ce-2025-26.toml", *flags, *texts, "--format", "jsonl", "-q"]
            for line in subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines():
                accept(kind, " ".join([*flags, *texts]), json.loads(line))
                counts["rows"] += 1
    if not counts["reports"]:
        faults.append("no report was looked at")

    skipped = collections.Counter()
    for path in sorted(snippets.glob("*.toml")):
        kind, code, _ = path.name.split(".", 2)
        try:
            value = load(path)
        except tomllib.TOMLDecodeError:
            if code == "valid":
                faults.append(f"{path.name} is no TOML")
            counts["no TOML"] += 1
            continue
        if code == "valid":
            accept(kind, path.name, value)
        elif code in MEANING or needs_either(code, value):
            skipped[code] += 1
        elif validators[kind].is_valid(value):
            faults.append(f"{path.name} is accepted by the schema")
        else:
            counts["rejected"] += 1
    if counts["rejected"] < 20:
        faults.append(f"only {counts['rejected']} bad snippets in {snippets}")
    for fault in faults:
        print(fault)
    print(", ".join(f"{n} {what}" for what, n in counts.items()))
    print("skipped, a matter of meaning: " + ", ".join(f"{code} {n}" for code, n in sorted(skipped.items())))
    sys.exit(bool(faults))


main()
