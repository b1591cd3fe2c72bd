//! A comparison as data: what `docs/json.md` documents.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::actions::{Followed, NewAction, Outcome};
use super::chain::Step;
use super::text::Piece;
use crate::assessment::State;
use crate::assessment::{Evidence, Strength, rating_word};
use crate::checklist::{AnswerKind, Change, EditionName, Role};
use crate::score::Sums;
use crate::score::{Alert, Position, Profile};

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
    pub rating: Option<u8>,
    /// What it amounts to; null where it was not asked.
    pub position: Option<Position>,
    /// How well its evidence stands.
    pub evidence_strength: Strength,
    /// Whether it is an alert.
    pub alert: Option<Alert>,
    /// Given to other words than the question has: counts as unanswered.
    pub to_confirm: bool,
    /// What is known.
    pub finding: Option<String>,
    /// Why it is not applicable.
    pub reason: Option<String>,
    /// How its rating reads.
    #[serde(skip)]
    pub kind: AnswerKind,
}

impl Standing {
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

    /// How far up a position is; none where there is nothing to rank.
    fn rank(&self) -> Option<u8> {
        match self.position? {
            Position::Assured => Some(4),
            Position::Asserted => Some(3),
            Position::Planned => Some(2),
            Position::Exposed => Some(1),
            Position::BlindSpot => Some(0),
            Position::NotApplicable | Position::Unanswered => None,
        }
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

/// A question's way from one edition to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Descent {
    /// The earlier question's id.
    pub id: String,
    /// The earlier wording, where it is another.
    pub text: Option<String>,
    /// The whole way in one word.
    pub change: Change,
    /// Every step.
    pub steps: Vec<Step>,
}

/// A question that both sides have, one to one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    /// The later question's id.
    pub id: String,
    /// Its section's id.
    pub section: String,
    /// Its theme's id.
    pub theme: String,
    /// Its wording.
    pub text: String,
    /// A hard expectation.
    pub critical: bool,
    /// What it was.
    pub was: Descent,
    /// Whether an answer then and an answer now answer the same thing.
    pub comparable: bool,
    /// What to say of it.
    pub verdict: Verdict,
    /// Where it stood.
    pub old: Standing,
    /// Where it stands.
    pub new: Standing,
    /// The findings word by word, where they differ.
    pub finding: Option<Vec<Piece>>,
    /// Evidence that is new or was changed.
    pub evidence_added: Vec<Evidence>,
    /// Evidence that is gone or was changed.
    pub evidence_gone: Vec<Evidence>,
    /// Evidence was current then and is not now, whatever the verdict.
    pub evidence_lost: bool,
    /// Its actions are not what they were.
    pub actions_changed: bool,
    /// Left out of a public report, on one side at least.
    pub private: bool,
}

impl Pair {
    /// Whether we changed anything that a reader would see.
    pub fn changed(&self) -> bool {
        self.old != self.new
            || self.finding.is_some()
            || !self.evidence_added.is_empty()
            || !self.evidence_gone.is_empty()
            || self.actions_changed
    }

    /// What became of its evidence, one word and one piece at a time: what only got another date was looked at again.
    pub fn evidence_changes(&self) -> Vec<(&'static str, &Evidence)> {
        let like = |a: &Evidence, b: &Evidence| a.kind == b.kind && a.text == b.text;
        let gone = self
            .evidence_gone
            .iter()
            .filter(|e| !self.evidence_added.iter().any(|n| like(e, n)));
        let added = self.evidence_added.iter().map(|e| {
            let known = self.evidence_gone.iter().any(|o| like(o, e));
            (if known { "changed" } else { "new" }, e)
        });
        gone.map(|e| ("gone", e)).chain(added).collect()
    }

    /// Whether the checklist changed anything.
    pub fn reworded(&self) -> bool {
        self.was.text.is_some() || self.was.change != Change::Same
    }
}

/// One question of a family.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyMember {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub text: String,
    /// Where it stands on its side.
    pub standing: Standing,
    /// Left out of a public report.
    pub private: bool,
}

/// Questions that were split or merged. There is no verdict on them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyChange {
    /// Split or merged.
    pub change: Change,
    /// The earlier questions.
    pub old: Vec<FamilyMember>,
    /// The later ones.
    pub new: Vec<FamilyMember>,
}

/// A question that the earlier edition did not have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewQuestion {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub text: String,
    /// A hard expectation.
    pub critical: bool,
    /// Where it stands.
    pub standing: Standing,
    /// Left out of a public report.
    pub private: bool,
}

/// A question that the later edition no longer has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawal {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub text: String,
    /// The edition that withdrew it.
    pub edition: u16,
    /// Why.
    pub reason: String,
    /// Where it stood.
    pub standing: Standing,
    /// Left out of a public report.
    pub private: bool,
}

/// Points over some answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Points {
    /// Points earned.
    pub earned: u32,
    /// Points possible.
    pub possible: u32,
    /// Earned ÷ possible in per cent.
    pub score: Option<f64>,
    /// The same in tenths of a per cent, for the writers of text.
    #[serde(skip)]
    pub per_mille: Option<u32>,
}

impl Points {
    /// From whole points.
    pub fn of(earned: u32, possible: u32) -> Self {
        let per_mille = crate::score::per_mille(earned, possible);
        Self {
            earned,
            possible,
            score: crate::score::percentage(per_mille),
            per_mille,
        }
    }
}

/// One side of the comparison on like questions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LikeSide {
    /// How many of the questions have each position.
    pub positions: Profile,
    /// Rated or don't know.
    pub answered: u32,
    /// Less not applicable.
    pub applicable: u32,
    /// Answered ÷ applicable in per cent.
    pub coverage: Option<f64>,
    /// Critical questions, applicable and not assured.
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

/// The comparison on like questions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LikeForLike {
    /// Comparable questions asked on both sides: the profile rests on them.
    pub questions: u32,
    /// Those of them answered on both sides: the score rests on them.
    pub answered_on_both: u32,
    /// Then.
    pub old: LikeSide,
    /// Now.
    pub new: LikeSide,
}

/// Every question of both editions, each counted once: the sums reconcile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// One to one and comparable.
    pub comparable: u32,
    /// One to one, and another meaning.
    pub not_comparable: u32,
    /// Earlier questions that were split or merged.
    pub family_old: u32,
    /// Later questions that came of it.
    pub family_new: u32,
    /// Earlier questions without a successor.
    pub withdrawn: u32,
    /// Later questions without a predecessor.
    pub new: u32,
    /// All earlier questions: comparable + not comparable + in families + withdrawn.
    pub old_questions: u32,
    /// All later ones: comparable + not comparable + in families + new.
    pub new_questions: u32,
}

/// One of the two assessments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideRecord {
    /// The edition.
    pub checklist: EditionName,
    /// Its title.
    pub title: String,
    /// Its digest.
    pub digest: String,
    /// The council.
    pub council: Option<String>,
    /// The municipal year.
    pub period: String,
    /// The assessment's date.
    pub date: chrono::NaiveDate,
    /// Every applicable question is answered and every context fact is stated.
    pub complete: bool,
    /// The sums over its own questions, comparable or not.
    pub overall: Sums,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Kind {
    /// A comparison.
    #[serde(rename = "assure-comparison")]
    Comparison,
}

/// Two assessments compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The format number of this structure.
    pub format: u32,
    /// `assure-comparison`.
    pub kind: Kind,
    /// Whom the checklists are put to.
    pub role: Role,
    /// The earlier assessment.
    pub old: SideRecord,
    /// The later one.
    pub new: SideRecord,
    /// The editions that lineage was followed over, both ends included.
    pub editions: Vec<u16>,
    /// What a reader ought to know first.
    pub notes: Vec<String>,
    /// Like for like.
    pub like_for_like: LikeForLike,
    /// Every question of both editions, counted once.
    pub account: Account,
    /// Comparable and worse.
    pub worse: Vec<Pair>,
    /// Comparable and better, or with evidence gained.
    pub better: Vec<Pair>,
    /// Comparable, and what showed it is gone: also where the rating rose meanwhile.
    pub lost_evidence: Vec<Pair>,
    /// Comparable, better in one way and worse in another.
    pub mixed: Vec<Pair>,
    /// Comparable, without a verdict, and something changed: answered now, no longer applicable, another finding.
    pub otherwise_changed: Vec<Pair>,
    /// How many comparable questions did not change at all.
    pub unchanged: u32,
    /// What became of the earlier assessment's actions.
    pub actions: Vec<Followed>,
    /// Actions that the earlier assessment did not have.
    pub new_actions: Vec<NewAction>,
    /// Questions that the earlier edition did not have.
    pub new_questions: Vec<NewQuestion>,
    /// Questions that the later edition no longer has.
    pub withdrawn: Vec<Withdrawal>,
    /// One to one, but another meaning: both wordings and no verdict.
    pub not_comparable: Vec<Pair>,
    /// Split and merged.
    pub families: Vec<FamilyChange>,
    /// Comparable, in other words or from another id; also listed above where we changed something.
    pub reworded: Vec<Pair>,
}

/// What to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Worse.
    Worse,
    /// Better.
    Better,
    /// Evidence lost.
    LostEvidence,
    /// Last year's actions and new ones.
    Actions,
    /// Questions that are new.
    New,
    /// Questions that are withdrawn.
    Withdrawn,
}

impl Comparison {
    /// Whether nothing changed: neither we nor the checklist.
    ///
    /// An action that is as it was is no change, even if it is late.
    pub fn is_empty(&self) -> bool {
        self.pairs().next().is_none()
            && self.not_comparable.is_empty()
            && self.families.is_empty()
            && self.new_questions.is_empty()
            && self.withdrawn.is_empty()
            && self.reworded.is_empty()
            && self.new_actions.is_empty()
            && !self.actions.iter().any(|a| a.changed)
    }

    /// Comparable questions that we changed.
    pub fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.worse
            .iter()
            .chain(&self.better)
            .chain(&self.lost_evidence)
            .chain(&self.mixed)
            .chain(&self.otherwise_changed)
    }

    /// The followed actions worth reading: where nothing changed at all, only the late ones.
    pub fn told_actions(&self) -> Vec<&Followed> {
        let nothing = self.is_empty();
        self.actions
            .iter()
            .filter(|a| !nothing || a.outcome == Outcome::Late)
            .collect()
    }

    /// With the lists that nobody asked for empty; the sums stay whole. Of nothing asked for, everything.
    #[must_use]
    pub fn only(mut self, wanted: &[Only]) -> Self {
        if wanted.is_empty() {
            return self;
        }
        let out = |what: Only| !wanted.contains(&what);
        if out(Only::Worse) {
            self.worse.clear();
        }
        if out(Only::Better) {
            self.better.clear();
        }
        if out(Only::LostEvidence) {
            self.lost_evidence.clear();
        }
        if out(Only::Actions) {
            self.actions.clear();
            self.new_actions.clear();
        }
        if out(Only::New) {
            self.new_questions.clear();
        }
        if out(Only::Withdrawn) {
            self.withdrawn.clear();
        }
        self.mixed.clear();
        self.otherwise_changed.clear();
        self.not_comparable.clear();
        self.families.clear();
        self.reworded.clear();
        self
    }

    /// Without the texts of private answers and without owners, for a public report. Every figure stays.
    #[must_use]
    pub fn public(mut self) -> Self {
        let hide = |s: &mut Standing| {
            s.finding = None;
            s.reason = None;
        };
        let lists = [
            &mut self.worse,
            &mut self.better,
            &mut self.lost_evidence,
            &mut self.mixed,
            &mut self.otherwise_changed,
            &mut self.not_comparable,
            &mut self.reworded,
        ];
        for pair in lists.into_iter().flatten().filter(|p| p.private) {
            hide(&mut pair.old);
            hide(&mut pair.new);
            pair.finding = None;
            pair.evidence_added.clear();
            pair.evidence_gone.clear();
        }
        for member in self
            .families
            .iter_mut()
            .flat_map(|f| f.old.iter_mut().chain(&mut f.new))
        {
            if member.private {
                hide(&mut member.standing);
            }
        }
        for q in self.new_questions.iter_mut().filter(|q| q.private) {
            hide(&mut q.standing);
        }
        for q in self.withdrawn.iter_mut().filter(|q| q.private) {
            hide(&mut q.standing);
        }
        for action in &mut self.actions {
            action.make_public();
        }
        for action in &mut self.new_actions {
            action.make_public();
        }
        self
    }
}
