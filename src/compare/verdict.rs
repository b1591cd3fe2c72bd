//! Where a question stands on one side, and what is to be said of two that are comparable.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{AcceptedRisk, Response, State, Strength, rating_word};
use crate::checklist::AnswerKind;
use crate::score::{Alert, Position, ScoreLine};

/// What to say of a question that is comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Rated lower, or further towards exposed or blind spot.
    Worse,
    /// Rated higher, or further from them.
    Better,
    /// The rating stands, and what showed it is no longer current or is gone.
    LostEvidence,
    /// The rating stands, and now something current shows it.
    GainedEvidence,
    /// Better in one way and worse in another: rated higher without showing it, or lower and with a plan.
    Mixed,
    /// Rated or unknown on both sides, and alike.
    Unchanged,
    /// Open then, rated or unknown now.
    NowAnswered,
    /// Rated or unknown then, open now.
    NoLongerAnswered,
    /// It applied then and does not now.
    NoLongerApplicable,
    /// It did not apply then and does now.
    NowApplicable,
    /// Switched off then, asked now.
    NowAsked,
    /// Asked then, switched off now.
    NoLongerAsked,
    /// Open, not applicable or not asked on both sides.
    NothingToCompare,
    /// The question's meaning changed: no verdict.
    NotComparable,
}

impl Verdict {
    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Worse => "worse",
            Verdict::Better => "better",
            Verdict::LostEvidence => "evidence lost",
            Verdict::GainedEvidence => "evidence gained",
            Verdict::Mixed => "better in one way, worse in another",
            Verdict::Unchanged => "unchanged",
            Verdict::NowAnswered => "now answered",
            Verdict::NoLongerAnswered => "no longer answered",
            Verdict::NoLongerApplicable => "no longer applicable",
            Verdict::NowApplicable => "now applicable",
            Verdict::NowAsked => "now asked",
            Verdict::NoLongerAsked => "no longer asked",
            Verdict::NothingToCompare => "nothing to compare",
            Verdict::NotComparable => "not comparable",
        }
    }

    /// The same comparison, read the other way round.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Verdict::Worse => Verdict::Better,
            Verdict::Better => Verdict::Worse,
            Verdict::LostEvidence => Verdict::GainedEvidence,
            Verdict::GainedEvidence => Verdict::LostEvidence,
            Verdict::NowAnswered => Verdict::NoLongerAnswered,
            Verdict::NoLongerAnswered => Verdict::NowAnswered,
            Verdict::NoLongerApplicable => Verdict::NowApplicable,
            Verdict::NowApplicable => Verdict::NoLongerApplicable,
            Verdict::NowAsked => Verdict::NoLongerAsked,
            Verdict::NoLongerAsked => Verdict::NowAsked,
            other => other,
        }
    }
}

/// Where a question stands on one side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Standing {
    /// Whether it was asked: the context may switch it off.
    pub asked: bool,
    /// What was answered.
    pub state: State,
    /// The rating, where it was rated.
    #[schemars(range(min = 0, max = 3))]
    pub rating: Option<u8>,
    /// What it amounts to; null where it was not asked.
    pub position: Option<Position>,
    /// How well its evidence stands.
    pub evidence_strength: Strength,
    /// Whether it is an alert, and of which kind.
    pub alert: Option<Alert>,
    /// Whether it was given to other words than the question has: it counts as unanswered.
    pub to_confirm: bool,
    /// What is known.
    pub finding: Option<String>,
    /// Why it is not applicable.
    pub reason: Option<String>,
    /// Who accepted the risk, where somebody did. No verdict rests on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_accepted: Option<AcceptedRisk>,
    /// How its rating reads.
    #[serde(skip)]
    pub kind: AnswerKind,
}

impl Standing {
    /// Of a question: what its line of the score says, or that it was not asked.
    pub fn of(line: Option<&ScoreLine<'_>>, kind: AnswerKind) -> Self {
        let Some(line) = line else {
            return Standing {
                asked: false,
                state: State::Unanswered,
                rating: None,
                position: None,
                evidence_strength: Strength::None,
                alert: None,
                to_confirm: false,
                finding: None,
                reason: None,
                risk_accepted: None,
                kind,
            };
        };
        let (state, rating) = match line.response {
            Some(Response::Rated(r)) => (State::Rated, Some(r)),
            Some(Response::DontKnow) => (State::DontKnow, None),
            Some(Response::NotApplicable) => (State::NotApplicable, None),
            None => (State::Unanswered, None),
        };
        Standing {
            asked: true,
            state,
            rating,
            position: Some(line.position),
            evidence_strength: line.strength,
            alert: line.alert,
            to_confirm: line.to_confirm,
            finding: line.answer.and_then(|a| a.finding.clone()),
            reason: line.answer.and_then(|a| a.reason.clone()),
            risk_accepted: line.answer.and_then(|a| a.risk_accepted.clone()),
            kind,
        }
    }

    /// For a person: `2 established, assured`.
    pub fn words(&self) -> String {
        if !self.asked {
            return "not asked".to_owned();
        }
        if self.to_confirm {
            return "to be confirmed".to_owned();
        }
        let position = self.position.map_or("", Position::title);
        match (self.state, self.rating, self.kind) {
            (State::Rated, Some(r), AnswerKind::YesNo) => {
                format!("{}, {position}", if r == 3 { "yes" } else { "no" })
            }
            (State::Rated, Some(r), AnswerKind::Graded) => format!("{r} {}, {position}", rating_word(r)),
            (State::DontKnow, ..) => "don't know, blind spot".to_owned(),
            (State::NotApplicable, ..) => "not applicable".to_owned(),
            _ => "unanswered".to_owned(),
        }
    }

    /// How far up its position is; none where there is nothing to rank.
    fn rank(&self) -> Option<u8> {
        self.position.and_then(Position::rank)
    }
}

/// The verdict on a comparable question.
///
/// Positions are ranked assured, asserted, planned, exposed, blind spot. Rated on both sides: if neither rating nor position fell and one
/// rose it is better; if neither rose and one fell it is worse; if one rose and the other fell it is mixed. With one exception: where the
/// rating is the same and of two or three, assured and asserted differ by the evidence alone, and so it is evidence lost or gained. So it
/// is too where rating and position are the same and only the evidence stopped or began being current. Don't know is the lowest rank and
/// has no rating: from it is better, to it worse. Not applicable, open and not asked are never ranked.
pub fn judge(old: &Standing, new: &Standing) -> Verdict {
    match (old.asked, new.asked) {
        (false, false) => return Verdict::NothingToCompare,
        (false, true) => return Verdict::NowAsked,
        (true, false) => return Verdict::NoLongerAsked,
        (true, true) => {}
    }
    let (Some(before), Some(after)) = (old.rank(), new.rank()) else {
        let open = |s: &Standing| s.position == Some(Position::Unanswered);
        let outside = |s: &Standing| s.position == Some(Position::NotApplicable);
        return match (outside(old), outside(new)) {
            (false, true) => Verdict::NoLongerApplicable,
            (true, false) => Verdict::NowApplicable,
            (true, true) => Verdict::NothingToCompare,
            (false, false) => match (open(old), open(new)) {
                (true, false) => Verdict::NowAnswered,
                (false, true) => Verdict::NoLongerAnswered,
                _ => Verdict::NothingToCompare,
            },
        };
    };
    use std::cmp::Ordering::{Equal, Greater, Less};
    let rating = match (old.rating, new.rating) {
        (Some(x), Some(y)) => y.cmp(&x),
        _ => Equal,
    };
    let current = (old.evidence_strength.is_current(), new.evidence_strength.is_current());
    match (rating, after.cmp(&before)) {
        (Equal, Less) if (before, after) == (4, 3) => Verdict::LostEvidence,
        (Equal, Greater) if (before, after) == (3, 4) => Verdict::GainedEvidence,
        (Less, Greater) | (Greater, Less) => Verdict::Mixed,
        (Less, _) | (_, Less) => Verdict::Worse,
        (Greater, _) | (_, Greater) => Verdict::Better,
        (Equal, Equal) => match current {
            (true, false) => Verdict::LostEvidence,
            (false, true) => Verdict::GainedEvidence,
            _ => Verdict::Unchanged,
        },
    }
}
