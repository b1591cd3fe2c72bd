//! What both sides changed in different ways, in the words of both.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

/// One of two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeSide {
    /// The one that is being written.
    Ours,
    /// The other.
    Theirs,
}

/// Something that both sides changed in different ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MergeConflict {
    /// Where, as an answer file names it: `answer.workforce`.
    pub place: String,
    /// What differs there.
    pub differences: Vec<Difference>,
}

/// A value that differs between two sides; null where a side has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// The key inside the place, `evidence.2.text`; empty where the place itself is the value.
    pub key: String,
    /// What it was when both had the same.
    pub base: Option<String>,
    /// What the first side has.
    pub ours: Option<String>,
    /// What the second side has.
    pub theirs: Option<String>,
}

/// Keys that say when and to which words: they differ with everything else and are only told where nothing else differs.
const BOOKKEEPING: [&str; 2] = ["on", "asked"];

impl MergeConflict {
    /// Of two values that differ.
    pub(super) fn of<T: Serialize>(place: &str, base: &T, ours: &T, theirs: &T) -> Self {
        let (base, ours, theirs) = (leaves(base), leaves(ours), leaves(theirs));
        let keys: Vec<&Key> = {
            let mut keys: Vec<&Key> = ours.keys().chain(theirs.keys()).collect();
            keys.sort();
            keys.dedup();
            keys
        };
        let all: Vec<Difference> = keys
            .into_iter()
            .filter(|key| ours.get(*key) != theirs.get(*key))
            .map(|key| Difference {
                key: key.iter().map(ConflictStep::to_string).collect::<Vec<_>>().join("."),
                base: base.get(key).cloned(),
                ours: ours.get(key).cloned(),
                theirs: theirs.get(key).cloned(),
            })
            .collect();
        let said = |d: &&Difference| !BOOKKEEPING.contains(&d.key.as_str());
        let differences = if all.iter().any(|d| said(&d)) {
            all.iter().filter(said).cloned().collect()
        } else {
            all
        };
        Self {
            place: place.to_owned(),
            differences,
        }
    }
}

/// A step to a value: items of a list stand in their order, not in that of their digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum ConflictStep {
    Item(usize),
    Key(String),
}

impl std::fmt::Display for ConflictStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ConflictStep::Item(n) => write!(f, "{n}"),
            ConflictStep::Key(key) => f.write_str(key),
        }
    }
}

type Key = Vec<ConflictStep>;

/// Every plain value in a value, by its path.
fn leaves<T: Serialize>(value: &T) -> BTreeMap<Key, String> {
    let mut found = BTreeMap::new();
    if let Ok(json) = serde_json::to_value(value) {
        add(&mut found, Vec::new(), &json);
    }
    found
}

fn add(found: &mut BTreeMap<Key, String>, at: Key, json: &Json) {
    let below = |step: ConflictStep| {
        let mut at = at.clone();
        at.push(step);
        at
    };
    match json {
        Json::Null => {}
        Json::String(text) => {
            found.insert(at, text.clone());
        }
        Json::Bool(_) | Json::Number(_) => {
            found.insert(at, json.to_string());
        }
        Json::Array(list) => {
            for (i, item) in list.iter().enumerate() {
                add(found, below(ConflictStep::Item(i + 1)), item);
            }
        }
        Json::Object(map) => {
            for (key, value) in map {
                add(found, below(ConflictStep::Key(key.clone())), value);
            }
        }
    }
}
