//! What will be done: Ofsted's third question.

use chrono::{Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::MONTHS;
use crate::format::fields;

/// How far an action has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    UnderWay,
    /// Not done by its date, and still meant to be.
    Late,
    /// Done.
    Done,
    /// Given up, with the reason.
    Dropped,
}

impl ActionStatus {
    /// Every status with its word in files.
    pub const ALL: [(&'static str, ActionStatus); 5] = [
        ("open", ActionStatus::Open),
        ("under-way", ActionStatus::UnderWay),
        ("late", ActionStatus::Late),
        ("done", ActionStatus::Done),
        ("dropped", ActionStatus::Dropped),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, s)| *s == self).map_or("", |(w, _)| w)
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, ActionStatus::Open | ActionStatus::UnderWay | ActionStatus::Late)
    }
}

/// One action. Without owner, due date and measure it is no credible plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What will be done.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub what: String,
    /// By whom.
    #[serde(default, deserialize_with = "fields::text")]
    pub owner: Option<String>,
    /// By when.
    #[serde(default, deserialize_with = "fields::optional_day")]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub due: Option<NaiveDate>,
    /// How success will be seen.
    #[serde(default, deserialize_with = "fields::text")]
    pub measure: Option<String>,
    /// How far it has come.
    #[serde(default)]
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Once it is done: did it work, for children, and how is that known?
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// How its due date was moved, oldest first.
    #[serde(
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<DueChange>")]
    pub moved: Vec<DueChange>,
}

/// A due date that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueChange {
    /// By when it was to be done before.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub from: NaiveDate,
    /// The day it was moved.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub on: NaiveDate,
    /// Why.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub reason: String,
}

impl DueChange {
    /// For a person: `until 20 May 2027 due 31 March 2027: the contract was let late`.
    pub fn words(&self) -> String {
        format!(
            "until {} due {}: {}",
            crate::dates::day(self.on),
            crate::dates::day(self.from),
            self.reason.trim_end_matches('.')
        )
    }
}

impl Action {
    /// Its texts that a report prints, by their keys in a file. An owner is no text: it is a post or a name.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("what", Some(self.what.as_str())),
            ("measure", self.measure.as_deref()),
            ("reason", self.reason.as_deref()),
            ("effect", self.effect.as_deref()),
        ]
        .into_iter()
        .filter_map(|(key, text)| Some((key, text?)))
    }

    /// What is said of its end, with what that is.
    pub fn ending(&self) -> Option<(&'static str, &str)> {
        let why = self.reason.as_deref().map(|reason| ("Why", reason));
        why.or_else(|| self.effect.as_deref().map(|effect| ("Effect", effect)))
    }

    /// Open, with owner and measure, due neither in the past nor more than 12 months after the day.
    pub fn is_credible(&self, on: NaiveDate) -> bool {
        let given = |text: &Option<String>| text.as_deref().is_some_and(|t| !t.trim().is_empty());
        self.status.is_open()
            && !self.what.trim().is_empty()
            && given(&self.owner)
            && given(&self.measure)
            && self.due.is_some_and(|due| due >= on)
            && !self.is_far(on)
    }

    /// Due more than 12 months after the day.
    pub fn is_far(&self, on: NaiveDate) -> bool {
        let latest = on.checked_add_months(Months::new(MONTHS)).unwrap_or(NaiveDate::MAX);
        self.due.is_some_and(|due| due > latest)
    }

    /// Still open, and its date is past.
    pub fn is_overdue(&self, on: NaiveDate) -> bool {
        self.status.is_open() && self.due.is_some_and(|d| d < on)
    }
}
