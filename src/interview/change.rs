//! Changing and deleting what stands: a list of everything said to a question, and for each piece of evidence and each action a
//! menu of its parts.

use super::asking::{StepExit, StepResult};
use super::evidence::no_date;
use super::pieces::{
    Part, PartReply, PieceKind, PieceRef, action_in_short, evidence_in_short, remove_piece, shortened,
};
use super::{Choice, Interview, Notice};
use crate::assessment::{Action, ActionStatus, Answer, Evidence, Response};
use crate::checklist::Question;
use crate::dates::day;

/// What stands in an answer and can be changed.
#[derive(Debug, Clone, Copy)]
enum Changeable {
    Reason,
    Finding,
    Piece(PieceRef),
    Private,
    Draft,
}

/// What can be done with a piece.
#[derive(Debug, Clone, Copy)]
enum PieceChoice {
    Done,
    Part(Part),
    Delete,
}

impl Interview<'_> {
    /// The list of what stands, until the person is done with it.
    pub(super) fn ask_change(&mut self, question: &Question) -> StepResult<()> {
        loop {
            let mut answer = self.answer_now(question);
            let items = changeable(&answer);
            let mut choices = vec![Choice::new("0", "done")];
            for (i, (label, _)) in items.iter().enumerate() {
                choices.push(Choice::new((i + 1).to_string(), label.clone()));
            }
            let chosen = self.ask_choice("Change", choices, Some(0))?;
            let Some((_, item)) = chosen.checked_sub(1).and_then(|i| items.get(i)) else {
                return Ok(());
            };
            let done = match item {
                Changeable::Reason => self.ask_reason(question),
                Changeable::Finding => self.ask_finding(question),
                Changeable::Piece(piece) => self.ask_piece(question, *piece),
                Changeable::Private => {
                    answer.private = !answer.private;
                    self.save_step(question, answer)
                }
                Changeable::Draft => {
                    answer.draft = None;
                    self.save_step(question, answer)
                }
            };
            match done {
                // Back leads to this list.
                Ok(()) | Err(StepExit::Back) => {}
                Err(leave) => return Err(leave),
            }
        }
    }

    /// The parts of a piece, each with what stands, until the person is done with it.
    pub(super) fn ask_piece(&mut self, question: &Question, piece: PieceRef) -> StepResult<()> {
        loop {
            let mut answer = self.answer_now(question);
            let (prompt, labels) = match piece.kind {
                PieceKind::Evidence => match answer.evidence.get(piece.index) {
                    Some(evidence) => ("This evidence", evidence_labels(evidence)),
                    None => return Ok(()),
                },
                PieceKind::Action => match answer.actions.get(piece.index) {
                    Some(action) => ("This action", action_labels(action)),
                    None => return Ok(()),
                },
            };
            let mut choices = vec![Choice::new("0", "done")];
            let mut meant = vec![PieceChoice::Done];
            for (i, (label, part)) in labels.into_iter().zip(piece.kind.parts()).enumerate() {
                choices.push(Choice::new((i + 1).to_string(), label));
                meant.push(PieceChoice::Part(*part));
            }
            choices.push(Choice::new("x", "delete it"));
            meant.push(PieceChoice::Delete);
            let chosen = self.ask_choice(prompt, choices, Some(0))?;
            let done = match meant.get(chosen) {
                None | Some(PieceChoice::Done) => return Ok(()),
                Some(PieceChoice::Part(part)) => match self.ask_part(question, &mut answer, piece, *part) {
                    Ok(reply) => self.save_step(question, answer).map(|()| reply),
                    Err(exit) => Err(exit),
                },
                Some(PieceChoice::Delete) => self.delete_piece(question, answer, piece),
            };
            match done {
                Ok(PartReply::PieceGone) => return Ok(()),
                // Back from a part leads to this menu.
                Ok(PartReply::Given) | Err(StepExit::Back) => {}
                Err(leave) => return Err(leave),
            }
        }
    }

    fn delete_piece(&mut self, question: &Question, mut answer: Answer, piece: PieceRef) -> StepResult<PartReply> {
        let said = match piece.kind {
            PieceKind::Evidence => answer
                .evidence
                .get(piece.index)
                .map(|e| format!("Deleted: {}: {}", evidence_in_short(e), e.text)),
            PieceKind::Action => answer
                .actions
                .get(piece.index)
                .map(|a| format!("Deleted: {}: {}", action_in_short(a), a.what)),
        };
        let Some(said) = said else {
            return Ok(PartReply::PieceGone);
        };
        if piece.kind == PieceKind::Action && self.is_of_last_year(question, &answer, piece.index) {
            self.respondent.show(&Notice::Line(
                "This action is one of last year's. Where it was given up, its status `dropped` says so, with the reason; deleted, it \
                 is asked about again. Delete it only to mend a mistake.",
            ));
            let choices = vec![
                Choice::new("d", "it was dropped: give the reason"),
                Choice::new("x", "delete it all the same"),
            ];
            if self.ask_choice("Delete", choices, None)? == 0 {
                self.give_status(question, &mut answer, piece.index, ActionStatus::Dropped)?;
                self.save_step(question, answer)?;
                return Ok(PartReply::Given);
            }
        }
        remove_piece(&mut answer, piece);
        self.save_step(question, answer)?;
        self.respondent.show(&Notice::Line(&said));
        Ok(PartReply::PieceGone)
    }

    /// Whether an action was open last year: then it is asked what became of it, until it is said.
    fn is_of_last_year(&self, question: &Question, answer: &Answer, index: usize) -> bool {
        let (Some(last), Some(action)) = (self.last, answer.actions.get(index)) else {
            return false;
        };
        last.of(&question.id)
            .iter()
            .flat_map(|from| &from.answer.actions)
            .any(|a| a.status.is_open() && a.what == action.what)
    }
}

fn changeable(answer: &Answer) -> Vec<(String, Changeable)> {
    let mut items = Vec::new();
    if answer.response() == Some(Response::NotApplicable) {
        let reason = answer.reason.as_deref().unwrap_or("none");
        items.push((format!("reason: {}", shortened(reason)), Changeable::Reason));
    }
    let finding = answer.finding.as_deref().unwrap_or("none");
    items.push((format!("finding: {}", shortened(finding)), Changeable::Finding));
    for (index, evidence) in answer.evidence.iter().enumerate() {
        let kind = PieceKind::Evidence;
        let label = format!(
            "evidence: {}: {}",
            evidence_in_short(evidence),
            shortened(&evidence.text)
        );
        items.push((label, Changeable::Piece(PieceRef { kind, index })));
    }
    for (index, action) in answer.actions.iter().enumerate() {
        let kind = PieceKind::Action;
        let label = format!("action: {}: {}", shortened(&action.what), action_in_short(action));
        items.push((label, Changeable::Piece(PieceRef { kind, index })));
    }
    let private = if answer.private {
        "show it in a public report"
    } else {
        "keep it out of a public report"
    };
    items.push((private.to_owned(), Changeable::Private));
    if let Some(draft) = &answer.draft {
        let label = format!(
            "drop the draft of the {}: {}",
            draft.field.title(),
            shortened(&draft.text)
        );
        items.push((label, Changeable::Draft));
    }
    items
}

/// In the order of [`PieceKind::parts`].
fn evidence_labels(evidence: &Evidence) -> Vec<String> {
    vec![
        format!("text: {}", shortened(&evidence.text)),
        format!("date: {}", evidence.date.map_or_else(no_date, day)),
        format!(
            "link: {}",
            evidence.link.as_deref().map_or_else(|| "none".to_owned(), shortened)
        ),
        format!(
            "review by: {}",
            evidence
                .review_by
                .map_or_else(|| "12 months after its date".to_owned(), day)
        ),
        format!("from: {}", evidence.kind.title()),
    ]
}

fn action_labels(action: &Action) -> Vec<String> {
    let given = |text: &Option<String>| text.as_deref().map_or_else(|| "none".to_owned(), shortened);
    let ending = action
        .ending()
        .map_or_else(String::new, |(_, said)| format!(", {}", shortened(said)));
    vec![
        format!("text: {}", shortened(&action.what)),
        format!("owner: {}", given(&action.owner)),
        format!("due: {}", action.due.map_or_else(|| "none".to_owned(), day)),
        format!("measure: {}", given(&action.measure)),
        format!("status: {}{ending}", action.status.word().replace('-', " ")),
    ]
}
