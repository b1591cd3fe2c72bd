//! Keeping what was answered, at once and after every step, and what is asked where that fails.

use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewOutcome, Notice, Reply};
use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Answer, Assessment, personal};
use crate::checklist::{Checklist, Question};

impl Interview<'_> {
    /// Keeps an answer to a question. The day is only moved when something changed.
    pub(super) fn save_answer(&mut self, question: &Question, mut answer: Answer) -> Option<InterviewOutcome> {
        let asked = question.digest().to_owned();
        personal::confirm(&mut answer, &self.confirmed);
        let before = self.assessment.answer(&question.id);
        let same = before.is_some_and(|b| {
            Answer {
                unfinished: answer.unfinished,
                on: answer.on,
                asked: answer.asked.clone(),
                draft: answer.draft.clone(),
                ..b.clone()
            } == answer
        });
        if !same || answer.on.is_none() {
            answer.on = Some(self.today);
        }
        // Where there is one, it is the rating's: to add evidence is not to rate the question as it is now.
        if answer.response().is_some() && answer.asked.is_none() {
            answer.asked = Some(asked);
        }
        let mut assessment = self.assessment.clone();
        assessment.answers.insert(question.id.clone(), answer);
        self.save(assessment)
    }

    /// Keeps everything as it now stands, or asks what to do where that fails.
    pub(super) fn save(&mut self, mut wanted: Assessment) -> Option<InterviewOutcome> {
        if wanted == self.assessment {
            return None;
        }
        wanted.updated = self.today.max(wanted.started);
        update_digest(&mut wanted, self.checklist);
        self.keep(wanted)
    }

    /// Keeps what is no answer: everything as it now stands, and the day of the last change as it is.
    pub(super) fn keep(&mut self, wanted: Assessment) -> Option<InterviewOutcome> {
        if wanted == self.assessment {
            return None;
        }
        loop {
            match self.store.save(&wanted) {
                Ok(kept) => {
                    self.assessment = kept.merged.unwrap_or(wanted);
                    if let Some(message) = kept.message {
                        self.respondent.show(&Notice::Line(&message));
                    }
                    return None;
                }
                Err(message) => {
                    self.respondent.show(&Notice::Mistake(&message));
                    let request = ChoiceRequest {
                        prompt: "This answer is not saved yet",
                        choices: vec![Choice::new("t", "try again"), Choice::new("l", "leave without it")],
                        current: Some(0),
                        commands: &[],
                        layout: ChoiceLayout::Keys,
                    };
                    match self.respondent.choose(&request) {
                        Reply::Given(0) => {}
                        Reply::Interrupted => return Some(InterviewOutcome::Interrupted),
                        _ => {
                            // It is not in the file, and must not be lost with it: the caller shows what was answered.
                            self.assessment = wanted;
                            return Some(InterviewOutcome::NotSaved);
                        }
                    }
                }
            }
        }
    }
}

/// Once no answer is left that was given to other words, the file stands for the checklist as it is now.
fn update_digest(assessment: &mut Assessment, checklist: &Checklist) {
    let open = checklist
        .questions()
        .any(|q| assessment.answer(&q.id).is_some_and(|a| is_to_confirm(q, a)));
    if !open {
        assessment.digest = Some(checklist.digest());
        assessment.revision = Some(checklist.revision);
    }
}
