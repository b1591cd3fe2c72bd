//! What inspectors and peers recommended, tracked like an action; and the assessor's own texts for the report.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActionStatus, Assessment};
use crate::checklist::{QuestionId, id};
use crate::format::fields;

/// A judgement has at most so many sentences: whoever reads one thing reads this.
pub const JUDGEMENT_SENTENCES: usize = 3;

/// And at most so many characters.
pub const JUDGEMENT_CHARACTERS: usize = 600;

/// A recommendation of an inspection, a visit or a peer challenge.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Who made it, and when: `Ofsted inspection, March 2025`.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub source: String,
    /// What was recommended.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub text: String,
    /// The id of the question that it speaks to.
    #[serde(default, deserialize_with = "id::optional")]
    pub question: Option<QuestionId>,
    /// Who sees to it.
    #[serde(default, deserialize_with = "fields::text")]
    pub owner: Option<String>,
    /// By when.
    #[serde(default, deserialize_with = "fields::optional_day")]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub due: Option<NaiveDate>,
    /// How far it has come.
    #[serde(default)]
    pub status: ActionStatus,
    /// Once it is done: did it work, for children, and how is that known?
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// Where it stands, in a sentence; of one that was dropped, why.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Recommendation {
    /// Its texts that a report prints, by their keys in a file. An owner is no text: it is a post or a name.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("source", Some(self.source.as_str())),
            ("text", Some(self.text.as_str())),
            ("effect", self.effect.as_deref()),
            ("note", self.note.as_deref()),
        ]
        .into_iter()
        .filter_map(|(key, text)| Some((key, text?)))
    }

    /// Still open, and its date is past.
    pub fn is_overdue(&self, on: NaiveDate) -> bool {
        self.status.is_open() && self.due.is_some_and(|d| d < on)
    }

    /// Whether two are the same recommendation, however far each has come: one source, one text, whatever the spaces and the case.
    pub fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// What it is told from others by.
    pub fn key(&self) -> (String, String) {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        (plain(&self.source), plain(&self.text))
    }
}

/// How many sentences a text has, as near as can be told by its points and marks.
pub fn sentences(text: &str) -> usize {
    let ends = |word: &&str| {
        word.trim_end_matches(['"', '\'', '”', '’', ')'])
            .ends_with(['.', '!', '?'])
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().filter(|w| ends(w)).count() + usize::from(words.last().is_some_and(|w| !ends(w)))
}

impl Assessment {
    /// The texts that its report opens with, by their keys in a file.
    pub fn opening_texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("judgement", &self.judgement),
            ("foreword", &self.foreword),
            ("setting", &self.setting),
        ]
        .into_iter()
        .filter_map(|(key, text)| Some((key, text.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted_by_their_ends() {
        for (text, count) in [
            ("", 0),
            ("One", 1),
            ("One.", 1),
            ("It cost £3.9m in 2.5 years. Two! (Three?)", 3),
            ("One. Two. Three. And more", 4),
        ] {
            assert_eq!(sentences(text), count, "{text}");
        }
    }
}
