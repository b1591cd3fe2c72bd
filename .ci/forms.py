"""Fills forms in with programs of others, and looks whether what is read back is what `--answers` reads.

    python3 .ci/forms.py target/release/assure

The answers of the complete example are put into the form by openpyxl; LibreOffice saves it anew; both are read with `assure import`. The
form as text is filled in line by line. It needs what office.py needs, and installs it in the same way.
"""

import datetime
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import office

ROOT = pathlib.Path(__file__).resolve().parent.parent
TODAY = ["--today", "2026-01-31"]
EXAMPLE = ROOT / "examples/ce-2025-26.toml"
CHECKLIST = "ce@2022"
PERIOD = ["--period", "2025-26"]
# What a form does not ask for.
LEFT_OUT = ["on", "asked", "unfinished", "by", "no_personal_data", "risk_accepted", "earlier", "draft"]


def answers_of(path: pathlib.Path) -> dict:
    """The answers of a file, with what a form asks for and nothing else."""
    found = {}
    for key, answer in tomllib.loads(path.read_text())["answer"].items():
        answer = {k: v for k, v in answer.items() if k not in LEFT_OUT}
        for action in answer.get("action", []):
            for name in ("effect", "reason", "moved"):
                action.pop(name, None)
            if action.get("status") == "open":
                action.pop("status")
        answer = {k: v.strip() if isinstance(v, str) else v for k, v in answer.items()}
        if answer:
            found[key] = answer
    return found


def response(answer: dict) -> str | int | None:
    return answer.get("rating", {"dont-know": "don't know", "not-applicable": "not applicable"}.get(answer.get("state")))


def fill_workbook(form: pathlib.Path, answers: dict, into: pathlib.Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(form)
    sheet = book["Questions"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    further = {"More evidence": 2, "More actions": 2}

    def put(at, row: int, column: int, value) -> None:
        cell = at.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    for key, answer in answers.items():
        row = rows[key]
        # Of a plain fact the words are chosen, not the points.
        said = response(answer)
        choices = [v for v in sheet.data_validations.dataValidation if v.type == "list" and sheet.cell(row, columns["Rating"]).coordinate in v.sqref]
        if any("yes,no" in v.formula1 for v in choices) and isinstance(said, int):
            said = "yes" if said == 3 else "no"
        put(sheet, row, columns["Rating"], said)
        put(sheet, row, columns["Reason, if it does not apply"], answer.get("reason"))
        put(sheet, row, columns["Finding"], answer.get("finding"))
        put(sheet, row, columns["Private"], "yes" if answer.get("private") else None)
        for what, room, more, parts in [
            ("Evidence", 3, "More evidence", ["kind", "text", "date", "link", "review by"]),
            ("Action", 2, "More actions", ["what", "owner", "due", "measure", "status"]),
        ]:
            for number, piece in enumerate(answer.get(what.lower(), []), 1):
                values = [piece.get(part.replace(" ", "_")) for part in parts]
                if number <= room and values[-1] is None:
                    for part, value in zip(parts[:-1], values):
                        put(sheet, row, columns[f"{what} {number} {part}"], value)
                else:
                    at = further[more]
                    further[more] += 1
                    for column, value in enumerate([key, *values], 1):
                        put(book[more], at, column, value)
    book.save(into)


def fill_text(form: pathlib.Path, answers: dict, into: pathlib.Path) -> None:
    def said(value) -> str:
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, datetime.date) else str(value)

    blocks = form.read_text().split("\n### [")
    for number, block in enumerate(blocks):
        answer = answers.get(block.split("]")[0])
        if not number or answer is None:
            continue
        rating = "Rating" if "\nRating:" in block else "Yes or no"
        value = response(answer)
        if rating == "Yes or no" and isinstance(value, int):
            value = "yes" if value == 3 else "no"
        lines = [(rating, value), ("Reason", answer.get("reason")), ("Finding", answer.get("finding"))]
        lines.append(("Private", "yes" if answer.get("private") else None))
        for piece in answer.get("evidence", []):
            lines += [(f"Evidence {part.replace('_', ' ')}", piece.get(part)) for part in ("kind", "text", "date", "link", "review_by")]
        for piece in answer.get("action", []):
            lines += [(f"Action {part}", piece.get(part)) for part in ("what", "owner", "due", "measure", "status")]
        before, rest = block.split(f"\n{rating}:", 1)
        behind = rest.split("\nAction measure:", 1)[1]
        filled = "\n".join(f"{name}: {said(value)}" for name, value in lines if value is not None)
        blocks[number] = f"{before}\n{filled}\n{behind}"
    into.write_text("\n### [".join(blocks))


def by_question(answers: dict) -> dict:
    """What has no room in a question's row comes behind what has: which of two pieces stands first says nothing."""
    for answer in answers.values():
        for what in ("evidence", "action"):
            answer.get(what, []).sort(key=lambda piece: sorted((k, str(v)) for k, v in piece.items()))
    return answers


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        office.prepared(work)

        def assure(*args) -> None:
            subprocess.run([program, *args, *TODAY, "--quiet"], cwd=work, check=True)

        answers = answers_of(EXAMPLE)
        assert len(answers) > 50
        assure("run", CHECKLIST, "--answers", EXAMPLE, "--no-input", *PERIOD, "--file", "wanted.toml", "-o", "wanted.md")
        wanted = by_question(answers_of(work / "wanted.toml"))
        assure("form", CHECKLIST, *PERIOD, "-o", "empty.xlsx")
        assure("form", CHECKLIST, *PERIOD, "-o", "empty.md")
        fill_workbook(work / "empty.xlsx", answers, work / "filled.xlsx")
        fill_text(work / "empty.md", answers, work / "filled.md")
        (saved,) = office.Office(work).convert("xlsx", [work / "filled.xlsx"], work / "saved")
        for form in (work / "filled.xlsx", saved, work / "filled.md"):
            file = work / f"{form.parent.name}-{form.name}.toml"
            assure("import", form, "--file", file)
            got = by_question(answers_of(file))
            for key in wanted:
                assert got.get(key) == wanted[key], f"{form.name}: {key}: {got.get(key)} is not {wanted[key]}"
            assert got.keys() == wanted.keys(), form.name
            print(f"{form.relative_to(work)}: {len(got)} answers, as --answers reads them")


if __name__ == "__main__":
    main()
