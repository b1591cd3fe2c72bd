//! What is asked of an action that has come to its end.

use super::asking::{AnswerFieldMut, StepResult, TextPrompt};
use super::{Interview, TextKind};
use crate::assessment::{Action, ActionStatus};

impl Interview<'_> {
    /// Why it was dropped. What another status said of it goes.
    pub(super) fn ask_ending(&mut self, target: Option<AnswerFieldMut<'_>>, action: &mut Action) -> StepResult<()> {
        action.reason = match action.status {
            ActionStatus::Dropped => {
                let current = action.reason.clone().unwrap_or_default();
                let ask = TextPrompt {
                    prompt: "Reason",
                    about: "Why was it dropped? A sentence.",
                    current: &current,
                    kind: TextKind::Paragraph,
                };
                Some(self.ask_required_text(target, &ask)?)
            }
            _ => None,
        };
        Ok(())
    }
}
