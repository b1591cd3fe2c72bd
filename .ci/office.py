"""Opens the Word documents, the workbook and the CSV files with programs of others, and compares what they find with the JSON report.

    python3 .ci/office.py target/release/assure

It needs LibreOffice's writer and calc, and the packages python-docx and openpyxl: where they are missing it installs the former with
apt-get and the latter into a folder of its own that goes at the end.
"""

import csv
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGES = ["libreoffice-writer-nogui", "libreoffice-calc-nogui"]
EXAMPLES = {
    "report": ["report", "ce-2025-26.toml"],
    "half": ["report", "ce-2025-26-half.toml"],
    "public": ["report", "ce-2025-26.toml", "--public"],
    "previous": ["report", "ce-2026-27.toml", "--previous", "ce-2025-26.toml"],
    "diff": ["diff", "ce-2024-25.toml", "ce-2025-26.toml"],
    "trend": ["trend", "ce-2024-25.toml", "ce-2025-26.toml"],
}
POSITIONS = {
    "Assured": "assured",
    "Asserted": "asserted",
    "Planned": "planned",
    "Exposed": "exposed",
    "Blind spots": "blind_spot",
    "Not applicable": "not_applicable",
    "Unanswered": "unanswered",
}
HOSTILE = ["=HYPERLINK(\"http://x.example/\",\"x\")", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", " =1+1", "=1+1\n=2+2", "'=1", "{=1+1}"]


def prepared(work: pathlib.Path) -> None:
    """Sees to the programs; starts itself anew with a Python that has the packages."""
    if not shutil.which("soffice"):
        print("installing", *PACKAGES, "with apt-get")
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*as_root, "apt-get", "update", "-qq"], check=True)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        subprocess.run([*as_root, *install], check=True)
    try:
        import docx  # noqa: F401
        import openpyxl  # noqa: F401
    except ImportError:
        print("installing python-docx and openpyxl into a folder of their own")
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
        python = work / "venv/bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "python-docx", "openpyxl"], check=True)
        sys.exit(subprocess.run([python, *sys.argv]).returncode)


class Office:
    """LibreOffice without a window, with settings of its own."""

    def __init__(self, work: pathlib.Path) -> None:
        self.profile = (work / "profile").as_uri()

    def run(self, to: str, files: list[pathlib.Path], into: pathlib.Path, how: list[str] = []) -> None:
        into.mkdir(exist_ok=True)
        command = ["soffice", "--headless", f"-env:UserInstallation={self.profile}", *how, "--convert-to", to, "--outdir", into]
        subprocess.run([*command, *files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)

    def convert(self, to: str, files: list[pathlib.Path], into: pathlib.Path, how: list[str] = []) -> list[pathlib.Path]:
        self.run(to, files, into, how)
        made = [into / f"{f.stem}.{to.split(':')[0]}" for f in files]
        for path in made:
            assert path.is_file() and path.stat().st_size, f"LibreOffice did not make {path.name}"
        return made


def headings(document) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]


def cells(document) -> list[list[list[str]]]:
    return [[[c.text for c in row.cells] for row in table.rows] for table in document.tables]


def texts(document) -> list[str]:
    """Every paragraph with something in it; those of the contents list are the word processor's own."""
    of_body = [p for p in document.paragraphs if not p.style.name.lower().startswith(("toc", "contents"))]
    return [" ".join(p.text.split()) for p in of_body if p.text.strip()]


def is_header(row) -> bool:
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return row._tr.find(f"{namespace}trPr/{namespace}tblHeader") is not None


def word(name: str, path: pathlib.Path, report: dict | None) -> None:
    import docx

    document = docx.Document(path)
    found = headings(document)
    assert found[0][0] == "Title" and len(found) > 3, f"{name}: {found[:3]}"
    for section in document.sections:
        assert sorted([round(section.page_width.mm), round(section.page_height.mm)]) == [210, 297], name
        assert "page" in section.footer.paragraphs[0].text, name
    assert document.core_properties.language == "en-GB" and document.core_properties.title == found[0][1], name
    assert document.styles["Normal"].font is not None
    for table in document.tables:
        assert [is_header(row) for row in table.rows] == [True] + [False] * (len(table.rows) - 1), name
    if report is None:
        return
    # An open question of which nothing is said is listed, and has no heading of its own.
    said = lambda a: a["position"] != "unanswered" or a["finding"] or a["evidence"] or a["actions"] or a["private"]
    questions = [a["text"] for s in report["sections"] for a in s["answers"] if said(a)]
    assert [text for style, text in found if style == "Heading 3"] == questions, f"{name}: the questions"
    tables = cells(document)
    profile = {row[0]: row[1] for row in next(t for t in tables if t[0][0] == "Position")[1:]}
    for position, count in report["overall"]["positions"].items():
        assert profile[position.replace("_", " ")] == str(count), f"{name}: {position}"
    sections = next(t for t in tables if t[0][0] == "Section")
    for cells_of, section in zip(sections[1:], report["sections"], strict=True):
        row = dict(zip(sections[0], cells_of, strict=True))
        # Where nothing is open, all is answered that applies, and there is no column of it.
        answered = row.get("Answered", str(section["asked"] - section["positions"]["not_applicable"]))
        assert (row["Section"], row["Asked"], answered) == (
            section["title"], str(section["asked"]), str(section["answered"])), f"{name}: {row}"
        assert row["Score"] == ("–" if section["score"] is None else f"{section['score']:.1f}%"), f"{name}: {row}"
        for heading, position in POSITIONS.items():
            assert row.get(heading, "0") == str(section["positions"][position]), f"{name}: {row}"


def kept(name: str, before: pathlib.Path, after: pathlib.Path) -> None:
    """What LibreOffice saved says what it opened."""
    import docx

    one, two = docx.Document(before), docx.Document(after)
    assert headings(one) == headings(two), f"{name}: headings"
    assert cells(one) == cells(two), f"{name}: tables"
    assert texts(one) == texts(two), f"{name}: text"
    for table in two.tables:
        assert is_header(table.rows[0]), f"{name}: a table lost its header"


def workbook(path: pathlib.Path, report: dict) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    series = report.get("indicators", {}).get("series", [])
    names = ["About", "Answers", "Actions", "Recommendations", "Evidence", "Scores"]
    assert book.sheetnames == names + ["Indicators"] * bool(series)
    for sheet in book:
        assert not sheet.merged_cells.ranges, sheet.title
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row), f"a formula in {sheet.title}"
        assert str(sheet.page_setup.paperSize) == "9" and sheet.page_setup.fitToHeight == 0
        if sheet.title != "About":
            assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1", sheet.title
            # A sheet without a row is no table.
            tables = [sheet.dimensions] if sheet.max_row > 1 else []
            assert [t.ref for t in sheet.tables.values()] == tables, sheet.title

    def rows(name: str) -> list[dict]:
        header, *rest = book[name].iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rest]

    def day(value: str | None) -> datetime.datetime | None:
        return value and datetime.datetime.fromisoformat(value)

    answers = [a for s in report["sections"] for a in s["answers"]]
    for row, a in zip(rows("Answers"), answers, strict=True):
        assert (row["Question id"], row["Rating"], row["Points earned"], row["Points possible"], row["Finding"]) == (
            a["id"], a["rating"], a["earned"], a["possible"], a["finding"]), a["id"]
        assert row["Answered on"] == day(a["on"]), a["id"]
    actions = sorted(((a["id"], x) for a in answers for x in a["actions"]), key=lambda action: action[1]["number"])
    for row, (question, x) in zip(rows("Actions"), actions, strict=True):
        assert (row["Question id"], row["Action"], row["Owner"], row["Due"], row["Status"]) == (
            question, x["what"], x["owner"], day(x["due"]), x["status"])
    for row, x in zip(rows("Recommendations"), report["recommendations"], strict=True):
        assert (row["Source"], row["Recommendation"], row["Owner"], row["Due"], row["Status"]) == (
            x["source"], x["text"], x["owner"], day(x["due"]), x["status"])
    pieces = [(a["id"], x) for a in answers for x in a["evidence"]]
    for row, (question, x) in zip(rows("Evidence"), pieces, strict=True):
        assert (row["Question id"], row["Evidence"], row["Date"], row["Where"]) == (
            question, x["text"], day(x["date"]), x.get("link"))
    sums = [report["overall"], report["key"], *report["sections"], *report["themes"]]
    points = [(s, p) for s in series for p in s["points"]]
    for row, (s, p) in zip(rows("Indicators") if series else [], points, strict=True):
        assert (row["Indicator id"], row["Period"], row["Figure"]) == (s["id"], p["period"], p["figure"]), row
    for row, s in zip(rows("Scores"), sums, strict=True):
        assert (row["Asked"], row["Answered"], row["Points earned"], row["Alerts"]) == (
            s["asked"], s["answered"], s["earned"], s["alerts"])
        assert (row["Score"] is None) == (s["score"] is None)
        assert row["Score"] is None or round(row["Score"] * 100, 1) == s["score"]


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        prepared(work)
        for example in (ROOT / "examples").glob("ce-*.toml"):
            shutil.copy(example, work)

        def assure(*args: str, code: int = 0) -> str:
            done = subprocess.run([program, *args, "--today", "2026-11-22"], cwd=work, capture_output=True, text=True)
            assert done.returncode == code, f"{args}: {done.returncode}\n{done.stderr}"
            return done.stdout

        office = Office(work)
        assure("pack", "ce-2026-27.toml", "--previous", "ce-2025-26.toml", "-o", "pack")
        packed = sorted((work / "pack").rglob("*.docx"))
        report = json.loads((work / "pack/report.json").read_text())
        for path in packed:
            word(path.name, path, report if path.name == "report.docx" else None)
        workbook(work / "pack/workbook.xlsx", report)
        office.convert("pdf", packed, work / "packed")
        print(f"the folder for the annual conversation: {len(packed)} documents and the workbook hold what its JSON report does")
        made = []
        for name, args in EXAMPLES.items():
            assure(*args, "-o", f"{name}.docx")
            made.append(work / f"{name}.docx")
            report = json.loads(assure(*args, "--format", "json")) if args[0] == "report" else None
            word(name, made[-1], report)
        print(f"python-docx: {len(made)} documents hold what the JSON reports do")
        begun = time.monotonic()
        for pdf in office.convert("pdf", made, work / "pdf"):
            assert pdf.read_bytes().startswith(b"%PDF-"), pdf.name
        saved = office.convert("docx", made, work / "saved")
        for before, after in zip(made, saved, strict=True):
            kept(before.stem, before, after)
            shutil.copy(after, before)
            assure(*EXAMPLES[before.stem], "-o", before.name, code=2)
            assert before.read_bytes() == after.read_bytes(), f"{before.name} was written over"
        seconds = time.monotonic() - begun
        print(f"LibreOffice: {len(made)} documents to PDF, and saved whole; the program leaves what was saved alone ({seconds:.0f} s)")

        for name in ["ce-2025-26", "ce-2025-26-half"]:
            for ending in ["xlsx", "csv"]:
                assure("report", f"{name}.toml", "-o", f"{name}.{ending}")
            assure("report", f"{name}.toml", "-o", f"{name}-actions.csv", "--format", "csv-actions")
            report = json.loads(assure("report", f"{name}.toml", "--format", "json"))
            workbook(work / f"{name}.xlsx", report)
            answers = [a for s in report["sections"] for a in s["answers"]]
            with open(work / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
                for row, a in zip(csv.DictReader(file), answers, strict=True):
                    assert (row["question_id"], row["earned"]) == (a["id"], "" if a["earned"] is None else str(a["earned"]))
        print("openpyxl and Python's csv: the workbooks and the CSV files hold what the JSON reports do")

        ids = [a["id"] for a in answers]
        hostile = {
            "checklist": "ce",
            "edition": 2022,
            "answer": {
                id: {"rating": 0, "finding": text, "action": [{"what": text, "owner": text, "measure": text}]}
                for id, text in zip(ids, HOSTILE)
            },
        }
        (work / "given.json").write_text(json.dumps(hostile))
        take = ["ce", "--answers", "given.json", "--no-input", "--edition", "2022"]
        assure(*take, "-o", "hostile.xlsx")
        assure(*take, "-o", "hostile.csv")
        assure(*take, "-o", "hostile-actions.csv", "--format", "csv-actions")
        books = [work / f"{n}.xlsx" for n in ["hostile", "ce-2025-26"]]
        sheets = office.convert("fods", books, work / "books")
        # Fields parted by commas, texts in quotes, UTF-8.
        reading = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"]
        tables = [work / f"{n}.csv" for n in ["hostile", "hostile-actions", "ce-2025-26"]]
        sheets += office.convert("fods", tables, work / "tables", reading)
        for path in sheets:
            text = path.read_text(encoding="utf-8")
            assert "table:formula" not in text, f"{path}: LibreOffice finds a formula"
            assert "HYPERLINK" in text or "hostile" not in path.name, path
        # Every sheet as CSV, a formula as what it would be reckoned from.
        how = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
        office.run(how, [books[1]], work / "lines")
        with open(work / "lines/ce-2025-26-Answers.csv", encoding="utf-8", newline="") as file:
            rows = [(row["Question id"], row["Finding"]) for row in csv.DictReader(file)]
        full = json.loads(assure("report", "ce-2025-26.toml", "--format", "json"))
        assert rows == [(a["id"], a["finding"] or "") for s in full["sections"] for a in s["answers"]]
        print(f"LibreOffice: no formula in {len(sheets)} workbooks and tables, hostile ones among them")


if __name__ == "__main__":
    main()
