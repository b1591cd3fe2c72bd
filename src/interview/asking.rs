//! One text, one date, one choice inside an answer: asked until it is given, and never lost while it is typed.

use chrono::{Months, NaiveDate};

use super::session::Next;
use super::{Choice, Choose, Command, Interview, Notice, Outcome, Reply, Spot, TextKind, Unconfirmed, Write};
use crate::assessment::{Answer, Draft, Field, MONTHS, personal};
use crate::checklist::Question;
use crate::dates::{DateDirection, in_words, parse_date};

/// What can be done instead of giving a detail.
const AT_DETAIL: &[Command] = &[
    Command::Back,
    Command::Skip,
    Command::Jump,
    Command::Guide,
    Command::Pause,
];

/// Why a step was not given.
pub(super) enum Turn {
    /// Back to the step before, in the same answer.
    Back,
    /// Away from the answer.
    Leave(Next),
}

/// One step inside an answer.
pub(super) type Step<T> = Result<T, Turn>;

/// Where a text belongs: what of it was begun is kept there.
pub(super) struct At<'x> {
    pub question: &'x Question,
    pub answer: &'x mut Answer,
    pub field: Field,
    /// Which piece of evidence or action, from 0; none for a new one.
    pub item: Option<usize>,
}

impl At<'_> {
    fn number(&self) -> Option<u32> {
        self.item.and_then(|i| u32::try_from(i + 1).ok())
    }

    fn draft(&self) -> Option<&Draft> {
        let number = self.number();
        self.answer
            .draft
            .as_ref()
            .filter(|d| d.field == self.field && d.item == number)
    }
}

/// A text to ask for.
pub(super) struct Text<'t> {
    pub prompt: &'t str,
    pub about: &'t str,
    pub current: &'t str,
    pub kind: TextKind,
}

/// What a date is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateOf {
    Evidence,
    Review,
    Due,
}

/// A date to ask for.
pub(super) struct Day<'t> {
    pub prompt: &'t str,
    pub about: &'t str,
    pub of: DateOf,
    pub current: Option<NaiveDate>,
    /// A date that is taken where `same` is typed, and only then.
    pub same: Option<NaiveDate>,
}

impl<'a> Interview<'a> {
    pub(super) fn kept(&mut self, question: &Question, answer: Answer) -> Step<()> {
        match self.keep_answer(question, answer) {
            None => Ok(()),
            Some(outcome) => Err(Turn::Leave(Next::Leave(outcome))),
        }
    }

    pub(super) fn ask_text(&mut self, mut at: Option<At<'_>>, ask: &Text<'_>) -> Step<String> {
        let draft = at.as_ref().and_then(|at| at.draft()).map(|d| d.text.clone());
        self.ask_typed(&mut at, ask, draft.as_deref().map(Unconfirmed::Draft))
    }

    fn ask_typed(
        &mut self,
        at: &mut Option<At<'_>>,
        ask: &Text<'_>,
        unconfirmed: Option<Unconfirmed<'_>>,
    ) -> Step<String> {
        let mut typed = ask.current.to_owned();
        loop {
            match self.respondent.write(&Write {
                prompt: ask.prompt,
                about: ask.about,
                current: &typed,
                unconfirmed,
                spot: at.as_ref().map(|at| Spot {
                    question: &at.question.id,
                    field: at.field,
                    item: at.number(),
                }),
                kind: ask.kind,
                commands: AT_DETAIL,
            }) {
                Reply::Given(text) => {
                    let text = text.trim().to_owned();
                    if !self.may_stand(&text, ask.kind)? {
                        typed = text;
                        continue;
                    }
                    if let Some(at) = at
                        && at.draft().is_some()
                    {
                        at.answer.draft = None;
                    }
                    return Ok(text);
                }
                Reply::Command(Command::Guide) => self.respondent.tell(&Notice::Line(ask.about)),
                // The words of a jump say where to; what came with another command was begun as the text.
                Reply::Command(command) => {
                    if command != Command::Jump
                        && let Some(at) = at
                        && let Some(outcome) = self.keep_draft(at, ask.current)
                    {
                        return Err(Turn::Leave(Next::Leave(outcome)));
                    }
                    return Err(match command {
                        Command::Back => Turn::Back,
                        other => Turn::Leave(self.obey(other)),
                    });
                }
                Reply::End => return Err(self.leave_text(at, ask.current, Outcome::Paused)),
                Reply::Interrupted => return Err(self.leave_text(at, ask.current, Outcome::Interrupted)),
            }
        }
    }

    /// Whether a text can stay as it is: nothing in it looks like personal data, or the person says that it is none.
    pub(super) fn may_stand(&mut self, text: &str, kind: TextKind) -> Step<bool> {
        let mut signs = personal::signs(text);
        // One line is a name, a link or an owner: how to reach a colleague is no child's.
        signs.retain(|s| kind == TextKind::Paragraph || !s.is_contact());
        let digest = personal::digest(text);
        let before = &self.assessment.answers;
        let known = self.confirmed.contains(&digest) || before.values().any(|a| a.no_personal_data.contains(&digest));
        if signs.is_empty() || known {
            return Ok(true);
        }
        for sign in &signs {
            self.respondent.tell(&Notice::Mistake(&format!(
                "This looks like {}: {}. The file can be asked for: nothing in it may identify a child.",
                sign.what,
                text.get(sign.range.clone()).unwrap_or_default()
            )));
        }
        let choices = vec![
            Choice::new("c", "change the text"),
            Choice::new("k", "keep it: it is no personal data of a child"),
        ];
        let kept = self.ask_choice("Personal data", choices, None)? == 1;
        if kept {
            self.confirmed.push(digest);
        }
        Ok(kept)
    }

    /// Keeps what was typed of a text when the interview ends inside it, or says that it is not kept.
    fn leave_text(&mut self, at: &mut Option<At<'_>>, current: &str, outcome: Outcome) -> Turn {
        let outcome = match at {
            Some(at) => self.keep_draft(at, current).unwrap_or(outcome),
            None => {
                self.tell_loose_text();
                outcome
            }
        };
        Turn::Leave(Next::Leave(outcome))
    }

    /// A text that was begun where no answer can hold it.
    pub(super) fn tell_loose_text(&mut self) {
        if let Some(text) = self.respondent.loose_text().filter(|t| !t.trim().is_empty()) {
            self.respondent
                .tell(&Notice::Line(&format!("What you were typing is not kept: {text}")));
        }
    }

    fn keep_draft(&mut self, at: &mut At<'_>, current: &str) -> Option<Outcome> {
        let text = self.respondent.loose_text()?;
        let text = text.trim();
        if text.is_empty() || text == current.trim() {
            return None;
        }
        let draft = Draft {
            field: at.field,
            item: at.number(),
            text: text.to_owned(),
        };
        let mut wanted = self.assessment.clone();
        // Only the draft: nothing else of the answer was said just now, not even that it still stands.
        let answer = wanted.answers.entry(at.question.id.clone()).or_default();
        let before = answer.draft.replace(draft.clone());
        at.answer.draft = Some(draft.clone());
        if let Some(before) = before.filter(|b| b.field != draft.field || b.item != draft.item) {
            self.respondent.tell(&Notice::Line(&format!(
                "The {} begun before is not kept any more: {}",
                before.field.title(),
                before.text
            )));
        }
        let outcome = self.keep(wanted);
        if outcome.is_none() {
            self.respondent.tell(&Notice::Line(
                "What you were typing is kept as a draft. It is no answer yet: it is offered again when you come back.",
            ));
        }
        outcome
    }

    pub(super) fn ask_compulsory(&mut self, mut at: Option<At<'_>>, ask: &Text<'_>) -> Step<String> {
        loop {
            let again = at.as_mut().map(|at| At {
                question: at.question,
                answer: &mut *at.answer,
                field: at.field,
                item: at.item,
            });
            let text = self.ask_text(again, ask)?;
            if !text.is_empty() {
                return Ok(text);
            }
            self.respondent.tell(&Notice::Mistake(
                "This cannot be left empty. To leave the question open, skip it.",
            ));
        }
    }

    /// A date, shown back in words. What can hardly be meant is asked about; what stood there before is not.
    pub(super) fn ask_date(&mut self, mut at: Option<At<'_>>, ask: &Day<'_>) -> Step<Option<NaiveDate>> {
        let current = ask
            .current
            .map_or_else(String::new, |d| d.format("%-d %B %Y").to_string());
        let looks = if ask.of == DateOf::Evidence {
            DateDirection::Past
        } else {
            DateDirection::Future
        };
        let mut draft = at.as_ref().and_then(|at| at.draft()).map(|d| d.text.clone());
        let mut rejected: Option<String> = None;
        loop {
            let unconfirmed = match (&rejected, &draft) {
                (Some(text), _) => Some(Unconfirmed::Rejected(text)),
                (None, Some(text)) => Some(Unconfirmed::Draft(text)),
                (None, None) => None,
            };
            let text = self.ask_typed(
                &mut at,
                &Text {
                    prompt: ask.prompt,
                    about: ask.about,
                    current: &current,
                    kind: TextKind::Line,
                },
                unconfirmed,
            )?;
            draft = None;
            if text.is_empty() {
                return Ok(None);
            }
            if text == current {
                return Ok(ask.current);
            }
            let said = match ask.same.filter(|_| text.eq_ignore_ascii_case("same")) {
                Some(date) => Ok(crate::dates::ParsedDate { date, note: None }),
                None => parse_date(&text, self.today, looks),
            };
            let understood = match said {
                Ok(understood) => understood,
                Err(message) => {
                    self.respondent.tell(&Notice::Mistake(&message));
                    rejected = Some(text);
                    continue;
                }
            };
            let date = understood.date;
            let mut line = format!("{}: {}.", ask.prompt, in_words(date));
            if let Some(note) = understood.note {
                line.push_str(&format!(" {note}"));
            }
            let far = self.today.checked_add_months(Months::new(MONTHS));
            if ask.of == DateOf::Due && far.is_some_and(|far| date > far) {
                line.push_str(" That is more than 12 months ahead: too far for a credible plan.");
            }
            self.respondent.tell(&Notice::Line(&line));
            let doubt = match ask.of {
                DateOf::Evidence if date > self.today => {
                    "That day is still to come: evidence dated ahead does not count as current."
                }
                DateOf::Due if date < self.today => {
                    "That day is past: the action would be overdue, and no credible plan."
                }
                DateOf::Review if date < self.today => "That day is past: the evidence would not count as current.",
                _ => return Ok(Some(date)),
            };
            self.respondent.tell(&Notice::Mistake(doubt));
            let choices = vec![
                Choice::new("n", "no, another date"),
                Choice::new("y", "yes, keep this date"),
            ];
            match self.ask_choice("Keep it", choices, None) {
                Ok(1) => return Ok(Some(date)),
                Ok(_) | Err(Turn::Back) => rejected = Some(text),
                Err(leave) => return Err(leave),
            }
        }
    }

    pub(super) fn ask_choice(&mut self, prompt: &str, choices: Vec<Choice>, current: Option<usize>) -> Step<usize> {
        let ask = Choose {
            prompt,
            choices,
            current,
            commands: AT_DETAIL,
        };
        loop {
            match self.respondent.choose(&ask) {
                Reply::Given(i) => return Ok(i),
                Reply::Command(Command::Guide) => {
                    self.respondent.tell(&Notice::Line(
                        "Choose one, or go back one step, skip to the next question, or pause: what is confirmed is saved.",
                    ));
                }
                Reply::Command(Command::Back) => return Err(Turn::Back),
                Reply::Command(command) => return Err(Turn::Leave(self.obey(command))),
                Reply::End => return Err(Turn::Leave(Next::Leave(Outcome::Paused))),
                Reply::Interrupted => return Err(Turn::Leave(Next::Leave(Outcome::Interrupted))),
            }
        }
    }
}
