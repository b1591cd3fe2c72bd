//! The walk over pieces of evidence and actions, part by part. Every confirmed part is kept at once; back goes one part back.

use super::Interview;
use super::asking::{StepExit, StepResult};
use crate::assessment::{Answer, Field};
use crate::checklist::Question;

/// What an answer can have several of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Evidence,
    Action,
}

/// One thing that is asked of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Where evidence is from: chosen and not typed, so that no draft of it can be begun.
    EvidenceKind,
    /// A text or a date.
    Field(Field),
}

impl PieceKind {
    /// The parts in the order in which they are asked.
    fn parts(self) -> &'static [Part] {
        match self {
            PieceKind::Evidence => &[
                Part::EvidenceKind,
                Part::Field(Field::Evidence),
                Part::Field(Field::Date),
                Part::Field(Field::Link),
                Part::Field(Field::ReviewBy),
            ],
            PieceKind::Action => &[
                Part::Field(Field::Action),
                Part::Field(Field::Owner),
                Part::Field(Field::Due),
                Part::Field(Field::Measure),
            ],
        }
    }

    fn last_part(self) -> usize {
        self.parts().len() - 1
    }

    /// How many parts a new piece begins with.
    fn parts_of_new(self) -> usize {
        match self {
            PieceKind::Evidence => 2,
            PieceKind::Action => 1,
        }
    }

    fn count(self, answer: &Answer) -> usize {
        match self {
            PieceKind::Evidence => answer.evidence.len(),
            PieceKind::Action => answer.actions.len(),
        }
    }

    /// The piece, and the part of it, that a text was begun in.
    fn draft_position(self, answer: &Answer) -> Option<(usize, usize)> {
        let draft = answer.draft.as_ref()?;
        let part = self.parts().iter().position(|p| *p == Part::Field(draft.field))?;
        let piece = usize::try_from(draft.item?.checked_sub(1)?).ok()?;
        (piece < self.count(answer)).then_some((piece, part))
    }
}

/// A piece of an answer: of what kind, and which, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct PieceRef {
    pub kind: PieceKind,
    pub index: usize,
}

/// What came of asking for one more piece.
pub(super) enum NewPiece {
    /// It stands with its first parts, and the others are still to be asked.
    Begun,
    /// There are no more.
    NoMore,
}

/// What came of asking for a part.
pub(super) enum PartReply {
    Given,
    /// The piece is left out, or is not there any more.
    PieceGone,
}

/// A text that can be left out.
pub(super) fn non_empty(text: String) -> Option<String> {
    Some(text).filter(|t| !t.is_empty())
}

impl Interview<'_> {
    /// Pieces of a kind, until there are no more; first the one in which a text was begun and not given.
    pub(super) fn ask_pieces(&mut self, kind: PieceKind, question: &Question, answer: &mut Answer) -> StepResult<()> {
        let mut resume_at = kind.draft_position(answer);
        // Back leads no further than to the first piece of this visit.
        let first = resume_at.map_or(kind.count(answer), |(index, _)| index);
        loop {
            let (index, new) = match resume_at.take() {
                Some((index, part)) => {
                    let piece = PieceRef { kind, index };
                    (index, self.ask_parts(piece, question, answer, part).map(|()| None))
                }
                None => (kind.count(answer), self.ask_new(kind, question, answer).map(Some)),
            };
            match new {
                Ok(None) => {}
                Ok(Some(NewPiece::Begun)) => resume_at = Some((index, kind.parts_of_new())),
                Ok(Some(NewPiece::NoMore)) => return Ok(()),
                Err(StepExit::Back) if index > first => resume_at = Some((index - 1, kind.last_part())),
                Err(exit) => return Err(exit),
            }
        }
    }

    /// A piece from one of its parts on.
    pub(super) fn ask_parts(
        &mut self,
        piece: PieceRef,
        question: &Question,
        answer: &mut Answer,
        from: usize,
    ) -> StepResult<()> {
        let mut position = from;
        while let Some(part) = piece.kind.parts().get(position).copied() {
            let reply = match part {
                Part::EvidenceKind => self.ask_evidence_kind(answer, piece.index),
                Part::Field(field) => match piece.kind {
                    PieceKind::Evidence => self.ask_evidence_field(question, answer, piece.index, field),
                    PieceKind::Action => self.ask_action_field(question, answer, piece.index, field),
                },
            };
            match reply {
                Ok(PartReply::Given) => {
                    self.save_step(question, answer.clone())?;
                    position += 1;
                }
                Ok(PartReply::PieceGone) => return self.save_step(question, answer.clone()),
                Err(StepExit::Back) if position > 0 => position -= 1,
                Err(exit) => return Err(exit),
            }
        }
        Ok(())
    }

    fn ask_new(&mut self, kind: PieceKind, question: &Question, answer: &mut Answer) -> StepResult<NewPiece> {
        match kind {
            PieceKind::Evidence => self.ask_new_evidence(question, answer),
            PieceKind::Action => self.ask_new_action(question, answer),
        }
    }
}
