//! Pieces of evidence and actions: their parts, the walk over the parts of a new one, and what they come to in a line. Every
//! confirmed part is kept at once; back goes one part back.

use super::Interview;
use super::asking::{StepExit, StepResult};
use crate::assessment::{Action, Answer, Evidence, Field};
use crate::checklist::Question;
use crate::dates::day;

/// What an answer can have several of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Evidence,
    Action,
}

/// One thing that is asked of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A text or a date.
    Field(Field),
    /// Who and by when, of a new action, in one text.
    OwnerAndDue,
    /// Where evidence is from: chosen and not typed, so that no draft of it can be begun.
    EvidenceKind,
    /// How far an action has come, and what is said of its end.
    Status,
}

impl PieceKind {
    /// The parts that a new piece is asked for, in order; the others wait until they are wanted.
    pub(super) fn parts_of_new(self) -> &'static [Part] {
        match self {
            PieceKind::Evidence => &[Part::Field(Field::Evidence), Part::Field(Field::Date)],
            PieceKind::Action => &[Part::Field(Field::Action), Part::OwnerAndDue],
        }
    }

    /// All parts, in the order in which they are offered for a change.
    pub(super) fn parts(self) -> &'static [Part] {
        match self {
            PieceKind::Evidence => &[
                Part::Field(Field::Evidence),
                Part::Field(Field::Date),
                Part::Field(Field::Link),
                Part::Field(Field::ReviewBy),
                Part::EvidenceKind,
            ],
            PieceKind::Action => &[
                Part::Field(Field::Action),
                Part::Field(Field::Owner),
                Part::Field(Field::Due),
                Part::Field(Field::Measure),
                Part::Status,
            ],
        }
    }

    pub(super) fn count(self, answer: &Answer) -> usize {
        match self {
            PieceKind::Evidence => answer.evidence.len(),
            PieceKind::Action => answer.actions.len(),
        }
    }

    fn fields(self) -> &'static [Field] {
        match self {
            PieceKind::Evidence => &[Field::Evidence, Field::Date, Field::Link, Field::ReviewBy],
            PieceKind::Action => &[Field::Action, Field::Owner, Field::Due, Field::Measure, Field::Ending],
        }
    }
}

/// A piece of an answer: of what kind, and which, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PieceRef {
    pub kind: PieceKind,
    pub index: usize,
}

/// What came of asking for a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartReply {
    Given,
    /// The piece is left out, or is not there any more.
    PieceGone,
}

/// A text that can be left out.
pub(super) fn non_empty(text: String) -> Option<String> {
    Some(text).filter(|t| !t.is_empty())
}

/// A sentence's beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The beginning of a text, on one line: enough to know it by in a menu.
pub(super) fn shortened(text: &str) -> String {
    const CHARACTERS: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        // The menu that it stands in goes on behind it.
        None => line.strip_suffix('.').unwrap_or(&line).to_owned(),
    }
}

/// Evidence in a few words: where it is from and its date.
pub(super) fn evidence_in_short(evidence: &Evidence) -> String {
    let date = evidence.date.map_or_else(|| "undated".to_owned(), day);
    format!("{}, {date}", evidence.kind.title())
}

/// An action in a few words: who and by when, or how it ended.
pub(super) fn action_in_short(action: &Action) -> String {
    let owner = action.owner.as_deref().map_or_else(|| "no owner".to_owned(), shortened);
    if !action.status.is_open() {
        return format!("{owner}, {}", action.status.word());
    }
    let due = action
        .due
        .map_or_else(|| "no date".to_owned(), |d| format!("due {}", day(d)));
    format!("{owner}, {due}")
}

/// The evidence and actions of an answer in a line; empty where there are none.
pub(super) fn pieces_in_short(answer: &Answer) -> String {
    let evidence: Vec<String> = answer.evidence.iter().map(evidence_in_short).collect();
    let actions: Vec<String> = answer.actions.iter().map(action_in_short).collect();
    [
        counted(&evidence, "piece of evidence", "pieces of evidence"),
        counted(&actions, "action", "actions"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}

fn counted(pieces: &[String], one: &str, more: &str) -> Option<String> {
    // More than these are no line any more.
    const NAMED: usize = 3;
    match pieces {
        [] => None,
        [only] => Some(format!("1 {one}: {only}.")),
        all if all.len() <= NAMED => Some(format!("{} {more}: {}.", all.len(), all.join("; "))),
        [.., last] => Some(format!("{} {more}, the last: {last}.", pieces.len())),
    }
}

/// Takes a piece out of an answer. A draft that belonged to it goes with it, and one of a later piece stays with that piece.
pub(super) fn remove_piece(answer: &mut Answer, piece: PieceRef) {
    if piece.index >= piece.kind.count(answer) {
        return;
    }
    match piece.kind {
        PieceKind::Evidence => drop(answer.evidence.remove(piece.index)),
        PieceKind::Action => drop(answer.actions.remove(piece.index)),
    }
    let Some(draft) = answer.draft.as_mut().filter(|d| piece.kind.fields().contains(&d.field)) else {
        return;
    };
    let number = u32::try_from(piece.index + 1).ok();
    if draft.item == number {
        answer.draft = None;
    } else if draft.item > number {
        draft.item = draft.item.map(|n| n - 1);
    }
}

impl Interview<'_> {
    /// Goes on where a text of a piece was begun and not given.
    pub(super) fn resume_piece(&mut self, question: &Question) -> StepResult<()> {
        let mut answer = self.answer_now(question);
        let Some(draft) = answer.draft.clone() else {
            return Ok(());
        };
        let Some(kind) = [PieceKind::Evidence, PieceKind::Action]
            .into_iter()
            // How an action ended hangs on the status that was chosen, which is not kept with the draft.
            .find(|k| draft.field != Field::Ending && k.fields().contains(&draft.field))
        else {
            return Ok(());
        };
        let done = match draft.item.and_then(|n| usize::try_from(n).ok()?.checked_sub(1)) {
            // Where new evidence is from was not kept with it: that is chosen first.
            None if kind == PieceKind::Evidence => Ok(()),
            None => self.add_action(question).map(drop),
            Some(index) if index >= kind.count(&answer) => Ok(()),
            Some(index) => {
                let piece = PieceRef { kind, index };
                let is_of_new = |part: &Part| match part {
                    Part::Field(field) => *field == draft.field,
                    // The owner is asked with the date: what was typed may be both.
                    Part::OwnerAndDue => draft.field == Field::Owner,
                    Part::EvidenceKind | Part::Status => false,
                };
                match kind.parts_of_new().iter().position(is_of_new) {
                    Some(position) => self.ask_parts_of_new(question, piece, position),
                    None => match self.ask_part(question, &mut answer, piece, Part::Field(draft.field)) {
                        Ok(_) => self.save_step(question, answer),
                        Err(StepExit::Back) => self.ask_piece(question, piece),
                        Err(leave) => Err(leave),
                    },
                }
            }
        };
        match done {
            // To the menu, where everything else is.
            Err(StepExit::Back) => Ok(()),
            other => other,
        }
    }

    /// The parts of a new piece, from one of them on.
    pub(super) fn ask_parts_of_new(&mut self, question: &Question, piece: PieceRef, from: usize) -> StepResult<()> {
        let mut position = from;
        while let Some(part) = piece.kind.parts_of_new().get(position).copied() {
            let mut answer = self.answer_now(question);
            match self.ask_part(question, &mut answer, piece, part) {
                Ok(reply) => {
                    self.save_step(question, answer)?;
                    if reply == PartReply::PieceGone {
                        return Ok(());
                    }
                    position += 1;
                }
                Err(StepExit::Back) if position > 0 => position -= 1,
                Err(exit) => return Err(exit),
            }
        }
        Ok(())
    }

    /// One part of a piece. What is given stands in the answer, and is still to be kept.
    pub(super) fn ask_part(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        piece: PieceRef,
        part: Part,
    ) -> StepResult<PartReply> {
        match (part, piece.kind) {
            (Part::EvidenceKind, _) => self.ask_evidence_kind(answer, piece.index),
            (Part::Status, _) => self.ask_status(question, answer, piece.index),
            (Part::OwnerAndDue, _) => self.ask_owner_and_due(question, answer, piece.index),
            (Part::Field(Field::Owner), _) => self.ask_owner(question, answer, piece.index),
            (Part::Field(field), PieceKind::Evidence) => self.ask_evidence_field(question, answer, piece.index, field),
            (Part::Field(field), PieceKind::Action) => self.ask_action_field(question, answer, piece.index, field),
        }
    }
}
