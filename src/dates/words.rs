//! The words of a date: months, weekdays, numbers and units of time.

use chrono::Weekday;

/// The months in order, in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// A name, or its first three letters and more.
fn begins(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}

pub(super) fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|m| begins(m, word))?;
    u32::try_from(at + 1).ok()
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| begins(name, word))
        .map(|(_, day)| *day)
}

pub(super) fn digits(word: &str) -> Option<u32> {
    (!word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

/// `31`, `31st`.
pub(super) fn day_of_month(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    digits(bare).filter(|d| bare.len() <= 2 && *d >= 1)
}

/// `2027`, `27`.
pub(super) fn year(word: &str) -> Option<i32> {
    let n = i32::try_from(digits(word)?).ok()?;
    match word.len() {
        2 => Some(2000 + n),
        4 => Some(n),
        _ => None,
    }
}

pub(super) fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    if word == "a" || word == "an" {
        return Some(1);
    }
    match WORDS.iter().position(|w| *w == word) {
        Some(at) => u32::try_from(at + 1).ok(),
        None => digits(word),
    }
}

/// What a span of time is counted in, as so many days or months.
pub(super) enum TimeUnit {
    Days(u64),
    Months(u32),
}

pub(super) fn unit_of(word: &str) -> Option<TimeUnit> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "day" => TimeUnit::Days(1),
        "week" => TimeUnit::Days(7),
        "fortnight" => TimeUnit::Days(14),
        "month" => TimeUnit::Months(1),
        "year" => TimeUnit::Months(12),
        _ => return None,
    })
}
