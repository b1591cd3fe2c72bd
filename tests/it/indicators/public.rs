//! A public copy gives no small count away, neither by itself nor by subtraction.

use super::{figures, value, with};

/// The values of a file's first series in a public copy, null where they are withheld; and the whole copy.
fn public(body: &str) -> (Vec<serde_json::Value>, String) {
    let place = with(body);
    let all = figures(&place, &["--public"]);
    let text = place.run(&["indicators", "a.toml", "--public"]).quietly();
    let points = all["series"][0]["points"].as_array().unwrap().clone();
    (points, all.to_string() + &text)
}

#[test]
fn small_counts_and_what_rests_on_them_are_withheld() {
    for (id, rest, withheld) in [
        ("cpp-2y-open", "numerator = 5\ndenominator = 180", true),
        ("cpp-2y-open", "numerator = 6\ndenominator = 180", false),
        // None at all is nobody.
        ("cpp-2y-open", "numerator = 0\ndenominator = 180", false),
        // What is left of the whole.
        ("cpp-2y-open", "numerator = 178\ndenominator = 180", true),
        ("cpp-2y-open", "numerator = 180\ndenominator = 180", false),
        ("cpp-2y-open", "numerator = 3\ndenominator = 4", true),
        // Reckoned from the rate and the whole, and from the rate and the part.
        ("cpp-2y-open", "value = 2.2\ndenominator = 180", true),
        ("cpp-2y-open", "value = 2.2\ndenominator = 1800", false),
        ("cpp-2y-open", "value = 98.9\ndenominator = 180", true),
        ("cla-rate", "value = 0.9\ndenominator = 46000", true),
        ("cla-rate", "value = 88\ndenominator = 46000", false),
        ("unallocated", "value = 1", true),
        ("unallocated", "value = 0", false),
        ("unallocated", "value = 17", false),
        ("caseload-newly-qualified", "numerator = 60\ndenominator = 4", true),
        // Leavers are no part of the posts.
        ("sw-turnover", "numerator = 20\ndenominator = 23", false),
        // What a figure of their own is given in is not at hand: it may be a count.
        ("own-x", "value = 4", true),
        ("own-x", "value = 40", false),
    ] {
        let (points, all) = public(&value(id, "2025-09-30", &format!("{rest}\nnote = \"secretword\"")));
        let point = &points[0];
        assert_eq!(point["withheld"], withheld, "{id}: {rest}");
        for key in ["figure", "numerator", "denominator", "one_point_is", "note"] {
            assert!(!withheld || point[key].is_null(), "{id}: {rest}: {key} is told");
        }
        assert_eq!(all.contains("secretword"), !withheld, "{id}: {rest}");
        assert!(!withheld || all.contains("are withheld"), "{all}");
        // The full copy has it.
        assert!(figures(&with(&value(id, "2025-09-30", rest)), &[])["series"][0]["points"][0]["withheld"] == false);
    }
}

#[test]
fn nothing_is_given_away_by_the_year_before_a_comparator_or_a_total() {
    let beside = "\ncomparator = [{ with = \"neighbours\", value = 2.0 }, { with = \"target\", value = 1, owner = \"Ms Owner\" }]";
    let year = |y: u32, n: u32| {
        value(
            "cpp-2y-open",
            &format!("{y}-03-31"),
            &format!("numerator = {n}\ndenominator = 180{beside}"),
        )
    };
    let (points, all) = public(&(year(2024, 20) + &year(2025, 4) + &year(2026, 30)));
    assert_eq!(
        [&points[0]["withheld"], &points[1]["withheld"], &points[2]["withheld"]],
        [false, true, false]
    );
    assert!(
        points[1]["since"].is_null() && points[2]["since"].is_null(),
        "{points:?}"
    );
    for b in points[1]["beside"].as_array().unwrap() {
        assert!(b["by"].is_null() && b["direction"].is_null(), "{b}");
    }
    assert!(!all.contains("2.2") && !all.contains("Ms Owner"), "{all}");
    assert!(points[2]["beside"][0]["by"].is_number(), "{points:?}");
    // A total and its parts.
    let day = "2026-10-31";
    let body = value("unallocated", day, "value = 20")
        + &value("unallocated-looked-after", day, "value = 8")
        + &value("unallocated-child-protection", day, "value = 3")
        + &value("unallocated-child-in-need", day, "value = 9")
        + &value("unallocated", "2026-09-30", "value = 25");
    let all = figures(&with(&body), &["--public"]);
    let told: Vec<String> = all["series"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| {
            s["points"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| format!("{} {}", s["id"].as_str().unwrap(), p["figure"]))
        })
        .collect();
    assert_eq!(
        told,
        [
            "unallocated 25",
            "unallocated null",
            "unallocated-looked-after 8",
            "unallocated-child-protection null",
            "unallocated-child-in-need 9"
        ]
    );
}

#[test]
fn a_prompt_that_rests_on_what_is_withheld_is_not_raised_and_the_report_withholds_too() {
    let body = value(
        "cpp-2y-open",
        "2025-26",
        "numerator = 5\ndenominator = 120\ncomparator = { with = \"region\", value = 2 }",
    );
    let place = with(&body);
    assert_eq!(figures(&place, &[])["prompts"].as_array().unwrap().len(), 1);
    assert_eq!(figures(&place, &["--public"])["prompts"].as_array().unwrap().len(), 0);
    for format in ["markdown", "html", "json", "text"] {
        let full = place.run(&["report", "a.toml", "--format", format]).quietly();
        let public = place
            .run(&["report", "a.toml", "--format", format, "--public"])
            .quietly();
        assert!(full.contains("4.2") || full.contains("4.167"), "{format}");
        assert!(
            !public.contains("4.2%") && !public.contains("4.167") && !public.contains("5 of 120"),
            "{format}: {public}"
        );
    }
}
