//! Texts of a checklist: limited, clean, and where they have a form of their own (ids, questions, addresses, times) of that form.

use chrono::NaiveDate;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use crate::diagnostic::all_bytes;

/// What is the matter with a text of a checklist: blank, too long, or with a control character in it.
fn fault(text: &str, most: usize) -> Option<String> {
    if text.trim().is_empty() {
        return Some("is empty".to_owned());
    }
    // No text has more characters than bytes: nearly none is counted.
    let count = if text.len() > most { text.chars().count() } else { 0 };
    if count > most {
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
    // Where no byte can be a part of one, no character is looked at. Those above ASCII begin with 0xC2.
    let none = all_bytes(text, |b| (b >= b' ' || b == b'\n') && b != 0x7f && b != 0xc2);
    if !none && text.chars().any(|c| c.is_control() && c != '\n') {
        Err("holds a control character".to_owned())
    } else {
        Ok(())
    }
}

fn sound<E: de::Error>(text: String, most: usize) -> Result<String, E> {
    match fault(&text, most) {
        Some(fault) => Err(E::custom(fault)),
        // Without control characters no line end is another than `\n`.
        None => Ok(text),
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

/// Text by a rule that allows no line end in it.
fn checked<'de, D: Deserializer<'de>>(
    deserializer: D,
    rule: fn(&str) -> Result<(), String>,
) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    rule(&text).map_err(de::Error::custom)?;
    Ok(text)
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
