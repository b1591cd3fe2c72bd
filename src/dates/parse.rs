//! From what a person wrote to a day of the calendar, or to a reason why not.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::words::{TimeUnit, day_of_month, digits, month, number, unit_of, weekday, year};

/// Which way a date is expected to lie; it decides what a date without a year means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateDirection {
    /// Of something that has happened.
    Past,
    /// Of something still to come.
    Future,
}

/// A date that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedDate {
    /// The day.
    pub date: NaiveDate,
    /// What the person should know about how it was understood.
    pub note: Option<String>,
}

/// Reads a date as people write it, reckoned from a day.
///
/// A month alone is its last day; one that has not ended is, looking back, the day itself.
///
/// # Errors
/// A sentence that says why not, and which forms there are.
pub fn parse_date(text: &str, today: NaiveDate, direction: DateDirection) -> Result<ParsedDate, String> {
    let lower = text.to_lowercase().replace([',', '’', '\''], " ");
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|w| w.strip_suffix('.').unwrap_or(w))
        .filter(|w| !matches!(*w, "the" | "of" | "on" | "s"))
        .collect();
    let parser = Parser { today, direction };
    parser
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
            let forms = match direction {
                DateDirection::Past => {
                    "30/9/2026, 30 September 2026, October 2026, end of October, 3 weeks ago, last Friday, yesterday or today"
                }
                DateDirection::Future => {
                    "31/3/2027, 31 March 2027, March 2027, end of March, in 3 months, in 6 weeks, next Friday or today"
                }
            };
            match why {
                Some(why) => format!("{what} is not taken as a date: {why}. Write it like one of these: {forms}."),
                None => format!("{what} is no date this program understands. Write it like one of these: {forms}."),
            }
        })
}

fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// Why a text is no date: a reason of its own, or none.
type Parsed = Result<ParsedDate, Option<String>>;

fn plain(date: Option<NaiveDate>) -> Parsed {
    date.map(|date| ParsedDate { date, note: None }).ok_or(None)
}

fn because<T>(why: impl Into<String>) -> Result<T, Option<String>> {
    Err(Some(why.into()))
}

struct Parser {
    today: NaiveDate,
    direction: DateDirection,
}

impl Parser {
    fn date(&self, words: &[&str]) -> Parsed {
        match words {
            ["today"] => plain(Some(self.today)),
            ["yesterday"] => plain(self.today.pred_opt()),
            ["tomorrow"] => plain(self.today.succ_opt()),
            [word] if weekday(word).is_some() => self.weekday(
                word,
                if self.direction == DateDirection::Past {
                    "last"
                } else {
                    "next"
                },
            ),
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
            ["in", count @ .., unit] => self.reckoned(count, unit, DateDirection::Future),
            [count @ .., unit, "ago"] => self.reckoned(count, unit, DateDirection::Past),
            [count @ .., unit, "from", "now" | "today"] => self.reckoned(count, unit, DateDirection::Future),
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
    fn day(&self, words: &[&str]) -> Parsed {
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
            [count, unit] if number(count).is_some() && unit_of(unit).is_some() => {
                if self.direction == DateDirection::Past {
                    because(format!("write `{count} {unit} ago`, or `in {count} {unit}`"))
                } else {
                    self.reckoned(&[count], unit, DateDirection::Future)
                }
            }
            _ => Err(None),
        }
    }

    fn weekday(&self, word: &str, which: &str) -> Parsed {
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

    fn near_month(&self, which: &str) -> Parsed {
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
    fn reckoned(&self, count: &[&str], unit: &str, direction: DateDirection) -> Parsed {
        // `in 3 months' time`
        let (count, unit) = match (count, unit) {
            ([count @ .., unit], "time") => (count, *unit),
            other => (other.0, other.1),
        };
        let [count] = count else { return Err(None) };
        let (Some(n), Some(unit)) = (number(count), unit_of(unit)) else {
            return Err(None);
        };
        plain(match unit {
            TimeUnit::Days(of) => {
                let days = Days::new(u64::from(n) * of);
                match direction {
                    DateDirection::Future => self.today.checked_add_days(days),
                    DateDirection::Past => self.today.checked_sub_days(days),
                }
            }
            TimeUnit::Months(of) => {
                let months = Months::new(n.saturating_mul(of));
                match direction {
                    DateDirection::Future => self.today.checked_add_months(months),
                    DateDirection::Past => self.today.checked_sub_months(months),
                }
            }
        })
    }

    fn whole_month(&self, year: i32, month: u32) -> Parsed {
        let (Some(first), Some(last)) = (NaiveDate::from_ymd_opt(year, month, 1), last_day(year, month)) else {
            return Err(None);
        };
        if self.direction == DateDirection::Past && (first..last).contains(&self.today) {
            return Ok(ParsedDate {
                date: self.today,
                note: Some(format!("{} has not ended: today is taken.", first.format("%B %Y"))),
            });
        }
        plain(Some(last))
    }

    fn month_of(&self, name: &str, of: &str) -> Parsed {
        match (month(name), year(of)) {
            (Some(month), Some(year)) if of.len() == 4 => self.whole_month(year, month),
            (Some(_), _) if day_of_month(of).is_some() => because(format!(
                "it could be a day or a year: write `{of} {name}` for the day, or the year with four digits"
            )),
            _ => Err(None),
        }
    }

    /// The month nearest to today on the side that is looked at; the one that runs counts.
    fn month_alone(&self, name: &str) -> Parsed {
        let Some(month) = month(name) else { return Err(None) };
        let now = self.today.month();
        let year = self.today.year()
            + match self.direction {
                DateDirection::Past => -i32::from(month > now),
                DateDirection::Future => i32::from(month < now),
            };
        self.whole_month(year, month)
    }

    /// The day nearest to today on the side that is looked at.
    fn without_year(&self, day: u32, month: u32) -> Parsed {
        // Eight years hold a 29 February, also about 2100.
        let found = (0..=8).find_map(|n| match self.direction {
            DateDirection::Past => {
                NaiveDate::from_ymd_opt(self.today.year() - n, month, day).filter(|d| *d <= self.today)
            }
            DateDirection::Future => {
                NaiveDate::from_ymd_opt(self.today.year() + n, month, day).filter(|d| *d >= self.today)
            }
        });
        match found {
            Some(date) => plain(Some(date)),
            None => exact(self.today.year(), month, day),
        }
    }

    /// `2026-09-30`, `30/9/2026`, `30.9.26`, `30/9`, `9/2026`.
    fn numbers(&self, word: &str) -> Parsed {
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
fn exact(year: i32, month: u32, day: u32) -> Parsed {
    if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
        return plain(Some(date));
    }
    match NaiveDate::from_ymd_opt(year, month, 1).zip(last_day(year, month)) {
        Some((first, last)) => because(format!("{} has {} days", first.format("%B %Y"), last.day())),
        None => because(no_month(month)),
    }
}
