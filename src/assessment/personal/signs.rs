//! The forms: dates of birth, numbers, postcodes, addresses, in one text.

mod birth;
mod contact;
mod first_look;
mod numbers;
mod words;

use std::ops::Range;

use birth::birth;
use contact::{mail_addresses, postcode, telephone};
pub(super) use first_look::may_hold;
use numbers::{case_number, nhs_number, pupil_number};
use words::{Word, lower, range, words};

/// A piece of text that looks like personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// What it looks like, with its article: `a postcode`.
    pub what: &'static str,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

impl Sign {
    /// Whether it is a way to reach somebody, who may well be a colleague.
    pub fn is_contact(&self) -> bool {
        matches!(self.what, "a telephone number" | "an e-mail address")
    }
}

/// Everything in a text that looks like personal data.
pub fn signs(text: &str) -> Vec<Sign> {
    if may_hold(text) { looked_for(text) } else { Vec::new() }
}

fn looked_for(text: &str) -> Vec<Sign> {
    let hidden = without_addresses(text);
    let words = words(&hidden);
    let mut signs: Vec<Sign> = Vec::new();
    let mut add = |what, range: Range<usize>| {
        if !signs
            .iter()
            .any(|s| s.range.start < range.end && range.start < s.range.end)
        {
            signs.push(Sign { what, range });
        }
    };
    for i in 0..words.len() {
        if let Some((from, to)) = birth(&hidden, &words, i) {
            add("a date of birth", range(&words, from, to));
        }
        if let Some(to) = nhs_number(&hidden, &words, i) {
            add("an NHS number", range(&words, i, to));
        }
        if pupil_number(&words, i) {
            add("a unique pupil number", range(&words, i, i));
        }
        if let Some((from, to)) = telephone(&hidden, &words, i) {
            add("a telephone number", from..to);
        }
        if let Some(to) = postcode(&hidden, &words, i) {
            add("a postcode", range(&words, i, to));
        }
        if let Some(to) = case_number(&words, i) {
            add("a case number", range(&words, i, to));
        }
        if let Some(to) = name_and_age(&words, i) {
            add("a child's name and age", range(&words, i, to));
        }
    }
    for range in mail_addresses(&hidden) {
        add("an e-mail address", range);
    }
    signs.sort_by_key(|s| s.range.start);
    signs
}

/// The text with web addresses blotted out, every byte in its place.
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(char::is_whitespace) {
        let lower = part.to_lowercase();
        if ["http://", "https://", "www."].iter().any(|p| lower.contains(p)) {
            let word = part.trim_end();
            out.push_str(&"|".repeat(word.len()));
            out.push_str(part.get(word.len()..).unwrap_or_default());
        } else {
            out.push_str(part);
        }
    }
    out
}

/// The last word of "Jamie, aged 7".
fn name_and_age(words: &[Word<'_>], i: usize) -> Option<usize> {
    const NOBODY: [&str; 24] = [
        "children",
        "child",
        "those",
        "people",
        "pupils",
        "all",
        "everyone",
        "leavers",
        "students",
        "girls",
        "boys",
        "anyone",
        "young",
        "person",
        "girl",
        "boy",
        "both",
        "many",
        "most",
        "some",
        "siblings",
        "babies",
        "learners",
        "teenagers",
    ];
    let name = words.get(i)?;
    let capital = name.text.chars().next().is_some_and(char::is_uppercase) && name.text.chars().any(char::is_lowercase);
    let age = lower(words, i + 2).parse::<u32>().is_ok_and(|n| n <= 18);
    (capital && !NOBODY.contains(&name.lower.as_str()) && lower(words, i + 1) == "aged" && age).then_some(i + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces of which signs are made, and what stands beside them.
    const PIECES: &[&str] = &[
        "born",
        "Birth",
        "date of birth",
        "d.o.b",
        "D O B",
        "dob",
        "aged",
        "Jamie",
        "Jamie, aged ",
        "7",
        "17",
        "12/03/2014",
        "4 Nov",
        "2014",
        "2025",
        "20",
        "SO23",
        "8UJ",
        "so238uj",
        "2nd",
        "1BB",
        "943",
        "476",
        "5919",
        "9434765919",
        "H801200001001",
        "07700",
        "900123",
        "+44",
        "(0)",
        "0044",
        "case number",
        "Case ref",
        "person id",
        "A1B2C3D4",
        "é1é2é3é4",
        "204417",
        "upn",
        "nhs",
        "@",
        "mum@example.org",
        "https://x.example/1",
        " ",
        " ",
        " ",
        ", ",
        "-",
        "/",
        "(",
        ") ",
        "\u{a0}",
        "é",
        "\n",
        "and ",
        "1,204",
        "62.5%",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_first_look_misses_nothing(pieces in proptest::collection::vec(0..PIECES.len(), 1..12)) {
            let text: String = pieces.iter().map(|i| PIECES[*i]).collect();
            let found = looked_for(&text);
            prop_assert!(found.is_empty() || may_hold(&text), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn it_stops_at_what_most_texts_are() {
        for text in [
            "Of 38 children 14 waited more than 20 days in 2025-26; in May it was 62 per cent.",
            "The audit of 3 November 2025 read twenty cases, and three of them twice.",
            "",
        ] {
            assert!(!may_hold(text), "{text}");
        }
    }
}
