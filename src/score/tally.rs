//! Sums over questions: counts and points in whole numbers, percentages with one decimal at the edge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Alert, Position, Profile, ScoreLine};
use crate::assessment::Response;

/// A share in tenths of a per cent, rounded half up; none of nothing.
pub fn per_mille(part: u32, whole: u32) -> Option<u32> {
    if whole == 0 {
        return None;
    }
    let exact = (u64::from(part) * 2000 + u64::from(whole)) / (2 * u64::from(whole));
    u32::try_from(exact).ok()
}

/// A share for a person: `66.7%`, or a dash where there is nothing to share.
pub fn percent(per_mille: Option<u32>) -> String {
    per_mille.map_or_else(|| "–".to_owned(), |p| format!("{}.{}%", p / 10, p % 10))
}

/// A share of points or questions at the edge: a percentage with one decimal, or null where there is nothing to share.
pub fn percentage(per_mille: Option<u32>) -> Option<f64> {
    per_mille.map(|p| f64::from(p) / 10.0)
}

/// The sums over some questions: all of them, a section's or a theme's.
///
/// Whole numbers; as data it has its percentages beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "TallyRecord", into = "TallyRecord")]
#[schemars(rename = "Sums", description = "The sums over some questions.")]
pub struct Tally {
    /// Questions asked: those switched on.
    pub asked: u32,
    /// Asked, less not applicable.
    pub applicable: u32,
    /// Rated or don't know.
    pub answered: u32,
    /// Rated.
    pub rated: u32,
    /// Points earned over the answered: rating × weight.
    pub earned: u32,
    /// Points possible over the answered: 3 × weight.
    pub possible: u32,
    /// Points possible over the unanswered.
    pub open_possible: u32,
    /// Critical questions, applicable and not assured.
    pub alerts: u32,
    /// Alerts with a credible plan; they stay alerts.
    pub alerts_with_plan: u32,
    /// How many questions have each position.
    pub positions: Profile,
}

impl Tally {
    pub(crate) fn add(&mut self, line: &ScoreLine<'_>) {
        self.asked += 1;
        self.positions.add(line.position);
        if line.position != Position::NotApplicable {
            self.applicable += 1;
        }
        if matches!(line.response, Some(Response::Rated(_))) {
            self.rated += 1;
        }
        if let Some(earned) = line.earned {
            self.answered += 1;
            self.earned += earned;
            self.possible += line.question.max_points();
        } else if line.position == Position::Unanswered {
            self.open_possible += line.question.max_points();
        }
        if let Some(alert) = line.alert {
            self.alerts += 1;
            if alert == Alert::Planned {
                self.alerts_with_plan += 1;
            }
        }
    }

    /// Earned ÷ possible over the answered, in tenths of a per cent. No answers, no score.
    pub fn score(&self) -> Option<u32> {
        per_mille(self.earned, self.possible)
    }

    /// Answered ÷ applicable, in tenths of a per cent.
    pub fn coverage(&self) -> Option<u32> {
        per_mille(self.answered, self.applicable)
    }

    /// The score if every open question were 0.
    pub fn lowest(&self) -> Option<u32> {
        per_mille(self.earned, self.possible + self.open_possible)
    }

    /// The score if every open question were 3.
    pub fn highest(&self) -> Option<u32> {
        per_mille(self.earned + self.open_possible, self.possible + self.open_possible)
    }

    /// Score and range for a person: `66.7%`, or `66.7% (40.0–80.0%)` while questions are open.
    pub fn score_text(&self) -> String {
        if self.answered == 0 {
            return "no score yet".to_owned();
        }
        if self.open_possible == 0 {
            percent(self.score())
        } else {
            format!("{} (open: {})", percent(self.score()), self.range_text())
        }
    }

    /// The range that the open questions leave: `40.0–80.0%`.
    pub fn range_text(&self) -> String {
        match (self.lowest(), self.highest()) {
            (Some(low), Some(high)) => format!("{}.{}–{}", low / 10, low % 10, percent(Some(high))),
            _ => "–".to_owned(),
        }
    }
}

/// The range that open questions leave, in per cent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Range {
    /// The score if all open questions were 0.
    lowest: Option<f64>,
    /// The score if all open questions were 3.
    highest: Option<f64>,
}

/// The sums over some questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
struct TallyRecord {
    /// Questions asked: those that the context does not switch off.
    asked: u32,
    /// Asked, less not applicable.
    applicable: u32,
    /// Rated, or don't know.
    answered: u32,
    /// Rated 0 to 3.
    rated: u32,
    /// Points over the answered: rating × weight; don't know earns 0.
    earned: u32,
    /// Points possible over the answered: 3 × weight.
    possible: u32,
    /// Points possible over the unanswered.
    open_possible: u32,
    /// `earned` ÷ `possible` in per cent, one decimal, rounded half up; null while nothing is answered.
    score: Option<f64>,
    /// `answered` ÷ `applicable` in per cent; null where nothing applies.
    coverage: Option<f64>,
    /// The range of scores that the open questions leave.
    range: Range,
    /// How many questions have each position; the sum is `asked`.
    positions: Profile,
    /// Critical questions that apply and are not assured.
    alerts: u32,
    /// Those of them with a credible plan.
    alerts_with_plan: u32,
}

impl From<Tally> for TallyRecord {
    fn from(t: Tally) -> Self {
        Self {
            asked: t.asked,
            applicable: t.applicable,
            answered: t.answered,
            rated: t.rated,
            earned: t.earned,
            possible: t.possible,
            open_possible: t.open_possible,
            score: percentage(t.score()),
            coverage: percentage(t.coverage()),
            range: Range {
                lowest: percentage(t.lowest()),
                highest: percentage(t.highest()),
            },
            positions: t.positions,
            alerts: t.alerts,
            alerts_with_plan: t.alerts_with_plan,
        }
    }
}

/// The percentages are left out: they follow from the counts.
impl From<TallyRecord> for Tally {
    fn from(r: TallyRecord) -> Self {
        Self {
            asked: r.asked,
            applicable: r.applicable,
            answered: r.answered,
            rated: r.rated,
            earned: r.earned,
            possible: r.possible,
            open_possible: r.open_possible,
            alerts: r.alerts,
            alerts_with_plan: r.alerts_with_plan,
            positions: r.positions,
        }
    }
}
