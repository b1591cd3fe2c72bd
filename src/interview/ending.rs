//! What is asked of an action that has come to its end.

use super::asking::{AnswerFieldMut, StepResult, TextPrompt};
use super::pieces::non_empty;
use super::{Interview, TextKind};
use crate::assessment::{Action, ActionStatus};

impl Interview<'_> {
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
