//! The last answer, taken back.

use super::{Interview, InterviewCommand, Notice};
use crate::assessment::Answer;
use crate::checklist::Question;

/// What a visit to a question changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AnswerChange {
    /// The question's place among all of the checklist.
    at: usize,
    before: Option<Answer>,
    after: Option<Answer>,
}

impl Interview<'_> {
    /// Remembers what a visit to a question changed, where it changed something.
    pub(super) fn remember_change(&mut self, at: usize, question: &Question, before: Option<Answer>) {
        let after = self.assessment.answer(&question.id).cloned();
        let said = |a: &Option<Answer>| a.as_ref().map(Answer::own);
        if said(&before) != said(&after) {
            self.memory.changes.push(AnswerChange { at, before, after });
        }
    }

    /// Whether there is an answer to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.memory.changes.is_empty()
    }

    /// Those of some commands that can be given now: nothing is undone where nothing was changed.
    pub(super) fn possible(&self, commands: &[InterviewCommand]) -> Vec<InterviewCommand> {
        let is_possible = |c: &InterviewCommand| *c != InterviewCommand::Undo || self.can_undo();
        commands.iter().copied().filter(is_possible).collect()
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
        let now = self.assessment.answer(&question.id);
        if now.map(Answer::own) != change.after.as_ref().map(Answer::own) {
            self.respondent.show(&Notice::Mistake(
                "Somebody else has changed this answer since: it is left as it stands.",
            ));
            return Some(change.at);
        }
        let mut wanted = self.assessment.clone();
        let mut answer = change.before.clone().unwrap_or_default();
        // What readers say of it is no part of the answer: it stays.
        if let Some(now) = now {
            answer.comments.clone_from(&now.comments);
            let confirmed = now.no_personal_data.iter();
            let new = confirmed.filter(|d| !answer.no_personal_data.contains(d));
            let new: Vec<String> = new.filter(|_| !now.comments.is_empty()).cloned().collect();
            answer.no_personal_data.extend(new);
        }
        if change.before.is_none() && answer.is_empty() {
            wanted.answers.remove(&question.id);
        } else {
            wanted.answers.insert(question.id.clone(), answer);
        }
        if self.save(wanted).is_some() {
            return None;
        }
        self.respondent.show(&Notice::Line(
            "Taken back: the answer to this question stands as it did before.",
        ));
        Some(change.at)
    }
}
