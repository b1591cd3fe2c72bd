//! What a rating asks for: the reason, the finding, how it is known, what will be done. And the way to change all of it.

use super::asking::{AnswerFieldMut, StepExit, StepResult, TextPrompt};
use super::navigation::Transition;
use super::pieces::{PieceKind, PieceRef};
use super::{Choice, Interview, Notice, TextKind};
use crate::assessment::{Action, ActionStatus, Answer, Field, Response};
use crate::checklist::{Checklist, Question};

impl<'a> Interview<'a> {
    /// The details that a response asks for. Every confirmed step is kept at once.
    pub(super) fn follow_up(&mut self, question: &'a Question, response: Response) -> Transition {
        match self.follow_up_steps(question, response) {
            Ok(()) => Transition::Forward,
            // Before the first detail comes the rating.
            Err(StepExit::Back) => Transition::Again,
            Err(StepExit::Leave(next)) => next,
        }
    }

    fn follow_up_steps(&mut self, question: &'a Question, response: Response) -> StepResult<()> {
        let mut answer = self.assessment.answer(&question.id).cloned().unwrap_or_default();
        if response == Response::NotApplicable {
            // The file has no such answer without its reason, so nothing is kept before it.
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
            answer.respond(response);
            answer.asked = Some(Checklist::question_digest(question));
            answer.reason = Some(reason);
            answer.unfinished = false;
            return self.save_step(question, answer);
        }
        answer.respond(response);
        answer.asked = Some(Checklist::question_digest(question));
        answer.reason = None;
        answer.unfinished = true;
        self.save_step(question, answer.clone())?;

        let about = match response {
            Response::Rated(0 | 1) => {
                "What do you know? Name the weakness and what it means for children, in a sentence or two. Empty leaves it out."
            }
            Response::DontKnow => "What is not known, and why? A sentence. Empty leaves it out.",
            _ => "What do you know? The effect on children, in a sentence or two, not a count. Empty leaves it out.",
        };
        loop {
            self.ask_finding(question, &mut answer, about)?;
            let rest = match response {
                Response::Rated(2 | 3) => self.ask_pieces(PieceKind::Evidence, question, &mut answer),
                _ => self.ask_pieces(PieceKind::Action, question, &mut answer),
            };
            match rest {
                Err(StepExit::Back) => {}
                other => break other?,
            }
        }
        answer.unfinished = false;
        self.save_step(question, answer)
    }

    fn ask_finding(&mut self, question: &Question, answer: &mut Answer, about: &str) -> StepResult<()> {
        let current = answer.finding.clone().unwrap_or_default();
        let target = AnswerFieldMut {
            question,
            answer: &mut *answer,
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
        self.save_step(question, answer.clone())
    }

    /// Everything said to a question so far, to look at and to change.
    pub(super) fn ask_details(&mut self, question: &'a Question) -> Transition {
        loop {
            match self.details_step(question) {
                Ok(true) => {}
                Ok(false) | Err(StepExit::Back) => return Transition::Again,
                Err(StepExit::Leave(next)) => return next,
            }
        }
    }

    /// One change; false when there is nothing more to change.
    fn details_step(&mut self, question: &'a Question) -> StepResult<bool> {
        let answer = self.assessment.answer(&question.id).cloned().unwrap_or_default();
        self.respondent.show(&Notice::Details {
            question,
            answer: &answer,
        });
        let mut choices = vec![
            Choice::new("0", "done"),
            Choice::new("1", "change the finding"),
            Choice::new("2", "add evidence"),
            Choice::new("3", "add an action"),
            Choice::new(
                "4",
                if answer.private {
                    "show it in a public report"
                } else {
                    "keep it out of a public report"
                },
            ),
        ];
        let fixed = choices.len();
        for (i, evidence) in answer.evidence.iter().enumerate() {
            choices.push(Choice::reminding(
                (choices.len()).to_string(),
                format!("change or remove evidence {}", i + 1),
                evidence.text.clone(),
            ));
        }
        let evidence_end = choices.len();
        for (i, action) in answer.actions.iter().enumerate() {
            choices.push(Choice::reminding(
                (choices.len()).to_string(),
                format!("change action {}", i + 1),
                action.what.clone(),
            ));
        }
        let actions_end = choices.len();
        if let Some(draft) = &answer.draft {
            choices.push(Choice::reminding(
                (choices.len()).to_string(),
                "drop the draft",
                draft.text.clone(),
            ));
        }
        let chosen = self.ask_choice("Change", choices, Some(0))?;
        if chosen == 0 {
            return Ok(false);
        }
        match self.change(question, answer, chosen, (fixed, evidence_end, actions_end)) {
            // Back leads to the list of what can be changed.
            Ok(()) | Err(StepExit::Back) => Ok(true),
            Err(leave) => Err(leave),
        }
    }

    fn change(
        &mut self,
        question: &Question,
        mut answer: Answer,
        chosen: usize,
        (fixed, evidence_end, actions_end): (usize, usize, usize),
    ) -> StepResult<()> {
        match chosen {
            1 => self.ask_finding(question, &mut answer, "What do you know? Empty removes it."),
            2 => self.ask_pieces(PieceKind::Evidence, question, &mut answer),
            3 => self.ask_pieces(PieceKind::Action, question, &mut answer),
            4 => {
                answer.private = !answer.private;
                self.save_step(question, answer)
            }
            // Its kind stays: another kind is another piece.
            n if n < evidence_end => {
                let piece = PieceRef {
                    kind: PieceKind::Evidence,
                    index: n - fixed,
                };
                self.ask_parts(piece, question, &mut answer, 1)
            }
            n if n < actions_end => self.change_action(question, answer, n - evidence_end),
            _ => {
                answer.draft = None;
                self.save_step(question, answer)
            }
        }
    }

    fn change_action(&mut self, question: &Question, mut answer: Answer, which: usize) -> StepResult<()> {
        let action = PieceRef {
            kind: PieceKind::Action,
            index: which,
        };
        let mut from = 0;
        loop {
            self.ask_parts(action, question, &mut answer, from)?;
            match self.change_status(question, &mut answer, which) {
                // To the measure, the part before.
                Err(StepExit::Back) => from = 3,
                other => return other,
            }
        }
    }

    fn change_status(&mut self, question: &Question, answer: &mut Answer, which: usize) -> StepResult<()> {
        loop {
            let Some(action) = answer.actions.get(which).cloned() else {
                return Ok(());
            };
            let choices = ActionStatus::ALL
                .iter()
                .enumerate()
                .map(|(i, (word, _))| Choice::new((i + 1).to_string(), word.replace('-', " ")))
                .collect();
            let current = ActionStatus::ALL.iter().position(|(_, s)| *s == action.status);
            let chosen = self.ask_choice("Status", choices, current)?;
            let status = ActionStatus::ALL.get(chosen).map_or(action.status, |(_, s)| *s);
            let target = AnswerFieldMut {
                question,
                answer: &mut *answer,
                field: Field::Ending,
                item: Some(which),
            };
            let mut said = Action { status, ..action };
            match self.ask_ending(Some(target), &mut said) {
                Err(StepExit::Back) => continue,
                other => other?,
            }
            if let Some(place) = answer.actions.get_mut(which) {
                *place = said;
            }
            return self.save_step(question, answer.clone());
        }
    }
}
