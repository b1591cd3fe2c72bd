//! What became of last year's actions.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Side;
use super::chain::Chain;
use crate::assessment::{Action, ActionStatus, Answer};

mod places;

use places::{Place, Places};

/// What became of an action, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is nowhere in the later assessment, and nobody said why: an alert of its own.
    Vanished,
    /// Still meant to be done, and its date is past.
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

impl Outcome {
    /// Every outcome, worst first.
    pub const ALL: [Outcome; 7] = [
        Outcome::Vanished,
        Outcome::Late,
        Outcome::Dropped,
        Outcome::UnderWay,
        Outcome::StillOpen,
        Outcome::Done,
        Outcome::ClosedBefore,
    ];

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Vanished => "vanished without a word",
            Outcome::Late => "late",
            Outcome::Dropped => "dropped",
            Outcome::UnderWay => "under way",
            Outcome::StillOpen => "still open, not late",
            Outcome::Done => "done",
            Outcome::ClosedBefore => "closed before",
        }
    }
}

/// How an action was found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
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
    pub outcome: Outcome,
    /// The earlier question it stood under.
    pub old_question: String,
    /// The question it stands under now.
    pub question: Option<String>,
    /// How it was found.
    pub found: Found,
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
    /// How far it had come.
    pub status: ActionStatus,
    /// How far it has come.
    pub status_now: Option<ActionStatus>,
    /// Why it was dropped; null where nobody said.
    pub reason: Option<String>,
    /// Anything about it differs.
    pub changed: bool,
    /// Left out of a public report.
    pub private: bool,
}

/// An action that the earlier assessment did not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewAction {
    /// The question it stands under.
    pub question: String,
    /// What will be done; null in a public report of a private answer.
    pub what: Option<String>,
    /// By whom.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// How far it has come.
    pub status: ActionStatus,
    /// Open, owned, measurable, and due within 12 months.
    pub credible: bool,
    /// Left out of a public report.
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
            self.reason = None;
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

/// How alike two actions must be to be taken for one: the share of letter pairs they have in common.
///
/// Strict: an action taken wrongly for another would hide that it vanished.
const ALIKE: f64 = 0.7;

fn key(what: &str) -> String {
    what.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// An action of the later assessment that an earlier one can be found in.
struct Candidate<'a> {
    question: &'a str,
    answer: &'a Answer,
    action: &'a Action,
    key: String,
    archived: bool,
}

/// Follows every action of the earlier assessment; also gives the actions that only the later one has.
///
/// Where one side is read from a public report, nothing is said of actions that it leaves out, and owners are not compared.
pub fn follow(old: Side<'_>, new: Side<'_>, chain: &Chain) -> (Vec<Followed>, Vec<NewAction>) {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let mut gather = |id: &'_ str, archived: bool| -> Option<()> {
        let answers = if archived {
            &new.assessment.archived
        } else {
            &new.assessment.answers
        };
        let (question, answer) = answers.get_key_value(id)?;
        let hidden = |side: Side<'_>, answer: &Answer| side.withheld && answer.private;
        let before = chain
            .predecessors(id)
            .iter()
            .filter_map(|l| old.assessment.answer(&l.old));
        if hidden(new, answer) || before.into_iter().any(|a| hidden(old, a)) {
            return None;
        }
        candidates.extend(answer.actions.iter().map(|action| Candidate {
            question,
            answer,
            action,
            key: key(&action.what),
            archived,
        }));
        Some(())
    };
    for q in new.checklist.questions() {
        gather(&q.id, false);
    }
    for id in new.assessment.archived.keys() {
        gather(id, true);
    }
    struct Wanted<'a> {
        question: &'a str,
        answer: &'a Answer,
        action: &'a Action,
        key: String,
    }
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for q in old.checklist.questions() {
        if let Some((question, answer)) = old.assessment.answers.get_key_value(&q.id) {
            let after = chain.successors(question).filter_map(|id| new.assessment.answer(id));
            if (old.withheld && answer.private) || after.into_iter().any(|a| new.withheld && a.private) {
                continue;
            }
            wanted.extend(answer.actions.iter().map(|action| Wanted {
                question,
                answer,
                action,
                key: key(&action.what),
            }));
        }
    }
    let mut taken = vec![false; candidates.len()];
    let mut found: Vec<Option<(usize, Found)>> = vec![None; wanted.len()];
    // Where an old question's actions would be looked for first: under what became of it, or with it in the archive.
    let mut places = Places::of(candidates.iter().map(|c| Place {
        homes: if c.archived {
            vec![c.question]
        } else {
            chain.predecessors(c.question).iter().map(|l| l.old.as_str()).collect()
        },
        key: &c.key,
        archived: c.archived,
    }));
    // Round after round over all, so that a sure match is never lost to a doubtful one. In the second, two actions that say the same
    // may share one: merged questions, and their actions with them, became one.
    let rounds = [
        (Found::Exact, false),
        (Found::Exact, true),
        (Found::Archived, true),
        (Found::Similar, false),
        (Found::Elsewhere, false),
    ];
    for (round, shared) in rounds {
        // Only the round that looks for similar words has to compare: what is free under each question, and how many look for it.
        let mut lists: BTreeMap<&str, (Vec<usize>, usize, usize)> = BTreeMap::new();
        if round == Found::Similar {
            for (w, _) in wanted.iter().zip(&found).filter(|(_, found)| found.is_none()) {
                lists
                    .entry(w.question)
                    .or_insert_with(|| (places.free(w.question, &taken), 0, 0))
                    .1 += 1;
            }
        }
        for (w, found) in wanted.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let best = match round {
                Found::Exact | Found::Archived => {
                    places.exact(w.question, &w.key, round == Found::Archived, shared, &taken)
                }
                Found::Similar => lists.get_mut(w.question).and_then(|(free, looking, rank)| {
                    let near = places::near(*rank, *looking, free.len());
                    *rank += 1;
                    free.get(near)?
                        .iter()
                        .filter(|i| !taken.get(**i).copied().unwrap_or(true))
                        .filter_map(|i| Some((*i, strsim::sorensen_dice(&candidates.get(*i)?.key, &w.key))))
                        .filter(|(_, alike)| *alike >= ALIKE)
                        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
                        .map(|(i, _)| i)
                }),
                _ => places.anywhere(&w.key, &taken),
            };
            if let Some(i) = best
                && let Some(mark) = taken.get_mut(i)
            {
                *mark = true;
                *found = Some((i, round));
            }
        }
    }
    let on = new.assessment.updated;
    let owners = !old.withheld && !new.withheld;
    let mut followed: Vec<Followed> = wanted
        .iter()
        .zip(found)
        .map(|(w, found)| {
            let found = found.and_then(|(i, how)| candidates.get(i).map(|c| (c, how)));
            one(w.question, w.answer, w.action, found, on, owners)
        })
        .collect();
    followed.sort_by_key(|f| f.outcome);
    let asked_for: HashSet<(&str, &str)> = wanted.iter().map(|w| (w.question, w.key.as_str())).collect();
    let fresh = candidates
        .iter()
        .zip(&taken)
        .filter(|(c, taken)| !**taken && !c.archived)
        .map(|(c, _)| c)
        // A split question's answer is copied to every successor: the copies are no new actions.
        .filter(|c| {
            let before = chain.predecessors(c.question);
            !before
                .iter()
                .any(|l| asked_for.contains(&(l.old.as_str(), c.key.as_str())))
        })
        .map(|c| NewAction {
            question: c.question.to_owned(),
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

fn one(
    question: &str,
    answer: &Answer,
    was: &Action,
    found: Option<(&Candidate<'_>, Found)>,
    on: NaiveDate,
    owners: bool,
) -> Followed {
    let now = found.map(|(c, _)| c.action);
    let bare = |a: &Action| Action {
        owner: a.owner.clone().filter(|_| owners),
        ..a.clone()
    };
    let outcome = match now {
        Some(now) if now.status.is_open() => {
            // An action that lost its date is judged by the one it had.
            let due = now.due.or(was.due);
            if now.status == ActionStatus::Late || due.is_some_and(|d| d < on) {
                Outcome::Late
            } else if now.status == ActionStatus::UnderWay {
                Outcome::UnderWay
            } else {
                Outcome::StillOpen
            }
        }
        _ if !was.status.is_open() => Outcome::ClosedBefore,
        Some(now) if now.status == ActionStatus::Done => Outcome::Done,
        Some(_) => Outcome::Dropped,
        None => Outcome::Vanished,
    };
    Followed {
        outcome,
        old_question: question.to_owned(),
        question: found.map(|(c, _)| c.question.to_owned()),
        found: found.map_or(Found::Nowhere, |(_, how)| how),
        what: Some(was.what.clone()),
        what_now: now.map(|n| n.what.clone()).filter(|w| *w != was.what),
        owner: was.owner.clone().filter(|_| owners),
        owner_now: now.and_then(|n| n.owner.clone()).filter(|_| owners),
        due: was.due,
        due_now: now.and_then(|n| n.due),
        status: was.status,
        status_now: now.map(|n| n.status),
        reason: now.and_then(|n| n.reason.clone()),
        // An action that was closed and is left out of the next year's file has done its work.
        changed: match now {
            Some(now) => bare(now) != bare(was),
            None => was.status.is_open(),
        },
        private: answer.private || found.is_some_and(|(c, _)| c.answer.private),
    }
}
