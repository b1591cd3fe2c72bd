//! Dates of birth.

use super::words::{Word, figures, gap, lower};

fn day(word: &str) -> bool {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(number.len()..).unwrap_or_default();
    figures(number)
        && matches!(ending, "" | "st" | "nd" | "rd" | "th")
        && number.parse::<u32>().is_ok_and(|d| (1..=31).contains(&d))
}

fn month(word: &str) -> bool {
    (3..=9).contains(&word.len())
        && crate::dates::MONTHS
            .iter()
            .any(|n| *n == word || (n.starts_with(word) && word.len() <= 4))
}

fn year(word: &str) -> bool {
    figures(word)
        && (word.len() == 2 || word.len() == 4 && word.parse::<u32>().is_ok_and(|y| (1900..2100).contains(&y)))
}

/// The last word of a whole date that begins here.
fn date(text: &str, words: &[Word<'_>], i: usize) -> Option<usize> {
    let (a, b, c) = (lower(words, i), lower(words, i + 1), lower(words, i + 2));
    let (first, second) = (gap(text, words, i), gap(text, words, i + 1));
    let numeric =
        |w: &str, most: u32| figures(w) && w.len() <= 2 && w.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let divided = first.trim() == second.trim() && matches!(first.trim(), "/" | "." | "-" | "" | "\\");
    if divided && numeric(a, 31) && numeric(b, 12) && year(c)
        || divided && year(a) && a.len() == 4 && numeric(b, 12) && numeric(c, 31)
    {
        return Some(i + 2);
    }
    if day(a) && month(b) && year(c) || month(a) && day(b) && year(c) {
        return Some(i + 2);
    }
    if day(a) && b == "of" && month(c) && year(lower(words, i + 3)) {
        return Some(i + 3);
    }
    let whole = figures(a) && a.len() == 8 && a.get(..2).is_some_and(day);
    whole.then_some(i)
}

/// A word for birth with a date beside it: the first and the last word of both.
pub(super) fn birth(text: &str, words: &[Word<'_>], i: usize) -> Option<(usize, usize)> {
    let w = |n: usize| lower(words, i + n);
    let (length, sure) = match (w(0), w(1), w(2)) {
        ("date" | "dates", "of", "birth") => (3, true),
        ("d", "o", "b") => (3, true),
        ("birth", "date", _) => (2, true),
        ("dob" | "birthdate" | "birthday", ..) => (1, true),
        ("born", ..) => (1, false),
        _ => return None,
    };
    // Words that can stand between: anything else, such as "before" or "between", speaks of a cohort.
    const BETWEEN: [&str; 14] = [
        "on",
        "is",
        "was",
        "the",
        "a",
        "in",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "recorded",
    ];
    let mut at = i + length;
    while at < i + length + 3 && BETWEEN.contains(&lower(words, at)) {
        at += 1;
    }
    if let Some(end) = date(text, words, at) {
        // From one day to another is a cohort, not a child.
        let span = matches!(lower(words, end + 1), "to" | "until" | "and" | "through")
            || matches!(gap(text, words, end).trim(), "-" | "–" | "—");
        if !(span
            && date(
                text,
                words,
                if lower(words, end + 1).is_empty() || figures(lower(words, end + 1)) {
                    end + 1
                } else {
                    end + 2
                },
            )
            .is_some())
        {
            return Some((i, end));
        }
        return None;
    }
    // The date first: "12/03/2014 (dob)".
    if sure {
        for back in [1, 3, 4] {
            if let Some(from) = i.checked_sub(back)
                && date(text, words, from) == Some(i - 1)
                && matches!(gap(text, words, i - 1).trim(), "" | "(" | "," | "-" | "–")
            {
                return Some((from, i + length - 1));
            }
        }
    }
    None
}
