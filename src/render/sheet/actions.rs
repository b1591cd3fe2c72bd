//! One row an action.

use super::answers::COPY;
use super::pieces::{SheetPiece, pieces};
use super::{Cell, Sheet, SheetColumn, column, sheet};
use crate::assessment::DueChange;
use crate::report::{ActionRecord, Report};

type ActionRow<'a> = SheetPiece<'a, ActionRecord>;

/// The actions, as the report has them: a number is found at its place in both.
pub fn actions(report: &Report) -> Sheet {
    let mut rows: Vec<ActionRow<'_>> = pieces(report, |a| &a.actions).collect();
    rows.sort_by_key(|r| r.record.number);
    sheet(
        "Actions",
        "One row an action, numbered as in the report: the open ones by due date, then those that are closed.",
        (columns(), PRINTED),
        rows,
    )
}

/// The columns for a page of paper: the first ones.
const PRINTED: usize = 9;

fn columns<'a>() -> Vec<SheetColumn<ActionRow<'a>>> {
    vec![
        column(
            "question_id",
            "Question id",
            18,
            "the id of the question that it is about",
            |r| Cell::text(r.of.answer.id.as_str()),
        ),
        column(
            "number",
            "Number",
            9,
            "its number in the report, the same in the public copy",
            |r| Cell::Number(r.record.number),
        ),
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
        column(
            "effect",
            "Effect",
            26,
            "once it is done: did it work, and how is that known",
            |r| Cell::text_or_empty(&r.record.action.effect),
        ),
        column(
            "moved",
            "Due before",
            26,
            "by when it was to be done before, with why that changed; the latest first",
            |r| {
                let moves = r.record.action.moved.iter().rev().map(DueChange::words);
                match moves.collect::<Vec<_>>().join("; ") {
                    none if none.is_empty() => Cell::Empty,
                    moves => Cell::text(moves),
                }
            },
        ),
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
        column("copy", "Copy", 9, COPY, |r| Cell::text(r.of.audience.word())),
    ]
}
