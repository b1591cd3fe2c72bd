//! What is asked of a piece of evidence.

use super::asking::{AnswerFieldMut, DateKind, DatePrompt, StepExit, StepResult, TextPrompt};
use super::pieces::{NewPiece, PartReply, non_empty};
use super::{Choice, Interview, Notice, TextKind};
use crate::assessment::{Answer, Evidence, EvidenceKind, Field};
use crate::checklist::Question;

fn evidence_kind_choices() -> Vec<Choice> {
    EvidenceKind::ALL
        .iter()
        .enumerate()
        .map(|(i, (word, kind))| {
            let title = kind.title();
            let label = if title == *word {
                title.to_owned()
            } else {
                format!("{word}: {title}")
            };
            Choice::new((i + 1).to_string(), label)
        })
        .collect()
}

impl Interview<'_> {
    /// How it is known: where one more piece of evidence is from, and what it shows.
    pub(super) fn ask_new_evidence(&mut self, question: &Question, answer: &mut Answer) -> StepResult<NewPiece> {
        let have = answer.evidence.len();
        let prompt = match have {
            0 => "How do you know? Evidence from".to_owned(),
            1 => "1 piece of evidence. More from".to_owned(),
            n => format!("{n} pieces of evidence. More from"),
        };
        let none = if have == 0 {
            "no evidence to name"
        } else {
            "no more: next question"
        };
        loop {
            let mut choices = vec![Choice::new("0", none)];
            choices.extend(evidence_kind_choices());
            let chosen = self.ask_choice(&prompt, choices, Some(0))?;
            let Some((_, kind)) = chosen.checked_sub(1).and_then(|i| EvidenceKind::ALL.get(i)) else {
                return Ok(NewPiece::NoMore);
            };
            let target = AnswerFieldMut {
                question,
                answer: &mut *answer,
                field: Field::Evidence,
                item: None,
            };
            let text = match self.ask_text(
                Some(target),
                &TextPrompt {
                    prompt: "Evidence",
                    about: "What does it show, in a sentence? Empty adds none.",
                    current: "",
                    kind: TextKind::Paragraph,
                },
            ) {
                Err(StepExit::Back) => continue,
                other => other?,
            };
            if text.is_empty() {
                self.save_step(question, answer.clone())?;
                continue;
            }
            answer.evidence.push(Evidence {
                kind: *kind,
                text,
                date: None,
                link: None,
                review_by: None,
            });
            self.save_step(question, answer.clone())?;
            return Ok(NewPiece::Begun);
        }
    }

    pub(super) fn ask_evidence_kind(&mut self, answer: &mut Answer, index: usize) -> StepResult<PartReply> {
        let Some(evidence) = answer.evidence.get_mut(index) else {
            return Ok(PartReply::PieceGone);
        };
        let current = EvidenceKind::ALL.iter().position(|(_, k)| *k == evidence.kind);
        let chosen = self.ask_choice("This evidence is from", evidence_kind_choices(), current)?;
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
                    answer.evidence.remove(index);
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
