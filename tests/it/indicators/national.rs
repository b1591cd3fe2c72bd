//! The national releases' own CSV: England, the region and the statistical neighbours beside the council's own values.

use super::{figures, value, with};
use crate::harness::Place;

const IMPORT: [&str; 5] = ["indicators", "--import", "release.csv", "--file", "a.toml"];
const HEAD: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,agency_rate_fte,caseload_fte,other";

/// A row of the workforce release.
fn row(time: &str, level: &str, region: &str, council: &str, agency: &str, caseload: &str) -> String {
    let code = format!("E-{}", council.split(['"', ',']).collect::<String>());
    format!("{time},Reporting year,{level},E92000001,England,E12,{region},1,{code},{council},{agency},{caseload},7\n")
}

fn release() -> String {
    let rows = [
        row("2025", "National", "", "", "13.0179", "15.2"),
        row("2024", "National", "", "", "16.2", "15.4"),
        row("2025", "Regional", "North East", "", "11.55", "14.9"),
        row("2025", "Regional", "London", "", "19", "13"),
        row("2025", "Local authority", "North East", "Ashby", "10.2", "14"),
        row(
            "2025",
            "Local authority",
            "North East",
            "\"Hull, City of\"",
            "12.3",
            "16",
        ),
        row("2025", "Local authority", "London", "Dunton", "40", "x"),
        row("2025", "Local authority", "London", "Eastlow", "c", "17"),
    ];
    format!("\u{feff}{HEAD}\n{}", rows.concat())
}

fn place(release: impl AsRef<[u8]>) -> Place {
    let own = [
        value(
            "sw-agency",
            "2025-09-30",
            "numerator = 24\ndenominator = 158 # the census",
        ),
        value("sw-agency", "2023-09-30", "value = 9"),
        value("sw-caseload", "2025-09-30", "value = 14"),
        value("cla-rate", "2025-26", "value = 80"),
    ];
    let place = with(&own.concat());
    place.put("release.csv", release);
    place
}

/// What the file sets beside the newest value, as `with figure`.
fn beside(place: &Place, id: &str) -> Vec<String> {
    let all = figures(place, &[]);
    let series = all["series"].as_array().unwrap();
    let points = series.iter().find(|s| s["id"] == id).unwrap()["points"]
        .as_array()
        .unwrap();
    let comparators = points.last().unwrap()["beside"].as_array().unwrap();
    let told = |c: &serde_json::Value| format!("{} {}", c["with"].as_str().unwrap(), c["value"]);
    let own = comparators.iter().filter(|c| c["from_program"] == false);
    own.map(told).collect()
}

#[test]
fn england_the_region_and_the_median_of_the_neighbours_stand_beside_the_values_of_the_same_time() {
    let place = place(release());
    let names = [
        "--region",
        "north east",
        "--neighbour",
        "Ashby",
        "--neighbour",
        "hull city of",
        "--neighbour",
        "Dunton",
        "--neighbour",
        "E-Eastlow",
    ];
    let ran = place.run(&[&IMPORT[..], &names].concat()).exits(0);
    for said in ["2 values taken: 0 new, 2 changed", "agency_rate_fte", "sw-agency"] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    assert!(!ran.out.contains("other"), "only what is read is listed: {}", ran.out);
    // 10.2, 12.3 and 40: the middle, not the mean. Caseloads 14, 16 and 17.
    assert_eq!(
        beside(&place, "sw-agency"),
        ["neighbours 12.3", "region 11.6", "england 13"]
    );
    assert_eq!(
        beside(&place, "sw-caseload"),
        ["neighbours 16", "region 14.9", "england 15.2"]
    );
    let text = place.read("a.toml");
    assert!(text.contains("median of the 3 published of 4"), "{text}");
    assert!(text.contains("denominator = 158 # the census"), "{text}");
    assert_eq!(text.matches("[[indicator.comparator]]").count(), 6, "{text}");
    place.run(&["check", "a.toml"]).exits(0);
    let again = place.run(&[&IMPORT[..], &names].concat()).exits(0).out;
    assert!(again.contains("0 new, 0 changed; 2 stood there already"), "{again}");
    assert_eq!(place.read("a.toml"), text);
}

#[test]
fn two_neighbours_have_their_middle_between_them_and_england_comes_alone_without_names() {
    let two = place(release());
    two.run(&[&IMPORT[..], &["--neighbour", "Ashby", "--neighbour", "Hull, City of"]].concat())
        .exits(0);
    assert_eq!(beside(&two, "sw-agency"), ["neighbours 11.3", "england 13"]);
    let alone = place(release());
    alone.run(&IMPORT).exits(0);
    assert_eq!(beside(&alone, "sw-agency"), ["england 13"]);
}

#[test]
fn what_stands_beside_a_value_is_changed_only_where_that_is_said() {
    let place = with(&value(
        "sw-agency",
        "2025-09-30",
        "value = 15\n[[indicator.comparator]]\nwith = \"england\"\nvalue = 12.9 # typed\nsource = \"LAIT\"\n[[indicator.comparator]]\nwith = \"target\"\nvalue = 12\nowner = \"Director\"",
    ));
    place.put("release.csv", release());
    let before = place.read("a.toml");
    let out = place.run(&IMPORT).exits(1).out;
    assert!(out.contains("(12.9, here") && out.contains("--replace"), "{out}");
    assert_eq!(place.read("a.toml"), before);
    place.run(&[&IMPORT[..], &["--replace"]].concat()).exits(0);
    assert_eq!(beside(&place, "sw-agency"), ["england 13", "target 12"]);
    assert!(place.read("a.toml").contains("owner = \"Director\""));
}

#[test]
fn a_release_that_cannot_be_read_changes_nothing_and_says_why() {
    let other = format!("{HEAD}\n").replace("agency_rate_fte,caseload_fte", "a,b");
    let twice = release() + &row("2025", "National", "", "", "14", "15.2");
    let old = format!("{HEAD}\n{}", row("2019", "National", "", "", "14", "15.2"));
    for (text, more, said) in [
        (release(), ["--region", "Nort East"], "did you mean `North East`"),
        (release(), ["--neighbour", "Ashbey"], "did you mean `Ashby`"),
        (release(), ["--neighbour", ""], "has no council ``"),
        (other, ["-q", "-q"], "none of its columns is known"),
        (twice, ["-q", "-q"], "lines 2 and 10 have two figures"),
        (old, ["-q", "-q"], "no figure for any value of the answer file"),
        (format!("{HEAD}\n"), ["-q", "-q"], "no figure for any value"),
        (
            "indicator,period,value\n".to_owned(),
            ["--region", "London"],
            "is no national release",
        ),
    ] {
        let more: Vec<&str> = if more[0] == "-q" { vec!["-q"] } else { more.to_vec() };
        let place = place(text);
        let before = place.read("a.toml");
        place
            .run(&[&IMPORT[..], &more].concat())
            .exits(2)
            .says(&[said, "nothing was written"]);
        assert_eq!(place.read("a.toml"), before);
    }
    for (bad, said) in [
        (
            row("spring", "National", "", "", "14", "15.2"),
            "`time_period` is `spring`",
        ),
        (
            row("202427", "National", "", "", "14", "15.2"),
            "`time_period` is `202427`",
        ),
        (
            row("2025", "National", "", "", "fourteen", "15.2"),
            "`agency_rate_fte` is `fourteen`",
        ),
        (row("2025", "National", "", "", "-4", "15.2"), "must be a number from 0"),
        (row("2025", "National", "", "", "140", "15.2"), "it cannot be above 100"),
    ] {
        let place = place(format!("{HEAD}\n{bad}"));
        let before = place.read("a.toml");
        let out = place.run(&IMPORT).exits(1).out;
        assert!(
            out.contains(said) && out.contains("nothing was written"),
            "{said}: {out}"
        );
        assert_eq!(place.read("a.toml"), before);
    }
}

#[test]
fn the_other_layouts_that_are_known() {
    let own = [
        value("rereferrals-12m", "2024-25", "value = 20"),
        value("rereferrals-12m-children", "2024-25", "value = 19"),
        value("cpp-repeat", "2024-25", "value = 25"),
        value("cla-3-placements", "2025-03-31", "value = 11"),
    ];
    let place = with(&own.concat());
    let lead = "time_period,geographic_level,la_name";
    for (text, id, wanted) in [
        (
            format!("{lead},category,rereferral_percent,rereferral_child_percent\n2025,National,,Total,22.6,21\n"),
            "rereferrals-12m",
            "england 22.6",
        ),
        (
            format!("{lead},CPP_subsequent_percent\n2025,National,,24.5\n"),
            "cpp-repeat",
            "england 24.5",
        ),
        (
            format!(
                "{lead},placement_stability,children_percent\n202425,National,,Total,100\n202425,National,,With 3 or more placements during the year,10\n202425,National,,Something else,63\n"
            ),
            "cla-3-placements",
            "england 10",
        ),
    ] {
        place.put("release.csv", text);
        place.run(&IMPORT).exits(0);
        assert_eq!(beside(&place, id), [wanted]);
    }
    // Counted over children, and never set beside the figure over referrals.
    assert_eq!(beside(&place, "rereferrals-12m-children"), ["england 21"]);
}
