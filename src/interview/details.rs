//! What follows a rating: the reason, or the finding and then what else there is to say. And the same again, to change it.

use super::asking::{AnswerFieldMut, StepExit, StepResult, TextPrompt};
use super::navigation::Transition;
use super::{Interview, TextKind};
use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Answer, Field, Response};
use crate::checklist::Question;

/// Where the steps of an answer begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FirstStep {
    Finding,
    WhatElse,
}

impl<'a> Interview<'a> {
    /// The details that a response asks for. Every confirmed step is kept at once.
    pub(super) fn follow_up(&mut self, question: &'a Question, response: Response) -> Transition {
        let steps = if response == Response::NotApplicable {
            self.ask_reason(question).map(|()| Transition::Forward)
        } else {
            self.rate(question, response)
                .and_then(|()| self.answer_steps(question, FirstStep::Finding))
        };
        transition_after(steps)
    }

    /// Everything said to a question so far, to change it and to add to it.
    pub(super) fn ask_details(&mut self, question: &'a Question) -> Transition {
        transition_after(self.answer_steps(question, FirstStep::WhatElse))
    }

    /// The answer as it stands, and as somebody else may have changed it meanwhile.
    pub(super) fn answer_now(&self, question: &Question) -> Answer {
        self.assessment.answer(&question.id).cloned().unwrap_or_default()
    }

    fn rate(&mut self, question: &Question, response: Response) -> StepResult<()> {
        let mut answer = self.answer_now(question);
        answer.respond(response);
        answer.asked = Some(question.digest().to_owned());
        answer.reason = None;
        answer.unfinished = true;
        self.save_step(question, answer)
    }

    /// Why it is not applicable. The file has no such answer without its reason, so nothing is kept before it.
    pub(super) fn ask_reason(&mut self, question: &Question) -> StepResult<()> {
        let mut answer = self.answer_now(question);
        let current = answer.reason.clone().unwrap_or_default();
        let target = AnswerFieldMut {
            question,
            answer: &mut answer,
            field: Field::Reason,
            item: None,
        };
        let reason = self.ask_required_text(
            Some(target),
            &TextPrompt {
                prompt: "Reason",
                about: "Why does it not apply? A sentence; it is printed in the report.",
                current: &current,
                kind: TextKind::Paragraph,
            },
        )?;
        answer.respond(Response::NotApplicable);
        answer.asked = Some(question.digest().to_owned());
        answer.reason = Some(reason);
        answer.unfinished = false;
        self.save_step(question, answer)
    }

    /// The finding, then whatever else there is to say, until the person goes on.
    fn answer_steps(&mut self, question: &'a Question, first: FirstStep) -> StepResult<Transition> {
        let mut step = first;
        let mut resumed = false;
        loop {
            if step == FirstStep::Finding {
                self.ask_finding(question)?;
            }
            let rest = if std::mem::replace(&mut resumed, true) {
                Ok(())
            } else {
                self.resume_piece(question)
            };
            match rest.and_then(|()| self.ask_what_else(question)) {
                Ok(()) => return self.finish(question),
                Err(StepExit::Back) => step = FirstStep::Finding,
                Err(leave) => return Err(leave),
            }
        }
    }

    /// Whether a question's answer is complete once nothing more is to be said: it is rated, and to the words of today.
    pub(super) fn can_finish(question: &Question, answer: &Answer) -> bool {
        answer.response().is_some() && !is_to_confirm(question, answer)
    }

    fn finish(&mut self, question: &Question) -> StepResult<Transition> {
        let mut answer = self.answer_now(question);
        if !Self::can_finish(question, &answer) {
            return Ok(Transition::Again);
        }
        if answer.unfinished {
            answer.unfinished = false;
            self.save_step(question, answer)?;
        }
        Ok(Transition::Forward)
    }

    pub(super) fn ask_finding(&mut self, question: &Question) -> StepResult<()> {
        let mut answer = self.answer_now(question);
        let about = match answer.response() {
            Some(Response::Rated(0 | 1)) => {
                "What do you know? Name the weakness and what it means for children, in a sentence or two. Empty leaves it out."
            }
            Some(Response::DontKnow) => "What is not known, and why? A sentence. Empty leaves it out.",
            _ => "What do you know? The effect on children, in a sentence or two, not a count. Empty leaves it out.",
        };
        let current = answer.finding.clone().unwrap_or_default();
        let target = AnswerFieldMut {
            question,
            answer: &mut answer,
            field: Field::Finding,
            item: None,
        };
        let finding = self.ask_text(
            Some(target),
            &TextPrompt {
                prompt: "Finding",
                about,
                current: &current,
                kind: TextKind::Paragraph,
            },
        )?;
        answer.finding = Some(finding).filter(|t| !t.is_empty());
        self.save_step(question, answer)
    }
}

/// Before the first detail comes the rating.
fn transition_after(steps: StepResult<Transition>) -> Transition {
    match steps {
        Ok(next) | Err(StepExit::Leave(next)) => next,
        Err(StepExit::Back) => Transition::Again,
    }
}
