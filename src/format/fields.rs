//! How single fields are read: leniently where people write by hand, and strictly where a number or a date has to mean something.

mod lists;
mod texts;

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::de::{self, IntoDeserializer as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::source::with_unix_line_ends;

pub use lists::{by_name, one_or_more, one_or_more_schema, some, some_schema};
pub use texts::{
    address, address_schema, id, id_schema, is_address, is_id, is_question, is_time, limited, limited_or_none,
    limited_or_none_schema, limited_schema, no_controls, question, question_schema, some_texts, some_texts_schema,
    texts, texts_schema, time, time_schema,
};

/// Text that may be absent; blank text counts as absent. Line ends become `\n`, so that the same text saved on Windows is the same text.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let given = Option::<String>::deserialize(deserializer)?;
    Ok(given.filter(|t| !t.trim().is_empty()).map(with_unix_line_ends))
}

/// Text that must be there and not be blank.
pub fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer)?.ok_or_else(|| de::Error::custom("must not be empty"))
}

/// A day: a bare TOML date, or text of the form `2026-11-22`.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    deserializer.deserialize_any(DayVisitor)
}

/// A day that may be absent.
pub fn optional_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    struct OptionalDayVisitor;
    impl<'de> Visitor<'de> for OptionalDayVisitor {
        type Value = Option<NaiveDate>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            DayVisitor.expecting(f)
        }
        fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            day(deserializer).map(Some)
        }
    }
    deserializer.deserialize_option(OptionalDayVisitor)
}

struct DayVisitor;

impl<'de> Visitor<'de> for DayVisitor {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as 2026-11-22")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<NaiveDate, E> {
        text.parse()
            .ok()
            .filter(|_| text.len() == 10)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NaiveDate, A::Error> {
        let given = toml::value::Datetime::deserialize(de::value::MapAccessDeserializer::new(map))?;
        match (given.date, given.time, given.offset) {
            (Some(d), None, None) => NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))
                .ok_or_else(|| de::Error::invalid_value(de::Unexpected::Other("a date that is in no calendar"), &self)),
            _ => Err(de::Error::invalid_value(de::Unexpected::Other("a time"), &self)),
        }
    }
}

/// A whole number between two bounds.
pub fn within<'de, D: Deserializer<'de>, const MIN: u32, const MAX: u32>(deserializer: D) -> Result<u32, D::Error> {
    let given = i64::deserialize(deserializer)?;
    u32::try_from(given)
        .ok()
        .filter(|n| (MIN..=MAX).contains(n))
        .ok_or_else(|| de::Error::custom(format!("must be between {MIN} and {MAX}")))
}

/// A whole number between two bounds that may be absent.
pub fn optional_within<'de, D: Deserializer<'de>, const MIN: u32, const MAX: u32>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    match Option::<i64>::deserialize(deserializer)? {
        None => Ok(None),
        Some(given) => within::<_, MIN, MAX>(given.into_deserializer()).map(Some),
    }
}

/// The year of an edition.
pub fn edition<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let year = within::<_, 1989, 2999>(deserializer)?;
    u16::try_from(year).map_err(de::Error::custom)
}

/// Facts by their ids.
pub fn facts<'de, D: Deserializer<'de>, K: Deserialize<'de> + Ord>(
    deserializer: D,
) -> Result<BTreeMap<K, bool>, D::Error> {
    let given = BTreeMap::<K, Fact>::deserialize(deserializer)?;
    Ok(given.into_iter().map(|(id, fact)| (id, fact.0)).collect())
}

/// The schema of facts by their ids.
pub fn facts_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "additionalProperties": { "anyOf": [{ "type": "boolean" }, { "type": "string", "enum": ["yes", "no"] }] },
    })
}

/// A rating: 0 to 3, or `yes` (3) and `no` (0) for a plain fact.
pub fn rating<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    struct RatingVisitor;
    impl<'de> Visitor<'de> for RatingVisitor {
        type Value = Option<u8>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("0, 1, 2 or 3")
        }
        fn visit_i64<E: de::Error>(self, n: i64) -> Result<Self::Value, E> {
            u8::try_from(n)
                .ok()
                .filter(|n| *n <= 3)
                .map(Some)
                .ok_or_else(|| E::invalid_value(de::Unexpected::Signed(n), &self))
        }
        fn visit_u64<E: de::Error>(self, n: u64) -> Result<Self::Value, E> {
            self.visit_i64(i64::try_from(n).unwrap_or(i64::MAX))
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            match text {
                "yes" => Ok(Some(3)),
                "no" => Ok(Some(0)),
                _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
            }
        }
        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    deserializer.deserialize_any(RatingVisitor)
}

/// The schema of a rating.
pub fn rating_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "anyOf": [
            { "type": "integer", "minimum": 0, "maximum": 3 },
            { "type": "string", "enum": ["yes", "no"] },
        ],
        "x-problem": {
            "code": "rating",
            "message": "must be 0, 1, 2 or 3; of a plain fact 0 (no) or 3 (yes)",
            "help": "0 not in place, 1 developing, 2 established, 3 embedded; for anything else use `state = \"dont-know\"` or `state = \"not-applicable\"` with a `reason`",
        }
    })
}

/// The schema of a day.
pub fn day_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}

/// The schema of a day that may be absent.
pub fn optional_day_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date" })
}

/// Yes or no about a fact: `true`, `false`, `"yes"` or `"no"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact(pub bool);

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FactVisitor;
        impl Visitor<'_> for FactVisitor {
            type Value = Fact;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true or false")
            }
            fn visit_bool<E: de::Error>(self, b: bool) -> Result<Fact, E> {
                Ok(Fact(b))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Fact, E> {
                match text {
                    "yes" => Ok(Fact(true)),
                    "no" => Ok(Fact(false)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(FactVisitor)
    }
}
