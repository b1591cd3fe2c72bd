//! The shipped list, and a council's own.

use std::collections::BTreeSet;

use assure::checklist::{Library, library};
use assure::indicators::{self, GoodDirection, IndicatorUnit};

use crate::harness::{Place, project};

#[test]
fn the_shipped_list_is_valid_and_the_one_in_the_program() {
    let list = indicators::parse(&project("checklists/indicators.toml")).unwrap();
    assert_eq!(&list, indicators::shipped());
    let place = Place::new();
    place.copy("checklists/indicators.toml", "i.toml");
    let said = place.run(&["check", "i.toml"]).quietly();
    assert_eq!(said, format!("i.toml: valid, {} indicators\n", list.indicators.len()));
    let said = place.run(&["indicators"]).quietly();
    for i in &list.indicators {
        assert!(said.contains(&i.id), "{}: {said}", i.id);
    }
}

/// What a national figure needs is there, and nothing stands in it that nobody read.
#[test]
fn each_figure_says_what_it_counts_and_where_it_comes_from() {
    let list = &indicators::shipped().indicators;
    let national: Vec<_> = list.iter().filter(|i| !i.is_local()).collect();
    assert!(national.len() >= 22, "{}", national.len());
    for i in list {
        assert_eq!(i.denominator.is_none(), i.unit == IndicatorUnit::Count, "{}", i.id);
        assert!(!i.cautions.is_empty(), "{} has no caution", i.id);
        assert!(
            i.england.is_none() || !i.is_local(),
            "{}: England of a local figure",
            i.id
        );
        if i.is_local() {
            assert!(i.origin().contains("this program's own"), "{}", i.origin());
        }
        if let Some(england) = &i.england {
            let year = england.ends.format("%Y").to_string();
            assert!(
                england.of.ends_with(&year),
                "{}: {} and {}",
                i.id,
                england.of,
                england.ends
            );
        }
    }
    // Nobody read these in their source: our own sums are no published figures.
    for id in ["assessments-45wd", "icpc-15wd", "ehcp-20-weeks", "cpp-rate"] {
        assert_eq!(indicators::find(id).unwrap().england, None, "{id}");
    }
    let value = |id: &str| indicators::find(id).unwrap().england.as_ref().unwrap().value.exactly();
    for (id, figure) in [
        ("rereferrals-12m", "22.6"),
        ("cpp-2y-ended", "4.4"),
        ("cpp-2y-open", "2.3"),
        ("sw-vacancy", "14.2"),
    ] {
        assert_eq!(value(id), figure, "{id}");
    }
}

#[test]
fn look_alikes_are_kept_apart_and_one_absolute_stands() {
    for (a, b) in [
        ("rereferrals-12m", "rereferrals-12m-children"),
        ("cpp-2y-ended", "cpp-2y-open"),
    ] {
        for (one, other) in [(a, b), (b, a)] {
            let said = Place::new().run(&["indicators", "--show", one]).quietly();
            assert!(said.contains("Never compared with") && said.contains(other), "{said}");
        }
    }
    let absolute: BTreeSet<&str> = indicators::shipped()
        .indicators
        .iter()
        .filter(|i| i.none_allowed)
        .map(|i| i.id.as_str())
        .collect();
    assert!(absolute.iter().all(|id| id.starts_with("unallocated")), "{absolute:?}");
    assert_eq!(absolute.len(), 4);
    let repeat = indicators::find("cpp-repeat").unwrap();
    assert_eq!(repeat.good, GoodDirection::Neither);
}

#[test]
fn each_question_that_a_figure_speaks_to_is_asked_by_some_edition() {
    let library = Library::shipped();
    let asked: BTreeSet<String> = library::SHIPPED
        .iter()
        .filter_map(|s| library.resolve(&format!("{}@{}", s.id, s.edition)).ok())
        .flat_map(|c| c.questions().map(|q| format!("{}:{}", c.id, q.id)).collect::<Vec<_>>())
        .collect();
    for i in &indicators::shipped().indicators {
        for q in &i.questions {
            assert!(asked.contains(q), "{}: nobody asks {q}", i.id);
        }
    }
}

const OWN: &str = r#"format = 1
[[indicator]]
id = "own-door"
name = "Contacts decided within a working day"
unit = "percent"
numerator = "Contacts decided within one working day"
denominator = "Contacts in the month"
period = "any"
good = "higher"
source = "local"
"#;

#[test]
fn a_councils_own_list_is_read_checked_and_shown() {
    let place = super::with(&super::value(
        "own-door",
        "2026-10-31",
        "numerator = 190\ndenominator = 200",
    ));
    place.put("own.toml", OWN);
    assert_eq!(
        place.run(&["check", "own.toml"]).quietly(),
        "own.toml: valid, 1 indicator\n"
    );
    // Without its list the value is still valid, and shown under its id.
    place.run(&["check", "a.toml"]).exits(0);
    let bare = super::figures(&place, &[]);
    assert_eq!(bare["series"][0]["name"], "own-door");
    assert!(bare["notes"][0].as_str().unwrap().contains("--indicators"), "{bare}");
    let known = super::figures(&place, &["--indicators", "own.toml"]);
    assert_eq!(known["series"][0]["name"], "Contacts decided within a working day");
    assert_eq!(known["series"][0]["points"][0]["figure"], 95);
}

#[test]
fn every_mistake_of_an_own_list_is_shown_at_its_place() {
    for (from, to, said) in [
        ("own-door", "door", "begins with `own-`"),
        ("\"percent\"", "\"per-cent\"", "did you mean `percent`?"),
        ("denominator = \"Contacts in the month\"\n", "", "needs a `denominator`"),
        ("\"percent\"", "\"count\"", "a count has no denominator"),
        ("source = \"local\"", "source = \"DfE\"", "needs its `table`"),
        (
            "source = \"local\"",
            "source = \"local\"\npart_of = \"own-nothing\"",
            "names no other indicator",
        ),
        (
            "source = \"local\"",
            "source = \"local\"\nquestions = [\"early warning\"]",
            "names no question",
        ),
        ("name = \"Contacts", "name = \" Contacts", "begins or ends with a space"),
        ("format = 1", "format = 2", "1"),
    ] {
        assert!(OWN.contains(from), "{from}");
        let place = Place::new();
        place.put("own.toml", OWN.replace(from, to));
        let said_by = |args: &[&str]| {
            let ran = place.run(args);
            assert_ne!(ran.code, 0, "{to}");
            ran.out + &ran.err
        };
        for all in [
            said_by(&["check", "own.toml"]),
            said_by(&["indicators", "--indicators", "own.toml"]),
        ] {
            assert!(all.contains(said) && all.contains("own.toml:"), "{to}: {all}");
        }
    }
    let place = Place::new();
    place.put("twice.toml", format!("{OWN}{}", OWN.replace("format = 1", "")));
    let out = place.run(&["check", "twice.toml"]).exits(1).out;
    assert!(out.contains("is there twice"), "{out}");
    place.put("empty.toml", "");
    place.run(&["indicators", "--indicators", "empty.toml"]).exits(2);
}

#[test]
fn an_unknown_indicator_is_told_with_the_nearest() {
    Place::new()
        .run(&["indicators", "--show", "sw-agencyy"])
        .exits(2)
        .says(&["there is no indicator `sw-agencyy`", "did you mean `sw-agency`?"]);
}
