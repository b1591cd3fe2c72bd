//! A form as it came back: what stands in it, and where, before anything is judged.

use std::ops::Range;

use chrono::NaiveDate;

use super::field::FormField;
use crate::diagnostic::Diagnostic;

/// A form that was read, whatever kind of file it came in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilledForm {
    /// Its head.
    pub head: FilledHead,
    /// The facts: id and answer. Empty ones are left out.
    pub facts: Vec<(FilledEntry, FilledEntry)>,
    /// The answers, in the order of the file, those without any entry too.
    pub answers: Vec<FilledAnswer>,
    /// Headings that should be those of sections.
    pub headings: Vec<FilledEntry>,
    /// What could not be read.
    pub problems: Vec<Diagnostic>,
}

/// What a form says about itself and who filled it in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilledHead {
    /// The form's format.
    pub format: u32,
    /// The checklist's id.
    pub checklist: String,
    /// Its edition.
    pub edition: u16,
    /// Its revision when the form was made.
    pub revision: Option<u32>,
    /// Its digest when the form was made.
    pub checklist_digest: Option<String>,
    /// The form's own digest.
    pub digest: Option<String>,
    /// The municipal year.
    pub period: Option<FilledEntry>,
    /// The council's name.
    pub council: Option<FilledEntry>,
    /// Who filled it in.
    pub name: Option<FilledEntry>,
    /// In which post.
    pub post: Option<FilledEntry>,
}

impl FilledHead {
    /// The edition's name: `ce@2026`.
    pub fn edition_name(&self) -> String {
        format!("{}@{}", self.checklist, self.edition)
    }

    /// Takes what a form says of itself in one line: `1 ce@2026 revision 3 sha256:… 101f78faf079`; none where that is not what it says.
    pub fn of_line(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let format = words.next()?.parse().ok()?;
        let (checklist, edition) = words.next()?.split_once('@')?;
        let mut head = Self {
            format,
            checklist: checklist.to_owned(),
            edition: edition.parse().ok()?,
            ..Self::default()
        };
        let rest: Vec<&str> = words.collect();
        if let ["revision", revision, checklist_digest, digest] = rest.as_slice() {
            head.revision = revision.parse().ok();
            head.checklist_digest = Some((*checklist_digest).to_owned());
            head.digest = Some((*digest).to_owned());
        }
        Some(head)
    }
}

/// One question's answer as it came back.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledAnswer {
    /// The question's id, as it stands in the form.
    pub id: FilledEntry,
    /// The short digest of what was asked, where the form still says it.
    pub asked: Option<String>,
    /// Its fields, empty ones left out.
    pub fields: Vec<FilledField>,
}

/// A field with something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledField {
    /// Which field.
    pub field: FormField,
    /// Of which piece of evidence, or which action: those of one number belong together, in this order. 0 elsewhere.
    pub piece: usize,
    /// What stands in it.
    pub entry: FilledEntry,
}

/// Something that somebody entered, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledEntry {
    /// What it is.
    pub given: Given,
    /// Where it stands.
    pub place: Place,
}

/// What somebody entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// A text, line ends as `\n`, without blanks around it; never empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, as a spreadsheet knows days.
    Date(NaiveDate),
    /// True or false, as a spreadsheet knows them.
    YesNo(bool),
}

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The bytes of a text.
    Bytes(Range<usize>),
    /// The cell of a workbook, in words: `sheet Questions, cell D7`.
    Cell(String),
}

impl FilledEntry {
    /// Its text; none where it is no text.
    pub fn text(&self) -> Option<&str> {
        match &self.given {
            Given::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As a person sees it, for a text field into which a number was typed.
    pub fn shown(&self) -> String {
        match &self.given {
            Given::Text(text) => text.clone(),
            // A whole number as it was typed, not as `2.0`.
            Given::Number(n) => n.to_string(),
            Given::Date(day) => crate::dates::day(*day),
            Given::YesNo(true) => "yes".to_owned(),
            Given::YesNo(false) => "no".to_owned(),
        }
    }

    /// A problem at its place.
    pub fn problem(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        self.place.problem(code, message)
    }
}

impl Place {
    /// A problem at this place.
    pub fn problem(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        let problem = Diagnostic::error(code, message);
        match self {
            Place::Bytes(range) => problem.at(Some(range.clone())),
            Place::Cell(cell) => problem.in_place(cell),
        }
    }
}
