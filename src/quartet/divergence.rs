//! Where two roles diverge on a topic, and how far that reaches.
//!
//! A role can have several answers on one topic. Its best is set beside the other's best and its worst beside the other's worst, so that
//! two roles that see the same strength and the same weakness do not diverge. Don't know is the lowest position; because it would hide a
//! weakness that was named beside it, the worst of the rated answers are set side by side as well. Ratings are looked at in the same
//! way: highest beside highest, lowest beside lowest.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::{QuartetAnswer, RoleVoice, TopicRow, TopicVoice};
use super::talk::talk;
use crate::checklist::{QuestionId, Role, TopicId};
use crate::score::Position;

/// How far two answers are apart, the furthest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// One can show that it works, the other has it as a weakness without a credible plan.
    AssuredExposed,
    /// One can show that it works, the other cannot say.
    AssuredUnknown,
    /// Their ratings are three apart.
    ThreeRatings,
    /// Their ratings are two apart.
    TwoRatings,
}

impl Reach {
    /// Every reach, the furthest first.
    pub const ALL: [Reach; 4] = [
        Reach::AssuredExposed,
        Reach::AssuredUnknown,
        Reach::ThreeRatings,
        Reach::TwoRatings,
    ];

    /// In plain words, as a sentence without its full stop.
    pub fn words(self) -> &'static str {
        match self {
            Reach::AssuredExposed => "One can show that it works, another has it as a weakness without a credible plan",
            Reach::AssuredUnknown => "One can show that it works, another cannot say",
            Reach::ThreeRatings => "Three ratings apart",
            Reach::TwoRatings => "Two ratings apart",
        }
    }
}

/// Where a role stands with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stand {
    /// The role.
    pub role: Role,
    /// The question's id in its checklist.
    pub question: QuestionId,
    /// What the answer amounts to.
    pub position: Position,
    /// Its rating; null where it is don't know.
    #[schemars(range(min = 0, max = 3))]
    pub rating: Option<u8>,
}

impl Stand {
    pub(super) fn of(role: Role, answer: &QuartetAnswer) -> Option<Self> {
        Some(Stand {
            role,
            question: answer.id.clone(),
            position: answer.standing.position?,
            rating: answer.standing.rating,
        })
    }
}

/// Two roles that diverge on a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RolePair {
    /// How far they are apart.
    pub reach: Reach,
    /// Whether their best answers and their highest ratings are close, and only a weaker answer is apart: they may speak of different
    /// things.
    pub in_part: bool,
    /// The one that stands higher.
    pub higher: Stand,
    /// The one that stands lower.
    pub lower: Stand,
}

/// A topic on which roles diverge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Divergence {
    /// The topic's id.
    pub topic: TopicId,
    /// How far the two are apart that come first in `between`.
    pub reach: Reach,
    /// Whether every two that diverge are apart in part only.
    pub in_part: bool,
    /// Whether a hard expectation is among the answers that are apart.
    pub critical: bool,
    /// The roles that diverge from another.
    pub roles: Vec<Role>,
    /// Every two that diverge: those that are apart altogether first, and of them the furthest.
    pub between: Vec<RolePair>,
    /// Questions to talk through.
    pub talk: Vec<String>,
}

impl QuartetAnswer {
    /// How far up its position is; none where there is nothing to rank.
    pub(super) fn rank(&self) -> Option<u8> {
        self.standing.position.and_then(Position::rank)
    }
}

/// The topics on which roles diverge: those on which two are apart altogether before those on which they are apart in part; of these the
/// furthest reach first; of one reach those with a hard expectation, then those that most roles are party to; then as the shared list has
/// them.
pub(super) fn divergences(topics: &[TopicRow]) -> Vec<Divergence> {
    let mut found: Vec<Divergence> = topics.iter().filter_map(of_topic).collect();
    found.sort_by_key(|d| (d.in_part, d.reach, !d.critical, Reverse(d.roles.len())));
    found
}

fn of_topic(row: &TopicRow) -> Option<Divergence> {
    let between = pairs(&row.roles);
    let (reach, in_part) = between.first().map(|p| (p.reach, p.in_part))?;
    let stands = || between.iter().flat_map(|p| [&p.higher, &p.lower]);
    let answers = || {
        row.roles
            .iter()
            .flat_map(|r| r.answers.iter().map(move |a| (r.role, a)))
    };
    let party = |role: Role| stands().any(|s| s.role == role);
    let is_critical = |s: &Stand| answers().any(|(role, a)| role == s.role && a.id == s.question && a.critical);
    let critical = stands().any(is_critical);
    let roles = row.roles.iter().map(|r| r.role).filter(|r| party(*r)).collect();
    Some(Divergence {
        topic: row.id.clone(),
        reach,
        in_part,
        critical,
        roles,
        talk: talk(row, &between),
        between,
    })
}

/// Every two roles that diverge: those that are apart altogether first, and of them the furthest.
pub(super) fn pairs(roles: &[RoleVoice]) -> Vec<RolePair> {
    let speaking: Vec<&RoleVoice> = roles.iter().filter(|r| r.voice == TopicVoice::Answered).collect();
    let mut found = Vec::new();
    for (i, a) in speaking.iter().enumerate() {
        found.extend(speaking.iter().skip(i + 1).filter_map(|b| between(a, b)));
    }
    found.sort_by_key(|p| (p.in_part, p.reach, p.higher.role, p.lower.role));
    found
}

/// What to compare two answers by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// What they amount to.
    Position,
    /// Their ratings alone.
    Rating,
}

fn between(a: &RoleVoice, b: &RoleVoice) -> Option<RolePair> {
    let whole = [(By::Position, best(a), best(b)), (By::Rating, highest(a), highest(b))];
    let part = [
        (By::Position, worst(a, 0), worst(b, 0)),
        (By::Position, worst(a, 1), worst(b, 1)),
        (By::Rating, lowest(a), lowest(b)),
    ];
    let apart = |(by, x, y): (By, Option<&QuartetAnswer>, Option<&QuartetAnswer>)| {
        let (x, y) = (x?, y?);
        let reach = reach(by, x, y)?;
        let a_is_higher = match by {
            By::Position => x.rank() > y.rank(),
            By::Rating => x.standing.rating > y.standing.rating,
        };
        let (x, y) = (Stand::of(a.role, x)?, Stand::of(b.role, y)?);
        let (higher, lower) = if a_is_higher { (x, y) } else { (y, x) };
        Some((reach, higher, lower))
    };
    let mut found: Vec<(Reach, Stand, Stand)> = whole.into_iter().filter_map(apart).collect();
    let in_part = found.is_empty();
    found.extend(part.into_iter().filter_map(apart));
    // Of two that reach equally far the first stays: the best answers come before the worst.
    let (reach, higher, lower) = found.into_iter().min_by_key(|(reach, ..)| *reach)?;
    Some(RolePair {
        reach,
        in_part,
        higher,
        lower,
    })
}

fn reach(by: By, x: &QuartetAnswer, y: &QuartetAnswer) -> Option<Reach> {
    use Position::{Assured, BlindSpot, Exposed};
    match by {
        By::Position => match (x.standing.position?, y.standing.position?) {
            (Assured, Exposed) | (Exposed, Assured) => Some(Reach::AssuredExposed),
            (Assured, BlindSpot) | (BlindSpot, Assured) => Some(Reach::AssuredUnknown),
            _ => None,
        },
        By::Rating => match x.standing.rating?.abs_diff(y.standing.rating?) {
            0 | 1 => None,
            2 => Some(Reach::TwoRatings),
            _ => Some(Reach::ThreeRatings),
        },
    }
}

/// The answers that are ranked, with what they are ordered by: the position, then the rating.
fn ranked(role: &RoleVoice) -> impl Iterator<Item = (u8, Option<u8>, &QuartetAnswer)> {
    let answers = role.answers.iter();
    answers.filter_map(|a| Some((a.rank()?, a.standing.rating, a)))
}

/// The best position, of equals the one that comes first.
pub(super) fn best(role: &RoleVoice) -> Option<&QuartetAnswer> {
    ranked(role)
        .min_by_key(|(rank, rating, _)| Reverse((*rank, *rating)))
        .map(|l| l.2)
}

/// The worst position of those that rank so high at least, of equals the one that comes first.
fn worst(role: &RoleVoice, at_least: u8) -> Option<&QuartetAnswer> {
    let these = ranked(role).filter(|(rank, ..)| *rank >= at_least);
    these.min_by_key(|(rank, rating, _)| (*rank, *rating)).map(|l| l.2)
}

fn rated(role: &RoleVoice) -> impl Iterator<Item = (u8, u8, &QuartetAnswer)> {
    ranked(role).filter_map(|(rank, rating, a)| Some((rating?, rank, a)))
}

fn highest(role: &RoleVoice) -> Option<&QuartetAnswer> {
    rated(role)
        .min_by_key(|(rating, rank, _)| Reverse((*rating, *rank)))
        .map(|l| l.2)
}

fn lowest(role: &RoleVoice) -> Option<&QuartetAnswer> {
    rated(role)
        .min_by_key(|(rating, rank, _)| (*rating, *rank))
        .map(|l| l.2)
}
