//! The workbook and the CSV files: typed, complete, and no text in them is ever a formula.

use std::io::Cursor;

use assure::render::sheet;
use assure::report::Report;
use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use crate::every_format::{fields, hostile};
use crate::harness::{Place, golden, project};
use crate::word::{assert_sound, parts};

const COMPLETE: &str = "examples/ce-2025-26.toml";

fn place() -> Place {
    let place = Place::new();
    place
        .copy(COMPLETE, "a.toml")
        .copy("examples/ce-2024-25.toml", "old.toml")
        .copy("examples/ce-2025-26-half.toml", "half.toml");
    place.run(&["ce", "--blank", "-o", "blank.toml"]).exits(0);
    place
}

fn made(place: &Place, args: &[&str]) -> Vec<u8> {
    let out = place.command(args).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stderr), "", "{args:?}");
    out.stdout
}

fn json(place: &Place, file: &str) -> Value {
    serde_json::from_str(&place.run(&["report", file, "--format", "json"]).quietly()).unwrap()
}

fn book(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

/// The rows of a sheet below its header, each cell with its heading's place.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let range = book(bytes).worksheet_range(sheet).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("Excel's mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// A report with a text in every field.
fn filled() -> Report {
    hostile::report_with(&fields::checklist(), "x")
}

fn answers(json: &Value) -> Vec<&Value> {
    let sections = json["sections"].as_array().unwrap().iter();
    sections.flat_map(|s| s["answers"].as_array().unwrap()).collect()
}

/// A cell as the JSON report has it.
fn value(cell: &Data) -> Value {
    match cell {
        Data::Empty => Value::Null,
        Data::Float(n) if n.fract() == 0.0 => Value::from(*n as u64),
        Data::Float(n) => Value::from(*n),
        Data::String(s) => Value::from(s.as_str()),
        Data::DateTime(d) => {
            let (year, month, day, ..) = d.to_ymd_hms_milli();
            Value::from(format!("{year:04}-{month:02}-{day:02}"))
        }
        other => panic!("{other:?}"),
    }
}

/// The named columns of every row.
fn columns(rows: &[Vec<Data>], of: &sheet::Sheet, names: &[&str]) -> Vec<Vec<Value>> {
    let at: Vec<usize> = names
        .iter()
        .map(|n| of.columns.iter().position(|c| c.name == *n).unwrap())
        .collect();
    rows.iter()
        .skip(1)
        .map(|r| at.iter().map(|i| value(&r[*i])).collect())
        .collect()
}

fn fields(records: &[&Value], names: &[&str]) -> Vec<Vec<Value>> {
    let field = |r: &Value, n: &str| match &r[n] {
        Value::Bool(is) => Value::from(if *is { "yes" } else { "no" }),
        other => other.clone(),
    };
    records
        .iter()
        .map(|r| names.iter().map(|n| field(r, n)).collect())
        .collect()
}

/// Whether a report has values of indicators.
fn has_figures(report: &Value) -> bool {
    report["indicators"]["series"].as_array().is_some_and(|s| !s.is_empty())
}

#[test]
fn the_figures_have_a_sheet_of_their_own_and_small_counts_are_withheld_there_too() {
    let place = place();
    let report = json(&place, "a.toml");
    let figure = |f: &Value| f.as_f64().map_or(String::new(), |n| n.to_string());
    let mut wanted = Vec::new();
    for s in report["indicators"]["series"].as_array().unwrap() {
        for p in s["points"].as_array().unwrap() {
            let beside = p["beside"].as_array().unwrap();
            let england = beside.iter().find(|b| b["with"] == "england");
            wanted.push([
                s["id"].as_str().unwrap().to_owned(),
                p["period"].as_str().unwrap().to_owned(),
                figure(&p["figure"]),
                figure(&p["numerator"]),
                england.map_or(String::new(), |b| figure(&b["value"])),
            ]);
        }
    }
    assert!(wanted.len() > 10, "{wanted:?}");
    let told = |bytes: &[u8]| -> Vec<[String; 5]> {
        let found = rows(bytes, "Indicators");
        let at = |title: &str| found[0].iter().position(|c| *c == title).unwrap();
        let columns = ["Indicator id", "Period", "Figure", "Numerator", "England"].map(at);
        let row = |r: &Vec<Data>| columns.map(|c| r[c].to_string());
        found[1..].iter().map(row).collect()
    };
    assert_eq!(told(&made(&place, &["report", "a.toml", "--format", "xlsx"])), wanted);
    let public = told(&made(&place, &["report", "a.toml", "--public", "--format", "xlsx"]));
    assert_eq!(public.len(), wanted.len());
    let withheld = public.iter().filter(|r| r[2].is_empty() && r[3].is_empty()).count();
    assert!(withheld > 0 && withheld < wanted.len(), "{withheld}");
}

#[test]
fn the_workbook_says_what_the_json_report_says_in_typed_cells() {
    let place = place();
    for file in ["a.toml", "half.toml", "blank.toml"] {
        let bytes = made(&place, &["report", file, "--format", "xlsx"]);
        assert_eq!(
            bytes,
            made(&place, &["report", file, "--format", "xlsx"]),
            "the same each time"
        );
        assert!(bytes.len() < 200_000, "{}", bytes.len());
        assert_sound(&bytes);
        let json = json(&place, file);
        let mut names = vec!["About", "Answers", "Actions", "Recommendations", "Evidence", "Scores"];
        names.extend(has_figures(&json).then_some("Indicators"));
        assert_eq!(book(&bytes).sheet_names(), names);
        // The columns, as the library has them for any report.
        let sheets = sheet::all(&filled());
        let [of_answers, of_actions, of_recommendations, of_evidence, of_scores, ..] = &sheets[..] else {
            panic!("{} sheets", sheets.len());
        };
        let answers = answers(&json);
        let both = [
            "rating",
            "earned",
            "possible",
            "weight",
            "critical",
            "key",
            "private",
            "unfinished",
            "to_confirm",
        ];
        let more = ["finding", "reason", "evidence_strength"];
        let sheet_rows = rows(&bytes, "Answers");
        for names in [&both[..], &more] {
            assert_eq!(
                columns(&sheet_rows, of_answers, names),
                fields(&answers, names),
                "{file}"
            );
        }
        assert_eq!(
            columns(&sheet_rows, of_answers, &["question_id"]),
            fields(&answers, &["id"])
        );
        assert_eq!(
            columns(&sheet_rows, of_answers, &["answered_on"]),
            fields(&answers, &["on"])
        );
        assert_eq!(
            columns(&sheet_rows, of_answers, &["question"]),
            fields(&answers, &["text"])
        );
        let inside = |name: &str| -> Vec<&Value> { answers.iter().flat_map(|a| a[name].as_array().unwrap()).collect() };
        let (mut actions, evidence) = (inside("actions"), inside("evidence"));
        actions.sort_by_key(|a| a["number"].as_u64());
        let names = [
            "number", "owner", "due", "measure", "status", "effect", "credible", "overdue",
        ];
        let found = rows(&bytes, "Actions");
        assert_eq!(columns(&found, of_actions, &names), fields(&actions, &names));
        assert_eq!(columns(&found, of_actions, &["action"]), fields(&actions, &["what"]));
        let recommendations: Vec<&Value> = json["recommendations"].as_array().unwrap().iter().collect();
        let found = rows(&bytes, "Recommendations");
        let names = ["source", "owner", "due", "status", "overdue", "note", "effect"];
        assert_eq!(
            columns(&found, of_recommendations, &names),
            fields(&recommendations, &names)
        );
        let found = rows(&bytes, "Evidence");
        let names = ["date", "current"];
        assert_eq!(columns(&found, of_evidence, &names), fields(&evidence, &names));
        assert_eq!(
            columns(&found, of_evidence, &["evidence"]),
            fields(&evidence, &["text"])
        );
        let found = rows(&bytes, "Scores");
        let mut sums = vec![&json["overall"], &json["key"]];
        sums.extend(json["sections"].as_array().unwrap());
        sums.extend(json["themes"].as_array().unwrap());
        let names = [
            "asked",
            "applicable",
            "answered",
            "rated",
            "earned",
            "possible",
            "open_possible",
            "alerts",
            "alerts_with_plan",
        ];
        assert_eq!(columns(&found, of_scores, &names), fields(&sums, &names));
        let positions: Vec<&Value> = sums.iter().map(|s| &s["positions"]).collect();
        let names = [
            "assured",
            "asserted",
            "planned",
            "exposed",
            "blind_spot",
            "not_applicable",
            "unanswered",
        ];
        assert_eq!(columns(&found, of_scores, &names), fields(&positions, &names));
        for (row, sum) in columns(&found, of_scores, &["score", "coverage"]).iter().zip(sums) {
            for (cell, name) in row.iter().zip(["score", "coverage"]) {
                let (cell, wanted) = (cell.as_f64(), sum[name].as_f64());
                let same = match (cell, wanted) {
                    (Some(a), Some(b)) => (a * 100.0 - b).abs() < 1e-9,
                    (a, b) => a.is_none() && b.is_none(),
                };
                assert!(same, "{name}: {cell:?} {wanted:?}");
            }
        }
    }
}

#[test]
fn the_workbook_is_made_to_be_read_printed_and_listened_to() {
    let place = place();
    let bytes = made(&place, &["report", "a.toml", "--format", "xlsx"]);
    let all = parts(&bytes);
    let text = |name: &str| String::from_utf8(all[name].clone()).unwrap();
    for n in 1..=7 {
        let sheet = text(&format!("xl/worksheets/sheet{n}.xml"));
        assert!(!sheet.contains("mergeCell"), "sheet {n}");
        assert!(
            sheet.contains("paperSize=\"9\"") && sheet.contains("fitToHeight=\"0\""),
            "sheet {n}"
        );
        if n > 1 {
            assert!(sheet.contains("orientation=\"landscape\""));
            assert!(sheet.contains("state=\"frozen\"") && sheet.contains("ySplit=\"1\""));
            assert!(sheet.contains("<tablePart "), "sheet {n}");
            let table = text(&format!("xl/tables/table{}.xml", n - 1));
            assert!(table.contains("<autoFilter ref=\"A1:"), "{table}");
        }
    }
    let book = text("xl/workbook.xml");
    assert_eq!(book.matches("_xlnm.Print_Titles").count(), 6);
    let styles = text("xl/styles.xml");
    assert!(styles.contains("dd/mm/yyyy") && styles.contains("Arial"));
    assert!(
        text("docProps/core.xml").contains("2025-11-14T00:00:00Z"),
        "the report's own date"
    );
    let about: Vec<String> = rows(&bytes, "About")
        .iter()
        .map(|r| r.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        .collect();
    let about = about.join("\n");
    for said in [
        "Northmoor Council",
        "Chief executive",
        "2025-26",
        "ce@2022, revision",
        "sha256:",
        "audit opinion",
    ] {
        assert!(about.contains(said), "{said}\n{about}");
    }
}

#[test]
fn csv_holds_the_answers_or_the_actions() {
    let place = place();
    for file in ["a.toml", "half.toml", "blank.toml"] {
        let json = json(&place, file);
        let bytes = made(&place, &["report", file, "--format", "csv"]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.starts_with("\u{feff}section,") && text.ends_with("\r\n"));
        let rows = csv_rows(&bytes);
        let at = |name: &str| rows[0].iter().position(|c| c == name).unwrap();
        let answers = answers(&json);
        assert_eq!(rows.len(), answers.len() + 1);
        for (row, answer) in rows[1..].iter().zip(&answers) {
            let number = |name: &str| row[at(name)].parse::<u64>().ok();
            assert_eq!(row[at("question_id")], answer["id"].as_str().unwrap());
            assert_eq!(number("rating"), answer["rating"].as_u64());
            assert_eq!(number("earned"), answer["earned"].as_u64());
            assert_eq!(number("possible"), answer["possible"].as_u64());
            assert_eq!(
                number("actions"),
                Some(answer["actions"].as_array().unwrap().len() as u64)
            );
            assert_eq!(row[at("answered_on")], answer["on"].as_str().unwrap_or(""));
        }
        let actions: usize = answers.iter().map(|a| a["actions"].as_array().unwrap().len()).sum();
        let rows = csv_rows(&made(&place, &["report", file, "--format", "csv-actions"]));
        assert_eq!(rows.len(), actions + 1);
        assert_eq!(rows[0][..3], ["question_id", "number", "action"]);
    }
}

#[test]
fn the_columns_are_documented() {
    let mut page = String::from(
        "# The workbook and the CSV files\n\n\
         `assure report FILE -o report.xlsx` writes a workbook; `-o answers.csv` and `--format csv` write its sheet of answers, and\n\
         `--format csv-actions` (with any name, such as `-o actions.csv`) its sheet of actions, as CSV: UTF-8 with a byte order mark, so that Excel\n\
         reads it, fields parted by commas, lines that end in CRLF (RFC 4180).\n\n\
         A program finds a column by its name in the first row of the CSV: names stay, columns may be added anywhere. The workbook has headings\n\
         for a person in their place. An empty cell is not known, not given, or left out; never 0. A CSV has days as `2026-11-22`; yes and no are\n\
         `yes` and `no` in both.\n\n\
         Nothing that a person typed is ever a formula. In a CSV, where only the first sign tells, a text that begins with `=`, `+`, `-` or `@`, or\n\
         with a tab or the end of a line, has an apostrophe before it; figures have none. What acts or hides in a text (control characters, marks that turn the reading direction) is\n\
         made visible. A cell of Excel holds 32,767 characters: a longer text is cut there and says so; CSV has all of it.\n\n\
         A report on the key questions has only those. A public one has the same columns, and nothing in those that are left out;\n         it has no sheet of comments.\n",
    );
    for of in sheet::all(&filled()) {
        page.push_str(&format!(
            "\n## {}\n\n{}\n\n| name | heading | what it holds |\n|---|---|---|\n",
            of.name, of.about
        ));
        let mut names: Vec<&str> = of.columns.iter().map(|c| c.name).collect();
        for c in &of.columns {
            page.push_str(&format!("| `{}` | {} | {} |\n", c.name, c.title, c.about));
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), of.columns.len(), "a name stands for one column");
        assert!(of.printed <= of.columns.len());
        assert!(of.rows.iter().all(|r| r.len() == of.columns.len()));
    }
    golden("../../docs/spreadsheets.md", &page);
    assert!(project("docs/spreadsheets.md").contains("`question_id`"));
}

#[test]
fn formats_of_reports_are_offered_where_there_is_a_report() {
    let place = place();
    for name in ["r.xlsx", "r.csv", "R.CSV"] {
        let before = place.files();
        place
            .run(&["diff", "old.toml", "a.toml", "-o", name])
            .exits(2)
            .says(&[name, "there is: .txt, .md, .markdown, .html, .htm, .docx"]);
        place
            .run(&["trend", "old.toml", "a.toml", "-o", name])
            .exits(2)
            .says(&[name, ".docx"]);
        assert_eq!(place.files(), before);
    }
    for command in [
        &["diff", "old.toml", "a.toml"][..],
        &["trend", "old.toml", "a.toml"],
        &["score", "a.toml"],
        &["check", "a.toml"],
        &["list"],
        &["show", "ce"],
        &["glossary"],
    ] {
        for format in ["xlsx", "csv", "csv-actions"] {
            let mut args = command.to_vec();
            args.extend(["--format", format]);
            let ran = place.run(&args).exits(2).says(&[format, "docx"]);
            assert!(!ran.err.contains(", csv"), "{}", ran.err);
        }
    }
    // One ending of two formats: the first by itself, the other where it is named.
    place.run(&["report", "a.toml", "-o", "r.csv"]).exits(0);
    assert!(place.read("r.csv").starts_with("\u{feff}section,"));
    place
        .run(&["report", "a.toml", "-o", "x.csv", "--format", "csv-actions"])
        .exits(0);
    assert!(place.read("x.csv").starts_with("\u{feff}question_id,"));
    place
        .run(&["report", "a.toml", "-o", "x.xlsx", "--format", "csv-actions"])
        .exits(2)
        .says(&["x.xlsx", "--format"]);
    // What is there may be somebody's: no CSV shows it. Just the same is no loss.
    place.run(&["report", "a.toml", "-o", "r.csv"]).exits(0);
    place.put("r.csv", format!("{}x", place.read("r.csv")));
    place
        .run(&["report", "a.toml", "-o", "r.csv"])
        .exits(2)
        .says(&["--force"]);
    place.run(&["report", "a.toml", "-o", "r.csv", "--force"]).exits(0);
}

#[test]
fn an_interview_leaves_its_report_beside_the_answers_in_any_format() {
    let place = place();
    let finish = |format: &str| {
        place
            .run_with(&["ce", "--plain", "--file", "a.toml", "--format", format], "f\n", &[])
            .exits(0)
    };
    for (format, name) in [
        ("docx", "a.docx"),
        ("xlsx", "a.xlsx"),
        ("csv", "a.csv"),
        ("csv-actions", "a-actions.csv"),
    ] {
        finish(format).says(&[&format!("Report: {name}")]);
        let before = place.files();
        finish(format).says(&[&format!("Report: {name}")]);
        assert_eq!(place.files(), before, "{format}");
    }
    place.put("a.csv", format!("{}x", place.read("a.csv")));
    finish("csv").says(&["may be edited", "a-2.csv"]);
    assert!(place.read("a.csv").ends_with('x'));
}
