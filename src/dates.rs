//! Dates as people write them: `31/3/27`, `October 2026`, `in 3 months`, `last Friday`.
//!
//! The day stands before the month, always. What could mean two days is refused, never guessed, and whoever asks shows the day
//! back in words ([`in_words`]) before it counts.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

/// Which way a date is expected to lie; it decides what a date without a year means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// Of something that has happened.
    Back,
    /// Of something still to come.
    Ahead,
}

/// A date that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The day.
    pub date: NaiveDate,
    /// What the person should know about how it was understood.
    pub note: Option<String>,
}

/// `Tuesday 31 March 2027`.
pub fn in_words(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// `31 March 2027`: for everything that a person reads. Formats for programs keep `2027-03-31`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
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

/// Reads a date as people write it, reckoned from a day.
///
/// A month alone is its last day; one that has not ended is, looking back, the day itself.
///
/// # Errors
/// A sentence that says why not, and which forms there are.
pub fn read_date(text: &str, today: NaiveDate, looks: Looks) -> Result<Understood, String> {
    let lower = text.to_lowercase().replace([',', '’', '\''], " ");
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|w| w.strip_suffix('.').unwrap_or(w))
        .filter(|w| !matches!(*w, "the" | "of" | "on" | "s"))
        .collect();
    let reading = Reading { today, looks };
    reading
        .date(&words)
        .and_then(|found| {
            if (1990..2100).contains(&found.date.year()) {
                Ok(found)
            } else {
                Err(Some("the year is not between 1990 and 2099".to_owned()))
            }
        })
        .map_err(|why| {
            let what = if text.trim().chars().count() > 40 {
                "This".to_owned()
            } else {
                format!("`{}`", text.trim().escape_debug())
            };
            let forms = match looks {
                Looks::Back => {
                    "30/9/2026, 30 September 2026, October 2026, end of October, 3 weeks ago, last Friday, yesterday or today"
                }
                Looks::Ahead => {
                    "31/3/2027, 31 March 2027, March 2027, end of March, in 3 months, in 6 weeks, next Friday or today"
                }
            };
            match why {
                Some(why) => format!("{what} is not taken as a date: {why}. Write it like one of these: {forms}."),
                None => format!("{what} is no date this program understands. Write it like one of these: {forms}."),
            }
        })
}

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

fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|m| begins(m, word))?;
    u32::try_from(at + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| begins(name, word))
        .map(|(_, day)| *day)
}

fn digits(word: &str) -> Option<u32> {
    (!word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

/// `31`, `31st`.
fn day_of_month(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    digits(bare).filter(|d| bare.len() <= 2 && *d >= 1)
}

/// `2027`, `27`.
fn year(word: &str) -> Option<i32> {
    let n = i32::try_from(digits(word)?).ok()?;
    match word.len() {
        2 => Some(2000 + n),
        4 => Some(n),
        _ => None,
    }
}

fn number(word: &str) -> Option<u32> {
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

fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// Why a text is no date: a reason of its own, or none.
type Read = Result<Understood, Option<String>>;

fn plain(date: Option<NaiveDate>) -> Read {
    date.map(|date| Understood { date, note: None }).ok_or(None)
}

fn because<T>(why: impl Into<String>) -> Result<T, Option<String>> {
    Err(Some(why.into()))
}

struct Reading {
    today: NaiveDate,
    looks: Looks,
}

impl Reading {
    fn date(&self, words: &[&str]) -> Read {
        match words {
            ["today"] => plain(Some(self.today)),
            ["yesterday"] => plain(self.today.pred_opt()),
            ["tomorrow"] => plain(self.today.succ_opt()),
            [word] if weekday(word).is_some() => {
                self.weekday(word, if self.looks == Looks::Back { "last" } else { "next" })
            }
            [which @ ("next" | "last" | "this"), word] if weekday(word).is_some() => self.weekday(word, which),
            [which @ ("next" | "last" | "this"), "month"] | ["end", which @ ("next" | "last" | "this"), "month"] => {
                self.near_month(which)
            }
            ["end", "month"] => self.near_month("this"),
            ["end", rest @ ..] if !rest.is_empty() && month(rest.first().unwrap_or(&"")).is_some() => match rest {
                [name] => self.month_alone(name),
                [name, of] => self.month_of(name, of),
                _ => Err(None),
            },
            ["in", count @ .., unit] => self.apart(count, unit, true),
            [count @ .., unit, "ago"] => self.apart(count, unit, false),
            [count @ .., unit, "from", "now" | "today"] => self.apart(count, unit, true),
            // The weekday is for the person; it is checked all the same.
            [day, rest @ ..] if weekday(day).is_some() && !rest.is_empty() => {
                let found = self.day(rest)?;
                if weekday(day) == Some(found.date.weekday()) {
                    Ok(found)
                } else {
                    because(format!(
                        "{} is a {}",
                        found.date.format("%-d %B %Y"),
                        found.date.format("%A")
                    ))
                }
            }
            _ => self.day(words),
        }
    }

    /// A day or a month of the calendar, or a bare span such as `6 months`.
    fn day(&self, words: &[&str]) -> Read {
        match words {
            [one] if month(one).is_some() => self.month_alone(one),
            [one] => self.numbers(one),
            [name, of] if month(name).is_some() => self.month_of(name, of),
            [day, name] if month(name).is_some() => match (day_of_month(day), month(name)) {
                (Some(day), Some(month)) => self.without_year(day, month),
                _ => Err(None),
            },
            [day, name, of] if month(name).is_some() => match (day_of_month(day), month(name), year(of)) {
                (Some(day), Some(month), Some(year)) => exact(year, month, day),
                _ => Err(None),
            },
            [name, day, of] if month(name).is_some() => match (month(name), day_of_month(day), year(of)) {
                (Some(month), Some(day), Some(year)) if of.len() == 4 => exact(year, month, day),
                _ => Err(None),
            },
            [count, unit] if number(count).is_some() && span(unit).is_some() => {
                if self.looks == Looks::Back {
                    because(format!("write `{count} {unit} ago`, or `in {count} {unit}`"))
                } else {
                    self.apart(&[count], unit, true)
                }
            }
            _ => Err(None),
        }
    }

    fn weekday(&self, word: &str, which: &str) -> Read {
        let Some(wanted) = weekday(word) else { return Err(None) };
        let ahead = u64::from((7 + wanted.num_days_from_monday() - self.today.weekday().num_days_from_monday()) % 7);
        plain(match which {
            "this" => self.today.checked_add_days(Days::new(ahead)),
            "next" => self
                .today
                .checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead })),
            _ => self.today.checked_sub_days(Days::new(7 - ahead)),
        })
    }

    fn near_month(&self, which: &str) -> Read {
        let one = Months::new(1);
        let day = match which {
            "next" => self.today.checked_add_months(one),
            "last" => self.today.checked_sub_months(one),
            _ => Some(self.today),
        };
        match day {
            Some(day) => self.whole_month(day.year(), day.month()),
            None => Err(None),
        }
    }

    /// So long from today.
    fn apart(&self, count: &[&str], unit: &str, ahead: bool) -> Read {
        // `in 3 months' time`
        let (count, unit) = match (count, unit) {
            ([count @ .., unit], "time") => (count, *unit),
            other => (other.0, other.1),
        };
        let [count] = count else { return Err(None) };
        let (Some(n), Some(unit)) = (number(count), span(unit)) else {
            return Err(None);
        };
        plain(match unit {
            Span::Days(of) => {
                let days = Days::new(u64::from(n) * of);
                if ahead {
                    self.today.checked_add_days(days)
                } else {
                    self.today.checked_sub_days(days)
                }
            }
            Span::Months(of) => {
                let months = Months::new(n.saturating_mul(of));
                if ahead {
                    self.today.checked_add_months(months)
                } else {
                    self.today.checked_sub_months(months)
                }
            }
        })
    }

    fn whole_month(&self, year: i32, month: u32) -> Read {
        let (Some(first), Some(last)) = (NaiveDate::from_ymd_opt(year, month, 1), last_day(year, month)) else {
            return Err(None);
        };
        if self.looks == Looks::Back && (first..last).contains(&self.today) {
            return Ok(Understood {
                date: self.today,
                note: Some(format!("{} has not ended: today is taken.", first.format("%B %Y"))),
            });
        }
        plain(Some(last))
    }

    fn month_of(&self, name: &str, of: &str) -> Read {
        match (month(name), year(of)) {
            (Some(month), Some(year)) if of.len() == 4 => self.whole_month(year, month),
            (Some(_), _) if day_of_month(of).is_some() => because(format!(
                "it could be a day or a year: write `{of} {name}` for the day, or the year with four digits"
            )),
            _ => Err(None),
        }
    }

    /// The month nearest to today on the side that is looked at; the one that runs counts.
    fn month_alone(&self, name: &str) -> Read {
        let Some(month) = month(name) else { return Err(None) };
        let now = self.today.month();
        let year = self.today.year()
            + match self.looks {
                Looks::Back => -i32::from(month > now),
                Looks::Ahead => i32::from(month < now),
            };
        self.whole_month(year, month)
    }

    /// The day nearest to today on the side that is looked at.
    fn without_year(&self, day: u32, month: u32) -> Read {
        // Eight years hold a 29 February, also about 2100.
        let found = (0..=8).find_map(|n| match self.looks {
            Looks::Back => NaiveDate::from_ymd_opt(self.today.year() - n, month, day).filter(|d| *d <= self.today),
            Looks::Ahead => NaiveDate::from_ymd_opt(self.today.year() + n, month, day).filter(|d| *d >= self.today),
        });
        match found {
            Some(date) => plain(Some(date)),
            None => exact(self.today.year(), month, day),
        }
    }

    /// `2026-09-30`, `30/9/2026`, `30.9.26`, `30/9`, `9/2026`.
    fn numbers(&self, word: &str) -> Read {
        let Some(between) = ['/', '.', '-'].into_iter().find(|c| word.contains(*c)) else {
            return Err(None);
        };
        let parts: Vec<&str> = word.split(between).collect();
        let short = |part: &str| digits(part).filter(|n| part.len() <= 2 && *n >= 1);
        match parts.as_slice() {
            [y, m, d] if y.len() == 4 => match (year(y), short(m), short(d)) {
                (Some(year), Some(month), Some(day)) => exact(year, month, day),
                _ => Err(None),
            },
            [d, m, y] => match (short(d), short(m), year(y)) {
                (Some(day), Some(month), Some(year)) => exact(year, month, day),
                _ => Err(None),
            },
            [m, y] if y.len() == 4 => match (short(m), year(y)) {
                (Some(month @ 1..=12), Some(year)) => self.whole_month(year, month),
                (Some(month), Some(_)) => because(format!("there is no month {month}")),
                _ => Err(None),
            },
            [d, m] => match (short(d), short(m)) {
                (Some(day), Some(month @ 1..=12)) => self.without_year(day, month),
                (Some(_), Some(month)) => because(no_month(month)),
                _ => Err(None),
            },
            _ => Err(None),
        }
    }
}

fn no_month(month: u32) -> String {
    format!("the day comes before the month, and there is no month {month}")
}

/// A day of the calendar, or why it is none.
fn exact(year: i32, month: u32, day: u32) -> Read {
    if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
        return plain(Some(date));
    }
    match NaiveDate::from_ymd_opt(year, month, 1).zip(last_day(year, month)) {
        Some((first, last)) => because(format!("{} has {} days", first.format("%B %Y"), last.day())),
        None => because(no_month(month)),
    }
}

enum Span {
    Days(u64),
    Months(u32),
}

fn span(word: &str) -> Option<Span> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "day" => Span::Days(1),
        "week" => Span::Days(7),
        "fortnight" => Span::Days(14),
        "month" => Span::Months(1),
        "year" => Span::Months(12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, today: &str, looks: Looks) -> Result<String, String> {
        let today = today.parse().map_err(|_| "no day".to_owned())?;
        read_date(text, today, looks).map(|u| u.date.to_string())
    }

    #[track_caller]
    fn all(looks: Looks, today: &str, table: &[(&str, &str)]) {
        for (text, wanted) in table {
            assert_eq!(
                read(text, today, looks).as_deref(),
                Ok(*wanted),
                "`{text}`, {looks:?} from {today}"
            );
        }
    }

    // 22 November 2026 is a Sunday.
    const TODAY: &str = "2026-11-22";

    #[test]
    fn dates_are_written_as_people_write_them() {
        let date = NaiveDate::from_ymd_opt(2025, 11, 3).unwrap();
        assert_eq!(day(date), "3 November 2025");
        for (given, shown) in [
            ("2013-04-01", "1 April 2013"),
            ("2013-04", "April 2013"),
            ("2013", "2013"),
            ("spring 2013", "spring 2013"),
        ] {
            assert_eq!(day_or_month(given), shown);
        }
    }

    #[test]
    fn days_that_need_no_reckoning() {
        for looks in [Looks::Back, Looks::Ahead] {
            all(
                looks,
                TODAY,
                &[
                    ("2026-09-30", "2026-09-30"),
                    ("2026-9-3", "2026-09-03"),
                    (" 30/9/2026 ", "2026-09-30"),
                    ("31/3/27", "2027-03-31"),
                    ("31.3.2027", "2027-03-31"),
                    ("31-3-2027", "2027-03-31"),
                    ("3/4/2027", "2027-04-03"),
                    ("31 March 2027", "2027-03-31"),
                    ("31st of March, 2027", "2027-03-31"),
                    ("Wednesday 31 March 2027", "2027-03-31"),
                    ("March 31, 2027", "2027-03-31"),
                    ("1 sep 2026", "2026-09-01"),
                    ("1 Sept. 2026", "2026-09-01"),
                    ("31 march 27", "2027-03-31"),
                    ("29 February 2028", "2028-02-29"),
                    ("March 2027", "2027-03-31"),
                    ("end of February 2028", "2028-02-29"),
                    ("February 2027", "2027-02-28"),
                    ("10/2026", "2026-10-31"),
                    ("Today", "2026-11-22"),
                    ("yesterday", "2026-11-21"),
                    ("tomorrow", "2026-11-23"),
                    ("last Friday", "2026-11-20"),
                    ("next Friday", "2026-11-27"),
                    ("last Sunday", "2026-11-15"),
                    ("next Sunday", "2026-11-29"),
                    ("this Sunday", "2026-11-22"),
                    ("last month", "2026-10-31"),
                    ("end of next month", "2026-12-31"),
                    ("in 3 months", "2027-02-22"),
                    ("in three months' time", "2027-02-22"),
                    ("in 6 weeks", "2027-01-03"),
                    ("in a year", "2027-11-22"),
                    ("2 weeks from today", "2026-12-06"),
                    ("3 weeks ago", "2026-11-01"),
                    ("a fortnight ago", "2026-11-08"),
                    ("10 days ago", "2026-11-12"),
                    ("a year ago", "2025-11-22"),
                ],
            );
        }
    }

    #[test]
    fn without_a_year_it_lies_where_it_is_looked_for() {
        all(
            Looks::Back,
            TODAY,
            &[
                ("October", "2026-10-31"),
                ("end of March", "2026-03-31"),
                ("December", "2025-12-31"),
                ("31st March", "2026-03-31"),
                ("22 November", "2026-11-22"),
                ("23/11", "2025-11-23"),
                ("29 February", "2024-02-29"),
                ("Friday", "2026-11-20"),
                ("November", "2026-11-22"),
                ("November 2026", "2026-11-22"),
                ("this month", "2026-11-22"),
            ],
        );
        all(
            Looks::Ahead,
            TODAY,
            &[
                ("October", "2027-10-31"),
                ("end of March", "2027-03-31"),
                ("end of the month", "2026-11-30"),
                ("November", "2026-11-30"),
                ("31st March", "2027-03-31"),
                ("22 November", "2026-11-22"),
                ("31/12", "2026-12-31"),
                ("1/1", "2027-01-01"),
                ("29 February", "2028-02-29"),
                ("Friday", "2026-11-27"),
                ("6 months", "2027-05-22"),
                ("1 month", "2026-12-22"),
            ],
        );
    }

    #[test]
    fn months_end_where_they_end() {
        all(
            Looks::Ahead,
            "2027-11-30",
            &[("in 3 months", "2028-02-29"), ("in 15 months", "2029-02-28")],
        );
        all(
            Looks::Ahead,
            "2028-02-29",
            &[("in a year", "2029-02-28"), ("February", "2028-02-29")],
        );
        all(
            Looks::Back,
            "2028-02-29",
            &[("1 year ago", "2027-02-28"), ("February", "2028-02-29")],
        );
        all(
            Looks::Back,
            "2027-01-01",
            &[
                ("yesterday", "2026-12-31"),
                ("last month", "2026-12-31"),
                ("December", "2026-12-31"),
            ],
        );
        all(
            Looks::Ahead,
            "2026-12-31",
            &[
                ("tomorrow", "2027-01-01"),
                ("January", "2027-01-31"),
                ("next month", "2027-01-31"),
            ],
        );
        all(
            Looks::Ahead,
            "2026-10-31",
            &[("next month", "2026-11-30"), ("in 1 month", "2026-11-30")],
        );
        // A month on its last day has ended.
        let today = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap_or_default();
        assert_eq!(read_date("October", today, Looks::Back).map(|u| u.note), Ok(None));
    }

    #[test]
    fn a_month_that_runs_is_said_to_run() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        let read = read_date("November 2026", today, Looks::Back);
        assert!(read.is_ok_and(|u| u.note.is_some_and(|n| n.contains("has not ended"))));
    }

    #[test]
    fn what_is_none_or_two_is_refused_with_examples() {
        for (text, why) in [
            ("31/2/2026", "February 2026 has 28 days"),
            ("29 February 2027", "February 2027 has 28 days"),
            ("2026-02-29", "February 2026 has 28 days"),
            ("13/13/2026", "no month 13"),
            ("9/30/2026", "the day comes before the month"),
            ("March 27", "a day or a year"),
            ("Monday 31 March 2027", "31 March 2027 is a Wednesday"),
            ("30/9/1026", "between 1990 and 2099"),
            ("in 999 months", "between 1990 and 2099"),
        ] {
            let said = read(text, TODAY, Looks::Ahead);
            assert!(said.as_ref().is_err_and(|e| e.contains(why)), "{text}: {said:?}");
        }
        for text in [
            "",
            "soon",
            "-",
            "31",
            "2027",
            "0/0/0",
            "00/01/2027",
            "31/3/2",
            "next week",
            "spring 2027",
            "in months",
            "in 9999999999 days",
            "ago",
            "end",
            "of",
            "3/4/5/6",
            "1/2/20277",
            "٣/٤/2027",
            "é",
            "in 4 score",
            "end of",
            "2026-11-24October 2026",
        ] {
            for looks in [Looks::Back, Looks::Ahead] {
                let said = read(text, TODAY, looks);
                assert!(said.is_err(), "{text}: {said:?}");
            }
        }
        // Bare, it could be either way when something has happened.
        assert!(read("3 weeks", TODAY, Looks::Back).is_err_and(|e| e.contains("3 weeks ago")));
        let said = read("soon", TODAY, Looks::Ahead).err().unwrap_or_default();
        for form in ["31/3/2027", "March 2027", "end of March", "in 3 months", "next Friday"] {
            assert!(said.contains(form), "{said}");
        }
        let said = read("soon\u{1b}[2J", TODAY, Looks::Back).err().unwrap_or_default();
        assert!(said.contains("October 2026") && !said.contains('\u{1b}'), "{said}");
    }

    #[test]
    fn what_is_shown_in_words_can_be_typed() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        for n in 0..800 {
            let date = today + Days::new(n);
            assert_eq!(read_date(&in_words(date), today, Looks::Back).map(|u| u.date), Ok(date));
        }
        assert_eq!(in_words(today), "Sunday 22 November 2026");
    }
}
