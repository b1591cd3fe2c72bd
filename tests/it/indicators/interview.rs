//! The place of the task list where a person says the figures.

use super::{answers, figures, value};
use crate::harness::{Place, Ran};

const FACTS: &str = "[assessor]\nname = \"A\"\npost = \"Chief executive\"\n[context]\ntrust = false\nsecond-portfolio = false\ncombined-dcs = false\nshared-dcs = false\n";

/// An interview in plain lines over an answer file with this in it, and last year's beside it where there is one.
fn typed(body: &str, input: &[&str], more: &[&str]) -> (Place, Ran) {
    let place = Place::new();
    place.put(
        "a.toml",
        answers("ce", "council = \"Northmoor\"", &format!("{FACTS}{body}")),
    );
    let ran = asked(&place, input, more);
    (place, ran)
}

fn asked(place: &Place, input: &[&str], more: &[&str]) -> Ran {
    let args = [&["ce", "--file", "a.toml", "--plain"], more].concat();
    place.run_with(&args, &(input.join("\n") + "\n"), &[])
}

/// The number of an indicator in the list, as the program says it.
fn number(said: &str, name: &str) -> String {
    let line = said
        .lines()
        .find(|l| l.contains(name))
        .unwrap_or_else(|| panic!("{name}: {said}"));
    line.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_figure_is_told_with_its_definition_and_kept_at_once() {
    let stands = value("sw-vacancy", "2025-09-30", "numerator = 20\ndenominator = 170");
    let (_, first) = typed(&stands, &["i", "b", "p"], &[]);
    assert!(
        first.err.contains("indicators: figures that warn early"),
        "{}",
        first.err
    );
    let agency = number(&first.err, "Agency social worker rate");
    let (place, ran) = typed(
        &stands,
        &[
            "i",
            &agency,
            "30/09/2025",
            "24 of 158",
            "Workforce return",
            "2",
            "b",
            "p",
        ],
        &[],
    );
    for said in [
        "Counted: Agency social workers",
        "England: 13% (30 September 2025).",
        "Mind: ",
        "15.2%, 30 September 2025",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let text = place.read("a.toml");
    for said in [
        "numerator = 24",
        "denominator = 158",
        "source = \"Workforce return\"",
        "status = \"provisional\"",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(figures(&place, &[])["series"].as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_is_said_and_asked_again() {
    let (_, first) = typed("", &["i", "b", "p"], &[]);
    let agency = number(&first.err, "Agency social worker rate");
    let input = [
        "i",
        &agency,
        "soon",
        "2025-09-30",
        "many",
        "130",
        "2025-09-30",
        "24 of 20",
        "2025-09-30",
        "12.5",
        "",
        "1",
        "b",
        "p",
    ];
    let (place, ran) = typed("", &input, &[]);
    for said in [
        "`soon` is no period",
        "no number",
        "cannot be above 100",
        "above the `denominator`",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let text = place.read("a.toml");
    assert!(
        text.contains("value = 12.5") && text.contains("status = \"final\""),
        "{text}"
    );
    // An empty line says nothing and keeps nothing.
    let (place, _) = typed("", &["i", &agency, "", "b", "p"], &[]);
    assert!(!place.read("a.toml").contains("[[indicator]]"));
}

#[test]
fn a_value_that_stands_is_corrected_and_keeps_what_was_not_asked() {
    let (_, first) = typed("", &["i", "b", "p"], &[]);
    let agency = number(&first.err, "Agency social worker rate");
    let stands = value(
        "sw-agency",
        "2025-09-30",
        "value = 13 # mine\nnote = \"as sent\"\ncomparator = { with = \"region\", value = 14 }",
    );
    let (place, ran) = typed(&stands, &["i", &agency, "2025-09-30", "14", "", "1", "b", "p"], &[]);
    assert!(ran.err.contains("In this file: 13%, 30 September 2025."), "{}", ran.err);
    let text = place.read("a.toml");
    assert_eq!(text.matches("[[indicator]]").count(), 1, "{text}");
    for said in ["value = 14 # mine", "note = \"as sent\"", "with = \"region\""] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn last_years_value_is_shown() {
    let place = Place::new();
    let last = answers(
        "ce",
        "",
        &(FACTS.to_owned() + &value("sw-agency", "2025-09-30", "value = 17.3")),
    );
    place.put(
        "a.toml",
        answers("ce", "council = \"Northmoor\"\nprevious = \"last.toml\"", FACTS),
    );
    place.put(
        "last.toml",
        last.replace("2026-27", "2025-26").replace("2026-11", "2025-11"),
    );
    let first = asked(&place, &["i", "b", "p"], &[]);
    let agency = number(&first.err, "Agency social worker rate");
    let ran = asked(&place, &["i", &agency, "", "b", "p"], &[]);
    assert!(
        ran.err.contains("In last year's file: 17.3%, 30 September 2025."),
        "{}",
        ran.err
    );
}

#[test]
fn a_checklist_whose_questions_name_no_figure_offers_none() {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    let ran = place.run_with(&["run", "own.toml", "--plain"], "n\np\n", &[]);
    assert!(!ran.err.contains("figures that warn early"), "{}", ran.err);
}
