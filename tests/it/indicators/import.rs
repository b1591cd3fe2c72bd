//! Values taken from an extract: all of them or none, and each row that is not taken says why.

use rust_xlsxwriter::{Format, Workbook};

use super::{answers, figures, value, with};
use crate::harness::{Place, Ran};

const IMPORT: [&str; 5] = ["indicators", "--import", "x.csv", "--file", "a.toml"];

/// Takes an extract into an answer file without values.
fn import(extract: impl AsRef<[u8]>, more: &[&str]) -> (Place, Ran) {
    let place = with("# mine\n");
    place.put("x.csv", extract);
    let ran = place.run(&[&IMPORT[..], more].concat());
    (place, ran)
}

const GOOD: &str = "\u{feff}Measure,YEAR,Numerator,Out of,Value,Statistical-Neighbours,Target,Target owner,Quality,Quality note,Ward\r\n\
    sw-agency,30/09/2025,24,158,,14.1%,12,Director,sound,\"as sent, in full\",North\r\n\
    Children looked after per 10_000,2025/26,408,\"46,000\",,,,,,,\r\n\
    \r\n\
    own-door,2026-10-31,,,95.5,,,,,,\r\n";

#[test]
fn names_of_columns_are_matched_loosely_and_shown_and_the_values_stand_in_the_file() {
    let (place, ran) = import(GOOD, &[]);
    let out = ran.exits(0).out;
    for said in [
        "3 values taken: 3 new, 0 changed",
        "| Out of",
        "denominator",
        "Ward",
        "not read",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let text = place.read("a.toml");
    assert!(text.contains("# mine"), "{text}");
    let all = figures(&place, &[]);
    let told: Vec<String> = all["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| {
            format!(
                "{} {} {}",
                s["id"].as_str().unwrap(),
                s["points"][0]["period"].as_str().unwrap(),
                s["points"][0]["figure"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "cla-rate 2025-26 88.696",
            "sw-agency 2025-09-30 15.19",
            "own-door 2026-10-31 95.5"
        ]
    );
    assert!(
        text.contains("note = \"as sent, in full\"") && text.contains("owner = \"Director\""),
        "{text}"
    );
    // Once more: nothing is new, and nothing is written.
    let again = place.run(&IMPORT).exits(0).out;
    assert!(again.contains("3 stood there already"), "{again}");
    assert_eq!(place.read("a.toml"), text);
}

#[test]
fn one_row_that_cannot_be_taken_keeps_all_from_being_written() {
    let head = "indicator,period,value,numerator,denominator,status\n";
    let good = "sw-agency,2025-09-30,13,,,\n";
    for (row, said) in [
        ("sw-agencyy,2024-09-30,13,,,", "did you mean `sw-agency`?"),
        (",2024-09-30,13,,,", "it names no indicator"),
        ("sw-agency,,13,,,", "it names no period"),
        ("sw-agency,last year,13,,,", "is no period"),
        ("sw-agency,09/30/2024,13,,,", "is no period"),
        ("sw-agency,2024-09-30,c,,,", "is no number"),
        ("sw-agency,2024-09-30,=1+1,,,", "is no number"),
        ("sw-agency,2024-09-30,,,,", "neither a `value` nor a `numerator`"),
        ("sw-agency,2024-09-30,130,,,", "cannot be above 100"),
        ("sw-agency,2024-09-30,,30,20,", "above the `denominator`"),
        ("sw-agency,2024-09-30,-3,,,", "is no number"),
        ("sw-agency,2027-09-30,13,,,", "after the assessment"),
        ("sw-agency,2025-09-30,13,,,", "line 2 has the same figure and time"),
        ("sw-agency,2024-09-30,13,,,maybe", "write provisional or final"),
        ("sw-agency,2024-09-30,13,,,,9", "cells"),
        ("sw-agency,2024-09-30,13", "cells"),
        ("sw-agency,2024-09-30,13,,,\"open", "cells"),
    ] {
        let row = if row.contains("\"open") {
            "sw-agency,2024-09-30,\"13,,,\nrest"
        } else {
            row
        };
        let (place, ran) = import(format!("{head}{good}{row}\n"), &[]);
        let out = ran.exits(1).out;
        assert!(out.contains("nothing was written"), "{row}: {out}");
        let told: Vec<&str> = out.split_whitespace().collect();
        assert!(
            told.join(" ").contains(said) || out.contains(said),
            "{row}: {said}: {out}"
        );
        assert!(
            out.contains("| 3") || out.contains("|    3"),
            "{row} has no line: {out}"
        );
        assert!(!place.read("a.toml").contains("[[indicator]]"), "{row}");
    }
}

#[test]
fn what_is_no_extract_is_told_so() {
    for (bytes, said) in [
        (&b""[..], "there is nothing in the extract"),
        (b"indicator,period\n", "no values below it"),
        (b"a,b\n1,2\n", "has no column `indicator`"),
        (b"indicator,value\nsw-agency,3\n", "has no column `period`"),
        (
            b"indicator,period,value,Rate\nsw-agency,2025,1,2\n",
            "both taken for `value`",
        ),
        (b"PK\x03\x04 no workbook", "the workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0old", "old kind"),
        (b"indicator,period,value\nsw-agency,2025-09-30,\xa33\n", "not UTF-8"),
        (b"%PDF-1.7 indicator", "has no column `indicator`"),
    ] {
        let (place, ran) = import(bytes, &[]);
        let ran = ran.exits(2);
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
        assert!(!place.read("a.toml").contains("[[indicator]]"));
    }
    let rows: String = (0..50_050).map(|i| format!("own-x{i},2025,1\n")).collect();
    let (_, ran) = import(format!("indicator,period,value\n{rows}"), &[]);
    ran.exits(2).says(&["more than 50000 rows"]);
    with("").run(&IMPORT).exits(2).says(&["there is no file `x.csv`"]);
}

#[test]
fn hostile_names_and_cells_stay_texts() {
    let csv = "indicator,period,value,\u{1b}[31mred,<b>\n\u{1b}[2Jsw,2025,1,,\n\u{202e}sw-agency,2025-09-30,3,,\n";
    let (_, ran) = import(csv, &[]);
    let ran = ran.exits(1);
    assert!(
        !(ran.out.clone() + &ran.err).contains(['\u{1b}', '\u{202e}']),
        "{}",
        ran.out
    );
    let place = with("");
    place.put("x.csv", csv);
    let html = place.run(&[&IMPORT[..], &["--format", "html"]].concat()).exits(1).out;
    assert!(!html.contains("<b>\n") && !html.contains('\u{1b}'), "{html}");
}

#[test]
fn what_stands_is_changed_only_where_that_is_said() {
    let place = with(&value("sw-agency", "2025-09-30", "value = 13 # from the census"));
    place.put(
        "x.csv",
        "indicator,period,value\nsw-agency,2025-09-30,15\nsw-vacancy,2025-09-30,11\n",
    );
    let out = place.run(&IMPORT).exits(1).out;
    assert!(out.contains("--replace"), "{out}");
    assert!(place.read("a.toml").contains("value = 13") && !place.read("a.toml").contains("sw-vacancy"));
    let out = place.run(&[&IMPORT[..], &["--replace"]].concat()).exits(0).out;
    assert!(out.contains("1 new, 1 changed"), "{out}");
    assert!(
        place.read("a.toml").contains("value = 15 # from the census"),
        "{}",
        place.read("a.toml")
    );
}

#[test]
fn approved_answers_are_not_changed_without_saying_so() {
    let place = with("");
    place.put("x.csv", "indicator,period,value\nsw-agency,2025-09-30,15\n");
    place
        .run(&["approve", "a.toml", "--name", "A", "--post", "Chief executive", "-q"])
        .exits(0);
    let before = place.read("a.toml");
    place.run(&IMPORT).exits(2).says(&["are approved", "--change-approved"]);
    assert_eq!(place.read("a.toml"), before);
    place.run(&[&IMPORT[..], &["--change-approved"]].concat()).exits(0);
    assert!(place.read("a.toml").contains("sw-agency"));
}

#[test]
fn a_workbook_is_read_whatever_it_is_called() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in ["Indicator", "Period", "Numerator", "Denominator", "Value"]
        .iter()
        .enumerate()
    {
        sheet.write(2, u16::try_from(at).unwrap(), *name).unwrap();
    }
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 9, 30).unwrap();
    sheet.write(3, 0, "sw-agency").unwrap();
    sheet
        .write_with_format(3, 1, &day, &Format::new().set_num_format("dd/mm/yyyy"))
        .unwrap();
    sheet.write(3, 2, 24.5).unwrap();
    sheet.write(3, 3, 158).unwrap();
    sheet.write(4, 0, "ehcp-20-weeks").unwrap();
    sheet.write(4, 1, 2025).unwrap();
    sheet.write(4, 4, 46.1).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (place, ran) = import(&bytes, &[]);
    ran.exits(0);
    let text = place.read("a.toml");
    for said in [
        "period = \"2025-09-30\"",
        "numerator = 24.5",
        "period = \"2025\"",
        "value = 46.1",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // A cell shown as 22.6% holds 0.226.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in ["indicator", "period", "value"].iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), *name).unwrap();
    }
    sheet.write(1, 0, "sw-agency").unwrap();
    sheet.write(1, 1, "2025-09-30").unwrap();
    sheet
        .write_with_format(1, 2, 0.226, &Format::new().set_num_format("0.0%"))
        .unwrap();
    let (_, ran) = import(book.save_to_buffer().unwrap(), &[]);
    let out = ran.exits(1).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("percentage"), "{out}");
}

/// A sheet whose only cell is the farthest one there is.
#[test]
fn a_workbook_that_names_its_farthest_cell_is_refused_at_once() {
    let mut book = Workbook::new();
    book.add_worksheet().write(1_048_575, 16_383, "far").unwrap();
    let (_, ran) = import(book.save_to_buffer().unwrap(), &[]);
    ran.exits(2).says(&["columns"]);
}

#[test]
fn the_outcome_is_there_for_a_program() {
    let (_, ran) = import(
        "indicator,period,value\nsw-agency,2025-09-30,15\nnone,2025,1\n",
        &["--format", "json"],
    );
    let all: serde_json::Value = serde_json::from_str(&ran.exits(1).out).unwrap();
    assert_eq!(all["written"], false);
    assert_eq!(all["rejected"][0]["line"], 3);
    assert_eq!(all["columns"][0]["read_as"], "indicator");
}

#[test]
fn an_extract_needs_an_answer_file() {
    let place = Place::new();
    place.put("x.csv", GOOD).put("b.toml", answers("nothing", "", ""));
    place
        .run(&["indicators", "--import", "x.csv"])
        .exits(2)
        .says(&["--file"]);
    place
        .run(&["indicators", "--import", "x.csv", "--file", "none.toml"])
        .exits(2)
        .says(&["none.toml"]);
    place
        .run(&["indicators", "--import", "x.csv", "--file", "b.toml"])
        .exits(2);
    place
        .run(&["indicators", "--import", "x.csv", "--file", "x.csv"])
        .exits(2);
    assert_eq!(place.read("x.csv"), GOOD);
}
