//! The forms: dates of birth, numbers, postcodes, addresses, in one text.

use std::ops::Range;

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

/// A word of a text: letters and figures, and nothing else.
struct Word<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    lower: String,
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

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                let word = text.get(from..i).unwrap_or_default();
                words.push(Word {
                    start: from,
                    end: i,
                    text: word,
                    lower: word.to_lowercase(),
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn range(words: &[Word<'_>], from: usize, to: usize) -> Range<usize> {
    let at = |i: usize| words.get(i);
    at(from).map_or(0, |w| w.start)..at(to).map_or(0, |w| w.end)
}

fn lower<'w>(words: &'w [Word<'_>], i: usize) -> &'w str {
    words.get(i).map_or("", |w| w.lower.as_str())
}

/// What stands between a word and the next.
fn gap<'t>(text: &'t str, words: &[Word<'_>], i: usize) -> &'t str {
    match (words.get(i), words.get(i + 1)) {
        (Some(a), Some(b)) => text.get(a.end..b.start).unwrap_or_default(),
        _ => "",
    }
}

fn figures(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

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
fn birth(text: &str, words: &[Word<'_>], i: usize) -> Option<(usize, usize)> {
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

/// The last word of an NHS number: ten figures, in one or by 3, 3 and 4, with a right check digit or called by its name.
fn nhs_number(text: &str, words: &[Word<'_>], i: usize) -> Option<usize> {
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
fn pupil_number(words: &[Word<'_>], i: usize) -> bool {
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

/// A person's telephone number: eleven figures from 01, 02 or 07, or +44. Numbers of services (03, 08) are none.
fn telephone(text: &str, words: &[Word<'_>], i: usize) -> Option<(usize, usize)> {
    let first = words.get(i)?;
    if !figures(&first.lower) {
        return None;
    }
    let before = text.get(..first.start).unwrap_or_default();
    let abroad = first.lower.starts_with("44") && before.ends_with('+') || first.lower.starts_with("0044");
    let glued = before.ends_with(['/', '.', ',', '-', '£', '_']) && !abroad;
    let national = first.lower.starts_with('0') && first.lower.len() >= 3;
    if glued || !(abroad || national) {
        return None;
    }
    let (mut digits, mut end) = (String::new(), i);
    for at in i..(i + 6).min(words.len()) {
        let word = lower(words, at);
        let near = at == i
            || matches!(
                gap(text, words, at - 1),
                " " | "-" | ") " | " (0) " | "(0)" | "\u{a0}" | " (" | ")"
            );
        if !figures(word) || !near {
            break;
        }
        digits.push_str(word);
        end = at;
    }
    let national = digits.trim_start_matches("00").strip_prefix("44").filter(|_| abroad);
    let national = national.map_or(digits.clone(), |n| format!("0{}", n.trim_start_matches('0')));
    let fits = national.len() == 11 && ["01", "02", "07"].iter().any(|p| national.starts_with(p));
    let start = if before.ends_with('+') {
        first.start - 1
    } else {
        first.start
    };
    fits.then(|| (start, words.get(end).map_or(start, |w| w.end)))
}

/// The last word of a full postcode; a district alone is none.
fn postcode(text: &str, words: &[Word<'_>], i: usize) -> Option<usize> {
    let word = words.get(i)?.text;
    let space = gap(text, words, i);
    if !space.is_empty() && space.chars().all(|c| matches!(c, ' ' | '\u{a0}')) {
        let inward = words.get(i + 1)?.text;
        // "E1 2nd row": an ordinal or a unit is no second half.
        let unit = matches!(inward.get(1..), Some("nd" | "rd" | "st" | "th" | "yr" | "hr" | "pt"));
        if !unit && outward(word) && is_inward(inward) {
            return Some(i + 1);
        }
    }
    let glued = word.len().checked_sub(3).and_then(|at| word.split_at_checked(at));
    let (out, inward) = glued?;
    let written = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    (written && word.len() >= 6 && outward(out) && is_inward(inward)).then_some(i)
}

fn is_inward(text: &str) -> bool {
    let letter = |b: &u8| b.is_ascii_alphabetic() && !b"cikmov".contains(&b.to_ascii_lowercase());
    matches!(text.as_bytes(), [d, a, b] if d.is_ascii_digit() && letter(a) && letter(b))
}

fn outward(text: &str) -> bool {
    const AREAS: &str = " ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex \
        fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol \
        ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws \
        wv yo ze ";
    if !(2..=4).contains(&text.len()) || !text.is_ascii() {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let area = lower.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    // The last may be a letter: `EC1A`.
    let area: String = area.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = lower.get(area.len()..).unwrap_or_default();
    let district = match rest.as_bytes() {
        [a] => a.is_ascii_digit(),
        [a, b] => a.is_ascii_digit() && b.is_ascii_alphanumeric(),
        _ => false,
    };
    district && AREAS.contains(&format!(" {area} "))
}

/// The last word of a number that a case or a child is kept under.
fn case_number(words: &[Word<'_>], i: usize) -> Option<usize> {
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

fn mail_addresses(text: &str) -> Vec<Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    text.match_indices('@')
        .filter_map(|(at, _)| {
            let before = text.get(..at)?;
            let after = text.get(at + 1..)?;
            let start = at
                - before
                    .chars()
                    .rev()
                    .take_while(|c| inside(*c))
                    .map(char::len_utf8)
                    .sum::<usize>();
            let host: &str = after.split(|c: char| !inside(c)).next()?;
            let host = host.trim_end_matches('.');
            let (name, ending) = host.rsplit_once('.')?;
            let fits = start < at && !name.is_empty() && ending.len() >= 2 && ending.chars().all(char::is_alphabetic);
            fits.then(|| start..at + 1 + host.len())
        })
        .collect()
}
