//! What stands below the questions: pieces of evidence and actions, each with its question and its place there.

use super::answers::{AnswerRow as Question, rows as questions};
use crate::report::{AnswerRecord, Report};

/// A piece with its question.
pub(super) struct SheetPiece<'a, T> {
    pub of: Question<'a>,
    /// 1 for the question's first.
    pub number: usize,
    pub record: &'a T,
}

/// Every piece of a kind, in the order of the questions.
pub(super) fn pieces<T: 'static>(
    report: &Report,
    of: fn(&AnswerRecord) -> &Vec<T>,
) -> impl Iterator<Item = SheetPiece<'_, T>> {
    questions(report).flat_map(move |question| {
        of(question.answer)
            .iter()
            .zip(1..)
            .map(move |(record, number)| SheetPiece {
                of: question,
                number,
                record,
            })
    })
}
