//! A comparison as data: what `docs/json.md` documents.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::actions::{ActionOutcome, Followed, NewAction};
use super::comments::CommentChanges;
use super::like_for_like::LikeForLike;
use super::pair::{FamilyChange, NewQuestion, Pair, Withdrawal};
use super::recommendations::FollowedRecommendation;
use super::verdict::Standing;
use crate::assessment::{Recommendation, Texts};
use crate::checklist::{EditionName, Role};
use crate::dates::day;
use crate::score::Tally;

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
    /// The edition that was answered.
    pub checklist: EditionName,
    /// The checklist's title.
    pub title: String,
    /// SHA-256 over the checklist's content.
    pub digest: String,
    /// The council's name.
    pub council: Option<String>,
    /// The municipal year: `2026-27`.
    pub period: String,
    /// The assessment's date.
    pub date: chrono::NaiveDate,
    /// Whether every applicable question is answered and every context fact is stated.
    pub complete: bool,
    /// The sums over its own questions, comparable or not.
    pub overall: Tally,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Kind")]
pub enum ComparisonKind {
    /// A comparison.
    #[serde(rename = "assure-comparison")]
    Comparison,
}

/// Two assessments compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The format number of this structure: `1`.
    pub format: u32,
    /// What kind of file it is.
    pub kind: ComparisonKind,
    /// Whom the checklists are put to.
    pub role: Role,
    /// Only where an assessment is set beside itself: the day at whose end the earlier side is taken. It is then put together from what
    /// reviews have kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "crate::format::fields::optional_day_schema")]
    pub since: Option<chrono::NaiveDate>,
    /// The earlier assessment.
    pub old: SideRecord,
    /// The later one.
    pub new: SideRecord,
    /// The editions that questions were followed over, both ends included.
    pub editions: Vec<u16>,
    /// What a reader ought to know first, a sentence each.
    pub notes: Vec<String>,
    /// Both sides on like questions.
    pub like_for_like: LikeForLike,
    /// Every question of both editions, counted once.
    pub account: Account,
    /// Comparable and worse; hard expectations and great steps first.
    pub worse: Vec<Pair>,
    /// Comparable and better, or with evidence gained; hard expectations and great steps first.
    pub better: Vec<Pair>,
    /// Comparable, and its evidence was current and is not, the rating standing or even raised.
    pub lost_evidence: Vec<Pair>,
    /// Comparable, better in one way and worse in another.
    pub mixed: Vec<Pair>,
    /// Comparable, without a verdict, and something changed: answered now, no longer applicable, another finding.
    pub otherwise_changed: Vec<Pair>,
    /// How many comparable questions did not change. With `worse`, `better`, `lost_evidence`, `mixed` and `otherwise_changed` they are
    /// `account.comparable`.
    pub unchanged: u32,
    /// What became of every action of the earlier assessment, worst first.
    pub actions: Vec<Followed>,
    /// Actions that the earlier assessment did not have.
    pub new_actions: Vec<NewAction>,
    /// What became of every recommendation of the earlier assessment, worst first.
    #[serde(default)]
    pub recommendations: Vec<FollowedRecommendation>,
    /// Recommendations that the earlier assessment did not have.
    #[serde(default)]
    pub new_recommendations: Vec<Recommendation>,
    /// What became of the comments of second readers; left out where there are none, and in a public report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "CommentChanges")]
    pub comments: Option<CommentChanges>,
    /// Questions that the earlier edition did not have.
    pub new_questions: Vec<NewQuestion>,
    /// Questions that the later edition no longer has.
    pub withdrawn: Vec<Withdrawal>,
    /// One to one, but another meaning: both wordings and no verdict.
    pub not_comparable: Vec<Pair>,
    /// Questions that were split or merged.
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
    /// Last year's actions and recommendations, and new ones.
    Actions,
    /// Questions that are new.
    New,
    /// Questions that are withdrawn.
    Withdrawn,
}

impl Comparison {
    /// When the two sides are of, for a person, the earlier first: two years, or two days inside one.
    pub fn times(&self) -> (String, String) {
        match self.since {
            Some(date) => (day(date), day(self.new.date.max(date))),
            None => (self.old.period.clone(), self.new.period.clone()),
        }
    }

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
            && self.new_recommendations.is_empty()
            && !self.recommendations.iter().any(|r| r.changed)
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
    pub fn notable_actions(&self) -> Vec<&Followed> {
        let nothing = self.is_empty();
        self.actions
            .iter()
            .filter(|a| !nothing || a.outcome == ActionOutcome::Late)
            .collect()
    }

    /// The followed recommendations worth reading, as of the actions.
    pub fn notable_recommendations(&self) -> Vec<&FollowedRecommendation> {
        let nothing = self.is_empty();
        self.recommendations
            .iter()
            .filter(|r| !nothing || r.outcome == ActionOutcome::Late)
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
            self.recommendations.clear();
            self.new_recommendations.clear();
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

    /// Every pair, comparable or not.
    fn all_pairs_mut(&mut self) -> impl Iterator<Item = &mut Pair> {
        let lists = [
            &mut self.worse,
            &mut self.better,
            &mut self.lost_evidence,
            &mut self.mixed,
            &mut self.otherwise_changed,
            &mut self.not_comparable,
            &mut self.reworded,
        ];
        lists.into_iter().flatten()
    }

    /// Where each question stands, on either side, wherever it is said.
    fn standings_mut(&mut self) -> impl Iterator<Item = &mut Standing> {
        let pairs = [
            &mut self.worse,
            &mut self.better,
            &mut self.lost_evidence,
            &mut self.mixed,
            &mut self.otherwise_changed,
            &mut self.not_comparable,
            &mut self.reworded,
        ];
        let pairs = pairs.into_iter().flatten().flat_map(|p| [&mut p.old, &mut p.new]);
        let families = self.families.iter_mut();
        let families = families
            .flat_map(|f| f.old.iter_mut().chain(&mut f.new))
            .map(|m| &mut m.standing);
        let new = self.new_questions.iter_mut().map(|q| &mut q.standing);
        let gone = self.withdrawn.iter_mut().map(|q| &mut q.standing);
        pairs.chain(families).chain(new).chain(gone)
    }

    /// Without the texts of private answers, without owners and without a word of comments, for a public report. Every figure stays.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.comments = None;
        let hide = |s: &mut Standing| {
            s.finding = None;
            s.reason = None;
            s.risk_accepted = s.risk_accepted.take().map(|r| r.public(Texts::Withheld));
        };
        for standing in self.standings_mut() {
            standing.risk_accepted = standing.risk_accepted.take().map(|r| r.public(Texts::Shown));
        }
        for pair in self.all_pairs_mut().filter(|p| p.private) {
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
        for recommendation in &mut self.recommendations {
            recommendation.make_public();
        }
        for recommendation in &mut self.new_recommendations {
            recommendation.owner = None;
        }
        self
    }
}
