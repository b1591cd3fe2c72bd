//! Numbers that a child, a pupil or a case is kept under.

use super::words::{Word, figures, gap, lower};

/// The last word of an NHS number: ten figures, in one or by 3, 3 and 4, with a right check digit or called by its name.
pub(super) fn nhs_number(text: &str, words: &[Word<'_>], i: usize) -> Option<usize> {
    let first = lower(words, i);
    let (digits, end) = if figures(first) && first.len() == 10 {
        (first.to_owned(), i)
    } else if figures(first)
        && first.len() == 3
        && matches!(gap(text, words, i), " " | "-" | "\u{a0}")
        && gap(text, words, i) == gap(text, words, i + 1)
        && lower(words, i + 1).len() == 3
        && lower(words, i + 2).len() == 4
        && figures(lower(words, i + 1))
        && figures(lower(words, i + 2))
    {
        (format!("{first}{}{}", lower(words, i + 1), lower(words, i + 2)), i + 2)
    } else {
        return None;
    };
    let named = (1..=4).any(|back| i.checked_sub(back).is_some_and(|n| lower(words, n) == "nhs"));
    (named || checks(&digits)).then_some(end)
}

/// Ten digits with a right check digit (modulus 11).
fn checks(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = values.split_last() else {
        return false;
    };
    let sum: u32 = rest.iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
    match 11 - sum % 11 {
        11 => *check == 0 && sum > 0,
        10 => false,
        n => *check == n,
    }
}

/// A letter and twelve figures (the last may be a letter), the first letter being the check or the number called by its name.
pub(super) fn pupil_number(words: &[Word<'_>], i: usize) -> bool {
    let word = lower(words, i);
    let Some((letter, rest)) = word.split_at_checked(1) else {
        return false;
    };
    if rest.len() != 12 || !rest.get(..11).is_some_and(figures) || !letter.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    if (1..=3).any(|back| i.checked_sub(back).is_some_and(|n| lower(words, n) == "upn")) {
        return rest.bytes().all(|b| b.is_ascii_alphanumeric());
    }
    let sum: usize = rest
        .bytes()
        .zip(2_usize..)
        .map(|(b, weight)| usize::from(b.saturating_sub(b'0')) * weight)
        .sum();
    figures(rest) && "abcdefghjklmnpqrtuvwxyz".as_bytes().get(sum % 23) == letter.as_bytes().first()
}

/// The last word of a number that a case or a child is kept under.
pub(super) fn case_number(words: &[Word<'_>], i: usize) -> Option<usize> {
    let named = matches!(
        (lower(words, i), lower(words, i + 1)),
        ("case", "number" | "no" | "ref" | "reference" | "id")
            | ("person" | "child", "id" | "number" | "ref")
            | ("mosaic" | "liquidlogic", "id" | "number")
    );
    if !named {
        return None;
    }
    let mut at = i + 2;
    while at < i + 4 && matches!(lower(words, at), "is" | "was" | "no" | "number") {
        at += 1;
    }
    let number = lower(words, at);
    (number.len() >= 4 && number.bytes().filter(u8::is_ascii_digit).count() >= 4 && !year_like(number)).then_some(at)
}

fn year_like(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20")
}
