//! A date inside an answer: as people write it, shown back in words, and asked about where it can hardly be meant.

use chrono::{Months, NaiveDate};

use super::asking::{AnswerFieldMut, StepExit, StepResult, TextPrompt};
use super::{Choice, Interview, Notice, TextKind, Unconfirmed};
use crate::assessment::MONTHS;
use crate::dates::{DateDirection, ParsedDate, day, in_words, parse_date};

/// What a date is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateKind {
    Evidence,
    Review,
    Due,
    NextReview,
}

/// A date to ask for.
pub(super) struct DatePrompt<'t> {
    pub prompt: &'t str,
    pub about: &'t str,
    pub kind: DateKind,
    pub current: Option<NaiveDate>,
    /// A date that is taken where `same` is typed, and only then.
    pub same: Option<NaiveDate>,
}

/// Whether a date that was understood is the one that was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateVerdict {
    Meant,
    AnotherWanted,
}

impl Interview<'_> {
    /// A date, shown back in words. What can hardly be meant is asked about; what stood there before is not.
    pub(super) fn ask_date(
        &mut self,
        mut target: Option<AnswerFieldMut<'_>>,
        request: &DatePrompt<'_>,
    ) -> StepResult<Option<NaiveDate>> {
        let current = request.current.map_or_else(String::new, day);
        let looks = if request.kind == DateKind::Evidence {
            DateDirection::Past
        } else {
            DateDirection::Future
        };
        let mut draft = target
            .as_ref()
            .and_then(|target| target.draft())
            .map(|d| d.text.clone());
        let mut rejected: Option<String> = None;
        loop {
            let unconfirmed = match (&rejected, &draft) {
                (Some(text), _) => Some(Unconfirmed::Rejected(text)),
                (None, Some(text)) => Some(Unconfirmed::Draft(text)),
                (None, None) => None,
            };
            let text = self.ask_text_from(
                &mut target,
                &TextPrompt {
                    prompt: request.prompt,
                    about: request.about,
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
                return Ok(request.current);
            }
            let said = match request.same.filter(|_| text.eq_ignore_ascii_case("same")) {
                Some(date) => Ok(ParsedDate { date, note: None }),
                None => parse_date(&text, self.today, looks),
            };
            match said {
                Ok(understood) => match self.confirm_date(request.prompt, request.kind, &understood)? {
                    DateVerdict::Meant => return Ok(Some(understood.date)),
                    DateVerdict::AnotherWanted => {}
                },
                Err(message) => self.respondent.show(&Notice::Mistake(&message)),
            }
            rejected = Some(text);
        }
    }

    /// Says a date in words, behind what it is of, and asks about one that can hardly be meant.
    pub(super) fn confirm_date(
        &mut self,
        of: &str,
        kind: DateKind,
        understood: &ParsedDate,
    ) -> StepResult<DateVerdict> {
        let date = understood.date;
        let mut line = format!("{of}: {}.", in_words(date));
        if let Some(note) = &understood.note {
            line.push_str(&format!(" {note}"));
        }
        let far = self.today.checked_add_months(Months::new(MONTHS));
        if kind == DateKind::Due && far.is_some_and(|far| date > far) {
            line.push_str(" That is more than 12 months ahead: too far for a credible plan.");
        }
        self.respondent.show(&Notice::Line(&line));
        let doubt = match kind {
            DateKind::Evidence if date > self.today => {
                "That day is still to come: evidence dated ahead does not count as current."
            }
            DateKind::Due if date < self.today => {
                "That day is past: the action would be overdue, and no credible plan."
            }
            DateKind::NextReview if date < self.today => "That day is past.",
            DateKind::Review if date < self.today => "That day is past: the evidence would not count as current.",
            _ => return Ok(DateVerdict::Meant),
        };
        self.respondent.show(&Notice::Mistake(doubt));
        let choices = vec![
            Choice::new("n", "no, another date"),
            Choice::new("y", "yes, keep this date"),
        ];
        match self.ask_choice("Keep it", choices, None) {
            Ok(1) => Ok(DateVerdict::Meant),
            Ok(_) | Err(StepExit::Back) => Ok(DateVerdict::AnotherWanted),
            Err(leave) => Err(leave),
        }
    }
}
