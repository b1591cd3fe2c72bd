//! The last answer, taken back.

use super::{Interview, Notice};
use crate::assessment::Answer;
use crate::checklist::Question;

/// What a visit to a question changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    /// The question's place among all of the checklist.
    at: usize,
    before: Option<Answer>,
    after: Option<Answer>,
}

impl Interview<'_> {
    /// Remembers what a visit to a question changed, where it changed something.
    pub(super) fn remember_change(&mut self, at: usize, question: &Question, before: Option<Answer>) {
        let after = self.assessment.answer(&question.id).cloned();
        if before != after {
            self.memory.changes.push(Change { at, before, after });
        }
    }

    /// Whether there is an answer to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.memory.changes.is_empty()
    }

    /// Takes the last change of an answer back, and says whose place it was; none where nothing was taken back.
    pub(super) fn undo(&mut self) -> Option<usize> {
        let Some(change) = self.memory.changes.pop() else {
            self.respondent
                .show(&Notice::Line("There is no answer of this visit to take back."));
            return None;
        };
        let checklist = self.checklist;
        let question = checklist.questions().nth(change.at)?;
        if self.assessment.answer(&question.id) != change.after.as_ref() {
            self.respondent.show(&Notice::Mistake(
                "Somebody else has changed this answer since: it is left as it stands.",
            ));
            return Some(change.at);
        }
        let mut wanted = self.assessment.clone();
        match change.before {
            Some(before) => wanted.answers.insert(question.id.clone(), before),
            None => wanted.answers.remove(&question.id),
        };
        if self.save(wanted).is_some() {
            return None;
        }
        self.respondent.show(&Notice::Line(
            "Taken back: the answer to this question stands as it did before.",
        ));
        Some(change.at)
    }
}
