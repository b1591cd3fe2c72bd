//! How far an action has come, and what is asked of one that has come to its end.

use super::asking::{AnswerFieldMut, StepExit, StepResult, TextPrompt};
use super::pieces::{PartReply, non_empty};
use super::{Choice, Interview, TextKind};
use crate::assessment::{Action, ActionStatus, Answer, Field};
use crate::checklist::Question;

impl Interview<'_> {
    /// Its status, and what belongs to it. Back from there leads to the choice of the status.
    pub(super) fn ask_status(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        index: usize,
    ) -> StepResult<PartReply> {
        loop {
            let Some(action) = answer.actions.get(index) else {
                return Ok(PartReply::PieceGone);
            };
            let stands = action.status;
            let choices = ActionStatus::ALL
                .iter()
                .enumerate()
                .map(|(i, (word, _))| Choice::new((i + 1).to_string(), word.replace('-', " ")))
                .collect();
            let current = ActionStatus::ALL.iter().position(|(_, s)| *s == stands);
            let chosen = self.ask_choice("Status", choices, current)?;
            let status = ActionStatus::ALL.get(chosen).map_or(stands, |(_, s)| *s);
            match self.give_status(question, answer, index, status) {
                Err(StepExit::Back) => {}
                other => return other.map(|()| PartReply::Given),
            }
        }
    }

    /// Gives an action a status, once what belongs to it is said.
    pub(super) fn give_status(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        index: usize,
        status: ActionStatus,
    ) -> StepResult<()> {
        let Some(action) = answer.actions.get(index).cloned() else {
            return Ok(());
        };
        let mut said = Action { status, ..action };
        let target = AnswerFieldMut {
            question,
            answer: &mut *answer,
            field: Field::Ending,
            item: Some(index),
        };
        self.ask_ending(Some(target), &mut said)?;
        if let Some(place) = answer.actions.get_mut(index) {
            *place = said;
        }
        Ok(())
    }

    /// Why it was dropped, or what it has done for children. What another status said of it goes.
    pub(super) fn ask_ending(&mut self, target: Option<AnswerFieldMut<'_>>, action: &mut Action) -> StepResult<()> {
        let (reason, effect) = (action.reason.take(), action.effect.take());
        match action.status {
            ActionStatus::Dropped => {
                let ask = TextPrompt {
                    prompt: "Reason",
                    about: "Why was it dropped? A sentence.",
                    current: reason.as_deref().unwrap_or(""),
                    kind: TextKind::Paragraph,
                };
                action.reason = Some(self.ask_required_text(target, &ask)?);
            }
            ActionStatus::Done => {
                let ask = TextPrompt {
                    prompt: "Effect",
                    about: "Did it work, for children, and how do you know? Empty: not known yet.",
                    current: effect.as_deref().unwrap_or(""),
                    kind: TextKind::Paragraph,
                };
                action.effect = non_empty(self.ask_text(target, &ask)?);
            }
            ActionStatus::Open | ActionStatus::UnderWay | ActionStatus::Late => {}
        }
        Ok(())
    }
}
