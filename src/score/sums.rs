//! Sums as they are told: counts, points, and percentages with one decimal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Profile, Tally};

/// A share of points or questions at the edge: a percentage with one decimal, or null where there is nothing to share.
pub fn percentage(per_mille: Option<u32>) -> Option<f64> {
    per_mille.map(|p| f64::from(p) / 10.0)
}

/// The range that open questions leave, in per cent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Range {
    /// All open questions at 0.
    pub lowest: Option<f64>,
    /// All open questions at 3.
    pub highest: Option<f64>,
}

/// The sums over some questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sums {
    /// Questions asked.
    pub asked: u32,
    /// Asked, less not applicable.
    pub applicable: u32,
    /// Rated or don't know.
    pub answered: u32,
    /// Rated.
    pub rated: u32,
    /// Points earned.
    pub earned: u32,
    /// Points possible over the answered.
    pub possible: u32,
    /// Points possible over the unanswered.
    pub open_possible: u32,
    /// Earned ÷ possible in per cent; null while nothing is answered.
    pub score: Option<f64>,
    /// Answered ÷ applicable in per cent; null where nothing applies.
    pub coverage: Option<f64>,
    /// What the open questions leave.
    pub range: Range,
    /// How many questions have each position.
    pub positions: Profile,
    /// Critical questions, applicable and not assured.
    pub alerts: u32,
    /// Those of them with a credible plan.
    pub alerts_with_plan: u32,
    /// The same in integers, for the writers of text.
    #[serde(skip)]
    pub tally: Tally,
}

impl From<Tally> for Sums {
    fn from(t: Tally) -> Self {
        Self {
            asked: t.asked,
            applicable: t.applicable,
            answered: t.answered,
            rated: t.rated,
            earned: t.earned,
            possible: t.possible,
            open_possible: t.open,
            score: percentage(t.score()),
            coverage: percentage(t.coverage()),
            range: Range {
                lowest: percentage(t.lowest()),
                highest: percentage(t.highest()),
            },
            positions: t.profile,
            alerts: t.alerts,
            alerts_with_plan: t.alerts_planned,
            tally: t,
        }
    }
}
