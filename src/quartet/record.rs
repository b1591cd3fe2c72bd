//! The quartet as data: what `docs/quartet.md` documents.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BlindSpot, CriticalMatter, Divergence, HiddenStrength, Reach, TopicRoles};
use crate::assessment::{Action, Answer, Assessor, Texts};
use crate::checklist::{AnswerKind, EditionName, QuestionId, Role, ThemeId, TopicId};
use crate::compare::{Side, Standing};
use crate::report::{Audience, EvidenceRecord};
use crate::score::{Profile, Score, ScoreLine, is_asked};

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Kind")]
pub enum QuartetKind {
    /// Roles side by side.
    #[serde(rename = "assure-quartet")]
    Quartet,
}

/// Two to four roles of one council side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quartet {
    /// The format number of this structure: `1`.
    pub format: u32,
    /// What kind of file it is.
    pub kind: QuartetKind,
    /// Whom it is for. In a public copy names, owners and private texts are null or left out; every figure still counts them.
    pub audience: Audience,
    /// The council's name, as the first file that has one writes it.
    pub council: Option<String>,
    /// The municipal year: `2026-27`.
    pub period: String,
    /// The roles that took part, in the order of the quartet.
    pub roles: Vec<RoleSide>,
    /// The roles of which no file was given.
    pub missing: Vec<Role>,
    /// What a reader ought to know first, a sentence each.
    pub notes: Vec<String>,
    /// How many topics there are of each kind.
    pub counts: QuartetCounts,
    /// Topics on which two roles diverge: those that are apart altogether first, and of them those that reach furthest.
    pub divergences: Vec<Divergence>,
    /// What one role cannot say and another rated, one entry a role and topic; those that another can show something of first.
    pub blind_spots: Vec<BlindSpot>,
    /// What one role can show and another cannot, one entry a topic; those that another calls weak or does not know of
    /// first, then those hidden from most roles.
    pub hidden_strengths: Vec<HiddenStrength>,
    /// Topics on which every role that answered says don't know.
    pub nobody_can_say: Vec<TopicRoles>,
    /// Topics on which two roles or more say that it works and none can show it: every answer is asserted.
    pub said_not_shown: Vec<TopicRoles>,
    /// The critical questions that are an alert for any role, each once, by topic.
    pub critical: Vec<CriticalMatter>,
    /// Every topic that one of the checklists has, in the order of the shared list, with all that each role says of it.
    pub topics: Vec<TopicRow>,
    /// Every theme, with how each role's answers stand.
    pub themes: Vec<ThemeRow>,
}

impl Quartet {
    /// The row of a topic.
    pub fn topic(&self, id: &TopicId) -> Option<&TopicRow> {
        self.topics.iter().find(|t| t.id == *id)
    }
}

/// A role that took part. The figures are those of `assure score` on its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoleSide {
    /// The role.
    pub role: Role,
    /// The edition that was answered.
    pub checklist: EditionName,
    /// The checklist's title.
    pub title: String,
    /// SHA-256 over the checklist's content.
    pub digest: String,
    /// Who answered; the name is null in a public copy.
    pub assessor: Assessor,
    /// The assessment's date, from which its evidence and due dates are reckoned.
    pub date: NaiveDate,
    /// Whether every applicable question is answered and every context fact is stated.
    pub complete: bool,
    /// Questions asked: all of `positions`.
    pub asked: u32,
    /// Rated or don't know.
    pub answered: u32,
    /// How many of the questions asked stand at each position.
    pub positions: Profile,
    /// Critical questions that apply and are not assured.
    pub alerts: u32,
    /// Those of them with a credible plan.
    pub alerts_with_plan: u32,
    /// Questions that the facts about the council switch off, or that wait for a fact.
    pub switched_off: u32,
    /// Questions asked that have no topic: they stand with the themes alone.
    pub without_topic: u32,
    /// Whether it was read from a public report, which leaves out names, owners and private texts.
    pub withheld: bool,
}

impl RoleSide {
    pub(super) fn of(side: Side<'_>, score: &Score<'_>, audience: Audience) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let off = side
            .checklist
            .questions()
            .filter(|q| !is_asked(q, &side.assessment.context));
        let sums = &score.overall;
        let assessor = side.assessment.assessor.clone();
        RoleSide {
            role: side.checklist.role,
            checklist: side.checklist.name(),
            title: side.checklist.title.clone(),
            digest: side.checklist.digest(),
            assessor: Assessor {
                name: assessor.name.filter(|_| audience == Audience::Full),
                post: assessor.post,
            },
            date: score.on,
            complete: score.is_complete(),
            asked: sums.asked,
            answered: sums.answered,
            positions: sums.positions,
            alerts: sums.alerts,
            alerts_with_plan: sums.alerts_with_plan,
            switched_off: count(off.count()),
            without_topic: count(score.lines.iter().filter(|l| l.question.topic.is_empty()).count()),
            withheld: side.withheld,
        }
    }
}

/// How many topics there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct QuartetCounts {
    /// All topics: `diverging` + `not_diverging` + `one_voice` + `no_voice`.
    pub topics: u32,
    /// Answered by two roles or more, who diverge.
    pub diverging: u32,
    /// Answered by two roles or more, who do not.
    pub not_diverging: u32,
    /// Answered by one role.
    pub one_voice: u32,
    /// Answered by none.
    pub no_voice: u32,
    /// Those of the diverging topics on which the best answers are close and only weaker ones are apart.
    pub in_part: u32,
    /// The diverging topics by how far they reach.
    pub by_reach: ReachCounts,
}

/// The diverging topics, each counted once at its furthest reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ReachCounts {
    /// One can show it, another has it as a weakness without a credible plan.
    pub assured_exposed: u32,
    /// One can show it, another cannot say.
    pub assured_unknown: u32,
    /// Three ratings apart.
    pub three_ratings: u32,
    /// Two ratings apart.
    pub two_ratings: u32,
}

impl ReachCounts {
    /// The number at one reach.
    pub fn count(&self, reach: Reach) -> u32 {
        match reach {
            Reach::AssuredExposed => self.assured_exposed,
            Reach::AssuredUnknown => self.assured_unknown,
            Reach::ThreeRatings => self.three_ratings,
            Reach::TwoRatings => self.two_ratings,
        }
    }
}

impl QuartetCounts {
    pub(super) fn of(topics: &[TopicRow], divergences: &[Divergence]) -> Self {
        let mut counts = QuartetCounts::default();
        for row in topics {
            counts.topics += 1;
            let place = match row.outcome {
                TopicOutcome::Diverging => &mut counts.diverging,
                TopicOutcome::NotDiverging => &mut counts.not_diverging,
                TopicOutcome::OneVoice => &mut counts.one_voice,
                TopicOutcome::NoVoice => &mut counts.no_voice,
            };
            *place += 1;
        }
        for divergence in divergences {
            counts.in_part += u32::from(divergence.in_part);
            let by = &mut counts.by_reach;
            let place = match divergence.reach {
                Reach::AssuredExposed => &mut by.assured_exposed,
                Reach::AssuredUnknown => &mut by.assured_unknown,
                Reach::ThreeRatings => &mut by.three_ratings,
                Reach::TwoRatings => &mut by.two_ratings,
            };
            *place += 1;
        }
        counts
    }
}

/// What a topic comes to between the roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TopicOutcome {
    /// Two roles or more answered, and two diverge.
    Diverging,
    /// Two roles or more answered, and none diverge.
    NotDiverging,
    /// One role answered.
    OneVoice,
    /// No role answered.
    NoVoice,
}

/// Whether a role speaks on a topic, and if not, why not. None of these is don't know, which is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TopicVoice {
    /// It rated a question of the topic, or said don't know.
    Answered,
    /// It is asked and has not answered yet.
    Unanswered,
    /// It says, with a reason, that every question of the topic that is not open does not apply.
    DoesNotApply,
    /// Its checklist has the topic, and the facts about the council switch it off, or are not stated yet.
    SwitchedOff,
    /// Its checklist does not have the topic: it is not for this role to see.
    NotAsked,
    /// No file of this role was given.
    NotGiven,
}

/// A topic with what each role says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TopicRow {
    /// Its id.
    pub id: TopicId,
    /// Its title.
    pub title: String,
    /// The question that the roles have in common.
    pub asks: String,
    /// What it comes to.
    pub outcome: TopicOutcome,
    /// All four roles, in the order of the quartet.
    pub roles: Vec<RoleVoice>,
}

/// What one role says of a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoleVoice {
    /// The role.
    pub role: Role,
    /// Whether it speaks.
    pub voice: TopicVoice,
    /// The topic's questions that it is asked, in the order of its checklist.
    pub answers: Vec<QuartetAnswer>,
    /// The ids of the topic's questions that the facts switch off.
    pub switched_off: Vec<QuestionId>,
}

/// A question of a topic with what one role answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuartetAnswer {
    /// The question's id in the role's checklist.
    pub id: QuestionId,
    /// The question.
    pub text: String,
    /// What kind of answer it takes.
    pub answer: AnswerKind,
    /// Whether it is a hard expectation.
    pub critical: bool,
    /// What was answered, and what it amounts to.
    #[serde(flatten)]
    pub standing: Standing,
    /// How it is known.
    pub evidence: Vec<EvidenceRecord>,
    /// The credible plans.
    pub plans: Vec<Action>,
    /// Whether its texts are left out of a public copy.
    pub private: bool,
}

impl QuartetAnswer {
    pub(super) fn of(line: &ScoreLine<'_>, on: NaiveDate, audience: Audience) -> Self {
        let nothing = Answer::default();
        let answer = line.answer.unwrap_or(&nothing);
        let public = audience == Audience::Public;
        let hidden = public && answer.private;
        let mut standing = Standing::of(Some(line), line.question.answer);
        if hidden {
            standing.finding = None;
            standing.reason = None;
        }
        if public {
            let texts = if hidden { Texts::Withheld } else { Texts::Shown };
            standing.risk_accepted = standing.risk_accepted.map(|r| r.public(texts));
        }
        let evidence = answer.evidence.iter().filter(|_| !hidden).map(|e| EvidenceRecord {
            evidence: e.clone(),
            current: e.is_current(on),
        });
        let plans = answer.actions.iter().filter(|a| !hidden && a.is_credible(on));
        let plans = plans.map(|a| Action {
            owner: a.owner.clone().filter(|_| !public),
            ..a.clone()
        });
        QuartetAnswer {
            id: line.question.id.clone(),
            text: line.question.text.clone(),
            answer: line.question.answer,
            critical: line.question.critical,
            evidence: evidence.collect(),
            plans: plans.collect(),
            private: answer.private,
            standing,
        }
    }
}

/// A theme with how each role's answers stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeRow {
    /// Its id.
    pub id: ThemeId,
    /// Its title.
    pub title: String,
    /// The roles that are asked of it, in the order of the quartet.
    pub roles: Vec<RoleTheme>,
}

/// How one role's answers to the questions of a theme stand: all of them, those with a topic too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoleTheme {
    /// The role.
    pub role: Role,
    /// Questions asked.
    pub asked: u32,
    /// How many stand at each position.
    pub positions: Profile,
    /// Critical questions that apply and are not assured.
    pub alerts: u32,
    /// The ids of its questions that have no topic.
    pub without_topic: Vec<QuestionId>,
}
