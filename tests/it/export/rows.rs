//! What is in a row, and what is not.

use std::collections::BTreeMap;

use assure::export::{Export, ExportFormat, ExportRows, ExportTexts, Nullable, ValueKind, schema};
use serde_json::{Value as Json, json};

use super::{councils, lines};
use crate::harness::{Place, golden};

const FULL: &str = "examples/ce-2025-26.toml";

/// The flags of the kinds of rows.
const KINDS: [(&[&str], ExportRows); 3] = [
    (&[], ExportRows::Answers),
    (&["--actions"], ExportRows::Actions),
    (&["--summary"], ExportRows::Assessments),
];

fn run(place: &Place, more: &[&str]) -> String {
    let args: Vec<&str> = ["export", "-q"].into_iter().chain(more.iter().copied()).collect();
    place.run(&args).quietly()
}

#[test]
fn csv_and_json_lines_say_the_same_in_every_cell() {
    let place = Place::new();
    place.copy(FULL, "a.toml");
    councils(&place, 3);
    for (flags, rows) in KINDS {
        for texts in [&[][..], &["--texts"]] {
            let all = [&["a.toml", "all"], flags, texts].concat();
            let csv = run(&place, &all);
            let json = lines(&run(&place, &[&all[..], &["--format", "jsonl"]].concat()));
            let bare = csv.strip_prefix('\u{feff}').expect("marked for a spreadsheet");
            let mut reader = csv::Reader::from_reader(bare.as_bytes());
            let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(records.len(), json.len());
            assert!(records.len() >= 7, "{rows:?}");
            for (record, object) in records.iter().zip(&json) {
                let object = object.as_object().unwrap();
                assert!(object.keys().eq(names.iter()));
                for (name, cell) in names.iter().zip(record) {
                    let wanted = match &object[name] {
                        Json::Null => String::new(),
                        Json::String(text) => text.clone(),
                        // A share is written with its decimal.
                        Json::Number(n) if n.is_f64() => format!("{:.1}", n.as_f64().unwrap()),
                        other => other.to_string(),
                    };
                    assert_eq!(cell.replace("\r\n", "\n").trim_start_matches('\''), wanted, "{name}");
                }
            }
            // The lines end as the standard has it, also inside of none.
            assert_eq!(bare.matches("\r\n").count(), records.len() + 1);
        }
    }
}

#[test]
fn rows_say_what_the_report_says() {
    let place = Place::new();
    place.copy(FULL, "a.toml");
    let report: Json = serde_json::from_str(&place.run(&["report", "a.toml", "--format", "json"]).quietly()).unwrap();
    let sections = report["sections"].as_array().unwrap();
    let answers: Vec<&Json> = sections.iter().flat_map(|s| s["answers"].as_array().unwrap()).collect();
    let rows = lines(&run(&place, &["a.toml", "--format", "jsonl"]));
    assert_eq!(rows.len(), answers.len());
    let count =
        |list: &Json, which: &dyn Fn(&Json) -> bool| list.as_array().unwrap().iter().filter(|x| which(x)).count();
    let open = |a: &Json| ["open", "under-way", "late"].contains(&a["status"].as_str().unwrap());
    for (row, answer) in rows.iter().zip(&answers) {
        for (column, field) in [
            ("question", "id"),
            ("section", "section"),
            ("theme", "theme"),
            ("area", "area"),
            ("position", "position"),
            ("alert", "alert"),
            ("kind", "answer"),
            ("key", "key"),
            ("critical", "critical"),
            ("weight", "weight"),
            ("state", "state"),
            ("rating", "rating"),
            ("earned", "earned"),
            ("possible", "possible"),
            ("evidence_strength", "evidence_strength"),
            ("answered_on", "on"),
            ("to_confirm", "to_confirm"),
            ("private", "private"),
        ] {
            assert_eq!(row[column], answer[field], "{column} of {}", answer["id"]);
        }
        for (column, wanted) in [
            ("evidence_pieces", count(&answer["evidence"], &|_| true)),
            (
                "evidence_current",
                count(&answer["evidence"], &|e| e["current"] == true),
            ),
            ("actions_open", count(&answer["actions"], &open)),
            (
                "actions_credible",
                count(&answer["actions"], &|a| a["credible"] == true),
            ),
            ("actions_overdue", count(&answer["actions"], &|a| a["overdue"] == true)),
            ("actions_done", count(&answer["actions"], &|a| a["status"] == "done")),
            (
                "actions_done_with_effect",
                count(&answer["actions"], &|a| {
                    a["status"] == "done" && a["effect"].is_string()
                }),
            ),
            (
                "actions_dropped",
                count(&answer["actions"], &|a| a["status"] == "dropped"),
            ),
        ] {
            assert_eq!(row[column], wanted, "{column} of {}", answer["id"]);
        }
    }
    let actions = lines(&run(&place, &["a.toml", "--actions", "--format", "jsonl"]));
    let wanted: usize = answers.iter().map(|a| a["actions"].as_array().unwrap().len()).sum();
    assert_eq!(actions.len(), wanted);
    assert_eq!(actions.iter().filter(|a| a["has_effect"] == true).count(), 1);

    let [summary] = &lines(&run(&place, &["a.toml", "--summary", "--format", "jsonl"]))[..] else {
        panic!("one row an assessment");
    };
    let overall = &report["overall"];
    for name in [
        "asked",
        "applicable",
        "answered",
        "rated",
        "earned",
        "possible",
        "open_possible",
        "score",
        "coverage",
        "alerts",
        "alerts_with_plan",
    ] {
        assert_eq!(summary[name], overall[name], "{name}");
    }
    for (column, position) in [
        ("assured", "assured"),
        ("asserted", "asserted"),
        ("planned", "planned"),
        ("exposed", "exposed"),
        ("blind_spot", "blind-spot"),
        ("not_applicable", "not-applicable"),
        ("unanswered", "unanswered"),
    ] {
        let named = overall["positions"].get(position);
        let counted = named.unwrap_or(&overall["positions"][position.replace('-', "_")]);
        assert_eq!(&summary[column], counted, "{column}");
        let rows = rows.iter().filter(|r| r["position"] == position).count();
        assert_eq!(summary[column], rows, "{column} by its rows");
    }
    for (name, wanted) in [
        ("role", json!("ce")),
        ("council", json!("Northmoor Council")),
        ("period", json!("2025-26")),
        ("year", json!(2025)),
        ("date", json!("2025-11-14")),
        ("key_asked", report["key"]["asked"].clone()),
        ("recommendations_open", json!(2)),
        ("complete", json!(true)),
    ] {
        assert_eq!(summary[name], wanted, "{name}");
    }
}

/// Marks every text that a person can write, and looks where the marks come out.
#[test]
fn what_people_wrote_is_only_there_where_it_is_asked_for() {
    let place = Place::new();
    place.put(
        "a.toml",
        r#"format = 1
checklist = "ce"
edition = 2022
council = "Markham Council"
period = "2025-26"
started = 2025-11-01
updated = 2025-11-14
judgement = "mark-judgement"
foreword = "mark-foreword"
setting = "mark-setting"
break = "mark-break"

[assessor]
name = "mark-name"
post = "mark-post"

[[recommendation]]
source = "mark-source"
text = "mark-recommendation"
owner = "mark-recommendation-owner"
note = "mark-note"

[[indicator]]
id = "sw-vacancy"
period = "2025-09-30"
numerator = 34
denominator = 168
source = "mark-indicator"

[answer.dcs-supported]
rating = 1
finding = "mark-finding"
private = true
by = "mark-by"
risk_accepted = { by = "mark-risk", on = 2025-11-02, reason = "mark-risk-reason" }

[[answer.dcs-supported.evidence]]
kind = "audit"
text = "mark-evidence"
date = 2025-10-01
link = "mark-link"

[[answer.dcs-supported.action]]
what = "mark-what"
owner = "mark-owner"
measure = "mark-measure"
due = 2026-03-01
status = "dropped"
reason = "mark-dropped"

[[answer.dcs-supported.action]]
what = "mark-what-else"
status = "done"
effect = "mark-effect"

[[answer.dcs-supported.comment]]
by = "mark-reader"
post = "mark-reader-post"
on = 2025-11-03
text = "mark-comment"

[answer.interim-dcs-due-diligence]
state = "not-applicable"
reason = "mark-reason"
"#,
    );
    for (flags, _) in KINDS {
        for format in ["csv", "jsonl"] {
            let rows = run(&place, &[&["a.toml", "--format", format], flags].concat());
            assert!(rows.contains("Markham Council") && !rows.contains("mark-"), "{rows}");
        }
    }
    for (flags, wanted) in [
        (
            &[][..],
            &[
                "mark-finding",
                "mark-evidence",
                "mark-by",
                "mark-reason",
                "Does the director get the support",
            ][..],
        ),
        (
            &["--actions"],
            &["mark-what", "mark-owner", "mark-measure", "mark-dropped", "mark-effect"],
        ),
        (
            &["--summary"],
            &[
                "mark-name",
                "mark-post",
                "mark-judgement",
                "mark-foreword",
                "mark-setting",
                "mark-break",
            ],
        ),
    ] {
        for format in ["csv", "jsonl"] {
            let rows = run(&place, &[&["a.toml", "--texts", "--format", format], flags].concat());
            for text in wanted {
                assert!(rows.contains(text), "{text} in {rows}");
            }
        }
    }
}

#[test]
fn no_text_is_a_formula_or_acts_on_a_terminal() {
    let place = Place::new();
    let file = |council: &str| {
        format!(
            "format = 1\nchecklist = \"ce\"\nedition = 2022\nperiod = \"2025-26\"\nstarted = 2025-11-01\nupdated = 2025-11-14\n\
             council = {}\n[answer.dcs-supported]\nrating = 1\nfinding = \"a, \\\"b\\\"\\nc\"\n",
            toml::Value::from(council)
        )
    };
    for (council, csv, json) in [
        ("=1+1", "'=1+1", "=1+1"),
        ("Ŵ \u{202e}x", "Ŵ \u{fffd}x", "Ŵ \u{202e}x"),
        ("a, b\"c", "a, b\"c", "a, b\"c"),
    ] {
        place.put("=x.toml", file(council));
        let written = run(&place, &["=x.toml", "--summary"]);
        let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!((&row[0], &row[1]), ("'=x.toml", csv));
        let line = run(&place, &["=x.toml", "--summary", "--format", "jsonl"]);
        assert_eq!(lines(&line)[0]["council"], json);
        assert!(
            !line.contains('\u{202e}'),
            "what turns the reading direction is escaped"
        );
    }
    let rows = run(&place, &["=x.toml", "--texts"]);
    assert!(rows.contains("\"a, \"\"b\"\"\nc\""), "{rows}");
}

#[test]
fn the_schema_the_header_and_the_rows_agree() {
    let place = Place::new();
    place.copy(FULL, "a.toml");
    for (flags, rows) in KINDS {
        let printed = place.run(&["schema", &format!("export-{}", rows.name())]).quietly();
        let schema: Json = serde_json::from_str(&printed).unwrap();
        assert_eq!(schema, self::schema(rows));
        let properties = schema["properties"].as_object().unwrap();
        let required: Vec<&str> = schema["required"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_str().unwrap())
            .collect();
        let row =
            |texts: &[&str]| lines(&run(&place, &[&["a.toml", "--format", "jsonl"], flags, texts].concat())).remove(0);
        assert!(row(&[]).as_object().unwrap().keys().eq(required));
        assert!(row(&["--texts"]).as_object().unwrap().keys().eq(properties.keys()));
        // `.ci/schemas.py` holds every row against it; here only that a null is allowed where one comes.
        for (name, value) in row(&["--texts"]).as_object().unwrap() {
            let kinds = &properties[name]["type"];
            let nullable = kinds.as_array().is_some_and(|k| k.contains(&json!("null")));
            assert!(nullable || !value.is_null(), "{name}");
        }
    }
}

#[test]
fn the_columns_of_an_export_are_documented() {
    let mut page = String::from(include_str!("head.md"));
    for (name, rows) in ExportRows::ALL {
        let of = |texts| Export {
            rows,
            texts,
            format: ExportFormat::Csv,
        };
        let (bare, all) = (of(ExportTexts::LeftOut).columns(), of(ExportTexts::Included).columns());
        page.push_str(&format!(
            "\n## A row of {name}\n\n{}\n\n| name | kind | what it holds |\n|---|---|---|\n",
            rows.about()
        ));
        let mut seen = BTreeMap::new();
        for (i, c) in all.iter().enumerate() {
            let kind = match c.kind {
                ValueKind::Text => "text".to_owned(),
                ValueKind::Word(words) => words().iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "),
                ValueKind::Number => "number".to_owned(),
                ValueKind::Percentage => "per cent".to_owned(),
                ValueKind::Date => "day".to_owned(),
                ValueKind::YesNo => "`true`, `false`".to_owned(),
            };
            let empty = if c.nullable == Nullable::Empty {
                ", or empty"
            } else {
                ""
            };
            let only = if i < bare.len() { "" } else { "; only with `--texts`" };
            page.push_str(&format!("| `{}` | {kind}{empty} | {}{only} |\n", c.name, c.about));
            assert_eq!(seen.insert(c.name, ()), None, "a name stands for one column");
        }
    }
    golden("../../docs/export.md", &page);
}
