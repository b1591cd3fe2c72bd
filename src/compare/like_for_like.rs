//! What both sides come to over the questions that can be compared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::score::{Profile, Tally, per_mille, percent, percentage};

/// Points over some answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Points {
    /// Points earned over the questions answered on every side.
    pub earned: u32,
    /// Points possible over the same.
    pub possible: u32,
    /// `earned` ÷ `possible` in per cent; null where there are none.
    pub score: Option<f64>,
    /// The same in tenths of a per cent, for the writers of text.
    #[serde(skip)]
    pub per_mille: Option<u32>,
}

impl Points {
    /// From whole points.
    pub fn of(earned: u32, possible: u32) -> Self {
        let per_mille = per_mille(earned, possible);
        Self {
            earned,
            possible,
            score: percentage(per_mille),
            per_mille,
        }
    }
}

/// One side of the comparison on like questions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LikeSide {
    /// How many of the questions have each position.
    pub positions: Profile,
    /// Rated, or don't know.
    pub answered: u32,
    /// The questions, less not applicable.
    pub applicable: u32,
    /// `answered` ÷ `applicable` in per cent; null where nothing applies.
    pub coverage: Option<f64>,
    /// Hard expectations that apply and are not assured.
    pub alerts: u32,
    /// Those of them with a credible plan.
    pub alerts_with_plan: u32,
    /// The points over the questions answered on both sides.
    #[serde(flatten)]
    pub points: Points,
    /// Coverage in tenths of a per cent, for the writers of text.
    #[serde(skip)]
    pub coverage_per_mille: Option<u32>,
}

impl LikeSide {
    /// What all of the questions come to, and the points over those of them that are answered on every side.
    pub(super) fn of(all: &Tally, answered_on_all: &Tally) -> Self {
        Self {
            positions: all.positions,
            answered: all.answered,
            applicable: all.applicable,
            coverage: percentage(all.coverage()),
            alerts: all.alerts,
            alerts_with_plan: all.alerts_with_plan,
            points: Points::of(answered_on_all.earned, answered_on_all.possible),
            coverage_per_mille: all.coverage(),
        }
    }

    /// Its score for a person.
    pub fn score_words(&self) -> String {
        percent(self.points.per_mille)
    }
}

/// The comparison on like questions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LikeForLike {
    /// Comparable questions asked on both sides: the profile rests on them.
    pub questions: u32,
    /// Those of them answered on both sides: the score rests on them.
    pub answered_on_both: u32,
    /// The earlier side.
    pub old: LikeSide,
    /// The later side.
    pub new: LikeSide,
}
