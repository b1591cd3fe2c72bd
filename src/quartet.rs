//! The roles of one council side by side for one year, by topic: where they diverge, what one cannot say and another can, what one can
//! show and another does not know of, and what nobody can say.
//!
//! Everything is counted and nothing is averaged: four people's views have no mean. The rules are published in `docs/quartet.md`.

mod divergence;
mod findings;
mod record;
mod talk;
mod topics;

use std::fmt;

use crate::checklist::{Role, Status};
use crate::compare::{Side, council_key};
use crate::report::Audience;
use crate::score::Score;

pub use divergence::{Divergence, Reach, RolePair, Stand};
pub use findings::{BlindSpot, CriticalMatter, HiddenStrength, RoleAlert, TopicRoles, Witness};
pub use record::{
    Quartet, QuartetAnswer, QuartetCounts, QuartetKind, ReachCounts, RoleSide, RoleTheme, RoleVoice, ThemeRow,
    TopicOutcome, TopicRow, TopicVoice,
};

/// The format number of the quartet as data.
pub const FORMAT: u32 = 1;

/// The most roles there are to set side by side.
const MOST: usize = Role::ALL.len();

/// Why assessments cannot be set side by side as the roles of one council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuartetRefusal {
    /// There is only one, or none.
    TooFew,
    /// There are more than there are roles.
    TooMany(usize),
    /// Two of them are of one role.
    SameRole(Role),
    /// They are two councils'.
    OtherCouncil {
        /// The first.
        one: String,
        /// The other.
        other: String,
    },
    /// They are of two years.
    OtherPeriod {
        /// The first.
        one: String,
        /// The other.
        other: String,
    },
}

impl fmt::Display for QuartetRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuartetRefusal::TooFew => f.write_str("one role alone has nobody to stand beside"),
            QuartetRefusal::TooMany(n) => write!(f, "these are {n} assessments, and there are four roles"),
            QuartetRefusal::SameRole(role) => {
                write!(f, "two of these are of one role: {} ({})", role.title(), role.id())
            }
            QuartetRefusal::OtherCouncil { one, other } => write!(f, "these are two councils': `{one}` and `{other}`"),
            QuartetRefusal::OtherPeriod { one, other } => write!(f, "these are of two years: {one} and {other}"),
        }
    }
}

impl std::error::Error for QuartetRefusal {}

impl QuartetRefusal {
    /// How to mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            QuartetRefusal::TooFew => "name the files of two to four roles: ce, leader, lmcs, dcs",
            QuartetRefusal::TooMany(_) => "name one file a role",
            QuartetRefusal::SameRole(_) => {
                "name one file a role; two years of one role are compared with `assure diff OLD NEW`"
            }
            QuartetRefusal::OtherCouncil { .. } => {
                "name files of one council; if it is one, write its name alike in each file's head: `council = \"…\"`"
            }
            QuartetRefusal::OtherPeriod { .. } => {
                "name files of one year; several years of one role stand side by side with `assure trend FILE…`"
            }
        }
    }
}

/// Sets the assessments of two to four roles side by side, in whatever order they come.
///
/// # Errors
/// Fewer than two or more than four, a role that comes twice, two councils, or two years.
pub fn quartet(sides: &[Side<'_>], audience: Audience) -> Result<Quartet, QuartetRefusal> {
    let mut sides = sides.to_vec();
    sides.sort_by_key(|s| s.checklist.role);
    check_same_council_and_year(&sides)?;
    let scored: Vec<(Side<'_>, Score<'_>)> = sides.iter().map(|s| (*s, s.score())).collect();
    let topics = topics::topic_rows(&scored, audience);
    let themes = topics::theme_rows(&scored);
    let divergences = divergence::divergences(&topics);
    let named = sides.iter().find_map(|s| s.assessment.council.as_ref());
    Ok(Quartet {
        format: FORMAT,
        kind: QuartetKind::Quartet,
        audience,
        council: named.cloned(),
        period: sides
            .first()
            .map_or_else(String::new, |s| s.assessment.period.to_string()),
        roles: scored
            .iter()
            .map(|(s, score)| RoleSide::of(*s, score, audience))
            .collect(),
        missing: missing(&sides),
        notes: notes(&scored),
        counts: QuartetCounts::of(&topics, &divergences),
        blind_spots: findings::blind_spots(&topics),
        hidden_strengths: findings::hidden_strengths(&topics),
        nobody_can_say: findings::nobody_can_say(&topics),
        said_not_shown: findings::said_not_shown(&topics),
        critical: findings::critical_matters(&scored, audience),
        divergences,
        topics,
        themes,
    })
}

fn missing(sides: &[Side<'_>]) -> Vec<Role> {
    let there = |role: Role| sides.iter().any(|s| s.checklist.role == role);
    Role::ALL.iter().map(|(_, r)| *r).filter(|r| !there(*r)).collect()
}

/// Whether sides, in order of their roles, are of one council and one year, each role once.
fn check_same_council_and_year(sides: &[Side<'_>]) -> Result<(), QuartetRefusal> {
    if sides.len() < 2 {
        return Err(QuartetRefusal::TooFew);
    }
    let twice = sides.windows(2).find_map(|two| match two {
        [a, b] if a.checklist.role == b.checklist.role => Some(a.checklist.role),
        _ => None,
    });
    if let Some(role) = twice {
        return Err(QuartetRefusal::SameRole(role));
    }
    if sides.len() > MOST {
        return Err(QuartetRefusal::TooMany(sides.len()));
    }
    let mut councils = sides.iter().filter_map(|s| s.assessment.council.as_deref());
    if let Some(one) = councils.next()
        && let Some(other) = councils.find(|other| council_key(other) != council_key(one))
    {
        return Err(QuartetRefusal::OtherCouncil {
            one: one.to_owned(),
            other: other.to_owned(),
        });
    }
    let mut periods = sides.iter().map(|s| s.assessment.period);
    if let Some(one) = periods.next()
        && let Some(other) = periods.find(|other| *other != one)
    {
        return Err(QuartetRefusal::OtherPeriod {
            one: one.to_string(),
            other: other.to_string(),
        });
    }
    Ok(())
}

/// What a reader ought to know first.
fn notes(scored: &[(Side<'_>, Score<'_>)]) -> Vec<String> {
    let mut notes = Vec::new();
    let names: Vec<String> = scored.iter().map(|(s, _)| s.checklist.name().to_string()).collect();
    let first = scored.first().map(|(s, _)| s.checklist.edition);
    if scored.iter().any(|(s, _)| Some(s.checklist.edition) != first) {
        notes.push(format!(
            "The editions are of different years: {}. A topic asks the same in all of them.",
            names.join(", ")
        ));
    }
    for (side, score) in scored {
        let (role, name) = (side.checklist.role.title(), side.checklist.name());
        if side.assessment.council.is_none() {
            notes.push(format!("{role}: the file does not name its council."));
        }
        if side.checklist.status != Status::Current {
            notes.push(format!(
                "{role}: {name} is {}; there is a later edition, or its duties are no longer in force.",
                side.checklist.status.word()
            ));
        }
        if side.checklist.questions().all(|q| q.topic.is_empty()) {
            notes.push(format!(
                "{role}: {name} names no topics, so nothing of it can be set beside the others by topic; its figures stand with the themes."
            ));
        }
        if !score.open_context.is_empty() {
            notes.push(format!(
                "{role}: not stated yet: {}. Questions that wait on it are not asked.",
                score
                    .open_context
                    .iter()
                    .map(|id| id.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
        }
        if score.overall.answered == 0 {
            notes.push(format!("{role}: nothing is answered yet."));
        }
        if side.withheld {
            notes.push(format!(
                "{role}: this is a public report, from which names, owners and the texts of private answers were left out."
            ));
        }
    }
    notes
}
