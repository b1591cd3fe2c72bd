//! What became of last year's actions.

use std::collections::HashSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Side;
use super::chain::Chain;
use crate::assessment::{Action, ActionStatus};
use crate::checklist::QuestionId;

mod index;
mod matching;

use index::ActionHome;
use matching::{ActionAt, candidates, earlier_actions, match_actions};

/// What became of an action, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Outcome")]
pub enum ActionOutcome {
    /// It is nowhere in the later assessment, and nobody said why: an alert of its own.
    Vanished,
    /// Still meant to be done, and its date is past on the later assessment's date. An action that lost its date is judged by the one it
    /// had.
    Late,
    /// Given up.
    Dropped,
    /// Begun.
    UnderWay,
    /// Not begun, and not late.
    StillOpen,
    /// Done.
    Done,
    /// It was done or dropped already in the earlier assessment.
    ClosedBefore,
}

impl ActionOutcome {
    /// Whether a promise was not kept and not given up with a reason: it is gone without a word, or late.
    pub fn is_slipped(self) -> bool {
        matches!(self, ActionOutcome::Vanished | ActionOutcome::Late)
    }

    /// Every outcome, worst first.
    pub const ALL: [ActionOutcome; 7] = [
        ActionOutcome::Vanished,
        ActionOutcome::Late,
        ActionOutcome::Dropped,
        ActionOutcome::UnderWay,
        ActionOutcome::StillOpen,
        ActionOutcome::Done,
        ActionOutcome::ClosedBefore,
    ];

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            ActionOutcome::Vanished => "vanished without a word",
            ActionOutcome::Late => "late",
            ActionOutcome::Dropped => "dropped",
            ActionOutcome::UnderWay => "under way",
            ActionOutcome::StillOpen => "still open, not late",
            ActionOutcome::Done => "done",
            ActionOutcome::ClosedBefore => "closed before",
        }
    }
}

/// How an action was found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Found")]
pub enum ActionMatch {
    /// Under the same question or its successor, in the same words.
    Exact,
    /// There, in similar words.
    Similar,
    /// In the same words, under another question.
    Elsewhere,
    /// With its question, which was withdrawn, in the archive.
    Archived,
    /// Nowhere.
    Nowhere,
}

/// An action of the earlier assessment and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Followed {
    /// What became of it.
    pub outcome: ActionOutcome,
    /// The earlier question it stood under.
    pub old_question: QuestionId,
    /// The question it stands under now; null where it is nowhere.
    pub question: Option<QuestionId>,
    /// How it was found.
    pub found: ActionMatch,
    /// What was to be done; null in a public report of a private answer.
    pub what: Option<String>,
    /// What it says now, where that differs.
    pub what_now: Option<String>,
    /// By whom, then.
    pub owner: Option<String>,
    /// By whom, now.
    pub owner_now: Option<String>,
    /// By when, then.
    pub due: Option<NaiveDate>,
    /// By when, now.
    pub due_now: Option<NaiveDate>,
    /// Why its date was moved since; left out where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_because: Option<String>,
    /// How far it had come.
    pub status: ActionStatus,
    /// How far it has come.
    pub status_now: Option<ActionStatus>,
    /// Why it was dropped; null where nobody said.
    pub reason: Option<String>,
    /// Whether it worked, for children; null where nobody said.
    pub effect: Option<String>,
    /// Whether anything about it differs.
    pub changed: bool,
    /// Whether its texts are left out of a public report.
    pub private: bool,
}

/// An action that the earlier assessment did not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewAction {
    /// The question it stands under.
    pub question: QuestionId,
    /// What will be done; null in a public report of a private answer.
    pub what: Option<String>,
    /// By whom.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// How far it has come.
    pub status: ActionStatus,
    /// Whether it is a credible plan: open, with owner and measure, due within 12 months.
    pub credible: bool,
    /// Whether its texts are left out of a public report.
    pub private: bool,
}

impl Followed {
    /// Without owners, and without texts where the answer is private.
    pub fn make_public(&mut self) {
        self.owner = None;
        self.owner_now = None;
        if self.private {
            self.what = None;
            self.what_now = None;
            self.moved_because = None;
            self.reason = None;
            self.effect = None;
        }
    }

    /// Whether its date was moved.
    pub fn moved(&self) -> bool {
        self.status_now.is_some() && self.due != self.due_now
    }
}

impl NewAction {
    /// Without its owner, and without its text where the answer is private.
    pub fn make_public(&mut self) {
        self.owner = None;
        if self.private {
            self.what = None;
        }
    }
}

/// Follows every action of the earlier assessment; also gives the actions that only the later one has.
///
/// Where one side is read from a public report, nothing is said of actions that it leaves out, and owners are not compared.
pub fn follow(old: Side<'_>, new: Side<'_>, chain: &Chain) -> (Vec<Followed>, Vec<NewAction>) {
    let earlier = earlier_actions(old, new, chain);
    let candidates = candidates(old, new, chain);
    let matches = match_actions(&earlier, &candidates, chain);
    let on = new.assessment.updated;
    let owners = if old.withheld || new.withheld {
        Owners::Withheld
    } else {
        Owners::Known
    };
    let mut followed: Vec<Followed> = earlier
        .iter()
        .zip(&matches.of_earlier)
        .map(|(action, found)| {
            let found = found.and_then(|(i, kind)| candidates.get(i).map(|c| (c, kind)));
            followed(action, found, on, owners)
        })
        .collect();
    followed.sort_by_key(|f| f.outcome);
    let known: HashSet<(&QuestionId, &str)> = earlier.iter().map(|a| (a.question, a.key.as_str())).collect();
    let fresh = candidates
        .iter()
        .zip(&matches.taken)
        .filter(|(c, taken)| !**taken && c.store == ActionHome::Answers)
        .map(|(c, _)| c)
        // A split question's answer is copied to every successor: the copies are no new actions.
        .filter(|c| {
            let before = chain.predecessors(c.question);
            !before.iter().any(|l| known.contains(&(&l.old, c.key.as_str())))
        })
        .map(|c| NewAction {
            question: c.question.clone(),
            what: Some(c.action.what.clone()),
            owner: c.action.owner.clone(),
            due: c.action.due,
            status: c.action.status,
            credible: c.action.is_credible(on),
            private: c.answer.private,
        })
        .collect();
    (followed, fresh)
}

/// Whether both sides say who is to do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owners {
    Known,
    Withheld,
}

/// What became of something with a status and a date, that was so and is so now.
pub(super) fn outcome(
    (was, was_due): (ActionStatus, Option<NaiveDate>),
    now: Option<(ActionStatus, Option<NaiveDate>)>,
    on: NaiveDate,
) -> ActionOutcome {
    match now {
        Some((now, now_due)) if now.is_open() => {
            // What lost its date is judged by the one it had.
            let due = now_due.or(was_due);
            if now == ActionStatus::Late || due.is_some_and(|d| d < on) {
                ActionOutcome::Late
            } else if now == ActionStatus::UnderWay {
                ActionOutcome::UnderWay
            } else {
                ActionOutcome::StillOpen
            }
        }
        _ if !was.is_open() => ActionOutcome::ClosedBefore,
        Some((ActionStatus::Done, _)) => ActionOutcome::Done,
        Some(_) => ActionOutcome::Dropped,
        None => ActionOutcome::Vanished,
    }
}

/// What became of one action.
fn followed(
    earlier: &ActionAt<'_>,
    found: Option<(&ActionAt<'_>, ActionMatch)>,
    on: NaiveDate,
    owners: Owners,
) -> Followed {
    let was = earlier.action;
    let now = found.map(|(c, _)| c.action);
    let owner = |a: &Action| a.owner.clone().filter(|_| owners == Owners::Known);
    let comparable = |a: &Action| Action {
        owner: owner(a),
        ..a.clone()
    };
    Followed {
        outcome: outcome((was.status, was.due), now.map(|n| (n.status, n.due)), on),
        old_question: earlier.question.clone(),
        question: found.map(|(c, _)| c.question.clone()),
        found: found.map_or(ActionMatch::Nowhere, |(_, kind)| kind),
        what: Some(was.what.clone()),
        what_now: now.map(|n| n.what.clone()).filter(|w| *w != was.what),
        owner: owner(was),
        owner_now: now.and_then(owner),
        due: was.due,
        due_now: now.and_then(|n| n.due),
        // Moved since, and not before: the earlier assessment knows of those.
        moved_because: now
            .filter(|n| n.due != was.due)
            .and_then(|n| n.moved.iter().rev().find(|m| !was.moved.contains(m)))
            .map(|m| m.reason.clone()),
        status: was.status,
        status_now: now.map(|n| n.status),
        reason: now.and_then(|n| n.reason.clone()),
        effect: now.and_then(|n| n.effect.clone()),
        // An action that was closed and is left out of the next year's file has done its work.
        changed: match now {
            Some(now) => comparable(now) != comparable(was),
            None => was.status.is_open(),
        },
        private: earlier.answer.private || found.is_some_and(|(c, _)| c.answer.private),
    }
}
