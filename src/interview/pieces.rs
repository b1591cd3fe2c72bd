//! Pieces of evidence and actions, part by part. Every confirmed part is kept at once; back goes one part back.

use super::asking::{At, DateOf, Day, Step, Text, Turn};
use super::{Choice, Interview, Notice, TextKind};
use crate::assessment::{Action, Answer, Evidence, EvidenceKind, Field};
use crate::checklist::Question;

/// The parts of a piece of evidence behind its kind, in the order in which they are asked.
const EVIDENCE: [Field; 4] = [Field::Evidence, Field::Date, Field::Link, Field::ReviewBy];
/// The parts of an action.
const ACTION: [Field; 4] = [Field::Action, Field::Owner, Field::Due, Field::Measure];

/// The piece, and the part of it, that a text was begun in.
fn begun(answer: &Answer, parts: &[Field], pieces: usize) -> Option<(usize, usize)> {
    let draft = answer.draft.as_ref()?;
    let part = parts.iter().position(|f| *f == draft.field)?;
    let piece = usize::try_from(draft.item?.checked_sub(1)?).ok()?;
    (piece < pieces).then_some((piece, part))
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|t| !t.is_empty())
}

fn kinds() -> Vec<Choice> {
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
    /// How it is known: pieces of evidence, until there are no more.
    pub(super) fn ask_evidence(&mut self, question: &Question, answer: &mut Answer) -> Step<()> {
        let mut going = begun(answer, &EVIDENCE, answer.evidence.len()).map(|(i, part)| (i, part + 1));
        // Back leads no further than to the first piece of this visit.
        let first = going.map_or(answer.evidence.len(), |(i, _)| i);
        loop {
            if let Some((i, part)) = going.take() {
                match self.ask_piece(question, answer, i, part) {
                    Err(Turn::Back) if i > first => going = Some((i - 1, EVIDENCE.len())),
                    other => other?,
                }
                continue;
            }
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
            let mut choices = vec![Choice::new("0", none)];
            choices.extend(kinds());
            let chosen = match self.ask_choice(&prompt, choices, Some(0)) {
                Err(Turn::Back) if have > first => {
                    going = Some((have - 1, EVIDENCE.len()));
                    continue;
                }
                other => other?,
            };
            let Some((_, kind)) = chosen.checked_sub(1).and_then(|i| EvidenceKind::ALL.get(i)) else {
                return Ok(());
            };
            let at = At {
                question,
                answer: &mut *answer,
                field: Field::Evidence,
                item: None,
            };
            let text = match self.ask_text(
                Some(at),
                &Text {
                    prompt: "Evidence",
                    about: "What does it show, in a sentence? Empty adds none.",
                    current: "",
                    kind: TextKind::Paragraph,
                },
            ) {
                Err(Turn::Back) => continue,
                other => other?,
            };
            if text.is_empty() {
                self.kept(question, answer.clone())?;
                continue;
            }
            answer.evidence.push(Evidence {
                kind: *kind,
                text,
                date: None,
                link: None,
                review_by: None,
            });
            self.kept(question, answer.clone())?;
            going = Some((answer.evidence.len() - 1, 2));
        }
    }

    /// A piece of evidence from one of its parts on: 0 its kind, then the others.
    pub(super) fn ask_piece(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        which: usize,
        from: usize,
    ) -> Step<()> {
        let mut part = from;
        while part <= EVIDENCE.len() {
            match self.ask_evidence_part(question, answer, which, part) {
                Ok(true) => {
                    self.kept(question, answer.clone())?;
                    part += 1;
                }
                Ok(false) => return self.kept(question, answer.clone()),
                Err(Turn::Back) if part > 0 => part -= 1,
                Err(turn) => return Err(turn),
            }
        }
        Ok(())
    }

    /// One part; false where the piece is left out.
    fn ask_evidence_part(&mut self, question: &Question, answer: &mut Answer, which: usize, part: usize) -> Step<bool> {
        let Some(piece) = answer.evidence.get(which).cloned() else {
            return Ok(false);
        };
        let Some(field) = part.checked_sub(1).and_then(|p| EVIDENCE.get(p)).copied() else {
            let current = EvidenceKind::ALL.iter().position(|(_, k)| *k == piece.kind);
            let chosen = self.ask_choice("This evidence is from", kinds(), current)?;
            if let (Some(place), Some((_, kind))) = (answer.evidence.get_mut(which), EvidenceKind::ALL.get(chosen)) {
                place.kind = *kind;
            }
            return Ok(true);
        };
        let at = At {
            question,
            answer: &mut *answer,
            field,
            item: Some(which),
        };
        let text = |prompt, about, current, kind| Text {
            prompt,
            about,
            current,
            kind,
        };
        let mut new = piece.clone();
        match field {
            Field::Evidence => {
                let about = "What does it show, in a sentence? Empty leaves this piece out.";
                new.text = self.ask_text(Some(at), &text("Evidence", about, &piece.text, TextKind::Paragraph))?;
                if new.text.is_empty() {
                    answer.evidence.remove(which);
                    self.respondent
                        .tell(&Notice::Line("This piece of evidence is left out."));
                    return Ok(false);
                }
            }
            Field::Date => {
                new.date = self.ask_date(
                    Some(at),
                    &Day {
                        prompt: "Its date",
                        about: "Of what day is it? Such as October 2026, 30/9/2026, 3 weeks ago or today. Empty leaves it undated, and undated evidence does not count as current.",
                        of: DateOf::Evidence,
                        current: piece.date,
                        same: None,
                    },
                )?;
                if new.date.is_none() {
                    self.respondent
                        .tell(&Notice::Line("Undated: this piece does not count as current evidence."));
                }
            }
            Field::Link => {
                let about = "Where can it be read? A link or a file's name. Empty leaves it out.";
                let current = piece.link.as_deref().unwrap_or("");
                new.link = some(self.ask_text(Some(at), &text("Link", about, current, TextKind::Line))?);
            }
            _ => {
                new.review_by = self.ask_date(
                    Some(at),
                    &Day {
                        prompt: "Review by",
                        about: "By when should it be looked at again? Such as end of March, or in 6 months. Empty: 12 months after its date.",
                        of: DateOf::Review,
                        current: piece.review_by,
                        same: None,
                    },
                )?;
            }
        }
        if let Some(place) = answer.evidence.get_mut(which) {
            *place = new;
        }
        Ok(true)
    }

    /// What will be done: actions, until there are no more.
    pub(super) fn ask_actions(&mut self, question: &Question, answer: &mut Answer) -> Step<()> {
        let mut going = begun(answer, &ACTION, answer.actions.len());
        let first = going.map_or(answer.actions.len(), |(i, _)| i);
        loop {
            if let Some((i, part)) = going.take() {
                match self.ask_action(question, answer, i, part) {
                    Err(Turn::Back) if i > first => going = Some((i - 1, ACTION.len() - 1)),
                    other => other?,
                }
                continue;
            }
            let have = answer.actions.len();
            let about = match have {
                0 => "What will be done about it in the next 12 months? Empty: nothing is planned.".to_owned(),
                1 => "1 action stands. What else will be done? Empty: nothing more.".to_owned(),
                n => format!("{n} actions stand. What else will be done? Empty: nothing more."),
            };
            let at = At {
                question,
                answer: &mut *answer,
                field: Field::Action,
                item: None,
            };
            let ask = Text {
                prompt: if have > 0 { "Another action" } else { "Action" },
                about: &about,
                current: "",
                kind: TextKind::Paragraph,
            };
            let what = match self.ask_text(Some(at), &ask) {
                Err(Turn::Back) if have > first => {
                    going = Some((have - 1, ACTION.len() - 1));
                    continue;
                }
                other => other?,
            };
            if what.is_empty() {
                return self.kept(question, answer.clone());
            }
            answer.actions.push(Action {
                what,
                ..Action::default()
            });
            self.kept(question, answer.clone())?;
            going = Some((answer.actions.len() - 1, 1));
        }
    }

    /// An action from one of its parts on: what, owner, due date, measure.
    pub(super) fn ask_action(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        which: usize,
        from: usize,
    ) -> Step<()> {
        let mut part = from;
        while let Some(field) = ACTION.get(part) {
            match self.ask_action_part(question, answer, which, *field) {
                Ok(()) => {
                    self.kept(question, answer.clone())?;
                    part += 1;
                }
                Err(Turn::Back) if part > 0 => part -= 1,
                Err(turn) => return Err(turn),
            }
        }
        Ok(())
    }

    fn ask_action_part(&mut self, question: &Question, answer: &mut Answer, which: usize, field: Field) -> Step<()> {
        let Some(action) = answer.actions.get(which).cloned() else {
            return Ok(());
        };
        let at = At {
            question,
            answer: &mut *answer,
            field,
            item: Some(which),
        };
        let text = |prompt, about, current, kind| Text {
            prompt,
            about,
            current,
            kind,
        };
        let mut new = action.clone();
        match field {
            Field::Action => {
                let ask = text("Action", "What will be done?", &action.what, TextKind::Paragraph);
                new.what = self.ask_compulsory(Some(at), &ask)?;
            }
            Field::Owner => {
                let about =
                    "Who will see to it? A post says more than a name. Without an owner the plan is not credible.";
                let current = action.owner.as_deref().unwrap_or("");
                new.owner = some(self.ask_text(Some(at), &text("Owner", about, current, TextKind::Line))?);
            }
            Field::Due => {
                new.due = self.ask_date(
                    Some(at),
                    &Day {
                        prompt: "Due",
                        about: "By when? Such as March 2027, 31/3/2027 or in 6 months. A credible plan is due within 12 months.",
                        of: DateOf::Due,
                        current: action.due,
                        same: None,
                    },
                )?;
            }
            _ => {
                let about = "How will you see that it worked for children?";
                let current = action.measure.as_deref().unwrap_or("");
                new.measure = some(self.ask_text(Some(at), &text("Measure", about, current, TextKind::Paragraph))?);
            }
        }
        if let Some(place) = answer.actions.get_mut(which) {
            *place = new;
        }
        Ok(())
    }
}
