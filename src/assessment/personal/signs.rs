//! The forms: dates of birth, numbers, postcodes, addresses, in one text.

mod birth;
mod contact;
mod numbers;
mod words;

use std::ops::Range;

use birth::birth;
use contact::{mail_addresses, postcode, telephone};
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
