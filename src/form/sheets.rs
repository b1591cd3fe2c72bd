//! The sheets of a form as a workbook, and their columns: one list for what writes them and what reads them. Cells are found by these
//! names, wherever a person has moved them.

use super::field::{ActionPart, EvidencePart, FormField};
use crate::assessment::Period;

/// The first sheet: how to fill it in, which form it is, and who filled it in.
pub const START: &str = "Start";
/// The facts, a row a fact.
pub const FACTS: &str = "Facts";
/// The questions, a row a question.
pub const QUESTIONS: &str = "Questions";
/// Further evidence, a row a piece.
pub const MORE_EVIDENCE: &str = "More evidence";
/// Further actions, a row an action.
pub const MORE_ACTIONS: &str = "More actions";

/// How many pieces of evidence a question's row has room for.
pub const PIECES: usize = 3;
/// How many actions a question's row has room for.
pub const ACTIONS: usize = 2;

/// The heading of the column with a question's id.
pub const ID: &str = "Question";
/// The heading of the column with a fact's id.
pub const FACT: &str = "Fact";
/// The heading of the column with a fact's answer.
pub const ANSWER: &str = "Yes or no";
/// The heading of the column with the short digest of what a question asks.
pub const ASKED: &str = "Reference";

/// The headings of the columns that are read by a person alone.
pub const READ: [&str; 2] = ["What is asked", "Guidance"];

/// The heading of the column with last year's answers.
pub fn last_year(period: Period) -> String {
    format!("In {period}{COMPARED}")
}

const COMPARED: &str = ", for comparison";

/// Whether a column is there for a person to read, whatever year is in its heading.
pub fn is_read(heading: &str) -> bool {
    READ.iter().any(|r| r.eq_ignore_ascii_case(heading)) || heading.to_lowercase().ends_with(COMPARED)
}

/// A column in which something is entered: its heading, its field, and of which piece.
pub type FieldColumn = (String, FormField, usize);

/// The parts of a piece of evidence that a question's row has.
const EVIDENCE: [EvidencePart; 4] = [
    EvidencePart::Kind,
    EvidencePart::Text,
    EvidencePart::Date,
    EvidencePart::Link,
];
/// The parts of an action that a question's row has.
const ACTION: [ActionPart; 4] = [
    ActionPart::What,
    ActionPart::Owner,
    ActionPart::Due,
    ActionPart::Measure,
];

/// The columns of the questions in which something is entered.
pub fn of_questions() -> Vec<FieldColumn> {
    let mut columns = vec![
        one(FormField::Response),
        one(FormField::Reason),
        one(FormField::Finding),
    ];
    for piece in 0..PIECES {
        columns.extend(EVIDENCE.map(|part| numbered(FormField::Evidence(part), piece)));
    }
    for piece in 0..ACTIONS {
        columns.extend(ACTION.map(|part| numbered(FormField::Action(part), piece)));
    }
    columns.push(one(FormField::Private));
    columns
}

/// The columns of the further evidence.
pub fn of_more_evidence() -> Vec<FieldColumn> {
    let parts = EVIDENCE.into_iter().chain([EvidencePart::ReviewBy]);
    parts.map(|part| one(FormField::Evidence(part))).collect()
}

/// The columns of the further actions.
pub fn of_more_actions() -> Vec<FieldColumn> {
    let parts = ACTION.into_iter().chain([ActionPart::Status]);
    parts.map(|part| one(FormField::Action(part))).collect()
}

fn one(field: FormField) -> FieldColumn {
    (field.name().to_owned(), field, 0)
}

/// `Evidence 2 text`.
fn numbered(field: FormField, piece: usize) -> FieldColumn {
    let name = field.name();
    let name = match name.split_once(' ') {
        Some((what, part)) => format!("{what} {} {part}", piece + 1),
        None => name.to_owned(),
    };
    (name, field, piece)
}
