//! How single fields are read: leniently where people write by hand, and strictly where a number or a date has to mean something.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::source::unix_line_ends;

/// Text that may be absent; blank text counts as absent. Line ends become `\n`, so that the same text saved on Windows is the same text.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let given = Option::<String>::deserialize(deserializer)?;
    Ok(given
        .filter(|t| !t.trim().is_empty())
        .map(|t| unix_line_ends(&t).into_owned()))
}

/// Text that must be there and not be blank.
pub fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer)?.ok_or_else(|| de::Error::custom("must not be empty"))
}

/// A day: a bare TOML date, or text of the form `2026-11-22`.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    deserializer.deserialize_any(Day)
}

/// A day that may be absent.
pub fn optional_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    struct Maybe;
    impl<'de> Visitor<'de> for Maybe {
        type Value = Option<NaiveDate>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            Day.expecting(f)
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
    deserializer.deserialize_option(Maybe)
}

struct Day;

impl<'de> Visitor<'de> for Day {
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
pub fn facts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, bool>, D::Error> {
    let given = BTreeMap::<String, Fact>::deserialize(deserializer)?;
    Ok(given.into_iter().map(|(id, fact)| (id, fact.0)).collect())
}

/// The schema of facts by their ids.
pub fn facts_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "additionalProperties": { "anyOf": [{ "type": "boolean" }, { "type": "string", "enum": ["yes", "no"] }] },
    })
}

/// What is the matter with a text of a checklist: blank, too long, or with a control character in it.
fn fault(text: &str, most: usize) -> Option<String> {
    let count = text.chars().count();
    if text.trim().is_empty() {
        Some("is empty".to_owned())
    } else if count > most {
        Some(format!("has {count} characters; the most is {most}"))
    } else {
        no_controls(text).err()
    }
}

/// Whether a text has no control characters but line ends.
///
/// # Errors
/// Says that it has one.
pub fn no_controls(text: &str) -> Result<(), String> {
    if text.chars().any(|c| c.is_control() && c != '\n') {
        Err("holds a control character".to_owned())
    } else {
        Ok(())
    }
}

fn sound<E: de::Error>(text: String, most: usize) -> Result<String, E> {
    match fault(&text, most) {
        Some(fault) => Err(E::custom(fault)),
        None => Ok(unix_line_ends(&text).into_owned()),
    }
}

/// Text of at most so many characters, not blank, without control characters.
pub fn limited<'de, D: Deserializer<'de>, const MOST: usize>(deserializer: D) -> Result<String, D::Error> {
    sound(String::deserialize(deserializer)?, MOST)
}

/// The same where it may be absent.
pub fn limited_or_none<'de, D: Deserializer<'de>, const MOST: usize>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer)?
        .map(|text| sound(text, MOST))
        .transpose()
}

/// The schema of such a text.
pub fn limited_schema<const MOST: usize>(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "minLength": 1, "maxLength": MOST, "x-check": "control-character" })
}

/// The schema of such a text that may be absent; a JSON report says so with `null`.
pub fn limited_or_none_schema<const MOST: usize>(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "minLength": 1, "maxLength": MOST, "x-check": "control-character" })
}

/// A list of such texts.
pub fn texts<'de, D: Deserializer<'de>, const MOST: usize>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let list = Vec::<String>::deserialize(deserializer)?;
    list.into_iter().map(|text| sound(text, MOST)).collect()
}

/// The schema of a list of such texts.
pub fn texts_schema<const MOST: usize>(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": limited_schema::<MOST>(generator) })
}

/// A list of such texts with at least one in it.
pub fn some_texts<'de, D: Deserializer<'de>, const MOST: usize>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let list = texts::<_, MOST>(deserializer)?;
    if list.is_empty() {
        return Err(de::Error::custom("must name at least one thing"));
    }
    Ok(list)
}

/// The schema of a list of such texts with at least one in it.
pub fn some_texts_schema<const MOST: usize>(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "minItems": 1, "items": limited_schema::<MOST>(generator) })
}

fn checked<'de, D: Deserializer<'de>>(
    deserializer: D,
    rule: fn(&str) -> Result<(), String>,
) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    rule(&text).map_err(de::Error::custom)?;
    Ok(unix_line_ends(&text).into_owned())
}

/// An id: lower-case letters, digits and single hyphens, beginning with a letter, at most 60 characters.
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    checked(deserializer, is_id)
}

/// Whether this can be an id.
///
/// # Errors
/// Says that it cannot.
pub fn is_id(text: &str) -> Result<(), String> {
    let fits = text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        Ok(())
    } else {
        Err(format!("`{}` is no id", text.escape_debug()))
    }
}

/// The schema of an id.
pub fn id_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string", "maxLength": 60, "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "x-check": "bad-id", "x-example": "x",
        "x-help": "an id has lower-case letters, digits and single hyphens, starts with a letter, and has at most 60 characters",
    })
}

/// One question a question: one question mark, at its end.
pub fn question<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = limited::<_, 240>(deserializer)?;
    is_question(&text).map_err(de::Error::custom)?;
    Ok(text)
}

/// Whether a text is one question.
///
/// # Errors
/// Says what keeps it from being one.
pub fn is_question(text: &str) -> Result<(), String> {
    match text.matches('?').count() {
        1 if text.ends_with('?') => Ok(()),
        0 => Err("a question ends in a question mark".to_owned()),
        1 => Err("a question ends in its question mark".to_owned()),
        _ => Err("two questions in one: `?` stands more than once; make it two, each with an id of its own".to_owned()),
    }
}

/// The schema of a question.
pub fn question_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string", "minLength": 1, "maxLength": 240, "pattern": "^[^?]*\\?$", "x-check": "question", "x-example": "?",
    })
}

/// A web address that may be absent.
pub fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let given = limited_or_none::<_, 600>(deserializer)?;
    if let Some(address) = &given {
        is_address(address).map_err(de::Error::custom)?;
    }
    Ok(given)
}

/// Whether a text is a web address.
///
/// # Errors
/// Says how one begins.
pub fn is_address(text: &str) -> Result<(), String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        Ok(())
    } else {
        Err("an address must begin with https:// or http://".to_owned())
    }
}

/// The schema of a web address that may be absent.
pub fn address_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": ["string", "null"], "maxLength": 600, "pattern": "^https?://", "x-check": "url", "x-example": "https://",
    })
}

/// A year, a month or a day.
pub fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    checked(deserializer, is_time)
}

/// Whether a text is a year, a month or a day.
///
/// # Errors
/// Says what one looks like.
pub fn is_time(text: &str) -> Result<(), String> {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let fine = match parts.as_slice() {
        [y] => digits(y, 4),
        [y, m] => digits(y, 4) && digits(m, 2) && format!("{y}-{m}-01").parse::<NaiveDate>().is_ok(),
        [_, _, _] => text.len() == 10 && text.parse::<NaiveDate>().is_ok(),
        _ => false,
    };
    if fine {
        Ok(())
    } else {
        Err("`when` must be a year, a month or a day: \"2019\", \"2019-09\" or \"2019-09-29\"".to_owned())
    }
}

/// The schema of a year, a month or a day.
pub fn time_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "x-check": "date", "x-example": "2000" })
}

/// A rating: 0 to 3, or `yes` (3) and `no` (0) for a plain fact.
pub fn rating<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    struct Rating;
    impl<'de> Visitor<'de> for Rating {
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
    deserializer.deserialize_any(Rating)
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

/// A list, or a single item in a list's place.
pub fn one_or_more<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct OneOrMore<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMore<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            let mut list = Vec::new();
            while let Some(item) = seq.next_element()? {
                list.push(item);
            }
            Ok(list)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| vec![one])
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<T>, E> {
            T::deserialize(text.into_deserializer()).map(|one| vec![one])
        }
        fn visit_unit<E: de::Error>(self) -> Result<Vec<T>, E> {
            Ok(Vec::new())
        }
    }
    deserializer.deserialize_any(OneOrMore(PhantomData))
}

/// The schema of a list, or of a single item in a list's place.
pub fn one_or_more_schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let item = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [{ "type": "array", "items": item.clone() }, item] })
}

/// The same with at least one in it.
pub fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let list = one_or_more(deserializer)?;
    if list.is_empty() {
        return Err(de::Error::custom("must name at least one thing"));
    }
    Ok(list)
}

/// The schema of the same with at least one in it.
pub fn some_schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let item = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [{ "type": "array", "minItems": 1, "items": item.clone() }, item] })
}

/// The schema of a day.
pub fn day_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}

/// Yes or no about a fact: `true`, `false`, `"yes"` or `"no"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact(pub bool);

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct YesNo;
        impl Visitor<'_> for YesNo {
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
        deserializer.deserialize_any(YesNo)
    }
}
