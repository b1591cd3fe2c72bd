//! A risk that somebody has accepted.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::format::fields;

/// A weakness that stays for now, and that somebody answers for. No figure moves by it: an alert stays an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedRisk {
    /// Who accepted it: a name or a post. An answer file must say it; it is null in a public report.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub on: NaiveDate,
    /// Why it is accepted.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl AcceptedRisk {
    /// For a person, without a full stop: `Risk accepted by the chief executive on 20 May 2027: no other bidder`.
    pub fn words(&self) -> String {
        let by = self.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
        let why = self.reason.as_deref().map(|why| why.trim_end_matches('.'));
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        format!("Risk accepted{by} on {}{why}", crate::dates::day(self.on))
    }

    /// Without the name; without the reason too where the answer's texts are withheld.
    #[must_use]
    pub fn public(mut self, texts: Texts) -> Self {
        self.by = None;
        if texts == Texts::Withheld {
            self.reason = None;
        }
        self
    }
}

/// Whether the texts of an answer are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// They are.
    Shown,
    /// The answer is private, and this copy is public.
    Withheld,
}
