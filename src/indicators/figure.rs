//! A figure: a number of at most three decimals, kept in whole thousandths so that sums and comparisons are exact.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number in thousandths. In a file it is a number from 0 to a thousand million; what has more than three decimals is rounded to three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Figure(i64);

/// So many thousandths are one.
const ONE: i64 = 1000;

/// The largest figure of a file: more people than there are in the country.
const LARGEST: i64 = 1_000_000_000;

impl Figure {
    /// How far a figure that a publisher rounded to whole numbers may lie from what its counts make, and a little for rounded counts.
    pub const ROUNDING: Figure = Figure(550);

    /// Six.
    pub const SIX: Figure = Figure(6 * ONE);

    /// So many thousandths.
    pub fn thousandths(n: i64) -> Self {
        Self(n)
    }

    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Self(n.saturating_mul(ONE))
    }

    /// In thousandths.
    pub fn in_thousandths(self) -> i64 {
        self.0
    }

    /// A number of a file, in its range and rounded to three decimals.
    ///
    /// # Errors
    /// What is wrong with it, as what must be done.
    pub fn read(number: f64) -> Result<Self, &'static str> {
        if !number.is_finite() || !(0.0..=LARGEST as f64).contains(&number) {
            return Err("must be a number from 0 to 1000000000");
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "its range was looked at, and three decimals of it fit"
        )]
        Ok(Self((number * ONE as f64).round() as i64))
    }

    /// A numerator over a denominator, times a number; none over nothing.
    pub fn share(numerator: Figure, denominator: Figure, times: i64) -> Option<Self> {
        if denominator.0 == 0 {
            return None;
        }
        let top = i128::from(numerator.0) * i128::from(times) * i128::from(ONE);
        let bottom = i128::from(denominator.0);
        // Half is rounded up, away from nothing.
        let rounded = (top * 2 + bottom) / (bottom * 2);
        i64::try_from(rounded).ok().map(Self)
    }

    /// So much for every so many, of a whole: 4.4 for every 100 of 250 are 11.
    pub fn part(self, times: i64, whole: Figure) -> Option<Self> {
        let bottom = i128::from(times) * i128::from(ONE);
        let product = i128::from(self.0) * i128::from(whole.0);
        (bottom > 0).then_some(())?;
        i64::try_from((product + bottom / 2) / bottom).ok().map(Self)
    }

    /// How far it is from another: never below nothing.
    pub fn distance(self, other: Figure) -> Self {
        Self(self.0.saturating_sub(other.0).saturating_abs())
    }

    /// What is left when another is taken away; it can be below nothing.
    pub fn less(self, other: Figure) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Rounded to whole numbers.
    pub fn rounded(self) -> i64 {
        (self.0 + ONE / 2).div_euclid(ONE)
    }

    /// Whether it reads as 1.
    pub fn is_one(self) -> bool {
        self.to_string() == "1"
    }

    /// As a number of its own kind, for what has to be reckoned with roots.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// With all its decimals and without commas: as a file has it.
    pub fn exactly(self) -> String {
        let text = format!("{}.{:03}", self.0 / ONE, (self.0 % ONE).abs());
        let text = text.trim_end_matches('0').trim_end_matches('.');
        text.to_owned()
    }
}

/// For a person: one decimal where there is one, and commas in thousands.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0.abs() + ONE / 20) / (ONE / 10);
        let (whole, tenth) = (tenths / 10, tenths % 10);
        if self.0 < 0 && tenths > 0 {
            f.write_str("−")?;
        }
        let digits = whole.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if tenth > 0 { write!(f, ".{tenth}") } else { Ok(()) }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % ONE == 0 {
            serializer.serialize_i64(self.0 / ONE)
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FigureVisitor;
        impl Visitor<'_> for FigureVisitor {
            type Value = Figure;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Figure, E> {
                if (0..=LARGEST).contains(&n) {
                    Ok(Figure::whole(n))
                } else {
                    Err(E::custom("must be a number from 0 to 1000000000"))
                }
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Figure, E> {
                self.visit_i64(i64::try_from(n).unwrap_or(i64::MAX))
            }
            fn visit_f64<E: de::Error>(self, n: f64) -> Result<Figure, E> {
                Figure::read(n).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(FigureVisitor)
    }
}

impl JsonSchema for Figure {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Figure".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0, "maximum": LARGEST })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_as_it_was_read() {
        for (text, shown) in [
            ("22.6", "22.6"),
            ("67", "67"),
            ("0.125", "0.1"),
            ("0", "0"),
            ("12183016", "12,183,016"),
        ] {
            let read: Figure = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
            assert_eq!(read.exactly(), text);
            assert_eq!(read.to_string(), shown);
        }
        for bad in ["-1", "1e300", "1000000001", "\"7\""] {
            assert!(serde_json::from_str::<Figure>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_share_is_rounded_and_none_of_nothing() {
        let whole = Figure::whole;
        assert_eq!(
            Figure::share(whole(1), whole(3), 100).map(Figure::in_thousandths),
            Some(33_333)
        );
        assert_eq!(
            Figure::share(whole(2), whole(3), 100).map(Figure::in_thousandths),
            Some(66_667)
        );
        assert_eq!(Figure::share(whole(1), whole(0), 100), None);
        assert_eq!(Figure::thousandths(-1449).to_string(), "−1.4");
    }
}
