//! What an answer was before a review changed it, and an assessment as it stood on an earlier day.
//!
//! Only a review keeps what was: it is asked for. Were every change kept, a text that somebody took out because it could identify a
//! child would still stand in the file, below the text that replaced it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::{is_false, state_schema};
use super::{AcceptedRisk, Action, Answer, Assessment, Evidence, State, comment};
use crate::checklist::QuestionId;
use crate::format::fields;

/// An answer as it was until a day on which `--review` changed it. The program writes it; it counts for nothing and stands in no report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierAnswer {
    /// The day of the change that ended it: at the end of the day before, it stood.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub until: NaiveDate,
    /// The rating that it had.
    #[serde(
        default,
        deserialize_with = "fields::rating",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::rating_schema")]
    pub rating: Option<u8>,
    /// Its state, where it was not rated. Neither: the question was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "state_schema")]
    pub state: Option<State>,
    /// Why it was not applicable.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was known.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// `true`: the interview had stopped inside it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unfinished: bool,
    /// Who gave it.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day it was given.
    #[serde(
        default,
        deserialize_with = "fields::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub on: Option<NaiveDate>,
    /// The short digest of the question that was answered.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// Who had accepted the risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "AcceptedRisk")]
    pub risk_accepted: Option<AcceptedRisk>,
    /// How it was known.
    #[serde(
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Evidence>")]
    pub evidence: Vec<Evidence>,
    /// What was to be done.
    #[serde(
        rename = "action",
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Action>")]
    pub actions: Vec<Action>,
}

impl EarlierAnswer {
    fn of(answer: &Answer, until: NaiveDate) -> Self {
        Self {
            until,
            rating: answer.rating,
            state: answer.state,
            reason: answer.reason.clone(),
            finding: answer.finding.clone(),
            unfinished: answer.unfinished,
            by: answer.by.clone(),
            on: answer.on,
            asked: answer.asked.clone(),
            risk_accepted: answer.risk_accepted.clone(),
            evidence: answer.evidence.clone(),
            actions: answer.actions.clone(),
        }
    }

    /// As an answer. Whether its texts are private, the answer says that took its place; confirmations are bound to the words.
    pub fn answer(&self, now: &Answer) -> Answer {
        Answer {
            rating: self.rating,
            state: self.state,
            reason: self.reason.clone(),
            finding: self.finding.clone(),
            private: now.private,
            no_personal_data: now.no_personal_data.clone(),
            unfinished: self.unfinished,
            by: self.by.clone(),
            on: self.on,
            asked: self.asked.clone(),
            draft: None,
            risk_accepted: self.risk_accepted.clone(),
            evidence: self.evidence.clone(),
            actions: self.actions.clone(),
            earlier: Vec::new(),
            comments: now.comments.clone(),
            voices: now.voices.clone(),
        }
    }
}

/// Whether two answers say the same to the same words, whenever and by whomever they were given.
fn says_the_same(a: &Answer, b: &Answer) -> bool {
    // An answer that does not say which words it was given to was given to those of today.
    let other_words = matches!((&a.asked, &b.asked), (Some(x), Some(y)) if x != y);
    let plain = |x: &Answer| Answer {
        asked: None,
        on: None,
        by: None,
        unfinished: false,
        private: false,
        draft: None,
        no_personal_data: Vec::new(),
        earlier: Vec::new(),
        comments: Vec::new(),
        voices: Vec::new(),
        ..x.clone()
    };
    !other_words && plain(a) == plain(b)
}

/// Keeps with an answer what it was at the beginning of a day, where it says something else now; where it says the same, nothing of that
/// day is kept. Of several changes on one day the first is kept, and of an answer that was itself given that day nothing.
pub fn keep(answer: &mut Answer, was: &Answer, today: NaiveDate) {
    if answer.earlier != was.earlier {
        answer.earlier.clone_from(&was.earlier);
    }
    let kept = was.earlier.iter().any(|e| e.until >= today);
    let of_today = was.on.is_some_and(|on| on >= today);
    if !kept && !of_today && !says_the_same(answer, was) {
        answer.earlier.push(EarlierAnswer::of(was, today));
    }
}

/// The earlier answers of two, each once, in their order.
pub fn united(ours: &[EarlierAnswer], theirs: &[EarlierAnswer]) -> Vec<EarlierAnswer> {
    let mut all = ours.to_vec();
    all.extend(theirs.iter().filter(|e| !ours.contains(e)).cloned());
    all.sort_by_key(|e| e.until);
    all
}

/// An assessment as it stood at the end of an earlier day, as far as its file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsOf {
    /// The assessment. Facts, recommendations and texts of the head are those of today: nothing is kept of them.
    pub assessment: Assessment,
    /// Questions that were answered or changed since, and not in a review, by id: what they were then is not known. They count as
    /// unanswered then.
    pub not_kept: Vec<QuestionId>,
    /// Questions whose answers name no day, by id: they are taken as they stand.
    pub undated: Vec<QuestionId>,
}

impl Assessment {
    /// As it stood at the end of a day, put together from what reviews have kept. It is reckoned from that day, or from the day of its last
    /// change where that is earlier.
    pub fn as_of(&self, date: NaiveDate) -> AsOf {
        let mut then = AsOf {
            assessment: Assessment {
                updated: self.updated.min(date).max(self.started),
                ..self.clone()
            },
            not_kept: Vec::new(),
            undated: Vec::new(),
        };
        if date >= self.updated {
            for answer in then.assessment.answers.values_mut() {
                answer.comments = comment::as_of(&answer.comments, date);
            }
            return then;
        }
        then.assessment.answers.clear();
        for (id, now) in &self.answers {
            let kept = now.earlier.iter().find(|e| e.until > date);
            let was = match kept {
                Some(earlier) => earlier.answer(now),
                None => now.clone(),
            };
            let was = Answer {
                earlier: Vec::new(),
                comments: comment::as_of(&now.comments, date),
                ..was
            };
            // A question that was open has no day, and nothing is said of it.
            let said = was.response().is_some() || !was.actions.is_empty();
            match was.on {
                Some(on) if on > date => {
                    then.not_kept.push(id.clone());
                    if !was.comments.is_empty() {
                        let commented = Answer {
                            comments: was.comments,
                            ..Answer::default()
                        };
                        then.assessment.answers.insert(id.clone(), commented);
                    }
                    continue;
                }
                None if said => then.undated.push(id.clone()),
                _ => {}
            }
            if !was.is_empty() {
                then.assessment.answers.insert(id.clone(), was);
            }
        }
        then
    }
}
