//! Many assessments as rows of one table, for an engine: an answer a row, an action a row, or an assessment a row.
//!
//! The columns are lists: name, kind, what it holds, and how a row's value is made. From them come the rows as CSV and as JSON Lines, the
//! schema, and the tables of `docs/export.md`, so that the four agree. Names and kinds stay as they are; columns may be added anywhere.
//!
//! No column holds a text that a person wrote, but for the council's name, unless the texts are asked for: rows of many councils travel
//! further than a report does.

mod actions;
mod answers;
mod assessments;
mod column;
mod schema;
mod write;

use crate::assessment::{Answer, Assessment};
use crate::checklist::Checklist;
use crate::score::{Score, ScoreLine, score};

pub use column::{Nullable, ValueKind};

use column::ExportColumn;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportRows {
    /// A question that was asked, with its answer or without.
    Answers,
    /// An action.
    Actions,
    /// An assessment.
    Assessments,
}

impl ExportRows {
    /// Every kind of rows, with its name.
    pub const ALL: [(&'static str, ExportRows); 3] = [
        ("answers", ExportRows::Answers),
        ("actions", ExportRows::Actions),
        ("assessments", ExportRows::Assessments),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, rows)| *rows == self)
            .map_or("", |(name, _)| name)
    }

    /// What its rows are, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            ExportRows::Answers => {
                "One row a question that was asked, in the order of the checklist; also where it is unanswered."
            }
            ExportRows::Actions => "One row an action, in the order of the questions, and of the answer file.",
            ExportRows::Assessments => "One row an assessment.",
        }
    }
}

/// Whether the texts that people wrote are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportTexts {
    /// They stay in the answer files.
    LeftOut,
    /// All of them, those of private answers too.
    Included,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// CSV as RFC 4180 has it, with a byte order mark and the columns' names in the first row.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// A column, as it is documented.
#[derive(Debug, Clone, Copy)]
pub struct ColumnRecord {
    /// Its name.
    pub name: &'static str,
    /// What kind of value it holds.
    pub kind: ValueKind,
    /// Whether it can be empty.
    pub nullable: Nullable,
    /// What it holds.
    pub about: &'static str,
}

/// What is exported, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    /// What a row is.
    pub rows: ExportRows,
    /// With the texts that people wrote, or without.
    pub texts: ExportTexts,
    /// How rows are written.
    pub format: ExportFormat,
}

/// One assessment on its way into rows.
struct Exported<'a> {
    /// Its file, as it was named.
    file: &'a str,
    checklist: &'a Checklist,
    assessment: &'a Assessment,
    /// The municipal year, written once for all rows.
    period: String,
    score: Score<'a>,
}

/// A row of whatever kind knows the assessment that it comes from.
trait OfAssessment {
    fn of(&self) -> &Exported<'_>;
}

/// A row about an answer, or about many.
trait OfAnswers: OfAssessment {
    fn answers(&self) -> impl Iterator<Item = &Answer>;
}

/// A row about a question.
trait OfQuestion: OfAssessment {
    fn line(&self) -> &ScoreLine<'_>;
}

impl Export {
    /// What stands before the first row: the mark and the names of a CSV, nothing in JSON Lines.
    pub fn head(&self) -> Vec<u8> {
        let names: Vec<&str> = self.columns().iter().map(|c| c.name).collect();
        write::head(self.format, &names)
    }

    /// Adds the rows of one assessment. `file` is its name as the caller gave it.
    pub fn add(&self, file: &str, checklist: &Checklist, assessment: &Assessment, out: &mut Vec<u8>) {
        let exported = Exported {
            file,
            checklist,
            assessment,
            period: assessment.period.to_string(),
            score: score(checklist, assessment),
        };
        let exported = &exported;
        match self.rows {
            ExportRows::Answers => self.written(&answers::columns(self.texts), answers::rows(exported), out),
            ExportRows::Actions => self.written(&actions::columns(self.texts), actions::rows(exported), out),
            ExportRows::Assessments => {
                self.written(&assessments::columns(self.texts), assessments::rows(exported), out);
            }
        }
    }

    fn written<R>(&self, columns: &[ExportColumn<R>], rows: impl Iterator<Item = R>, out: &mut Vec<u8>) {
        write::rows(self.format, columns, rows, out);
    }

    /// The columns, in their order.
    pub fn columns(&self) -> Vec<ColumnRecord> {
        match self.rows {
            ExportRows::Answers => records(&answers::columns(self.texts)),
            ExportRows::Actions => records(&actions::columns(self.texts)),
            ExportRows::Assessments => records(&assessments::columns(self.texts)),
        }
    }
}

/// Whether a JSON text's first line is a row of an export, of this program or of one with other columns: it says whose assessment it comes from,
/// and holds plain values only. A file of answers has theirs inside one another.
pub fn begins_with_row(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, serde_json::Value>>();
    let Some(Ok(row)) = values.next() else { return false };
    let head = column::head::<actions::ActionRow<'_>>();
    head.iter().all(|column| row.contains_key(column.record.name))
        && row.values().all(|value| !value.is_object() && !value.is_array())
}

fn records<R>(columns: &[ExportColumn<R>]) -> Vec<ColumnRecord> {
    columns.iter().map(|c| c.record).collect()
}

pub use schema::schema;
