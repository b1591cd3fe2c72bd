//! Values in an answer file: what is refused, what they are worth as evidence, and that they survive every change of the file.

use super::{answers, figures, refused, value, with};
use crate::harness::{Place, project};

#[test]
fn what_cannot_be_is_refused_at_its_place() {
    let two = value("sw-agency", "2025-09-30", "value = 13");
    for (block, code, said) in [
        (
            value("sw-agencyy", "2025-09-30", "value = 13"),
            "unknown-indicator",
            "did you mean `sw-agency`?",
        ),
        (
            value("cpp-2y-open", "2025-26", "value = 100.5"),
            "over-100",
            "above 100",
        ),
        (
            value("cla-rate", "2025-26", "value = 10001"),
            "over-10000",
            "above 10,000",
        ),
        (
            value("sw-agency", "2025-09-30", "value = -1"),
            "out-of-range",
            "between 0 and",
        ),
        (
            value("sw-agency", "2025-09-30", "value = nan"),
            "out-of-range",
            "between 0 and",
        ),
        (
            value("sw-agency", "2025-09-30", "value = \"13%\""),
            "wrong-kind",
            "must be a number",
        ),
        (
            value("cpp-2y-open", "2025-26", "numerator = 7\ndenominator = 6"),
            "numerator",
            "a part is more than the whole",
        ),
        (
            value("cpp-2y-open", "2025-26", "numerator = 7"),
            "no-value",
            "of how many?",
        ),
        (
            value("cpp-2y-open", "2025-26", "numerator = 7\ndenominator = 0"),
            "denominator",
            "nothing can be divided",
        ),
        (
            value("cpp-2y-open", "2025-26", "value = 9\nnumerator = 7\ndenominator = 100"),
            "value",
            "make 7%, not 9%",
        ),
        (
            value("cpp-2y-open", "2025-26", ""),
            "no-value",
            "neither a `value` nor a `numerator`",
        ),
        (
            value("unallocated", "2026-10-31", "value = 1.5"),
            "count",
            "a whole number",
        ),
        (
            value("unallocated", "2026-10-31", "value = 1\ndenominator = 9"),
            "denominator",
            "a count has no `denominator`",
        ),
        (
            value("sw-agency", "2026-11-21", "value = 13"),
            "future-period",
            "not over yet",
        ),
        (
            value("cla-rate", "2026-27", "value = 70"),
            "future-period",
            "31 March 2027",
        ),
        (
            value("cla-rate", "2025-27", "value = 70"),
            "period",
            "not two years in a row",
        ),
        (
            value("cla-rate", "last year", "value = 70"),
            "period",
            "such as 2025-26",
        ),
        (two.clone() + &two, "duplicate-period", "twice"),
        (
            value("cla-rate", "2025-26", "value = 70") + &value("cla-rate", "2026-03-31", "value = 71"),
            "duplicate-period",
            "twice",
        ),
        (
            value(
                "sw-agency",
                "2025-09-30",
                "value = 13\n[[indicator.comparator]]\nwith = \"target\"\nvalue = 9",
            ),
            "owner",
            "needs its `owner`",
        ),
        (
            value(
                "sw-agency",
                "2025-09-30",
                "value = 13\n[[indicator.comparator]]\nwith = \"england\"\nvalue = 9\nowner = \"x\"",
            ),
            "owner",
            "only a target has one",
        ),
        (
            value(
                "sw-agency",
                "2025-09-30",
                "value = 13\ncomparator = [{ with = \"region\", value = 9 }, { with = \"region\", value = 8 }]",
            ),
            "duplicate-comparator",
            "there twice",
        ),
        (
            value("sw-agency", "2025-09-30", "value = 13\nquality = \"bad\""),
            "unknown-value",
            "sound, doubtful",
        ),
        (
            value("sw-agency", "2025-09-30", "valu = 13"),
            "unknown-key",
            "did you mean `value`?",
        ),
    ] {
        let out = refused(&block).out;
        assert!(
            out.contains(&format!("error[{code}]")) && out.contains(said),
            "{block}\n{out}"
        );
        assert!(out.contains("a.toml:"), "{out}");
    }
}

#[test]
fn leavers_can_outnumber_posts_and_a_publisher_rounds() {
    let body = value("manager-turnover", "2026-09-30", "numerator = 9\ndenominator = 8")
        + &value(
            "cla-3-placements",
            "2025-26",
            "value = 10\nnumerator = 42\ndenominator = 411",
        );
    with(&body).run(&["check", "a.toml"]).exits(0);
}

/// A rating of the question on agency rules, and perhaps a piece of evidence.
fn rated(evidence: &str) -> String {
    let kind = |k: &str| format!("[[answer.stable-teams.evidence]]\nkind = \"{k}\"\ntext = \"x\"\ndate = 2026-10-01\n");
    let evidence = if evidence.is_empty() {
        String::new()
    } else {
        kind(evidence)
    };
    format!("[answer.stable-teams]\nrating = 2\nfinding = \"x\"\n{evidence}\n")
}

fn answer(body: &str) -> serde_json::Value {
    let out = with(body).run(&["report", "a.toml", "--format", "json"]).quietly();
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let all = report["sections"].as_array().unwrap().iter();
    let mut all = all.flat_map(|s| s["answers"].as_array().unwrap().iter());
    let mut found = all.find(|a| a["id"] == "stable-teams").unwrap().clone();
    found["notes"] = report["notes"].clone();
    found
}

#[test]
fn a_current_figure_counts_as_data_for_the_questions_that_its_indicator_names() {
    let current = value("sw-agency", "2026-09-30", "numerator = 30\ndenominator = 200");
    let old = value("sw-agency", "2025-09-30", "numerator = 30\ndenominator = 200");
    let doubtful = value("sw-agency", "2026-09-30", "value = 15\nquality = \"doubtful\"");
    let elsewhere = value("cla-rate", "2025-26", "value = 70");
    let unknown = value("own-teams", "2026-09-30", "value = 15");
    for (figures, evidence, strength, position) in [
        ("", "", "none", "asserted"),
        (current.as_str(), "", "single", "assured"),
        (current.as_str(), "data", "single", "assured"),
        (current.as_str(), "audit", "triangulated", "assured"),
        ("", "audit", "single", "assured"),
        // None of these says anything about the answer today; and an old figure makes nothing stale.
        (old.as_str(), "", "none", "asserted"),
        (old.as_str(), "audit", "single", "assured"),
        (doubtful.as_str(), "", "none", "asserted"),
        (elsewhere.as_str(), "", "none", "asserted"),
        (unknown.as_str(), "", "none", "asserted"),
    ] {
        let a = answer(&(figures.to_owned() + &rated(evidence)));
        assert_eq!(
            (a["evidence_strength"].as_str(), a["position"].as_str()),
            (Some(strength), Some(position)),
            "{figures}{evidence}"
        );
    }
    let a = answer(&(current.clone() + &rated("")));
    assert_eq!(a["figures"], serde_json::json!(["sw-agency"]));
    assert!(a["notes"].to_string().contains("data-alone"), "{}", a["notes"]);
    // It answers nothing: an open question stays open, and what counts for nothing is not counted.
    let open = answer(&current);
    assert_eq!(
        (open["position"].as_str(), open["evidence_strength"].as_str()),
        (Some("unanswered"), Some("none"))
    );
    assert!(open.get("figures").is_none(), "{open}");
}

#[test]
fn a_figure_ages_like_any_evidence() {
    for (day, strength) in [
        ("2025-11-20", "single"),
        ("2025-11-19", "none"),
        ("2026-11-20", "single"),
    ] {
        let a = answer(&(value("sw-agency", day, "value = 15") + &rated("")));
        assert_eq!(a["evidence_strength"], strength, "{day}");
    }
}

#[test]
fn a_file_without_values_says_nothing_of_them() {
    let place = Place::new();
    place.put("a.toml", answers("ce", "", &rated("audit")));
    let json = place.run(&["report", "a.toml", "--format", "json"]).quietly();
    assert!(
        !json.contains("\"indicators\"") && !json.contains("\"figures\""),
        "{json}"
    );
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(!report.contains("Early warning: the figures"), "{report}");
    let said = place.run(&["indicators", "a.toml"]).quietly();
    assert!(said.contains("There are no values of indicators in it"), "{said}");
}

/// An answer file of last year's edition with a comment in a value.
#[test]
fn values_and_the_comments_in_them_survive_upgrade_and_approval() {
    let place = Place::new();
    let block = "# from the census\n".to_owned()
        + &value(
            "supervision-in-time",
            "2025-09-30",
            "numerator = 30 # agreed with finance\ndenominator = 200",
        );
    let file = project("examples/ce-2025-26.toml");
    let at = file.find("[answer.").unwrap();
    place.put("a.toml", [&file[..at], &block, &file[at..]].concat());
    place
        .run(&[
            "approve",
            "a.toml",
            "--name",
            "A. Example",
            "--post",
            "Chief executive",
            "-q",
        ])
        .exits(0);
    let text = place.read("a.toml");
    assert!(text.contains("numerator = 30 # agreed with finance"), "{text}");
    place
        .run(&["upgrade", "a.toml", "--to", "2026", "-o", "b.toml"])
        .exits(0);
    let text = place.read("b.toml");
    assert!(text.contains("numerator = 30 # agreed with finance"), "{text}");
    // A figure that changes after the approval is told.
    place.put(
        "a.toml",
        place.read("a.toml").replace("numerator = 30", "numerator = 31"),
    );
    let out = place.run(&["check", "a.toml"]).exits(0).out;
    assert!(out.contains("Changed since:") && out.contains("a figure"), "{out}");
}

#[test]
fn a_text_of_a_value_that_looks_like_personal_data_is_told_and_holds_up_the_public_copy() {
    let place = with(&value(
        "sw-agency",
        "2025-09-30",
        "value = 15\nnote = \"ask a.example@northmoor.example\"",
    ));
    let out = place.run(&["check", "a.toml"]).exits(0).out;
    assert!(out.contains("indicator.1.note"), "{out}");
    assert_ne!(place.run(&["report", "a.toml", "--public"]).code, 0);
}

#[test]
fn a_json_report_gives_the_values_back() {
    let body = value("sw-agency", "2024-09-30", "numerator = 30\ndenominator = 200")
        + &value(
            "sw-agency",
            "2025-09-30",
            "numerator = 60\ndenominator = 210\ncomparator = [{ with = \"target\", value = 12, owner = \"Director\" }]",
        );
    let place = with(&body);
    let direct = figures(&place, &[]);
    place.run(&["report", "a.toml", "-o", "r.json", "-q"]).exits(0);
    let read = place.run(&["indicators", "r.json", "--format", "json"]).quietly();
    let read: serde_json::Value = serde_json::from_str(&read).unwrap();
    assert_eq!(direct["series"], read["series"]);
}
