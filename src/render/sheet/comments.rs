//! One row a comment.

use super::pieces::{SheetPiece, pieces};
use super::{Cell, Sheet, SheetColumn, column, sheet};
use crate::assessment::Comment;
use crate::dates::day;
use crate::report::Report;

type CommentRow<'a> = SheetPiece<'a, Comment>;

/// What second readers say, in the order of the questions. A public report has none of it.
pub fn comments(report: &Report) -> Sheet {
    let rows = pieces(report, |a| &a.comments);
    let about =
        "One row a comment of a second reader, in the order of the questions. Nothing of it is in a public report.";
    sheet("Comments", about, (columns(), PRINTED), rows)
}

/// The columns for a page of paper: the first ones.
const PRINTED: usize = 9;

fn columns<'a>() -> Vec<SheetColumn<CommentRow<'a>>> {
    vec![
        column(
            "question_id",
            "Question id",
            18,
            "the id of the question whose answer it is about",
            |r| Cell::text(r.of.answer.id.as_str()),
        ),
        column("number", "Number", 9, "1 for the question's first comment", |r| {
            Cell::count(r.number)
        }),
        column("by", "By", 20, "who says it", |r| Cell::text(&r.record.by)),
        column("post", "Post", 18, "in which post", |r| {
            Cell::text_or_empty(&r.record.post)
        }),
        column("on", "On", 13, "the day", |r| Cell::date(Some(r.record.on))),
        column("comment", "Comment", 56, "what is said", |r| Cell::text(&r.record.text)),
        column(
            "would_rate",
            "Would rate it",
            15,
            "what the reader would rate it, where that is said; no figure moves by it",
            |r| {
                let kind = r.of.answer.answer;
                r.record
                    .would_rate
                    .map_or(Cell::Empty, |rate| Cell::text(rate.words(kind)))
            },
        ),
        column(
            "replies",
            "Replies",
            44,
            "what was said to it, each with name and day",
            |r| {
                let said = r.record.replies.iter();
                let said: Vec<String> = said.map(|x| format!("{}, {}: {}", x.by, day(x.on), x.text)).collect();
                if said.is_empty() {
                    Cell::Empty
                } else {
                    Cell::text(said.join("\n"))
                }
            },
        ),
        column(
            "settled",
            "Settled",
            13,
            "the day it was settled; empty while it is not",
            |r| Cell::date(r.record.settled),
        ),
        column("question", "Question", 40, "the question's words", |r| {
            Cell::text(&r.of.answer.text)
        }),
        column("section", "Section", 22, "its section's title", |r| {
            Cell::text(&r.of.section.title)
        }),
    ]
}
