//! The municipal year, April to March.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A municipal year: `2026-27` runs from 1 April 2026 to 31 March 2027.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    start: u16,
}

impl Period {
    /// The municipal year that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        let year = if day.month() < 4 { day.year() - 1 } else { day.year() };
        Self {
            start: u16::try_from(year.clamp(1900, 2998)).unwrap_or(1900),
        }
    }

    /// The municipal year before it.
    pub fn before(self) -> Option<Self> {
        (self.start > 1900).then(|| Self { start: self.start - 1 })
    }

    /// The year it begins in.
    pub fn start_year(self) -> u16 {
        self.start
    }

    /// Reads `2026-27`.
    ///
    /// # Errors
    /// A sentence that says what a period looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{}` is no period: write a municipal year such as 2026-27",
                text.escape_debug()
            )
        };
        let (first, second) = text.split_once('-').ok_or_else(wrong)?;
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(first, 4) || !digits(second, 2) {
            return Err(wrong());
        }
        let start: u16 = first.parse().map_err(|_| wrong())?;
        let end: u16 = second.parse().map_err(|_| wrong())?;
        if !(1900..2999).contains(&start) {
            return Err(wrong());
        }
        if (start + 1) % 100 != end {
            return Err(format!(
                "`{text}` is no period: after {start} comes {:02}, so write {start}-{:02}",
                (start + 1) % 100,
                (start + 1) % 100
            ));
        }
        Ok(Self { start })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.start, (self.start + 1) % 100)
    }
}

impl TryFrom<String> for Period {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl JsonSchema for Period {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "x-check": "period", "x-example": "2000-01" })
    }
}
