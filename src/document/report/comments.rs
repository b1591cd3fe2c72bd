//! What second readers say: beside each answer, and counted.

use super::super::{Block, Item, Text, day};
use crate::assessment::{Comment, CommentCount};
use crate::checklist::AnswerKind;
use crate::report::{AnswerRecord, Report};

/// The comments of a report, counted; a public one has none.
pub(crate) fn count(r: &Report) -> CommentCount {
    CommentCount::of(r.answers().flat_map(|a| &a.comments))
}

/// What is said of an answer.
pub(super) fn of_answer(a: &AnswerRecord) -> Vec<Block> {
    if a.comments.is_empty() {
        return Vec::new();
    }
    vec![
        Block::paragraph("Comments of second readers:"),
        Block::list(a.comments.iter().map(|c| item(c, a.answer))),
    ]
}

fn item(c: &Comment, kind: AnswerKind) -> Item {
    let said = c.replies.iter();
    let said = said.map(|r| format!("Reply of {}, {}: {}", r.by, day(r.on), r.text).into());
    Item {
        text: Text::new().strong(c.who()).plain(format!(": {}", c.text)),
        inside: said.chain([c.standing(kind).into()]).collect(),
    }
}
