//! A store that keeps what the answers were before a review changed them.

use chrono::NaiveDate;

use super::{AnswerStore, Saved};
use crate::assessment::{Answer, Assessment, earlier};

/// Between the interview and the file: whatever the review changes, the file also says what it was.
pub(super) struct KeepingStore<'s> {
    pub inner: &'s mut dyn AnswerStore,
    /// The answers as the review found them.
    pub before: Assessment,
    pub today: NaiveDate,
}

impl AnswerStore for KeepingStore<'_> {
    fn save(&mut self, assessment: &Assessment) -> Result<Saved, String> {
        let nothing = Answer::default();
        let mut wanted = assessment.clone();
        for (id, answer) in &mut wanted.answers {
            let was = self.before.answer(id).unwrap_or(&nothing);
            earlier::keep(answer, was, self.today);
        }
        let saved = self.inner.save(&wanted)?;
        let merged = saved.merged.unwrap_or_else(|| wanted.clone());
        // What somebody else changed meanwhile is no change of this review.
        for (id, answer) in &merged.answers {
            if wanted.answer(id) != Some(answer) {
                self.before.answers.insert(id.clone(), answer.clone());
            }
        }
        Ok(Saved {
            merged: Some(merged),
            message: saved.message,
        })
    }
}
