//! Which action of the later assessment an earlier one is found again in.

use std::collections::BTreeMap;

use super::ActionMatch;
use super::index::{ActionHome, ActionIndex, IndexedAction, Sharing, window};
use crate::assessment::{Action, Answer, Assessment};
use crate::checklist::QuestionId;
use crate::compare::Side;
use crate::compare::chain::Chain;
use crate::escape::single_spaced;

/// How alike two actions must be to be taken for one: the share of letter pairs they have in common.
///
/// Strict: an action taken wrongly for another would hide that it vanished.
const ALIKE: f64 = 0.7;

/// An action with the answer it stands under.
pub(super) struct ActionAt<'a> {
    pub question: &'a QuestionId,
    pub answer: &'a Answer,
    pub action: &'a Action,
    pub store: ActionHome,
    /// What it says, without case and spaces.
    pub key: String,
}

fn key(what: &str) -> String {
    single_spaced(what).to_lowercase()
}

impl ActionHome {
    fn entry<'a>(self, assessment: &'a Assessment, id: &QuestionId) -> Option<(&'a QuestionId, &'a Answer)> {
        match self {
            ActionHome::Answers => assessment.answers.get_key_value(id),
            ActionHome::Archive => assessment.archived.get_key_value(id),
        }
    }
}

fn actions_of<'a>(
    question: &'a QuestionId,
    answer: &'a Answer,
    store: ActionHome,
) -> impl Iterator<Item = ActionAt<'a>> {
    answer.actions.iter().map(move |action| ActionAt {
        question,
        answer,
        action,
        store,
        key: key(&action.what),
    })
}

fn is_hidden(side: Side<'_>, answer: &Answer) -> bool {
    side.withheld && answer.private
}

/// The later assessment's actions, the archived ones last; none of answers that a public report leaves out on either side.
pub(super) fn candidates<'a>(old: Side<'a>, new: Side<'a>, chain: &Chain) -> Vec<ActionAt<'a>> {
    let asked = new.checklist.questions().map(|q| (&q.id, ActionHome::Answers));
    let archived = new.assessment.archived.keys().map(|id| (id, ActionHome::Archive));
    asked
        .chain(archived)
        .filter_map(|(id, store)| {
            let (question, answer) = store.entry(new.assessment, id)?;
            let mut before = chain
                .predecessors(id)
                .iter()
                .filter_map(|l| old.assessment.answer(&l.old));
            (!is_hidden(new, answer) && !before.any(|a| is_hidden(old, a))).then_some((question, answer, store))
        })
        .flat_map(|(question, answer, store)| actions_of(question, answer, store))
        .collect()
}

/// The earlier assessment's actions; none of answers that a public report leaves out on either side.
pub(super) fn earlier_actions<'a>(old: Side<'a>, new: Side<'a>, chain: &Chain) -> Vec<ActionAt<'a>> {
    old.checklist
        .questions()
        .filter_map(|q| old.assessment.answers.get_key_value(&q.id))
        .filter(|(question, answer)| {
            let mut after = chain.successors(question).filter_map(|id| new.assessment.answer(id));
            !is_hidden(old, answer) && !after.any(|a| is_hidden(new, a))
        })
        .flat_map(|(question, answer)| actions_of(question, answer, ActionHome::Answers))
        .collect()
}

/// What was found.
pub(super) struct Matches {
    /// Of each earlier action the candidate and how it was found.
    pub of_earlier: Vec<Option<(usize, ActionMatch)>>,
    /// Of each candidate whether it was found.
    pub taken: Vec<bool>,
}

/// Round after round over all, so that a sure match is never lost to a doubtful one. In the second, two actions that say the same may
/// share one: merged questions, and their actions with them, became one.
const ROUNDS: [(ActionMatch, Sharing); 5] = [
    (ActionMatch::Exact, Sharing::Exclusive),
    (ActionMatch::Exact, Sharing::Shared),
    (ActionMatch::Archived, Sharing::Shared),
    (ActionMatch::Similar, Sharing::Exclusive),
    (ActionMatch::Elsewhere, Sharing::Exclusive),
];

/// What is free under a question in the round that looks for similar words, and how many look for it.
struct Shortlist {
    free: Vec<usize>,
    looking: usize,
    served: usize,
}

/// Finds each earlier action again.
pub(super) fn match_actions<'a>(
    earlier: &'a [ActionAt<'a>],
    candidates: &'a [ActionAt<'a>],
    chain: &'a Chain,
) -> Matches {
    let mut taken = vec![false; candidates.len()];
    let mut of_earlier: Vec<Option<(usize, ActionMatch)>> = vec![None; earlier.len()];
    // Where an old question's actions would be looked for first: under what became of it, or with it in the archive.
    let mut index = ActionIndex::of(candidates.iter().map(|c| IndexedAction {
        origins: match c.store {
            ActionHome::Archive => vec![c.question],
            ActionHome::Answers => chain.predecessors(c.question).iter().map(|l| &l.old).collect(),
        },
        key: &c.key,
        store: c.store,
    }));
    for (round, sharing) in ROUNDS {
        // Only the round that looks for similar words has to compare.
        let mut shortlists: BTreeMap<&QuestionId, Shortlist> = BTreeMap::new();
        if round == ActionMatch::Similar {
            for (action, _) in earlier.iter().zip(&of_earlier).filter(|(_, found)| found.is_none()) {
                let shortlist = shortlists.entry(action.question).or_insert_with(|| Shortlist {
                    free: index.free(action.question, &taken),
                    looking: 0,
                    served: 0,
                });
                shortlist.looking += 1;
            }
        }
        for (action, found) in earlier.iter().zip(&mut of_earlier).filter(|(_, found)| found.is_none()) {
            let best = match round {
                ActionMatch::Exact => index.exact(action.question, &action.key, ActionHome::Answers, sharing, &taken),
                ActionMatch::Archived => {
                    index.exact(action.question, &action.key, ActionHome::Archive, sharing, &taken)
                }
                ActionMatch::Similar => shortlists
                    .get_mut(action.question)
                    .and_then(|list| most_alike(&action.key, list, candidates, &taken)),
                ActionMatch::Elsewhere | ActionMatch::Nowhere => index.anywhere(&action.key, &taken),
            };
            if let Some(i) = best
                && let Some(mark) = taken.get_mut(i)
            {
                *mark = true;
                *found = Some((i, round));
            }
        }
    }
    Matches { of_earlier, taken }
}

/// The free candidate under the question that is most alike, the first of several, where one is alike enough.
fn most_alike(key: &str, list: &mut Shortlist, candidates: &[ActionAt<'_>], taken: &[bool]) -> Option<usize> {
    let near = window(list.served, list.looking, list.free.len());
    list.served += 1;
    list.free
        .get(near)?
        .iter()
        .filter(|i| !taken.get(**i).copied().unwrap_or(true))
        .filter_map(|i| Some((*i, strsim::sorensen_dice(&candidates.get(*i)?.key, key))))
        .filter(|(_, alike)| *alike >= ALIKE)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(i, _)| i)
}
