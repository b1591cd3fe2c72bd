//! An open action in a review: what became of it, and by when it is done now.

use crate::assessment::{Action, ActionStatus, DueChange, Field};
use crate::checklist::Question;
use crate::dates::day;
use crate::interview::asking::{AnswerFieldMut, StepExit, StepResult, TextPrompt};
use crate::interview::asking_date::{DateKind, DatePrompt};
use crate::interview::pieces::capital;
use crate::interview::{Choice, Interview, Notice, TextKind};

/// What became of an action, as in the questions about last year's, after "as it was".
const STATUSES: [(&str, &str, ActionStatus); 5] = [
    ("1", "done", ActionStatus::Done),
    ("2", "under way", ActionStatus::UnderWay),
    ("3", "late, and still meant to be done", ActionStatus::Late),
    ("4", "dropped", ActionStatus::Dropped),
    ("5", "not begun", ActionStatus::Open),
];

impl<'a> Interview<'a> {
    pub(super) fn review_action(
        &mut self,
        question: &'a Question,
        (place, what): (usize, &str),
        (number, of): (usize, usize),
    ) -> StepResult<()> {
        let mut shown = None;
        loop {
            let mut answer = self.answer_now(question);
            let is_it = |a: &Action| a.what == *what;
            let there = answer.actions.get(place).filter(|a| is_it(a)).map(|_| place);
            let Some(at) = there.or_else(|| answer.actions.iter().position(is_it)) else {
                self.respondent
                    .show(&Notice::Line(&format!("This action is no longer in the file: {what}")));
                return Ok(());
            };
            let Some(action) = answer.actions.get(at).cloned() else {
                return Ok(());
            };
            // What did not change still stands on the screen.
            if shown.as_ref() != Some(&action) {
                self.show_action(question, &action, (number, of));
                shown = Some(action.clone());
            }
            let mut choices = vec![Choice::hinted("=", "as it was", status_and_due(&action, self))];
            choices.extend(STATUSES.iter().map(|(key, label, _)| Choice::new(*key, *label)));
            let chosen = self.choose_in_review("What became of it", choices, Some(0))?;
            let Some((.., status)) = chosen.checked_sub(1).and_then(|i| STATUSES.get(i)) else {
                let said = format!("Left as it was: {}.", status_and_due(&action, self));
                self.respondent.show(&Notice::Line(&said));
                return Ok(());
            };
            let mut said = Action {
                status: *status,
                ..action
            };
            let asked = if status.is_open() {
                said.reason = None;
                said.effect = None;
                self.ask_due_now(&mut said)
            } else {
                let target = AnswerFieldMut {
                    question,
                    answer: &mut answer,
                    field: Field::Ending,
                    item: Some(at),
                };
                self.ask_ending(Some(target), &mut said)
            };
            match asked {
                Err(StepExit::Back) => continue,
                other => other?,
            }
            if let Some(kept) = answer.actions.get_mut(at) {
                *kept = said;
            }
            return self.save_step(question, answer);
        }
    }

    fn show_action(&mut self, question: &Question, action: &Action, (number, of): (usize, usize)) {
        let owner = action.owner.as_deref().unwrap_or("nobody named");
        let mut lines = vec![
            format!("Owner: {owner}."),
            format!("{}.", capital(&status_and_due(action, self))),
        ];
        lines.extend(action.moved.iter().rev().map(|m| format!("{}.", capital(&m.words()))));
        lines.extend(
            action
                .measure
                .as_ref()
                .map(|m| format!("Success was to be seen by: {m}")),
        );
        lines.push(format!("It belongs to: {}", question.text));
        self.respondent.show(&Notice::Review {
            heading: &format!("Open action {number} of {of}."),
            text: &action.what,
            lines: &lines,
        });
    }

    /// The due date as before, or a new one with its reason.
    fn ask_due_now(&mut self, action: &mut Action) -> StepResult<()> {
        let before = action.due;
        loop {
            if let Some(due) = before {
                let choices = vec![
                    Choice::new("=", format!("as before: {}", day(due))),
                    Choice::hinted("1", "another date", "with the reason"),
                ];
                if self.choose_in_review("Due", choices, Some(0))? == 0 {
                    return Ok(());
                }
            }
            let asked = self.ask_date(
                None,
                &DatePrompt {
                    prompt: "Due",
                    about: "By when will it be done now? Such as March 2027, 31/3/2027 or in 3 months. Empty leaves the date as it was.",
                    kind: DateKind::Due,
                    current: None,
                    same: None,
                },
            );
            let new = match asked {
                // To the choice, where there was one.
                Err(StepExit::Back) if before.is_some() => continue,
                asked => asked?,
            };
            let (Some(from), Some(new)) = (before, new) else {
                action.due = new.or(before);
                return Ok(());
            };
            if from == new {
                return Ok(());
            }
            let ask = TextPrompt {
                prompt: "Reason",
                about: "Why is it due at another date? A sentence; it is printed beside the date.",
                current: "",
                kind: TextKind::Paragraph,
            };
            let reason = match self.ask_required_text(None, &ask) {
                Err(StepExit::Back) => continue,
                reason => reason?,
            };
            action.moved.push(DueChange {
                from,
                on: self.today,
                reason,
            });
            action.due = Some(new);
            return Ok(());
        }
    }
}

/// `under way, due 31 March 2027, overdue`
fn status_and_due(action: &Action, run: &Interview<'_>) -> String {
    let status = action.status.word().replace('-', " ");
    let due = action
        .due
        .map_or_else(|| "no date".to_owned(), |d| format!("due {}", day(d)));
    let overdue = if action.is_overdue(run.today) { ", overdue" } else { "" };
    format!("{status}, {due}{overdue}")
}
