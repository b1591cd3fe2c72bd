//! The time that a figure is of.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::dates::day;

/// The time that one figure of an indicator is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// The year to 31 March.
    #[serde(rename = "year-to-31-march")]
    #[schemars(rename = "year-to-31-march")]
    YearToMarch,
    /// The 31st of March.
    #[serde(rename = "on-31-march")]
    #[schemars(rename = "on-31-march")]
    OnMarch,
    /// The year to 30 September.
    #[serde(rename = "year-to-30-september")]
    #[schemars(rename = "year-to-30-september")]
    YearToSeptember,
    /// The 30th of September.
    #[serde(rename = "on-30-september")]
    #[schemars(rename = "on-30-september")]
    OnSeptember,
    /// The calendar year.
    CalendarYear,
    /// Whatever the council counts it for.
    Any,
}

impl PeriodKind {
    /// For a person.
    pub fn title(self) -> &'static str {
        match self {
            PeriodKind::YearToMarch => "the year to 31 March",
            PeriodKind::OnMarch => "31 March",
            PeriodKind::YearToSeptember => "the year to 30 September",
            PeriodKind::OnSeptember => "30 September",
            PeriodKind::CalendarYear => "the calendar year",
            PeriodKind::Any => "the time that the council chooses",
        }
    }

    /// The month and the day on which the time ends, where the publisher says.
    pub fn last_day(self) -> Option<(u32, u32)> {
        match self {
            PeriodKind::YearToMarch | PeriodKind::OnMarch => Some((3, 31)),
            PeriodKind::YearToSeptember | PeriodKind::OnSeptember => Some((9, 30)),
            PeriodKind::CalendarYear => Some((12, 31)),
            PeriodKind::Any => None,
        }
    }

    /// How a value of it is dated in a file.
    pub fn example(self) -> &'static str {
        match self {
            PeriodKind::YearToMarch => "2025-26",
            PeriodKind::OnMarch => "2026-03-31",
            PeriodKind::YearToSeptember | PeriodKind::OnSeptember | PeriodKind::Any => "2025-09-30",
            PeriodKind::CalendarYear => "2025",
        }
    }
}

/// When a value is of: a year to 31 March (`2025-26`), a calendar year (`2025`), or a day (`2025-09-30`), which is the day itself or the last
/// day of the time, as the indicator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorPeriod {
    ends: NaiveDate,
    form: PeriodForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum PeriodForm {
    Reporting,
    Calendar,
    Day,
}

/// Days.
const FORTNIGHT: u32 = 14;

/// How one is written.
const HOW: &str = "write a year to 31 March such as 2025-26, a calendar year such as 2025, or a day such as 2025-09-30";

impl IndicatorPeriod {
    /// Reads one.
    ///
    /// # Errors
    /// Says how it is written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let year = |t: &str| t.parse::<i32>().ok().filter(|y| (1989..=2999).contains(y));
        let wrong = || HOW.to_owned();
        let (ends, form) = match text.split('-').collect::<Vec<_>>().as_slice() {
            [one] if one.len() == 4 && digits(one) => {
                let ends = year(one).and_then(|y| NaiveDate::from_ymd_opt(y, 12, 31));
                (ends, PeriodForm::Calendar)
            }
            [first, second] if first.len() == 4 && second.len() == 2 && digits(first) && digits(second) => {
                let next = year(first).ok_or_else(wrong)? + 1;
                if format!("{:02}", next % 100) != *second {
                    return Err(format!("{first}-{second} are not two years in a row: {HOW}"));
                }
                (NaiveDate::from_ymd_opt(next, 3, 31), PeriodForm::Reporting)
            }
            [y, _, _] if text.len() == 10 && year(y).is_some() => (text.parse().ok(), PeriodForm::Day),
            _ => (None, PeriodForm::Day),
        };
        ends.map(|ends| Self { ends, form }).ok_or_else(wrong)
    }

    /// Its last day.
    pub fn ends(self) -> NaiveDate {
        self.ends
    }

    /// Whether it ends at the same time of the year as another, give or take a fortnight: a count on a Monday in November is compared with
    /// one on a Monday a year before, and a summer's is not.
    pub fn same_time_of_year(self, other: Self) -> bool {
        let apart = self.ends.ordinal().abs_diff(other.ends.ordinal());
        apart.min(365_u32.saturating_sub(apart)) <= FORTNIGHT
    }

    /// For a person.
    pub fn words(self) -> String {
        match self.form {
            PeriodForm::Reporting | PeriodForm::Calendar => self.to_string(),
            PeriodForm::Day => day(self.ends),
        }
    }
}

/// As a file has it.
impl fmt::Display for IndicatorPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.ends.year();
        match self.form {
            PeriodForm::Reporting => write!(f, "{}-{:02}", year - 1, year % 100),
            PeriodForm::Calendar => write!(f, "{year}"),
            PeriodForm::Day => write!(f, "{}", self.ends),
        }
    }
}

impl Serialize for IndicatorPeriod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IndicatorPeriod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

impl JsonSchema for IndicatorPeriod {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "IndicatorPeriod".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "x-check": "indicator-period",
            "x-example": "2000-01-01",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_and_written_alike() {
        for (text, ends) in [
            ("2025-26", "2026-03-31"),
            ("1999-00", "2000-03-31"),
            ("2025", "2025-12-31"),
            ("2025-09-30", "2025-09-30"),
        ] {
            let period = IndicatorPeriod::parse(text).unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(period.ends().to_string(), ends);
        }
        for bad in [
            "",
            "2025-27",
            "25-26",
            "2025-13-01",
            "2025-9-30",
            "2025-26-",
            "99999",
            "２０２５",
            "2025-02-30",
            "0000-01-01",
        ] {
            assert!(IndicatorPeriod::parse(bad).is_err(), "{bad}");
        }
    }
}
