//! What is asked of a piece of evidence.

use super::asking::{AnswerFieldMut, StepResult, TextPrompt};
use super::asking_date::{DateKind, DatePrompt};
use super::pieces::{PartReply, PieceKind, PieceRef, non_empty, remove_piece};
use super::{Choice, Interview, Notice, TextKind};
use crate::assessment::{Answer, Evidence, EvidenceKind, Field};
use crate::checklist::Question;

/// What a date that is missing means.
pub(super) fn no_date() -> String {
    "none, so it does not count as current".to_owned()
}

impl Interview<'_> {
    /// One more piece of evidence from somewhere: what it shows, then its date. None where no text is given.
    pub(super) fn add_evidence(&mut self, question: &Question, kind: EvidenceKind) -> StepResult<Option<PieceRef>> {
        let mut answer = self.answer_now(question);
        let target = AnswerFieldMut {
            question,
            answer: &mut answer,
            field: Field::Evidence,
            item: None,
        };
        let text = self.ask_text(
            Some(target),
            &TextPrompt {
                prompt: "Evidence",
                about: "What does it show, in a sentence? Empty adds none.",
                current: "",
                kind: TextKind::Paragraph,
            },
        )?;
        if text.is_empty() {
            self.save_step(question, answer)?;
            return Ok(None);
        }
        answer.evidence.push(Evidence {
            kind,
            text,
            date: None,
            link: None,
            review_by: None,
        });
        let piece = PieceRef {
            kind: PieceKind::Evidence,
            index: answer.evidence.len() - 1,
        };
        self.save_step(question, answer)?;
        self.ask_parts_of_new(question, piece, 1)?;
        Ok(Some(piece))
    }

    pub(super) fn ask_evidence_kind(&mut self, answer: &mut Answer, index: usize) -> StepResult<PartReply> {
        let Some(evidence) = answer.evidence.get_mut(index) else {
            return Ok(PartReply::PieceGone);
        };
        let choices = EvidenceKind::ALL
            .iter()
            .enumerate()
            .map(|(i, (_, kind))| Choice::new((i + 1).to_string(), kind.title()))
            .collect();
        let current = EvidenceKind::ALL.iter().position(|(_, k)| *k == evidence.kind);
        let chosen = self.ask_choice("This evidence is from", choices, current)?;
        if let Some((_, kind)) = EvidenceKind::ALL.get(chosen) {
            evidence.kind = *kind;
        }
        Ok(PartReply::Given)
    }

    pub(super) fn ask_evidence_field(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        index: usize,
        field: Field,
    ) -> StepResult<PartReply> {
        let Some(piece) = answer.evidence.get(index).cloned() else {
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
        let mut new = piece.clone();
        match field {
            Field::Evidence => {
                let about = "What does it show, in a sentence? Empty leaves this piece out.";
                new.text = self.ask_text(Some(target), &text("Evidence", about, &piece.text, TextKind::Paragraph))?;
                if new.text.is_empty() {
                    let kind = PieceKind::Evidence;
                    remove_piece(answer, PieceRef { kind, index });
                    self.respondent
                        .show(&Notice::Line("This piece of evidence is left out."));
                    return Ok(PartReply::PieceGone);
                }
            }
            Field::Date => {
                new.date = self.ask_date(
                    Some(target),
                    &DatePrompt {
                        prompt: "Its date",
                        about: "Of what day is it? Such as October 2026, 30/9/2026, 3 weeks ago or today. Empty leaves it undated, and undated evidence does not count as current.",
                        kind: DateKind::Evidence,
                        current: piece.date,
                        same: None,
                    },
                )?;
                if new.date.is_none() {
                    self.respondent
                        .show(&Notice::Line("Undated: this piece does not count as current evidence."));
                }
            }
            Field::Link => {
                let about = "Where can it be read? A link or a file's name. Empty leaves it out.";
                let current = piece.link.as_deref().unwrap_or("");
                new.link = non_empty(self.ask_text(Some(target), &text("Link", about, current, TextKind::Line))?);
            }
            _ => {
                new.review_by = self.ask_date(
                    Some(target),
                    &DatePrompt {
                        prompt: "Review by",
                        about: "By when should it be looked at again? Such as end of March, or in 6 months. Empty: 12 months after its date.",
                        kind: DateKind::Review,
                        current: piece.review_by,
                        same: None,
                    },
                )?;
            }
        }
        if let Some(kept) = answer.evidence.get_mut(index) {
            *kept = new;
        }
        Ok(PartReply::Given)
    }
}
