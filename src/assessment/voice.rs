//! What several people said to one question, where their answers were put together.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::{response_of, state_schema};
use super::{AcceptedRisk, Action, Answer, Evidence, Response, State, rating_word};
use crate::checklist::AnswerKind;
use crate::format::fields;

/// What one person said to a question, where the answers of several were put together. `assure merge` writes it; it counts for nothing:
/// the answer that stands beside it does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// Who: the name or the post in the head of the file that it comes from, or that file's name.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub name: String,
    /// Whose voice it is, where groups were set side by side: `staff`.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The rating.
    #[serde(
        default,
        deserialize_with = "fields::rating",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::rating_schema")]
    pub rating: Option<u8>,
    /// The state, where it was not rated. Neither: this person did not answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "state_schema")]
    pub state: Option<State>,
    /// Why it is not applicable.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is known.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// Who gave it, where it was not that person.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day it was last changed.
    #[serde(
        default,
        deserialize_with = "fields::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub on: Option<NaiveDate>,
    /// The short digest of the question, only where the answer was still to be confirmed: it is not counted then.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// Who accepted the risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "AcceptedRisk")]
    pub risk_accepted: Option<AcceptedRisk>,
    /// How it is known.
    #[serde(
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Evidence>")]
    pub evidence: Vec<Evidence>,
    /// What will be done.
    #[serde(
        rename = "action",
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Action>")]
    pub actions: Vec<Action>,
}

impl Voice {
    /// What a person's answer says, under that person's name. Drafts and what it was before a review stay in the person's own file.
    pub fn of(name: &str, group: Option<&str>, answer: Option<&Answer>) -> Self {
        let nothing = Answer::default();
        let answer = answer.unwrap_or(&nothing);
        Self {
            name: name.to_owned(),
            group: group.map(str::to_owned),
            rating: answer.rating,
            state: answer.state,
            reason: answer.reason.clone(),
            finding: answer.finding.clone(),
            by: answer.by.clone(),
            on: answer.on,
            asked: None,
            risk_accepted: answer.risk_accepted.clone(),
            evidence: answer.evidence.clone(),
            actions: answer.actions.clone(),
        }
    }

    /// What was answered; none where this person did not, or has still to confirm it.
    pub fn response(&self) -> Option<Response> {
        response_of(self.state, self.rating).filter(|_| self.asked.is_none())
    }
}

/// Those who said the same, together: ratings from the lowest on, then who does not know, to whom it does not apply, and who did not answer.
pub fn spread<T>(said: impl IntoIterator<Item = (Option<Response>, T)>) -> Vec<(Option<Response>, Vec<T>)> {
    // Nothing said comes before everything in the order of options, and last in a sentence.
    let mut alike: BTreeMap<(bool, Option<Response>), Vec<T>> = BTreeMap::new();
    for (response, who) in said {
        alike.entry((response.is_none(), response)).or_default().push(who);
    }
    alike.into_iter().map(|((_, response), who)| (response, who)).collect()
}

/// What was answered, in the words of a spread: `developing`, `yes`, `did not answer`.
pub fn said_word(response: Option<Response>, kind: AnswerKind) -> &'static str {
    match (response, kind) {
        (Some(Response::Rated(r)), AnswerKind::YesNo) => {
            if r == 3 {
                "yes"
            } else {
                "no"
            }
        }
        (Some(Response::Rated(r)), AnswerKind::Graded) => rating_word(r),
        (Some(Response::DontKnow), _) => "don't know",
        (Some(Response::NotApplicable), _) => "not applicable",
        (None, _) => "did not answer",
    }
}

/// A spread in words: `1 developing, 6 established, 1 did not answer`.
pub fn spread_words<T>(spread: &[(Option<Response>, Vec<T>)], kind: AnswerKind) -> String {
    let parts = spread
        .iter()
        .map(|(r, who)| format!("{} {}", who.len(), said_word(*r, kind)));
    parts.collect::<Vec<_>>().join(", ")
}

/// Names in a row: so many at most, and how many more there are.
pub fn some_names<T: AsRef<str>>(names: &[T]) -> String {
    /// More than a sentence can carry.
    const MOST: usize = 6;
    let shown: Vec<&str> = names.iter().take(MOST).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_said_in_words_from_the_lowest_rating_on() {
        let rated = |r| Some(Response::Rated(r));
        let said = [rated(2), None, rated(1), Some(Response::DontKnow), rated(2)];
        let spread = spread(said.into_iter().enumerate().map(|(i, r)| (r, i)));
        assert_eq!(
            spread_words(&spread, AnswerKind::Graded),
            "1 developing, 2 established, 1 don't know, 1 did not answer"
        );
        assert_eq!(spread[1].1, [0, 4]);
        let facts = super::spread([(rated(0), ()), (rated(3), ()), (Some(Response::NotApplicable), ())]);
        assert_eq!(spread_words(&facts, AnswerKind::YesNo), "1 no, 1 yes, 1 not applicable");
        assert_eq!(spread_words::<()>(&[], AnswerKind::Graded), "");
    }

    #[test]
    fn many_names_are_cut_short() {
        let names: Vec<String> = (0..9).map(|n| format!("N{n}")).collect();
        assert_eq!(some_names(&names[..6]), "N0, N1, N2, N3, N4, N5");
        assert_eq!(some_names(&names), "N0, N1, N2, N3, N4, N5 and 3 more");
    }

    #[test]
    fn what_is_still_to_be_confirmed_is_not_counted() {
        let answer = Answer::responding(Response::Rated(2));
        let mut voice = Voice::of("Ann", None, Some(&answer));
        assert_eq!(voice.response(), Some(Response::Rated(2)));
        voice.asked = Some("other words".into());
        assert_eq!(voice.response(), None);
        assert_eq!(Voice::of("Ann", None, None).response(), None);
    }
}
