//! What is asked of an action.

use super::asking::{AnswerFieldMut, DateKind, DatePrompt, StepResult, TextPrompt};
use super::pieces::{NewPiece, PartReply, non_empty};
use super::{Interview, TextKind};
use crate::assessment::{Action, Answer, Field};
use crate::checklist::Question;

impl Interview<'_> {
    /// What will be done: one more action, in its words.
    pub(super) fn ask_new_action(&mut self, question: &Question, answer: &mut Answer) -> StepResult<NewPiece> {
        let have = answer.actions.len();
        let about = match have {
            0 => "What will be done about it in the next 12 months? Empty: nothing is planned.".to_owned(),
            1 => "1 action stands. What else will be done? Empty: nothing more.".to_owned(),
            n => format!("{n} actions stand. What else will be done? Empty: nothing more."),
        };
        let target = AnswerFieldMut {
            question,
            answer: &mut *answer,
            field: Field::Action,
            item: None,
        };
        let what = self.ask_text(
            Some(target),
            &TextPrompt {
                prompt: if have > 0 { "Another action" } else { "Action" },
                about: &about,
                current: "",
                kind: TextKind::Paragraph,
            },
        )?;
        if what.is_empty() {
            self.save_step(question, answer.clone())?;
            return Ok(NewPiece::NoMore);
        }
        answer.actions.push(Action {
            what,
            ..Action::default()
        });
        self.save_step(question, answer.clone())?;
        Ok(NewPiece::Begun)
    }

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
            Field::Owner => {
                let about =
                    "Who will see to it? A post says more than a name. Without an owner the plan is not credible.";
                let current = action.owner.as_deref().unwrap_or("");
                new.owner = non_empty(self.ask_text(Some(target), &text("Owner", about, current, TextKind::Line))?);
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
