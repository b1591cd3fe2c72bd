//! Where an earlier action would be found again, looked up instead of searched for: the work grows with the number of actions, and
//! not with its square.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::checklist::QuestionId;

/// An action is compared with so many others under its question at most. Nobody has half as many under one: up to this number on
/// both sides everything is compared with everything, and beyond it with what stands at about the same place of the list.
const MOST: usize = 200;

/// An action that an earlier one can be found in: the earlier questions that it would be looked for from, its key, and where it stands.
pub(super) struct IndexedAction<'a> {
    pub origins: Vec<&'a QuestionId>,
    pub key: &'a str,
    pub store: ActionHome,
}

/// Which part of the later assessment an action stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ActionHome {
    /// Under a question of the checklist.
    Answers,
    /// With a withdrawn question.
    Archive,
}

/// Whether an action that is taken already may be taken once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    /// One earlier action each.
    Exclusive,
    /// Merged questions, and their actions with them, became one.
    Shared,
}

/// Positions in the order of the file, the taken ones at the front skipped once and for all.
#[derive(Debug, Default)]
struct Queue {
    positions: Vec<usize>,
    skipped: usize,
}

impl Queue {
    fn first_free(&mut self, taken: &[bool]) -> Option<usize> {
        while let Some(position) = self.positions.get(self.skipped).copied() {
            if !taken.get(position).copied().unwrap_or(true) {
                return Some(position);
            }
            self.skipped += 1;
        }
        None
    }
}

/// The positions of all actions, by question and by what they say.
#[derive(Debug, Default)]
pub(super) struct ActionIndex<'a> {
    by_origin_and_key: HashMap<(&'a QuestionId, &'a str, ActionHome), Queue>,
    by_origin: HashMap<&'a QuestionId, Vec<usize>>,
    by_key: HashMap<&'a str, Queue>,
}

impl<'a> ActionIndex<'a> {
    pub(super) fn of(actions: impl Iterator<Item = IndexedAction<'a>>) -> Self {
        let mut out = Self::default();
        for (i, action) in actions.enumerate() {
            // A question that was merged from two has each of them once.
            let origins: HashSet<&QuestionId> = action.origins.iter().copied().collect();
            for origin in origins {
                out.by_origin_and_key
                    .entry((origin, action.key, action.store))
                    .or_default()
                    .positions
                    .push(i);
                out.by_origin.entry(origin).or_default().push(i);
            }
            if action.store == ActionHome::Answers {
                out.by_key.entry(action.key).or_default().positions.push(i);
            }
        }
        out
    }

    /// The first under the question in the same words: a free one, or any where one may be shared.
    pub(super) fn exact(
        &mut self,
        question: &'a QuestionId,
        key: &'a str,
        store: ActionHome,
        sharing: Sharing,
        taken: &[bool],
    ) -> Option<usize> {
        let queue = self.by_origin_and_key.get_mut(&(question, key, store))?;
        match sharing {
            Sharing::Shared => queue.positions.first().copied(),
            Sharing::Exclusive => queue.first_free(taken),
        }
    }

    /// The first free one in the same words, wherever it is.
    pub(super) fn anywhere(&mut self, key: &'a str, taken: &[bool]) -> Option<usize> {
        self.by_key.get_mut(key)?.first_free(taken)
    }

    /// What is under a question and still free.
    pub(super) fn free(&self, question: &QuestionId, taken: &[bool]) -> Vec<usize> {
        let positions = self.by_origin.get(question).map_or(&[][..], Vec::as_slice);
        let is_free = |p: &&usize| !taken.get(**p).copied().unwrap_or(true);
        positions.iter().filter(is_free).copied().collect()
    }
}

/// Which of so many candidates one of so many actions is compared with, it being the `rank`-th of them.
pub(super) fn window(rank: usize, actions: usize, candidates: usize) -> Range<usize> {
    if actions.saturating_mul(candidates) <= MOST * MOST {
        return 0..candidates;
    }
    let start = rank.saturating_sub(MOST / 2).min(candidates.saturating_sub(MOST));
    start..(start + MOST).min(candidates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comparisons_grow_with_the_number_and_not_with_its_square() {
        let all = |n: usize| (0..n).map(|rank| window(rank, n, n).len()).sum::<usize>();
        assert_eq!(all(MOST), MOST * MOST, "up to here all with all");
        for n in [1_000, 2_000, 4_000, 64_000] {
            assert!(all(n) <= n * MOST, "{n}");
        }
        assert_eq!(window(0, 10_000, 3), 0..3);
        assert_eq!(window(9_999, 10_000, 300), 100..300);
        assert!(window(700, 1_000, 1_000).contains(&700));
    }
}
