//! What is asked of an action.

use super::asking::{AnswerFieldMut, StepResult, TextPrompt};
use super::asking_date::{DateKind, DatePrompt};
use super::pieces::{PartReply, PieceKind, PieceRef, non_empty};
use super::{Interview, TextKind};
use crate::assessment::{Action, Answer, Field};
use crate::checklist::Question;

impl Interview<'_> {
    /// One more action: what will be done, then who and by when. None where no text is given.
    pub(super) fn add_action(&mut self, question: &Question) -> StepResult<Option<PieceRef>> {
        let mut answer = self.answer_now(question);
        let target = AnswerFieldMut {
            question,
            answer: &mut answer,
            field: Field::Action,
            item: None,
        };
        let what = self.ask_text(
            Some(target),
            &TextPrompt {
                prompt: "Action",
                about: "What will be done about it in the next 12 months? Empty adds none.",
                current: "",
                kind: TextKind::Paragraph,
            },
        )?;
        if what.is_empty() {
            self.save_step(question, answer)?;
            return Ok(None);
        }
        answer.actions.push(Action {
            what,
            ..Action::default()
        });
        let piece = PieceRef {
            kind: PieceKind::Action,
            index: answer.actions.len() - 1,
        };
        self.save_step(question, answer)?;
        self.ask_parts_of_new(question, piece, 1)?;
        Ok(Some(piece))
    }

    /// What will be done, by when, or how success will be seen; who will do it is [`Interview::ask_owner`]'s.
    pub(super) fn ask_action_field(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        index: usize,
        field: Field,
    ) -> StepResult<PartReply> {
        let Some(action) = answer.actions.get(index).cloned() else {
            return Ok(PartReply::PieceGone);
        };
        let target = AnswerFieldMut {
            question,
            answer: &mut *answer,
            field,
            item: Some(index),
        };
        let text = |prompt, about, current, kind| TextPrompt {
            prompt,
            about,
            current,
            kind,
        };
        let mut new = action.clone();
        match field {
            Field::Action => {
                let ask = text("Action", "What will be done?", &action.what, TextKind::Paragraph);
                new.what = self.ask_required_text(Some(target), &ask)?;
            }
            Field::Due => {
                new.due = self.ask_date(
                    Some(target),
                    &DatePrompt {
                        prompt: "Due",
                        about: "By when? Such as March 2027, 31/3/2027 or in 6 months. A credible plan is due within 12 months.",
                        kind: DateKind::Due,
                        current: action.due,
                        same: None,
                    },
                )?;
            }
            _ => {
                let about = "How will you see that it worked for children?";
                let current = action.measure.as_deref().unwrap_or("");
                new.measure =
                    non_empty(self.ask_text(Some(target), &text("Measure", about, current, TextKind::Paragraph))?);
            }
        }
        if let Some(kept) = answer.actions.get_mut(index) {
            *kept = new;
        }
        Ok(PartReply::Given)
    }
}
