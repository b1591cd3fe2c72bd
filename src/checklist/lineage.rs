//! What a question was in earlier editions, and whether a later edition accounts for every question of an earlier one.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Checklist, QuestionId};
use crate::diagnostic::Diagnostic;
use crate::format::fields;

/// What became of an earlier edition's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Word for word the same question.
    Same,
    /// Other words, or nearly the same words.
    Reworded,
    /// Asks for less.
    Narrowed,
    /// Asks for more.
    Widened,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
}

impl Change {
    /// Every change with its word in files.
    pub const ALL: [(&'static str, Change); 6] = [
        ("same", Change::Same),
        ("reworded", Change::Reworded),
        ("narrowed", Change::Narrowed),
        ("widened", Change::Widened),
        ("split", Change::Split),
        ("merged", Change::Merged),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, c)| *c == self).map_or("", |(w, _)| w)
    }
}

/// A link from a question to the one it descends from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Was {
    /// The earlier edition.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// The question's id there.
    pub id: QuestionId,
    /// What became of it.
    pub change: Change,
    /// Whether an answer then and an answer now answer the same thing. It need not be said for `same`, which always is.
    #[serde(default, serialize_with = "serialize_comparable")]
    #[schemars(with = "bool")]
    pub comparable: Option<bool>,
}

/// A comparison that is not said is one of the same question.
fn serialize_comparable<S: serde::Serializer>(comparable: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(comparable.unwrap_or(true))
}

impl Was {
    /// Whether an answer then and an answer now answer the same thing.
    pub fn is_comparable(&self) -> bool {
        self.comparable.unwrap_or(self.change == Change::Same)
    }
}

/// An earlier edition's question without a successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// The earlier edition.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// The question's id there.
    pub id: QuestionId,
    /// Why it has none.
    #[serde(deserialize_with = "fields::limited::<_, 600>")]
    #[schemars(schema_with = "fields::limited_schema::<600>")]
    pub reason: String,
}

/// The earlier editions that a checklist's lineage names, in order.
pub fn editions_named(checklist: &Checklist) -> Vec<u16> {
    let mut editions: Vec<u16> = checklist
        .questions()
        .flat_map(|q| q.was.iter().map(|w| w.edition))
        .chain(checklist.withdrawn.iter().map(|w| w.edition))
        .collect();
    editions.sort_unstable();
    editions.dedup();
    editions
}

/// Every id of the earlier edition is followed by one question (several, if split) or withdrawn, never both and never neither.
pub fn check(earlier: &Checklist, later: &Checklist) -> Vec<Diagnostic> {
    let edition = earlier.edition;
    let mut problems = Vec::new();
    let mut followers: BTreeMap<&QuestionId, Vec<(&QuestionId, Change)>> = BTreeMap::new();
    for q in later.questions() {
        for w in q.was.iter().filter(|w| w.edition == edition) {
            followers.entry(&w.id).or_default().push((&q.id, w.change));
            if earlier.question(&w.id).is_none() {
                problems.push(problem(
                    &q.id,
                    format!(
                        "`{}` says it was `{}` in {}, which has no such question",
                        q.id,
                        w.id,
                        earlier.name()
                    ),
                ));
            }
        }
        let descends = q.was.iter().any(|w| w.edition == edition && w.id == q.id);
        if earlier.question(&q.id).is_some() && !descends {
            problems.push(problem(
                &q.id,
                format!(
                    "`{}` is also a question of {}, but does not say that it descends from it; an id is never reused",
                    q.id,
                    earlier.name()
                ),
            ));
        }
    }
    for w in later.withdrawn.iter().filter(|w| w.edition == edition) {
        if earlier.question(&w.id).is_none() {
            problems.push(problem(
                &w.id,
                format!(
                    "`{}` is withdrawn from {}, which has no such question",
                    w.id,
                    earlier.name()
                ),
            ));
        }
    }
    for q in earlier.questions() {
        let followed = followers.get(&q.id).map_or(&[][..], Vec::as_slice);
        let withdrawn = later.withdrawn.iter().any(|w| w.edition == edition && w.id == q.id);
        let names: Vec<&str> = followed.iter().map(|(id, _)| id.as_str()).collect();
        match (followed.len(), withdrawn) {
            (0, false) => problems.push(
                problem(
                    &q.id,
                    format!("`{}` of {} is neither followed nor withdrawn", q.id, earlier.name()),
                )
                .help("give its successor a `was` entry, or list it under [[withdrawn]] with the reason"),
            ),
            (1.., true) => problems.push(problem(
                &q.id,
                format!(
                    "`{}` of {} is both followed (by {}) and withdrawn",
                    q.id,
                    earlier.name(),
                    names.join(", ")
                ),
            )),
            (2.., false) if followed.iter().any(|(_, c)| *c != Change::Split) => problems.push(problem(
                &q.id,
                format!(
                    "`{}` of {} is followed by {}, which is only possible when each says `split`",
                    q.id,
                    earlier.name(),
                    names.join(", ")
                ),
            )),
            (1, false) if followed.iter().any(|(_, c)| *c == Change::Split) => {
                problems.push(problem(
                    &q.id,
                    format!(
                        "`{}` of {} is said to be split, but only {} follows it",
                        q.id,
                        earlier.name(),
                        names.join(", ")
                    ),
                ));
            }
            _ => {}
        }
    }
    problems
}

fn problem(place: &QuestionId, message: String) -> Diagnostic {
    Diagnostic::error("lineage", message).in_place(place.as_str())
}
