//! One row a recommendation.

use super::{Cell, Sheet, SheetColumn, column, sheet};
use crate::report::{RecommendationRecord, Report};

struct RecommendationRow<'a> {
    /// 1 for the first.
    number: usize,
    record: &'a RecommendationRecord,
    /// The words of the question that it speaks to, where that is asked.
    question: Option<&'a str>,
}

/// The recommendations, in the order of the answer file.
pub fn recommendations(report: &Report) -> Sheet {
    let rows = report.recommendations.iter().zip(1..).map(|(record, number)| {
        let id = record.recommendation.question.as_ref();
        RecommendationRow {
            number,
            record,
            question: id.and_then(|id| report.answer(id)).map(|a| a.text.as_str()),
        }
    });
    let about = "One row a recommendation of inspectors and peers, in the order of the answer file.";
    sheet("Recommendations", about, (columns(), PRINTED), rows)
}

/// The columns for a page of paper: the first ones.
const PRINTED: usize = 9;

fn columns<'a>() -> Vec<SheetColumn<RecommendationRow<'a>>> {
    vec![
        column("number", "Number", 9, "1 for the first in the answer file", |r| {
            Cell::count(r.number)
        }),
        column("source", "Source", 26, "who made it, and when", |r| {
            Cell::text(&r.record.recommendation.source)
        }),
        column("recommendation", "Recommendation", 46, "what was recommended", |r| {
            Cell::text(&r.record.recommendation.text)
        }),
        column("owner", "Owner", 20, "who sees to it; empty in a public report", |r| {
            Cell::text_or_empty(&r.record.recommendation.owner)
        }),
        column("due", "Due", 13, "by when", |r| Cell::date(r.record.recommendation.due)),
        column(
            "status",
            "Status",
            11,
            "`open`, `under-way`, `late`, `done` or `dropped`",
            |r| Cell::text(r.record.recommendation.status.word()),
        ),
        column("overdue", "Overdue", 10, "open, and its date is past", |r| {
            Cell::YesNo(r.record.overdue)
        }),
        column(
            "note",
            "Where it stands",
            36,
            "where it stands, or why it was dropped",
            |r| Cell::text_or_empty(&r.record.recommendation.note),
        ),
        column(
            "effect",
            "Effect",
            36,
            "once it is done: did it work, and how is that known",
            |r| Cell::text_or_empty(&r.record.recommendation.effect),
        ),
        column(
            "question_id",
            "Question id",
            18,
            "the id of the question that it speaks to",
            |r| match &r.record.recommendation.question {
                Some(id) => Cell::text(id.as_str()),
                None => Cell::Empty,
            },
        ),
        column(
            "question",
            "Question",
            40,
            "the question's words, where it is asked",
            |r| r.question.map_or(Cell::Empty, Cell::text),
        ),
    ]
}
