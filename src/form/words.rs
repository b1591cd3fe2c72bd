//! What people write into a field, understood: ratings, yes and no, kinds of evidence, days.
//!
//! Whatever could mean two things is refused with what can be written instead.

use chrono::{Datelike as _, Days, NaiveDate};

use super::filled::{FilledEntry, Given};
use crate::assessment::{ActionStatus, EvidenceKind, RATINGS, Response};
use crate::checklist::AnswerKind;
use crate::dates::{DateDirection, parse_date};
use crate::diagnostic::{Diagnostic, clean, nearest};

/// Why an entry is not taken.
pub(super) struct CellRefusal {
    code: &'static str,
    message: String,
    help: String,
}

impl CellRefusal {
    pub(super) fn new(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
        }
    }

    /// The problem at the entry's place.
    pub(super) fn at(self, entry: &FilledEntry) -> Diagnostic {
        entry.problem(self.code, self.message).help(self.help)
    }
}

/// The longest text that is repeated in a message.
const LONGEST_SHOWN: usize = 60;

/// A text in a message: in one line, and not longer than a line.
pub(super) fn quoted(text: &str) -> String {
    let line = clean(text);
    if line.chars().count() <= LONGEST_SHOWN {
        return format!("`{line}`");
    }
    let short: String = line.chars().take(LONGEST_SHOWN).collect();
    format!("`{short}…`")
}

/// A text in small letters with single blanks, its apostrophes and dashes plain.
fn plain(text: &str) -> String {
    let text = text
        .to_lowercase()
        .replace(['’', '‘', '`'], "'")
        .replace(['–', '—', '‑'], "-");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was answered; none where it says that the question is open.
///
/// # Errors
/// What can be written instead.
pub(super) fn response(entry: &FilledEntry, kind: AnswerKind) -> Result<Option<Response>, CellRefusal> {
    let wrong = || {
        let (message, help) = match kind {
            AnswerKind::Graded => {
                let all: Vec<String> = RATINGS.iter().map(|(n, word, _)| format!("{n} ({word})")).collect();
                (
                    format!("{} is no rating", quoted(&entry.shown())),
                    format!("write {}, don't know, or not applicable", all.join(", ")),
                )
            }
            AnswerKind::YesNo => (
                format!("{} answers no question of fact", quoted(&entry.shown())),
                "write yes, no, don't know, or not applicable".to_owned(),
            ),
        };
        Err(CellRefusal::new("rating", message, help))
    };
    let rated = |rating: u8| match kind {
        AnswerKind::Graded if rating <= 3 => Ok(Some(Response::Rated(rating))),
        AnswerKind::YesNo if rating == 0 || rating == 3 => Ok(Some(Response::Rated(rating))),
        _ => wrong(),
    };
    let fact = |yes: bool| match kind {
        AnswerKind::YesNo => Ok(Some(Response::Rated(if yes { 3 } else { 0 }))),
        AnswerKind::Graded => wrong(),
    };
    let text = match &entry.given {
        Given::Number(n) => {
            let found = (0..=3_u8).find(|r| f64::from(*r) == *n);
            return found.map_or_else(wrong, rated);
        }
        Given::YesNo(yes) => return fact(*yes),
        Given::Date(_) => return wrong(),
        Given::Text(text) => plain(text),
    };
    match text.as_str() {
        "yes" | "y" | "true" => return fact(true),
        "no" | "n" | "false" => return fact(false),
        "don't know" | "dont know" | "dont-know" | "don't-know" | "do not know" | "not known" => {
            return Ok(Some(Response::DontKnow));
        }
        "not applicable" | "not-applicable" | "n/a" | "na" | "does not apply" => {
            return Ok(Some(Response::NotApplicable));
        }
        "unanswered" | "open" | "-" => return Ok(None),
        _ => {}
    }
    if let Some((rating, ..)) = RATINGS.iter().find(|(_, word, _)| *word == text) {
        return if kind == AnswerKind::Graded {
            rated(*rating)
        } else {
            wrong()
        };
    }
    // `2`, `2 - established`, `2, established`, `2: established`, `2 (established)`; the word has to be the number's own.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let word = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | ':' | '.' | '=' | '(' | ')'));
    match (number.parse::<u8>(), word) {
        (Ok(rating), "") => rated(rating),
        (Ok(rating), word) if RATINGS.iter().any(|(n, w, _)| *n == rating && *w == word) => rated(rating),
        _ => wrong(),
    }
}

/// Yes or no.
///
/// # Errors
/// What can be written instead.
pub(super) fn yes_no(entry: &FilledEntry) -> Result<bool, CellRefusal> {
    let text = match &entry.given {
        Given::YesNo(yes) => return Ok(*yes),
        other => match other {
            Given::Text(text) => plain(text),
            _ => entry.shown(),
        },
    };
    match text.as_str() {
        "yes" | "y" | "true" => Ok(true),
        "no" | "n" | "false" => Ok(false),
        _ => Err(CellRefusal::new(
            "yes-no",
            format!("{} is neither yes nor no", quoted(&entry.shown())),
            "write yes or no, or leave it empty",
        )),
    }
}

/// A kind of evidence.
///
/// # Errors
/// What kinds there are, and the nearest.
pub(super) fn evidence_kind(entry: &FilledEntry) -> Result<EvidenceKind, CellRefusal> {
    let text = plain(&entry.shown());
    let names = |kind: EvidenceKind| {
        let (word, title) = (kind.word(), kind.title());
        [
            word.to_owned(),
            title.to_owned(),
            format!("{word} ({title})"),
            format!("{word} - {title}"),
        ]
    };
    if let Some((_, kind)) = EvidenceKind::ALL.iter().find(|(_, k)| names(*k).contains(&text)) {
        return Ok(*kind);
    }
    let words = EvidenceKind::ALL.iter().flat_map(|(word, kind)| [*word, kind.title()]);
    let near = nearest(&text, words).map_or(String::new(), |n| format!("did you mean `{n}`? "));
    let all: Vec<&str> = EvidenceKind::ALL.iter().map(|(word, _)| *word).collect();
    Err(CellRefusal::new(
        "evidence-kind",
        format!("{} is no kind of evidence", quoted(&entry.shown())),
        format!("{near}write one of: {}", all.join(", ")),
    ))
}

/// How far an action has come.
///
/// # Errors
/// What there is.
pub(super) fn status(entry: &FilledEntry) -> Result<ActionStatus, CellRefusal> {
    let text = plain(&entry.shown()).replace(' ', "-");
    match ActionStatus::ALL.iter().find(|(word, _)| *word == text) {
        Some((_, status)) => Ok(*status),
        None => {
            let all: Vec<&str> = ActionStatus::ALL.iter().map(|(word, _)| *word).collect();
            Err(CellRefusal::new(
                "status",
                format!("{} is no status of an action", quoted(&entry.shown())),
                format!("write one of: {}; or leave it empty for open", all.join(", ")),
            ))
        }
    }
}

/// A day. Forms are read days or weeks after they were filled in: what means another day then than now, such as `last Friday` or
/// `31 March` without a year, is refused.
///
/// # Errors
/// What can be written instead.
pub(super) fn date(entry: &FilledEntry, today: NaiveDate, direction: DateDirection) -> Result<NaiveDate, CellRefusal> {
    const FORMS: &str = "write day, month and year: 31/3/2027 or 31 March 2027";
    let wrong = |message: String| Err(CellRefusal::new("date", message, FORMS));
    let text = match &entry.given {
        Given::Text(text) => text,
        Given::Date(day) => {
            return if (1990..2100).contains(&day.year()) {
                Ok(*day)
            } else {
                wrong(format!(
                    "the year of {} is not between 1990 and 2099",
                    crate::dates::day(*day)
                ))
            };
        }
        Given::Number(_) | Given::YesNo(_) => {
            return wrong(format!("{} is no date", quoted(&entry.shown())));
        }
    };
    let parsed = match parse_date(text, today, direction) {
        Ok(parsed) => parsed.date,
        // What it goes on to offer reckons from the day of reading.
        Err(why) => return wrong(why.split(". Write it").next().unwrap_or_default().to_owned()),
    };
    let fixed = [1, 40, 400].into_iter().all(|days| {
        today
            .checked_add_days(Days::new(days))
            .is_none_or(|later| parse_date(text, later, direction).is_ok_and(|p| p.date == parsed))
    });
    if fixed {
        Ok(parsed)
    } else {
        wrong(format!("{} means another day on another day", quoted(text)))
    }
}
