//! Who will see to an action, and by when: asked in one text, and told apart.

mod text;

use chrono::NaiveDate;

use super::asking::{AnswerFieldMut, StepExit, StepResult, TextPrompt};
use super::asking_date::{DateKind, DateVerdict};
use super::pieces::{PartReply, non_empty, shortened};
use super::{Choice, Interview, Notice, TextKind, Unconfirmed};
use crate::assessment::{Action, Answer, Field};
use crate::checklist::Question;
use crate::dates::day;
use text::{Doubt, OwnerAndDate, tell_apart};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OwnerPrompt {
    /// Of a new action: both in one text.
    OwnerAndDue,
    /// To change it: the owner, though a date behind it is taken too.
    Owner,
}

impl Interview<'_> {
    /// Who and by when, of a new action. A date that is not given with the owner is asked for alone.
    pub(super) fn ask_owner_and_due(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        index: usize,
    ) -> StepResult<PartReply> {
        loop {
            let reply = self.ask_owner_text(question, answer, index, OwnerPrompt::OwnerAndDue)?;
            let wants_date = answer
                .actions
                .get(index)
                .is_some_and(|a| a.owner.is_some() && a.due.is_none());
            if reply == PartReply::PieceGone || !wants_date {
                return Ok(reply);
            }
            self.save_step(question, answer.clone())?;
            match self.ask_action_field(question, answer, index, Field::Due) {
                Err(StepExit::Back) => {}
                other => return other,
            }
        }
    }

    /// Who will see to an action.
    pub(super) fn ask_owner(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        index: usize,
    ) -> StepResult<PartReply> {
        self.ask_owner_text(question, answer, index, OwnerPrompt::Owner)
    }

    fn ask_owner_text(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        index: usize,
        asked: OwnerPrompt,
    ) -> StepResult<PartReply> {
        let Some(action) = answer.actions.get(index).cloned() else {
            return Ok(PartReply::PieceGone);
        };
        let current = stands(&action, asked);
        let request = TextPrompt {
            prompt: match asked {
                OwnerPrompt::OwnerAndDue => "Owner and date",
                OwnerPrompt::Owner => "Owner",
            },
            about: match asked {
                OwnerPrompt::OwnerAndDue => {
                    "Who will see to it, and by when? Such as: Assistant director, end of March. A post says more than a name, and a credible plan is due within 12 months."
                }
                OwnerPrompt::Owner => {
                    "Who will see to it? A post says more than a name. Without an owner the plan is not credible."
                }
            },
            current: &current,
            kind: TextKind::Line,
        };
        let mut target = Some(AnswerFieldMut {
            question,
            answer: &mut *answer,
            field: Field::Owner,
            item: Some(index),
        });
        let mut draft = target.as_ref().and_then(AnswerFieldMut::draft).map(|d| d.text.clone());
        let mut rejected: Option<String> = None;
        let (owner, due) = loop {
            let unconfirmed = match (&rejected, &draft) {
                (Some(text), _) => Some(Unconfirmed::Rejected(text)),
                (None, Some(text)) => Some(Unconfirmed::Draft(text)),
                (None, None) => None,
            };
            let text = self.ask_text_from(&mut target, &request, unconfirmed)?;
            draft = None;
            if text == current && !text.is_empty() {
                return Ok(PartReply::Given);
            }
            match self.understand(&text, &action, asked)? {
                Some(understood) => break understood,
                None => rejected = Some(text),
            }
        };
        if let Some(kept) = answer.actions.get_mut(index) {
            kept.owner = owner;
            kept.due = due;
        }
        Ok(PartReply::Given)
    }

    /// What a text says, shown back in words; none where another one is wanted.
    fn understand(
        &mut self,
        text: &str,
        action: &Action,
        asked: OwnerPrompt,
    ) -> StepResult<Option<(Option<String>, Option<NaiveDate>)>> {
        let mut said = tell_apart(text, self.today);
        if asked == OwnerPrompt::Owner && said.owner.is_empty() && said.date.is_some() {
            said = OwnerAndDate {
                owner: text.to_owned(),
                date: None,
                doubt: Some(Doubt::Looks(text.to_owned())),
            };
        }
        match said.doubt {
            None => {}
            Some(Doubt::NoDate(why)) => {
                self.respondent.show(&Notice::Mistake(&why));
                return Ok(None);
            }
            Some(Doubt::Looks(part)) => {
                let line = format!("`{part}` looks like a date, and none could be taken from it.");
                self.respondent.show(&Notice::Mistake(&line));
                let choices = vec![
                    Choice::new("c", "change what was typed"),
                    Choice::new("o", format!("it is the owner: {}", shortened(&said.owner))),
                ];
                match self.ask_choice("Owner or date", choices, Some(0)) {
                    Ok(1) => {}
                    Ok(_) | Err(StepExit::Back) => return Ok(None),
                    Err(leave) => return Err(leave),
                }
            }
        }
        let owner = non_empty(said.owner);
        let Some(date) = said.date else {
            return Ok(Some(match asked {
                OwnerPrompt::Owner => (owner, action.due),
                OwnerPrompt::OwnerAndDue => {
                    let line = match &owner {
                        Some(owner) => format!("Owner: {owner}. No date is in it."),
                        None => "Without an owner and a date it is no credible plan.".to_owned(),
                    };
                    self.respondent.show(&Notice::Line(&line));
                    (owner, None)
                }
            }));
        };
        let of = match &owner {
            Some(owner) => format!("Owner: {owner}. Due"),
            None => "No owner is named, so that it is no credible plan yet. Due".to_owned(),
        };
        Ok(match self.confirm_date(&of, DateKind::Due, &date)? {
            DateVerdict::Meant => Some((owner, Some(date.date))),
            DateVerdict::AnotherWanted => None,
        })
    }
}

/// What stands, as it would be typed.
fn stands(action: &Action, asked: OwnerPrompt) -> String {
    let due = action.due.filter(|_| asked == OwnerPrompt::OwnerAndDue).map(day);
    [action.owner.clone(), due]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}
