//! Where an earlier action would be found again, looked up instead of searched for: the work grows with the number of actions, and
//! not with its square.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// An action is compared with so many others under its question at most. Nobody has half as many under one: up to this number on
/// both sides everything is compared with everything, and beyond it with what stands at about the same place of the list.
pub(super) const MOST: usize = 200;

/// An action to be found in: its place in the list of all, the earlier questions that it would be looked for from, its key.
pub(super) struct Place<'a> {
    pub homes: Vec<&'a str>,
    pub key: &'a str,
    pub archived: bool,
}

/// Places in the order of the file, the taken ones at the front skipped once and for all.
#[derive(Debug, Default)]
struct Queue {
    places: Vec<usize>,
    skipped: usize,
}

impl Queue {
    fn first_free(&mut self, taken: &[bool]) -> Option<usize> {
        while let Some(place) = self.places.get(self.skipped).copied() {
            if !taken.get(place).copied().unwrap_or(true) {
                return Some(place);
            }
            self.skipped += 1;
        }
        None
    }
}

/// All places, by question and by what they say.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    exact: HashMap<(&'a str, &'a str, bool), Queue>,
    home: HashMap<&'a str, Vec<usize>>,
    anywhere: HashMap<&'a str, Queue>,
}

impl<'a> Places<'a> {
    pub(super) fn of(places: impl Iterator<Item = Place<'a>>) -> Self {
        let mut out = Self::default();
        for (i, place) in places.enumerate() {
            // A question that was merged from two has each of them once.
            let homes: HashSet<&str> = place.homes.iter().copied().collect();
            for home in homes {
                out.exact
                    .entry((home, place.key, place.archived))
                    .or_default()
                    .places
                    .push(i);
                out.home.entry(home).or_default().push(i);
            }
            if !place.archived {
                out.anywhere.entry(place.key).or_default().places.push(i);
            }
        }
        out
    }

    /// The first under the question in the same words: a free one, or any where one may be shared.
    pub(super) fn exact(
        &mut self,
        question: &'a str,
        key: &'a str,
        archived: bool,
        shared: bool,
        taken: &[bool],
    ) -> Option<usize> {
        let queue = self.exact.get_mut(&(question, key, archived))?;
        if shared {
            queue.places.first().copied()
        } else {
            queue.first_free(taken)
        }
    }

    /// The first free one in the same words, wherever it is.
    pub(super) fn anywhere(&mut self, key: &'a str, taken: &[bool]) -> Option<usize> {
        self.anywhere.get_mut(key)?.first_free(taken)
    }

    /// What is under a question and still free.
    pub(super) fn free(&self, question: &str, taken: &[bool]) -> Vec<usize> {
        let places = self.home.get(question).map_or(&[][..], Vec::as_slice);
        let is_free = |p: &&usize| !taken.get(**p).copied().unwrap_or(true);
        places.iter().filter(is_free).copied().collect()
    }
}

/// Which of so many places one of so many actions is compared with, it being the `rank`-th of them.
pub(super) fn near(rank: usize, actions: usize, places: usize) -> Range<usize> {
    if actions.saturating_mul(places) <= MOST * MOST {
        return 0..places;
    }
    let start = rank.saturating_sub(MOST / 2).min(places.saturating_sub(MOST));
    start..(start + MOST).min(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comparisons_grow_with_the_number_and_not_with_its_square() {
        let all = |n: usize| (0..n).map(|rank| near(rank, n, n).len()).sum::<usize>();
        assert_eq!(all(MOST), MOST * MOST, "up to here all with all");
        for n in [1_000, 2_000, 4_000, 64_000] {
            assert!(all(n) <= n * MOST, "{n}");
        }
        assert_eq!(near(0, 10_000, 3), 0..3);
        assert_eq!(near(9_999, 10_000, 300), 100..300);
        assert!(near(700, 1_000, 1_000).contains(&700));
    }
}
