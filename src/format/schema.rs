//! What a type's schema says of a document: every structural problem, each at its place.
//!
//! The types of this module are read by serde. Where serde says no, the document is gone through once more with the schema of the same
//! type, so that all problems are told at once, with line and column, and the nearest name beside a slip of the keys.

mod check;
mod repair;
mod shape;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

pub use check::check;
pub use repair::{complete, fill_in, take_out};

/// The JSON Schema (2020-12) of a type.
pub fn of<T: JsonSchema>() -> Json {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// The schema as it is published: without the words that only this program's own checker reads.
pub fn published<T: JsonSchema>() -> Json {
    /// Not blank, and no control character but the ends of lines.
    const SOUND: &str = r"^[^\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";
    fn clean(schema: &mut Json) {
        match schema {
            Json::Object(map) => {
                // What our own check says in words, a foreign validator can only see in a pattern: no blank text, no control character.
                let text = map.get("minLength").is_some_and(|n| n == 1) && !map.contains_key("pattern");
                if text {
                    let pattern = if map.get("x-check").is_some_and(|c| c == "control-character") {
                        SOUND
                    } else {
                        r"\S"
                    };
                    map.insert("pattern".to_owned(), pattern.into());
                }
                // A rule of meaning says this in words of its own.
                if let Some(least) = map.remove("x-min-items") {
                    map.insert("minItems".to_owned(), least);
                }
                map.retain(|key, _| !key.starts_with("x-"));
                map.values_mut().for_each(clean);
            }
            Json::Array(list) => list.iter_mut().for_each(clean),
            _ => {}
        }
    }
    let mut schema = of::<T>();
    clean(&mut schema);
    schema
}

/// Rules for texts that no schema can say, by the name that a schema calls them with `x-check`.
pub type Rules = &'static [(&'static str, fn(&str) -> Result<(), String>)];
