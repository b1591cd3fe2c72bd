//! Dates as people write them: `31/3/27`, `October 2026`, `in 3 months`, `last Friday`.
//!
//! The day stands before the month, always. What could mean two days is refused, never guessed, and whoever asks shows the day
//! back in words ([`in_words`]) before it counts.

mod parse;
#[cfg(test)]
mod tests;
mod words;

use chrono::{Datelike as _, Month, NaiveDate};

pub use parse::{DateDirection, ParsedDate, parse_date};
pub(crate) use words::MONTHS;

/// `Tuesday 31 March 2027`.
pub fn in_words(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// `31 March 2027`: for everything that a person reads. Formats for programs keep `2027-03-31`.
pub fn day(date: NaiveDate) -> String {
    let month = u8::try_from(date.month()).ok().and_then(|m| Month::try_from(m).ok());
    match (month, date.year()) {
        // A report has hundreds of days: a pattern is not read for each.
        (Some(month), year @ 1000..=9999) => format!("{} {} {year}", date.day(), month.name()),
        _ => date.format("%-d %B %Y").to_string(),
    }
}

/// A date as a checklist's source gives it, a day or a month, as people write it; what is neither stays as it is.
pub fn day_or_month(text: &str) -> String {
    if let Ok(date) = text.parse() {
        return day(date);
    }
    match format!("{text}-01").parse::<NaiveDate>() {
        Ok(date) if text.len() == 7 => date.format("%B %Y").to_string(),
        _ => text.to_owned(),
    }
}
