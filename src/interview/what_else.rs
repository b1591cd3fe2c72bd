//! The menu below a finding: evidence, actions, and on to the next question, each one press away whatever the rating.

use super::asking::{MenuReply, StepExit, StepResult};
use super::pieces::{Part, PieceKind, PieceRef, pieces_in_short, shortened};
use super::{Choice, Interview, Notice};
use crate::assessment::{Answer, EvidenceKind, Field, Response};
use crate::checklist::Question;

/// What can be chosen.
#[derive(Debug, Clone, Copy)]
enum WhatElse {
    Next,
    Evidence(EvidenceKind),
    Action,
    /// A part that was not asked for yet.
    Part(PieceRef, Part),
    Change,
}

/// What the menu says of itself.
const GUIDE: &str = "Evidence says how you know it: choose where it is from. It counts while it is dated within the last 12 months. \
An action says what will be done: with an owner, a date within 12 months and a measure it is a credible plan. Enter goes on.";

impl<'a> Interview<'a> {
    /// Evidence and actions, and changes of what stands, until the person goes on.
    pub(super) fn ask_what_else(&mut self, question: &'a Question) -> StepResult<()> {
        let mut said = String::new();
        let mut added = None;
        loop {
            let answer = self.answer_now(question);
            let stands = stands(&answer);
            // What did not change still stands on the screen.
            if !stands.is_empty() && stands != said {
                self.respondent.show(&Notice::Line(&stands));
            }
            said = stands;
            let (choices, meant): (Vec<Choice>, Vec<WhatElse>) =
                self.what_else(question, &answer, added).into_iter().unzip();
            let chosen = match self.ask_menu("What else", choices, Some(0))? {
                MenuReply::Chosen(i) => meant.get(i).copied(),
                MenuReply::Guide => {
                    self.respondent.show(&Notice::Line(GUIDE));
                    self.respondent.show(&Notice::Details {
                        question,
                        answer: &answer,
                    });
                    None
                }
            };
            let done = match chosen {
                None => continue,
                Some(WhatElse::Next) => return Ok(()),
                Some(WhatElse::Evidence(kind)) => self.add_evidence(question, kind).map(|new| added = new),
                Some(WhatElse::Action) => self.add_action(question).map(|new| added = new),
                Some(WhatElse::Part(piece, part)) => {
                    let mut answer = answer;
                    match self.ask_part(question, &mut answer, piece, part) {
                        Ok(_) => self.save_step(question, answer),
                        Err(exit) => Err(exit),
                    }
                }
                Some(WhatElse::Change) => {
                    added = None;
                    self.ask_change(question)
                }
            };
            match done {
                // Back to this menu.
                Ok(()) | Err(StepExit::Back) => {}
                Err(leave) => return Err(leave),
            }
        }
    }

    fn what_else(&self, question: &Question, answer: &Answer, added: Option<PieceRef>) -> Vec<(Choice, WhatElse)> {
        let on = if Self::can_finish(question, answer) {
            "next question"
        } else {
            "back to the rating"
        };
        let mut items = vec![(Choice::new("0", on), WhatElse::Next)];
        items.extend(self.missing_parts(answer, added));
        let is_weak = matches!(answer.response(), Some(Response::Rated(0 | 1) | Response::DontKnow));
        let hint = match is_weak && !answer.actions.iter().any(|a| a.status.is_open()) {
            true => "a weakness without a plan is exposed",
            false => "",
        };
        let action = (Choice::hinted("a", "add an action", hint), WhatElse::Action);
        let evidence = EvidenceKind::ALL.iter().enumerate().map(|(i, (_, kind))| {
            let hint = match i == 0 && !is_weak && !answer.strength(self.today).is_current() {
                true => "without current evidence it is only asserted",
                false => "",
            };
            let label = format!("evidence: {}", kind.title());
            (
                Choice::hinted((i + 1).to_string(), label, hint),
                WhatElse::Evidence(*kind),
            )
        });
        if is_weak {
            items.push(action);
            items.extend(evidence);
        } else {
            items.extend(evidence);
            items.push(action);
        }
        if !answer.is_empty() {
            items.push((Choice::new("c", "change or delete what stands"), WhatElse::Change));
        }
        items
    }

    /// Parts that were not asked for: without a measure no plan is credible; a link is only offered for evidence just given.
    fn missing_parts(&self, answer: &Answer, added: Option<PieceRef>) -> Vec<(Choice, WhatElse)> {
        let mut items = Vec::new();
        let without_measure = answer
            .actions
            .iter()
            .rposition(|a| a.status.is_open() && a.measure.is_none());
        if let Some((index, action)) = without_measure.and_then(|i| Some((i, answer.actions.get(i)?))) {
            let kind = PieceKind::Action;
            let label = match answer.actions.len() {
                1 => "measure".to_owned(),
                _ => format!("measure of `{}`", shortened(&action.what)),
            };
            items.push((
                Choice::hinted("m", label, "how you will see that it worked for children"),
                WhatElse::Part(PieceRef { kind, index }, Part::Field(Field::Measure)),
            ));
        }
        let fresh = added.filter(|piece| piece.kind == PieceKind::Evidence);
        if let Some(piece) = fresh
            && answer.evidence.get(piece.index).is_some_and(|e| e.link.is_none())
        {
            items.push((
                Choice::hinted("k", "link", "where this evidence can be read"),
                WhatElse::Part(piece, Part::Field(Field::Link)),
            ));
        }
        items
    }
}

/// What stands beside the finding, in a line; empty where nothing does.
fn stands(answer: &Answer) -> String {
    let mut line = pieces_in_short(answer);
    let draft = answer.draft.as_ref();
    if draft.is_some_and(|d| d.field == Field::Evidence && d.item.is_none()) {
        line.push_str(" The evidence that you began is kept as a draft: choose where it is from to go on with it.");
    }
    line.trim_start().to_owned()
}
