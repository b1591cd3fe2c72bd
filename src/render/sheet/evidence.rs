//! One row a piece of evidence.

use super::pieces::{SheetPiece, pieces};
use super::{Cell, Sheet, SheetColumn, column, sheet};
use crate::report::{EvidenceRecord, Report};

type EvidenceRow<'a> = SheetPiece<'a, EvidenceRecord>;

/// The evidence, in the order of its questions.
pub fn evidence(report: &Report) -> Sheet {
    let rows = pieces(report, |a| &a.evidence);
    let about = "One row a piece of evidence, in the order of the questions.";
    sheet("Evidence", about, (columns(), PRINTED), rows)
}

/// The columns for a page of paper: the first ones.
const PRINTED: usize = 9;

fn columns<'a>() -> Vec<SheetColumn<EvidenceRow<'a>>> {
    vec![
        column(
            "question_id",
            "Question id",
            18,
            "the id of the question that it is about",
            |r| Cell::text(r.of.answer.id.as_str()),
        ),
        column("number", "Number", 9, "1 for the question's first piece", |r| {
            Cell::count(r.number)
        }),
        column("kind", "Kind", 18, "what kind of knowledge it is", |r| {
            Cell::text(r.record.evidence.kind.title())
        }),
        column(
            "independent",
            "From outside line management",
            14,
            "its kind comes from outside line management",
            |r| Cell::YesNo(r.record.evidence.kind.is_independent()),
        ),
        column("evidence", "Evidence", 56, "what it says", |r| {
            Cell::text(&r.record.evidence.text)
        }),
        column("date", "Date", 13, "its date", |r| Cell::date(r.record.evidence.date)),
        column("review_by", "Review by", 13, "when it should be looked at again", |r| {
            Cell::date(r.record.evidence.review_by)
        }),
        column("current", "Current", 10, "it still counts", |r| {
            Cell::YesNo(r.record.current)
        }),
        column("link", "Where", 30, "where it can be found", |r| {
            r.record.evidence.link.clone().map_or(Cell::Empty, Cell::Address)
        }),
        column("question", "Question", 40, "the question's words", |r| {
            Cell::text(&r.of.answer.text)
        }),
        column("section", "Section", 22, "its section's title", |r| {
            Cell::text(&r.of.section.title)
        }),
    ]
}
