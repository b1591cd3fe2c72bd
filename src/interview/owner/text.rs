//! A text with an owner and a date in it, told apart.

use chrono::NaiveDate;

use super::shortened;
use crate::dates::{DateDirection, MONTHS, ParsedDate, parse_date};

/// A text with an owner and a date, told apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OwnerAndDate {
    /// Empty where only a date was given.
    pub(super) owner: String,
    pub(super) date: Option<ParsedDate>,
    pub(super) doubt: Option<Doubt>,
}

/// Something in the owner's part that may have been meant as a date.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It can be nothing else: the sentence that says why it is no date.
    NoDate(String),
    /// It may well belong to the owner: what looks like a date.
    Looks(String),
}

/// No date has more bytes than this.
const LONGEST_DATE: usize = 60;

/// Tells an owner from a date: at a comma, a semicolon or the word `by`, as far to the right as the whole date allows.
pub(super) fn tell_apart(text: &str, today: NaiveDate) -> OwnerAndDate {
    let text = text.trim();
    if let Some(date) = date_of(text, today) {
        return OwnerAndDate {
            owner: String::new(),
            date: Some(date),
            doubt: None,
        };
    }
    let mut ends: Vec<(usize, usize)> = text
        .match_indices([',', ';'])
        .chain(text.match_indices(" by "))
        .map(|(at, between)| (at, at + between.len()))
        .collect();
    ends.sort_unstable();
    let mut found = None;
    for (owner_end, date_start) in ends.iter().rev() {
        if text.len() - date_start > LONGEST_DATE {
            break;
        }
        match text.get(*date_start..).and_then(|right| date_of(right, today)) {
            // What stands before it may belong to it: `Friday, 2 April 2027`.
            Some(date) => found = Some((*owner_end, date)),
            None if found.is_some() => break,
            None => {}
        }
    }
    let (owner, date) = match found {
        Some((end, date)) => (text.get(..end).unwrap_or(text), Some(date)),
        None => (text, None),
    };
    let owner = owner.trim_matches([',', ';', ' ']).to_owned();
    let doubt = match (&date, ends.last()) {
        (Some(_), _) => None,
        // Behind the last comma a date was expected.
        (None, Some((_, start))) => doubt_about(text.get(*start..).unwrap_or_default(), today),
        (None, None) => doubt_about(text, today),
    };
    let doubt = doubt.or_else(|| {
        let part = owner.split([',', ';']).find(|part| has_date(part))?;
        Some(Doubt::Looks(shortened(part)))
    });
    OwnerAndDate { owner, date, doubt }
}

/// A date, with the words before it that a date by which something is due may have.
fn date_of(text: &str, today: NaiveDate) -> Option<ParsedDate> {
    let text = text.trim();
    if text.len() > LONGEST_DATE {
        return None;
    }
    parse_date(without_by(text), today, DateDirection::Future).ok()
}

fn without_by(text: &str) -> &str {
    let mut rest = text;
    for word in ["due", "by"] {
        let first = rest.split_whitespace().next().unwrap_or_default();
        if first.eq_ignore_ascii_case(word) {
            rest = rest.get(first.len()..).unwrap_or_default().trim_start();
        }
    }
    rest
}

/// Words of time that say no day, alone.
const VAGUE: [&str; 9] = [
    "soon",
    "asap",
    "immediately",
    "now",
    "ongoing",
    "tbc",
    "tba",
    "urgent",
    "later",
];

/// Words of which people make dates, beside the months and numbers.
const OF_TIME: &str = "end start beginning mid middle early late before after within next this last from today tomorrow day days week weeks \
    fortnight month months year years term quarter spring summer autumn winter easter christmas monday tuesday wednesday thursday friday saturday sunday";

/// Words that say nothing of what they stand in.
const FILLERS: [&str; 7] = ["the", "of", "in", "by", "a", "an", "due"];

fn is_month(word: &str) -> bool {
    word.len() >= 3 && MONTHS.iter().any(|m| m.starts_with(word))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-') || "stndrh".contains(c))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'))
        .map(|w| w.trim_end_matches('.').to_owned())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Whether a text that is no date was meant as one: it is made of nothing else.
fn doubt_about(text: &str, today: NaiveDate) -> Option<Doubt> {
    let text = text.trim();
    if text.len() > LONGEST_DATE {
        return None;
    }
    let words: Vec<String> = words(text)
        .into_iter()
        .filter(|w| !FILLERS.contains(&w.as_str()))
        .collect();
    let is_of_time =
        |w: &String| is_month(w) || is_number(w) || VAGUE.contains(&w.as_str()) || OF_TIME.split(' ').any(|t| t == w);
    // April May is a name.
    if words.iter().all(|w| is_month(w)) || !words.iter().all(is_of_time) {
        return None;
    }
    if words.iter().any(|w| is_number(w)) || words.iter().all(|w| VAGUE.contains(&w.as_str())) {
        let why = parse_date(without_by(text), today, DateDirection::Future).err()?;
        return Some(Doubt::NoDate(why));
    }
    Some(Doubt::Looks(text.to_owned()))
}

/// Whether a text has a date in it that nobody would miss: one in numbers, a year, a month beside a number.
fn has_date(text: &str) -> bool {
    let words = words(text);
    let in_numbers = |word: &String| {
        let parts = |between: char| {
            let parts: Vec<&str> = word.split(between).collect();
            let numbers = parts
                .iter()
                .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
            if numbers { parts.len() } else { 0 }
        };
        let is_year = word.len() == 4 && word.parse::<u16>().is_ok_and(|y| (1990..2100).contains(&y));
        is_year || parts('/') >= 2 || parts('.') == 3 || parts('-') == 3
    };
    let beside_a_number = words.windows(2).any(|pair| match pair {
        [a, b] => (is_month(a) && is_number(b)) || (is_number(a) && is_month(b)),
        _ => false,
    });
    beside_a_number || words.iter().any(in_numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, String, &'static str) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        let said = tell_apart(text, today);
        let doubt = match said.doubt {
            None => "",
            Some(Doubt::NoDate(_)) => "no date",
            Some(Doubt::Looks(_)) => "looks",
        };
        (
            said.owner,
            said.date.map_or_else(String::new, |d| d.date.to_string()),
            doubt,
        )
    }

    #[test]
    fn owners_and_dates_are_told_apart() {
        for (text, owner, date, doubt) in [
            (
                "Assistant director, end of March",
                "Assistant director",
                "2027-03-31",
                "",
            ),
            (
                "Smith, Jones and partners, March 2027",
                "Smith, Jones and partners",
                "2027-03-31",
                "",
            ),
            ("Director; 31/3/27", "Director", "2027-03-31", ""),
            ("Director, by 31 March 2027", "Director", "2027-03-31", ""),
            ("Director by the end of March", "Director", "2027-03-31", ""),
            ("Director, Friday, 2 April 2027", "Director", "2027-04-02", ""),
            ("Director, 31 March, 2027", "Director", "2027-03-31", ""),
            ("Director, in 3 months", "Director", "2027-02-22", ""),
            ("Director,, March", "Director", "2027-03-31", ""),
            ("Director", "Director", "", ""),
            ("Director,", "Director", "", ""),
            ("April May", "April May", "", ""),
            ("April, May", "April", "2027-05-31", ""),
            ("31 March 2027", "", "2027-03-31", ""),
            (", March 2027", "", "2027-03-31", ""),
            ("by March 2027", "", "2027-03-31", ""),
            ("", "", "", ""),
            ("Team 7", "Team 7", "", ""),
            ("Head of 16-25 services", "Head of 16-25 services", "", ""),
            ("Marketing lead", "Marketing lead", "", ""),
            ("Director, 31/2/27", "Director, 31/2/27", "", "no date"),
            ("31/2/27", "31/2/27", "", "no date"),
            ("Director, soon", "Director, soon", "", "no date"),
            ("soon", "soon", "", "no date"),
            ("Director, March 207", "Director, March 207", "", "no date"),
            (
                "Director, 29 February 2027",
                "Director, 29 February 2027",
                "",
                "no date",
            ),
            ("Director - March 2027", "Director - March 2027", "", "looks"),
            (
                "Director, March 2027, Jones",
                "Director, March 2027, Jones",
                "",
                "looks",
            ),
            (
                "Director, 31/2/27, March 2027",
                "Director, 31/2/27",
                "2027-03-31",
                "looks",
            ),
            ("Head, Early Years", "Head, Early Years", "", "looks"),
            ("Director, end of term", "Director, end of term", "", "looks"),
        ] {
            assert_eq!(told(text), (owner.to_owned(), date.to_owned(), doubt), "{text}");
        }
        // As long as anybody can type, in no time.
        let long = "a,".repeat(5000);
        assert_eq!(told(&format!("{long} March 2027")).1, "2027-03-31");
        assert_eq!(told(&"é, ".repeat(3000)).1, "");
    }
}
