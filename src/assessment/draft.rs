//! A text that was begun and not confirmed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::format::fields;

/// The part of an answer that a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Why it is not applicable.
    Reason,
    /// What is known.
    Finding,
    /// What a piece of evidence shows.
    Evidence,
    /// A piece of evidence's date.
    Date,
    /// Where a piece of evidence can be read.
    Link,
    /// When a piece of evidence is to be looked at again.
    ReviewBy,
    /// What will be done.
    Action,
    /// Who will do it.
    Owner,
    /// By when.
    Due,
    /// How success will be seen.
    Measure,
    /// What is said of an action's end.
    Ending,
}

impl Field {
    /// What a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Field::Reason => "reason",
            Field::Finding => "finding",
            Field::Evidence => "evidence",
            Field::Date => "date of the evidence",
            Field::Link => "link of the evidence",
            Field::ReviewBy => "review date of the evidence",
            Field::Action => "action",
            Field::Owner => "owner of the action",
            Field::Due => "due date of the action",
            Field::Measure => "measure of the action",
            Field::Ending => "end of the action",
        }
    }
}

/// A text that was begun and not confirmed, when the interview was interrupted in the middle of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What it was to become.
    pub field: Field,
    /// Of which piece of evidence or action, counted from 1; absent for a new one.
    #[serde(default, deserialize_with = "fields::optional_within::<_, 1, 1_000_000>")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub item: Option<u32>,
    /// The text as it was typed so far.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub text: String,
}
