//! The figures that give early warning: the list, the values in an answer file, how they are read, and what a public copy withholds.

mod import;
mod interview;
mod list;
mod national;
mod public;
mod reading;
mod values;

use crate::harness::{Place, Ran};

/// An answer file of a small checklist of its own, or of a shipped one.
pub fn answers(checklist: &str, head: &str, body: &str) -> String {
    format!(
        "format = 1\nchecklist = \"{checklist}\"\nedition = 2026\nperiod = \"2026-27\"\nstarted = 2026-11-01\nupdated = 2026-11-20\n{head}\n{body}\n"
    )
}

/// A block of one value.
pub fn value(id: &str, period: &str, rest: &str) -> String {
    format!("[[indicator]]\nid = \"{id}\"\nperiod = \"{period}\"\n{rest}\n\n")
}

/// A folder with one answer file of these blocks.
pub fn with(body: &str) -> Place {
    let place = Place::new();
    place.put("a.toml", answers("ce", "", body));
    place
}

/// The figures as JSON.
pub fn figures(place: &Place, more: &[&str]) -> serde_json::Value {
    let args = [&["indicators", "a.toml", "--format", "json"], more].concat();
    serde_json::from_str(&place.run(&args).quietly()).unwrap()
}

/// Checks `a.toml`, which is wrong.
pub fn refused(body: &str) -> Ran {
    with(body).run(&["check", "a.toml"]).exits(1)
}
