//! How long an answer takes this person.

use std::time::Duration;

/// What takes longer than this was a pause, or a conversation: it says nothing about the pace.
const PAUSE: Duration = Duration::from_secs(10 * 60);
/// So many answers weigh as much as the checklist's own reckoning.
const PRIOR: u32 = 4;

/// The pace so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Pace {
    answered: u32,
    taken: Duration,
}

impl Pace {
    /// An answer was given, and took so long.
    pub(super) fn record(&mut self, taken: Duration) {
        if taken <= PAUSE {
            self.answered = self.answered.saturating_add(1);
            self.taken = self.taken.saturating_add(taken);
        }
    }

    /// The minutes that so many questions and actions of last year take, from the checklist's own minutes for all of its questions,
    /// and more and more from the person's pace. An action takes half as long as a question.
    pub(super) fn minutes(&self, checklist: (u32, usize), questions: usize, actions: usize) -> u32 {
        let wide = |n: usize| u128::try_from(n).unwrap_or(u128::MAX);
        let (minutes, of) = (u128::from(checklist.0), wide(checklist.1.max(1)));
        let halves = wide(questions).saturating_mul(2).saturating_add(wide(actions));
        let seconds_of_all = minutes * 60 * u128::from(PRIOR) + u128::from(self.taken.as_secs()) * of;
        let share = of * u128::from(PRIOR + self.answered) * 2 * 60;
        u32::try_from(seconds_of_all.saturating_mul(halves).div_ceil(share)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checklist_says_until_the_person_does() {
        let mut pace = Pace::default();
        assert_eq!(pace.minutes((80, 80), 10, 0), 10);
        assert_eq!(
            pace.minutes((80, 80), 10, 4),
            12,
            "two actions take as long as a question"
        );
        for _ in 0..40 {
            pace.record(Duration::from_secs(180));
        }
        assert!(matches!(pace.minutes((80, 80), 10, 0), 28..=30));
        let before = pace.minutes((80, 80), 10, 0);
        pace.record(Duration::from_secs(3 * 60 * 60));
        assert_eq!(pace.minutes((80, 80), 10, 0), before, "a long pause does not count");
        assert_eq!(pace.minutes((80, 80), 0, 0), 0);
        assert_eq!(pace.minutes((u32::MAX, 0), usize::MAX, usize::MAX), u32::MAX);
    }
}
