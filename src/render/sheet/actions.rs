//! One row an action.

use super::pieces::{Piece, pieces};
use super::{Cell, Column, Sheet, column, sheet};
use crate::report::{ActionRecord, Report};

type Row<'a> = Piece<'a, ActionRecord>;

/// The actions, in the order of their questions.
pub fn actions(report: &Report) -> Sheet {
    let rows = pieces(report, |a| &a.actions);
    sheet(
        "Actions",
        "One row an action, in the order of the questions.",
        (columns(), PRINTED),
        rows,
    )
}

/// The columns for a page of paper: the first ones.
const PRINTED: usize = 9;

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        column(
            "question_id",
            "Question id",
            18,
            "the id of the question that it is about",
            |r| Cell::text(r.of.answer.id.as_str()),
        ),
        column("number", "Number", 9, "1 for the question's first action", |r| {
            Cell::count(r.number)
        }),
        column("action", "Action", 46, "what will be done", |r| {
            Cell::text(&r.record.action.what)
        }),
        column("owner", "Owner", 20, "by whom; empty in a public report", |r| {
            Cell::text_or_empty(&r.record.action.owner)
        }),
        column("due", "Due", 13, "by when", |r| Cell::date(r.record.action.due)),
        column(
            "measure",
            "How success will be seen",
            36,
            "how success will be seen",
            |r| Cell::text_or_empty(&r.record.action.measure),
        ),
        column(
            "status",
            "Status",
            11,
            "`open`, `under-way`, `late`, `done` or `dropped`",
            |r| Cell::text(r.record.action.status.word()),
        ),
        column(
            "credible",
            "Credible",
            10,
            "open, owned, measurable, and due within 12 months",
            |r| Cell::YesNo(r.record.credible),
        ),
        column("overdue", "Overdue", 10, "open, and its date is past", |r| {
            Cell::YesNo(r.record.overdue)
        }),
        column("reason", "Reason", 26, "why it was dropped", |r| {
            Cell::text_or_empty(&r.record.action.reason)
        }),
        column("question", "Question", 40, "the question's words", |r| {
            Cell::text(&r.of.answer.text)
        }),
        column("section", "Section", 22, "its section's title", |r| {
            Cell::text(&r.of.section.title)
        }),
        column("position", "Position", 14, "what the answer amounts to", |r| {
            Cell::text(r.of.answer.position.title())
        }),
        column(
            "alert",
            "Alert",
            8,
            "the question is critical, applies, and is not assured",
            |r| Cell::YesNo(r.of.answer.alert.is_some()),
        ),
    ]
}
