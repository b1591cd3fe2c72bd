//! An answer to one question: what was answered, and what is said with it.

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{AcceptedRisk, Action, Comment, Draft, EarlierAnswer, Evidence, Strength, Voice, strength};
use crate::format::fields;

/// What was answered. An unanswered question has none of these: it is an absence, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Response {
    /// 0 not in place, 1 developing, 2 established, 3 embedded.
    Rated(u8),
    /// Nobody can say.
    DontKnow,
    /// Outside the count; a reason is compulsory.
    NotApplicable,
}

/// The words of the four ratings.
pub const RATINGS: [(u8, &str, &str); 4] = [
    (0, "not in place", "nothing yet, or it does not work"),
    (1, "developing", "begun, or in place in parts"),
    (2, "established", "in place and working across the service"),
    (
        3,
        "embedded",
        "in place, tested, and its effect on children can be shown",
    ),
];

/// The word for a rating.
pub fn rating_word(rating: u8) -> &'static str {
    RATINGS.iter().find(|r| r.0 == rating).map_or("", |r| r.1)
}

/// What was answered, as a word in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A rating.
    Rated,
    /// Nobody can say.
    #[serde(alias = "don't know")]
    DontKnow,
    /// Outside the count.
    NotApplicable,
    /// Still open.
    Unanswered,
}

impl State {
    /// Every state with its word in files.
    pub const ALL: [(&'static str, State); 4] = [
        ("rated", State::Rated),
        ("dont-know", State::DontKnow),
        ("not-applicable", State::NotApplicable),
        ("unanswered", State::Unanswered),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, s)| *s == self).map_or("", |(word, _)| word)
    }
}

/// An answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Answer {
    /// 0 not in place, 1 developing, 2 established, 3 embedded; for a plain fact 0 (no) or 3 (yes).
    #[serde(deserialize_with = "fields::rating", skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "fields::rating_schema")]
    pub rating: Option<u8>,
    /// Instead of a rating: `dont-know`, or `not-applicable` with a `reason`. Neither: the question is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "state_schema")]
    pub state: Option<State>,
    /// Why it is not applicable.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is known: Ofsted's first question.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// `true`: its texts stay out of a public report.
    #[serde(skip_serializing_if = "is_false")]
    pub private: bool,
    /// A short digest for each text of this answer that looks like personal data of a child and that a person has confirmed to be none.
    /// It is bound to the words: another text wants another confirmation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no_personal_data: Vec<String>,
    /// `true`: the interview stopped inside this answer, and it is asked again first.
    #[serde(skip_serializing_if = "is_false")]
    pub unfinished: bool,
    /// Who gave it, where it was not the assessor.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day it was last changed.
    #[serde(deserialize_with = "fields::optional_day", skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub on: Option<NaiveDate>,
    /// A short digest of the question that was answered. While it differs from today's question, the answer is to be confirmed and
    /// counts as unanswered.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// A text that was begun when the interview was interrupted. It is offered again at the next visit, goes once it is confirmed, counts
    /// for nothing and stands in no report.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Draft")]
    pub draft: Option<Draft>,
    /// Who accepted the risk that the weakness leaves, where somebody did. It changes no figure: an alert stays an alert.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "AcceptedRisk")]
    pub risk_accepted: Option<AcceptedRisk>,
    /// How it is known: Ofsted's second question.
    #[serde(deserialize_with = "fields::one_or_more", skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "fields::one_or_more_schema::<Evidence>")]
    pub evidence: Vec<Evidence>,
    /// What will be done: Ofsted's third question.
    #[serde(
        rename = "action",
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Action>")]
    pub actions: Vec<Action>,
    /// What it was before a review changed it, oldest first. `assure diff FILE --since DATE` reads it; it counts for nothing and stands in
    /// no report.
    #[serde(deserialize_with = "fields::one_or_more", skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "fields::one_or_more_schema::<EarlierAnswer>")]
    pub earlier: Vec<EarlierAnswer>,
    /// What second readers say of it. It changes no answer and no figure; no public report has it.
    #[serde(
        rename = "comment",
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Comment>")]
    pub comments: Vec<Comment>,
    /// What each of several people said, where their answers were put together with `assure merge`. It counts for nothing: the answer above
    /// does, and where they differ and nobody has settled it, there is none.
    #[serde(
        rename = "voice",
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Voice>")]
    pub voices: Vec<Voice>,
}

/// What a state and a rating say together.
pub(super) fn response_of(state: Option<State>, rating: Option<u8>) -> Option<Response> {
    match (state, rating) {
        (None | Some(State::Rated), Some(rating)) => Some(Response::Rated(rating)),
        (Some(State::DontKnow), _) => Some(Response::DontKnow),
        (Some(State::NotApplicable), _) => Some(Response::NotApplicable),
        _ => None,
    }
}

pub(super) fn is_false(b: &bool) -> bool {
    !b
}

/// The words for a state; `don't know` is taken too.
pub(super) fn state_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["rated", "dont-know", "don't know", "not-applicable", "unanswered"] })
}

impl Answer {
    /// An answer that says this and nothing else.
    pub fn responding(response: impl Into<Option<Response>>) -> Self {
        let mut answer = Self::default();
        answer.respond(response);
        answer
    }

    /// What was answered; none while the question is open.
    pub fn response(&self) -> Option<Response> {
        response_of(self.state, self.rating)
    }

    /// Puts what was answered in the place of what stood there.
    pub fn respond(&mut self, response: impl Into<Option<Response>>) {
        (self.rating, self.state) = match response.into() {
            Some(Response::Rated(rating)) => (Some(rating), None),
            Some(Response::DontKnow) => (None, Some(State::DontKnow)),
            Some(Response::NotApplicable) => (None, Some(State::NotApplicable)),
            None => (None, None),
        };
    }

    /// Whether there is nothing in it at all.
    pub fn is_empty(&self) -> bool {
        *self == Answer::default()
    }

    /// How well its own evidence stands on a day, without the figures of the file.
    pub fn strength(&self, on: NaiveDate) -> Strength {
        strength(&self.evidence, on)
    }

    /// Whether one of its actions is a credible plan on a day.
    pub fn has_credible_action(&self, on: NaiveDate) -> bool {
        self.actions.iter().any(|a| a.is_credible(on))
    }
}
