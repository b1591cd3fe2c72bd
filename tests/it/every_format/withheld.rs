//! A public copy in every format: without private answers, names and owners, and it says what it is.

use std::collections::BTreeSet;

use assure::render::{Rendering, named};

use super::fields::{Filled, Mark, Rule, filled};
use super::offered;
use crate::harness::{Place, project};
use crate::word::parts;

/// A word that is nowhere else, of letters alone: no format writes it in another way.
fn word(year: char, n: usize) -> String {
    let letters: String = [n / 676, n / 26 % 26, n % 26]
        .iter()
        .map(|l| char::from(b'a' + u8::try_from(*l).unwrap()))
        .collect();
    format!("zq{year}{letters}xj")
}

fn year(letter: char, private: &[&str]) -> Filled {
    filled(private, |place, n| match place {
        // The same in both years: by these they are found again.
        "answer.*.action.*.what" | "recommendation.*.source" | "recommendation.*.text" => word('s', n),
        _ if place.ends_with("link") => format!("https://{}.example/a", word(letter, n)),
        _ => word(letter, n),
    })
}

/// The same a year before.
fn a_year_before(toml: &str) -> String {
    toml.replace("2026-27", "2025~26")
        .replace("2026-", "2025-")
        .replace("2027-", "2026-")
        .replace('~', "-")
}

/// All that is in a file, unpacked, in small letters.
pub fn everything(bytes: &[u8]) -> String {
    let mut all = String::from_utf8_lossy(bytes).to_lowercase();
    if bytes.starts_with(b"PK") {
        for (name, part) in parts(bytes) {
            all.push_str(&name.to_lowercase());
            all.push_str(&std::str::from_utf8(&part).unwrap().to_lowercase());
        }
    }
    all
}

/// What formats of tables have no column for: the texts around the answers, and in the CSV all but one table.
fn has_room(format: &str, place: &str) -> bool {
    match format {
        "xlsx" => !["foreword", "setting"].contains(&place) && !place.starts_with("indicator.*.comparator"),
        "csv" => ["answer.*.finding", "answer.*.reason", "answer.*.by"].contains(&place),
        "csv-actions" => place.starts_with("answer.*.action"),
        _ => true,
    }
}

#[test]
fn a_public_copy_holds_nothing_that_is_withheld_and_says_what_it_is() {
    // Each way that an answer's privacy can go from one year to the next.
    let now = year('n', &["placement-found-at-night", "partner-has-records"]);
    let last = year('l', &["handover-complete", "partner-has-records"]);
    let place = Place::new();
    place
        .put("own.toml", project("examples/own-checklist.toml"))
        .put("now.toml", now.toml())
        .put("last.toml", a_year_before(&last.toml()));
    let run = |format: &str, more: &[&str]| {
        let mut args = vec!["report", "now.toml", "--format", format];
        args.extend(more);
        let out = place.command(&args).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&out.stderr), "", "{args:?}");
        everything(&out.stdout)
    };
    let of_last: Vec<&Mark> = last.marks.iter().filter(|m| m.text.contains("zql")).collect();
    let (mut told_of_last, mut withheld_of_last) = (BTreeSet::new(), BTreeSet::new());
    for format in offered("report") {
        let ways: &[&[&str]] = match named(&format).unwrap().source {
            Rendering::Blocks(_) => &[
                &[],
                &["--brief"],
                &["--by", "area"],
                &["--key"],
                &["--previous", "last.toml"],
                &["--previous", "last.toml", "--brief"],
            ],
            // What is no page has no layout.
            _ => &[&[], &["--key"], &["--previous", "last.toml"]],
        };
        for more in ways.iter().copied() {
            let full = run(&format, more);
            let public = run(&format, &[more, &["--public"]].concat());
            let about = format!("{format} {more:?}");
            let says = |all: &str| all.matches("public").count();
            assert!(
                says(&public) > says(&full),
                "{about}: it does not say that it is a public copy"
            );
            for mark in now.marks.iter().chain(of_last.iter().copied()) {
                if mark.is_withheld() {
                    assert!(!public.contains(&mark.text), "{about}: {mark:?} is in the public copy");
                }
                if mark.rule == Rule::Kept && !mark.place.starts_with("archived") {
                    assert!(!full.contains(&mark.text), "{about}: {mark:?} leaves the answer file");
                }
            }
            if more.is_empty() {
                for mark in now
                    .marks
                    .iter()
                    .filter(|m| m.rule != Rule::Kept && has_room(&format, &m.place))
                {
                    assert!(full.contains(&mark.text), "{about}: {mark:?} is missing");
                    assert!(
                        mark.is_withheld() || public.contains(&mark.text),
                        "{about}: {mark:?} is left out"
                    );
                }
            }
            for mark in of_last.iter().filter(|m| full.contains(&m.text)) {
                told_of_last.insert(&mark.place);
                if mark.is_withheld() {
                    withheld_of_last.insert(&mark.place);
                }
            }
        }
    }
    // The search would have found something: last year's copy tells of these.
    for place in ["answer.*.finding", "answer.*.action.*.owner", "recommendation.*.owner"] {
        assert!(
            withheld_of_last.iter().any(|p| *p == place),
            "{place}: {withheld_of_last:?}"
        );
    }
    assert!(told_of_last.len() > withheld_of_last.len(), "{told_of_last:?}");
}
