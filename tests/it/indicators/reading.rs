//! How a series is read: what moved, by how much, and when nothing may be read out of it.

use super::{answers, figures, value, with};
use crate::harness::Place;

/// Two years of a figure, given as the rest of each block.
fn two(id: &str, first: &str, second: &str) -> serde_json::Value {
    let body = value(id, "2024-09-30", first) + &value(id, "2025-09-30", second);
    figures(&with(&body), &[])["series"][0].clone()
}

fn reading(id: &str, first: &str, second: &str) -> String {
    two(id, first, second)["points"][1]["since"]["reading"]
        .as_str()
        .unwrap()
        .to_owned()
}

const MANY: &str = "numerator = 80\ndenominator = 400";
const FEWER: &str = "numerator = 40\ndenominator = 400";

#[test]
fn a_move_is_called_wanted_only_where_nothing_speaks_against_it() {
    for (id, first, second, said) in [
        ("sw-agency", MANY, FEWER, "wanted-way"),
        ("sw-agency", FEWER, MANY, "other-way"),
        ("sw-agency", MANY, MANY, "neutral"),
        // The same of a figure that no direction is right for.
        ("cpp-repeat", MANY, FEWER, "neutral"),
        // Data that are doubted: nothing good is read out of it, and a warning stays a warning.
        (
            "sw-agency",
            MANY,
            "numerator = 40\ndenominator = 400\nquality = \"doubtful\"",
            "doubtful",
        ),
        (
            "sw-agency",
            "numerator = 80\ndenominator = 400\nquality = \"doubtful\"",
            FEWER,
            "doubtful",
        ),
        (
            "sw-agency",
            MANY,
            "numerator = 40\ndenominator = 400\nnote = \"two teams are missing\"",
            "doubtful",
        ),
        (
            "sw-agency",
            MANY,
            "numerator = 40\ndenominator = 400\nnote = \"as published\"\nquality = \"sound\"",
            "wanted-way",
        ),
        (
            "sw-agency",
            FEWER,
            "numerator = 80\ndenominator = 400\nquality = \"doubtful\"",
            "other-way",
        ),
        // Too small to tell: a few, or what chance makes.
        (
            "sw-agency",
            "numerator = 9\ndenominator = 30",
            "numerator = 4\ndenominator = 30",
            "too-small",
        ),
        (
            "sw-agency",
            "numerator = 80\ndenominator = 400",
            "numerator = 70\ndenominator = 400",
            "too-small",
        ),
        ("unallocated", "value = 5", "value = 1", "too-small"),
        ("unallocated", "value = 60", "value = 20", "wanted-way"),
        // Without counts nobody can say.
        ("sw-agency", "value = 20", "value = 10", "not-counted"),
        (
            "sw-agency",
            "value = 20\ndenominator = 400",
            "value = 10\ndenominator = 400",
            "wanted-way",
        ),
        // A break.
        (
            "sw-agency",
            MANY,
            "numerator = 40\ndenominator = 400\nbreak = \"the definition changed\"",
            "not-comparable",
        ),
    ] {
        assert_eq!(reading(id, first, second), said, "{id}: {first} -> {second}");
    }
}

#[test]
fn only_the_same_time_of_the_year_is_compared() {
    let body = value("sw-agency", "2024-09-30", MANY) + &value("sw-agency", "2025-03-31", FEWER);
    let place = with(&body);
    assert_eq!(
        figures(&place, &[])["series"][0]["points"][1]["since"]["reading"],
        "not-comparable"
    );
    let said = place.run(&["indicators", "a.toml"]).quietly();
    assert!(said.replace('\n', " ").contains("another time"), "{said}");
}

#[test]
fn how_steady_a_series_is_is_said_in_words() {
    let series = |values: &[(i32, &str)]| {
        let body: String = values
            .iter()
            .map(|(year, rest)| value("cpp-rate", &format!("{year}-03-31"), rest))
            .collect();
        let place = with(&body);
        let one = figures(&place, &[]);
        one["series"][0]["steadiness"].as_str().unwrap().to_owned()
    };
    let n = |n: u32| format!("numerator = {n}\ndenominator = 46000");
    let of = |all: [u32; 3]| series(&[(2024, &n(all[0])), (2025, &n(all[1])), (2026, &n(all[2]))]);
    assert_eq!(of([180, 260, 180]), "volatile");
    assert_eq!(of([180, 185, 178]), "steady");
    assert_eq!(of([180, 260, 265]), "rising");
    assert_eq!(of([260, 180, 175]), "falling");
    // Each step is small, and the way is not.
    assert_eq!(of([180, 210, 240]), "rising");
    assert_eq!(series(&[(2025, &n(180)), (2026, &n(260))]), "too-short");
    assert_eq!(
        series(&[(2024, "value = 39"), (2025, "value = 60"), (2026, "value = 39")]),
        "not-counted"
    );
    let broken = n(180) + "\nbreak = \"counted anew\"";
    assert_eq!(
        series(&[(2024, &n(180)), (2025, &n(260)), (2026, &broken)]),
        "too-short"
    );
}

#[test]
fn years_of_several_files_make_one_series_and_a_restated_figure_is_a_break() {
    let place = with(&(value("sw-agency", "2024-09-30", FEWER) + &value("sw-agency", "2025-09-30", FEWER)));
    let last = answers(
        "ce",
        "",
        &(value("sw-agency", "2023-09-30", MANY) + &value("sw-agency", "2024-09-30", MANY)),
    );
    place.put(
        "last.toml",
        last.replace("2026-27", "2025-26").replace("2026-11", "2025-11"),
    );
    let run = |args: &[&str]| place.run(&[args, &["--format", "json"]].concat()).quietly();
    let both = run(&["indicators", "a.toml", "last.toml"]);
    // In any order.
    assert_eq!(both, run(&["indicators", "last.toml", "a.toml"]));
    let both: serde_json::Value = serde_json::from_str(&both).unwrap();
    let points = both["series"][0]["points"].as_array().unwrap();
    let told: Vec<(&str, f64)> = points
        .iter()
        .map(|p| (p["period"].as_str().unwrap(), p["figure"].as_f64().unwrap()))
        .collect();
    assert_eq!(told, [("2023-09-30", 20.0), ("2024-09-30", 10.0), ("2025-09-30", 10.0)]);
    assert_eq!(points[1]["break"], "restated since the file of 2025-26");
    assert_eq!(points[1]["since"]["reading"], "not-comparable");
    assert_eq!(points[2]["since"]["reading"], "neutral");
    // The trend has the same figures.
    let trend = place
        .run(&["trend", "a.toml", "last.toml", "--format", "json", "--accept-changed"])
        .quietly();
    let trend: serde_json::Value = serde_json::from_str(&trend).unwrap();
    assert_eq!(trend["indicators"]["series"], both["series"]);
}

#[test]
fn two_councils_are_no_series() {
    let place = Place::new();
    place.put("a.toml", answers("ce", "council = \"Northmoor\"", ""));
    let other = answers("ce", "council = \"Southmoor\"", "").replace("2026-27", "2025-26");
    place.put("b.toml", &other);
    place
        .run(&["indicators", "a.toml", "b.toml"])
        .exits(2)
        .says(&["two councils", "`break`"]);
    place.put(
        "a.toml",
        answers("ce", "council = \"Northmoor\"\nbreak = \"two councils became one\"", ""),
    );
    place.run(&["indicators", "a.toml", "b.toml"]).exits(0);
}

#[test]
fn comparators_are_named_with_their_time_and_england_is_known() {
    let body = value(
        "sw-agency",
        "2025-09-30",
        "numerator = 30\ndenominator = 200\ncomparator = [{ with = \"target\", value = 12, owner = \"Director\" }, { with = \"neighbours\", value = 14.1, period = \"2024-09-30\" }]",
    );
    let place = with(&body);
    let point = figures(&place, &[])["series"][0]["points"][0].clone();
    let beside: Vec<String> = point["beside"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| {
            format!(
                "{} {} {} {}",
                b["with"].as_str().unwrap(),
                b["value"],
                b["direction"],
                b["by"]
            )
        })
        .collect();
    // A figure of another time is named and not compared.
    assert_eq!(
        beside,
        ["neighbours 14.1 null null", "england 13 \"up\" 2", "target 12 \"up\" 3"]
    );
    assert_eq!(point["one_point_is"], 2);
    let said = place.run(&["indicators", "a.toml", "--format", "markdown"]).quietly();
    for part in [
        "statistical neighbours 14.1% (30 September 2024)",
        "2 points above England 13%",
        "set by Director",
        "One percentage point stands for about 2",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

fn prompts(body: &str) -> Vec<String> {
    let place = with(body);
    let all = figures(&place, &[]);
    let ids = all["prompts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["id"].as_str().unwrap().to_owned());
    let ids: Vec<String> = ids.collect();
    // Check and report say the same.
    let said = place.run(&["check", "a.toml"]).exits(0).out + &place.run(&["report", "a.toml"]).quietly();
    for p in all["prompts"].as_array().unwrap() {
        let title = p["title"].as_str().unwrap();
        assert_eq!(said.matches(title).count(), 2, "{title}: {said}");
    }
    ids
}

#[test]
fn the_relations_of_the_guides_are_raised_by_the_councils_own_comparators() {
    let given = |id: &str, value: u32, other: u32| {
        self::value(
            id,
            "2025-09-30",
            &format!("value = {value}\ncomparator = {{ with = \"neighbours\", value = {other} }}"),
        )
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(
        prompts(&(given("sw-agency", 20, 15) + &given("sw-turnover", 16, 12))),
        ["agency-with-turnover"]
    );
    assert_eq!(
        prompts(&(given("sw-agency", 20, 15) + &given("sw-turnover", 12, 12))),
        none
    );
    assert_eq!(prompts(&given("sw-agency", 20, 15)), none);
    // What the program knows of England raises nothing.
    let bare = value("sw-agency", "2025-09-30", "value = 40") + &value("sw-turnover", "2025-09-30", "value = 40");
    assert_eq!(prompts(&bare), none);
    let loads = |a: &str, b: &str| {
        value("caseload-newly-qualified", "2026-10-31", a) + &value("caseload-experienced", "2026-10-31", b)
    };
    assert_eq!(
        prompts(&loads("value = 15.8", "value = 16.4")),
        ["newly-qualified-carry-as-much"]
    );
    assert_eq!(prompts(&loads("value = 12", "value = 16.4")), none);
    let year = |id: &str, v: u32| {
        value(
            id,
            "2025-26",
            &format!("value = {v}\ncomparator = {{ with = \"region\", value = 20 }}"),
        )
    };
    assert_eq!(prompts(&year("rereferrals-12m", 25)), ["re-referrals-high"]);
    assert_eq!(prompts(&year("rereferrals-12m", 20)), none);
    assert_eq!(prompts(&year("cpp-2y-open", 21)), ["long-open-plans"]);
    // Long plans that ended are another figure.
    assert_eq!(prompts(&year("cpp-2y-ended", 21)), none);
}

#[test]
fn one_absolute_is_said_whatever_the_figure() {
    let said = |n: u32| {
        with(&value("unallocated", "2026-10-31", &format!("value = {n}")))
            .run(&["check", "a.toml"])
            .exits(0)
            .out
    };
    assert!(said(1).contains("the guides accept none"), "{}", said(1));
    assert!(!said(0).contains("the guides accept none"), "{}", said(0));
}

#[test]
fn every_format_has_every_figure() {
    let place = with(
        &(value("cpp-2y-open", "2024-25", "numerator = 9\ndenominator = 360")
            + &value("cpp-2y-open", "2025-26", "numerator = 19\ndenominator = 365")),
    );
    for format in super::super::every_format::offered("indicators") {
        let out = place
            .command(&["indicators", "a.toml", "--format", &format])
            .output()
            .unwrap();
        assert!(out.status.success(), "{format}");
        let all = super::super::every_format::everything(&out.stdout);
        for figure in ["2.5", "5.2"] {
            assert!(all.contains(figure), "{format} has no {figure}");
        }
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = "<script>alert(1)</script> \\u001b[31m| =cmd()\\u202e";
    let body = value(
        "sw-agency",
        "2025-09-30",
        &format!("value = 13\nnote = \"{hostile}\"\nbreak = \"{hostile}\""),
    ) + &value("own-x", "2025-09-30", &format!("value = 3\nsource = \"{hostile}\""));
    let place = with(&body);
    for format in ["text", "markdown", "html", "json"] {
        let out = place.run(&["indicators", "a.toml", "--format", format]).quietly();
        assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{format}: {out}");
        assert!(
            format == "json" || format == "text" || !out.contains("<script>alert"),
            "{format}: {out}"
        );
    }
}
