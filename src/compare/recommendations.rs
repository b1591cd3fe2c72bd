//! What became of last year's recommendations.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Side;
use super::actions::{ActionOutcome, outcome};
use super::chain::Chain;
use crate::assessment::{ActionStatus, Recommendation};
use crate::checklist::QuestionId;

/// A recommendation of the earlier assessment and what became of it. It is found again by its source and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FollowedRecommendation {
    /// What became of it.
    pub outcome: ActionOutcome,
    /// Who made it, and when.
    pub source: String,
    /// What was recommended.
    pub text: String,
    /// The question that it speaks to: now, or then where it is nowhere now.
    pub question: Option<QuestionId>,
    /// Who saw to it, then.
    pub owner: Option<String>,
    /// Who sees to it, now.
    pub owner_now: Option<String>,
    /// By when, then.
    pub due: Option<NaiveDate>,
    /// By when, now.
    pub due_now: Option<NaiveDate>,
    /// How far it had come.
    pub status: ActionStatus,
    /// How far it has come; null where it is nowhere.
    pub status_now: Option<ActionStatus>,
    /// Whether it worked, for children; null where nobody said.
    pub effect: Option<String>,
    /// Where it stands, in a sentence; null where nobody said.
    pub note: Option<String>,
    /// Whether anything about it differs.
    pub changed: bool,
}

impl FollowedRecommendation {
    /// Without owners.
    pub fn make_public(&mut self) {
        self.owner = None;
        self.owner_now = None;
    }
}

/// Follows every recommendation of the earlier assessment, worst first; also gives those that only the later one has.
///
/// Where one side is read from a public report, owners are not compared.
pub fn follow_recommendations(
    old: Side<'_>,
    new: Side<'_>,
    chain: &Chain,
) -> (Vec<FollowedRecommendation>, Vec<Recommendation>) {
    let owners = !old.withheld && !new.withheld;
    let on = new.assessment.updated;
    let mut left: Vec<&Recommendation> = new.assessment.recommendations.iter().collect();
    let mut followed: Vec<FollowedRecommendation> = old
        .assessment
        .recommendations
        .iter()
        .map(|was| {
            let place = left.iter().position(|r| r.is_same(was));
            let now = place.map(|place| left.remove(place));
            let owner = |r: &Recommendation| r.owner.clone().filter(|_| owners);
            let comparable = |r: &Recommendation| Recommendation {
                source: String::new(),
                text: String::new(),
                owner: owner(r),
                ..r.clone()
            };
            FollowedRecommendation {
                outcome: outcome((was.status, was.due), now.map(|n| (n.status, n.due)), on),
                source: was.source.clone(),
                text: was.text.clone(),
                question: now.map_or_else(|| was.question.clone(), |n| n.question.clone()),
                owner: owner(was),
                owner_now: now.and_then(owner),
                due: was.due,
                due_now: now.and_then(|n| n.due),
                status: was.status,
                status_now: now.map(|n| n.status),
                effect: now.and_then(|n| n.effect.clone()),
                note: now.and_then(|n| n.note.clone()),
                // One that was closed and is left out of the next year's file has done its work.
                changed: match now {
                    Some(now) => comparable(now) != comparable(&carried(was, chain)),
                    None => was.status.is_open(),
                },
            }
        })
        .collect();
    followed.sort_by_key(|f| f.outcome);
    (followed, left.into_iter().cloned().collect())
}

/// A recommendation in another edition: it speaks to the one question that its own has become. Where that was split or is withdrawn, it
/// speaks to none until somebody says to which.
pub fn carried(recommendation: &Recommendation, chain: &Chain) -> Recommendation {
    let question = recommendation.question.as_ref().and_then(|old| {
        let mut after = chain.successors(old);
        after.next().filter(|_| after.next().is_none())
    });
    Recommendation {
        question: question.cloned(),
        ..recommendation.clone()
    }
}
