//! One row an action.

use super::column::{self, Date, ExportColumn, ExportValue, Number, Text, YesNo, always, maybe, words};
use super::{ExportTexts, Exported, OfAssessment, OfQuestion};
use crate::assessment::{Action, ActionStatus};
use crate::score::ScoreLine;

pub(super) struct ActionRow<'a> {
    of: &'a Exported<'a>,
    line: &'a ScoreLine<'a>,
    number: usize,
    action: &'a Action,
}

impl OfAssessment for ActionRow<'_> {
    fn of(&self) -> &Exported<'_> {
        self.of
    }
}

impl OfQuestion for ActionRow<'_> {
    fn line(&self) -> &ScoreLine<'_> {
        self.line
    }
}

pub(super) fn rows<'a>(of: &'a Exported<'a>) -> impl Iterator<Item = ActionRow<'a>> {
    of.score.lines.iter().flat_map(move |line| {
        let actions = line.answer.map_or(&[][..], |a| &a.actions);
        (1..).zip(actions).map(move |(number, action)| ActionRow {
            of,
            line,
            number,
            action,
        })
    })
}

pub(super) fn columns<'a>(texts: ExportTexts) -> Vec<ExportColumn<ActionRow<'a>>> {
    let mut all = column::head();
    all.extend(column::question());
    all.extend(how_it_stands());
    if texts == ExportTexts::Included {
        all.extend(what_was_written());
    }
    all
}

fn how_it_stands<'a>() -> Vec<ExportColumn<ActionRow<'a>>> {
    vec![
        always("number", Number, "1 for the first action of the question", |r| {
            ExportValue::count(r.number)
        }),
        always("status", words!(ActionStatus::ALL), "how far it has come", |r| {
            ExportValue::Word(r.action.status.word())
        }),
        maybe("due", Date, "by when", |r| ExportValue::date(r.action.due)),
        always("has_owner", YesNo, "it says who does it", |r| {
            ExportValue::YesNo(r.action.owner.is_some())
        }),
        always("has_measure", YesNo, "it says how success will be seen", |r| {
            ExportValue::YesNo(r.action.measure.is_some())
        }),
        always(
            "credible",
            YesNo,
            "open, with owner and measure, due within 12 months",
            |r| ExportValue::YesNo(r.action.is_credible(r.of.score.on)),
        ),
        always("overdue", YesNo, "open, and its date is past", |r| {
            ExportValue::YesNo(r.action.is_overdue(r.of.score.on))
        }),
        always("times_moved", Number, "how often its due date was moved", |r| {
            ExportValue::count(r.action.moved.len())
        }),
        always("has_effect", YesNo, "it says what it changed", |r| {
            ExportValue::YesNo(r.action.effect.is_some())
        }),
    ]
}

fn what_was_written<'a>() -> Vec<ExportColumn<ActionRow<'a>>> {
    vec![
        always("action", Text, "what will be done", |r| {
            ExportValue::text(Some(&r.action.what))
        }),
        maybe("owner", Text, "by whom", |r| {
            ExportValue::text(r.action.owner.as_deref())
        }),
        maybe("measure", Text, "how success will be seen", |r| {
            ExportValue::text(r.action.measure.as_deref())
        }),
        maybe("reason", Text, "why it was dropped", |r| {
            ExportValue::text(r.action.reason.as_deref())
        }),
        maybe("effect", Text, "what it changed", |r| {
            ExportValue::text(r.action.effect.as_deref())
        }),
    ]
}
