//! The answer file's text: read, changed in place, written back.
//!
//! Only what changed is touched. Comments, blank lines and the order of what a person wrote stay; a file that was only read
//! comes back byte for byte. After every change the new text is read again and must say exactly what was meant.

mod upgraded;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::mem::take;
use std::sync::{Arc, OnceLock};

use toml_edit::{DocumentMut, Table};

use super::excerpt::Excerpt;
pub use super::read::{CheckedAnswers, ParsedAnswers};
use super::{Assessment, ReadOptions};
use crate::checklist::Checklist;
use crate::diagnostic::Diagnostic;
use crate::format::patch::{self, Dates};
use crate::format::source::unix_line_ends;
pub use upgraded::FileHead;

/// An answer file in memory: its text and what it says.
#[derive(Debug, Clone)]
pub struct AnswerFile {
    text: String,
    /// What the text says to the letter, where that is not what it amounts to.
    written: Option<Assessment>,
    /// Shared with whoever compares it with others.
    assessment: Arc<Assessment>,
}

/// A text changed so that it says something new, before anybody has it.
#[derive(Debug)]
pub struct Change(Changed);

#[derive(Debug)]
enum Changed {
    /// All of it was read back.
    Whole(Box<AnswerFile>),
    /// What was changed was read back: the head and some answers. The others are byte for byte what they were.
    Part { text: String, read: Box<Assessment> },
}

impl Change {
    /// The text, as it should stand on disk.
    pub fn text(&self) -> &str {
        match &self.0 {
            Changed::Whole(file) => file.text(),
            Changed::Part { text, .. } => text,
        }
    }
}

/// A text of so many bytes is read back as a whole after a change of some answers. A larger one, of far more questions than any
/// checklist has, would keep the person waiting: of that only what was changed is read back.
const LARGEST_READ_BACK: usize = 1 << 18;

impl ParsedAnswers<'_> {
    /// Reads it as answers to a checklist.
    ///
    /// # Errors
    /// Every problem, in the order of the file.
    pub fn bind(self, checklist: &Checklist) -> Result<CheckedAnswers, Vec<Diagnostic>> {
        self.check(checklist, ReadOptions::Whole)
    }

    /// What it says, as answers to a checklist, for who will not change the file.
    ///
    /// # Errors
    /// Every problem, in the order of the file.
    pub fn assessment(self, checklist: &Checklist) -> Result<Assessment, Vec<Diagnostic>> {
        Ok(self.check(checklist, ReadOptions::Whole)?.effective)
    }
}

/// A change that could not be made in the text without risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotWritable {
    /// What went wrong.
    pub message: String,
}

impl NotWritable {
    pub(super) fn because(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

/// What stands at the top of every new answer file.
pub(crate) const PREFACE: &str = "\
# Answers kept by assure. The report is made from this file, and next year's assessment starts from it: keep it.
# It can be asked for under freedom of information. Never write a child's name or details in it.
";

fn dates() -> &'static Dates {
    static DATES: OnceLock<Dates> = OnceLock::new();
    DATES.get_or_init(|| Dates::known(DATE_KEYS))
}

/// The keys of an answer file that hold dates. A test compares them with the schema.
const DATE_KEYS: &[&str] = &[
    "date",
    "due",
    "from",
    "next_review",
    "on",
    "review_by",
    "settled",
    "started",
    "until",
    "updated",
    "withdrawn",
];

impl AnswerFile {
    /// A new file.
    ///
    /// # Errors
    /// If its text would not say exactly that.
    pub fn create(
        assessment: Assessment,
        checklist: &Checklist,
        checklist_file: Option<&str>,
    ) -> Result<Self, NotWritable> {
        let assessment = Assessment {
            checklist_file: checklist_file.map(str::to_owned),
            ..assessment
        };
        Self::patched(PREFACE, None, &assessment, checklist)
    }

    /// Reads a file's text as answers to a checklist.
    ///
    /// # Errors
    /// Every problem, in the order of the file.
    pub fn parse(text: impl Into<String>, checklist: &Checklist) -> Result<Self, Vec<Diagnostic>> {
        let text = text.into();
        let answers = ParsedAnswers::parse(&text)?.bind(checklist)?;
        Ok(Self::of(text, answers))
    }

    /// A file's text with the answers that were read from it.
    pub fn of(text: String, answers: CheckedAnswers) -> Self {
        Self {
            text,
            written: answers.written,
            assessment: Arc::new(answers.effective),
        }
    }

    /// The text, as it should stand on disk.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The same, to be kept beside the file or instead of it.
    pub fn shared(&self) -> Arc<Assessment> {
        Arc::clone(&self.assessment)
    }

    /// What the text says to the letter.
    fn written(&self) -> &Assessment {
        self.written.as_ref().unwrap_or(&self.assessment)
    }

    /// The path of a council's own checklist, as written in the file.
    pub fn checklist_file(&self) -> Option<&str> {
        self.assessment.checklist_file.as_deref()
    }

    /// Changes the text so that it says what `wanted` says.
    ///
    /// # Errors
    /// If the changed text would not say exactly that; the file in memory is then as it was.
    pub fn apply(&mut self, wanted: &Assessment, checklist: &Checklist) -> Result<(), NotWritable> {
        if *wanted != *self.assessment {
            let change = self.changed(wanted, checklist)?;
            self.accept(change);
        }
        Ok(())
    }

    /// The text changed so that it says what `wanted` says. This file stays as it is until the change is [accepted](Self::accept).
    ///
    /// # Errors
    /// If the changed text would not say exactly that.
    pub fn changed(&self, wanted: &Assessment, checklist: &Checklist) -> Result<Change, NotWritable> {
        if let Some(change) = self.changed_in_part(wanted, checklist, LARGEST_READ_BACK) {
            return Ok(change);
        }
        self.changed_as_whole(wanted, checklist)
    }

    /// The change, made in all of the text.
    pub(super) fn changed_as_whole(&self, wanted: &Assessment, checklist: &Checklist) -> Result<Change, NotWritable> {
        Self::patched(&self.text, Some(self.written()), wanted, checklist)
            .map(|file| Change(Changed::Whole(Box::new(file))))
    }

    /// From now on the file is as it was [changed](Self::changed).
    pub fn accept(&mut self, change: Change) {
        match change.0 {
            Changed::Whole(file) => *self = *file,
            Changed::Part { text, mut read } => {
                let assessment = Arc::make_mut(&mut self.assessment);
                let mut answers = take(&mut assessment.answers);
                answers.append(&mut read.answers);
                self.text = text;
                *assessment = Assessment { answers, ..*read };
            }
        }
    }

    /// The same change, made and read back in the part that it touches. None where that cannot be, or where it went wrong: then the
    /// whole has to be changed, or to say why not.
    pub(super) fn changed_in_part(
        &self,
        wanted: &Assessment,
        checklist: &Checklist,
        largest_read_back: usize,
    ) -> Option<Change> {
        if self.written.is_some() {
            return None;
        }
        let excerpt = Excerpt::of(&self.text, &self.assessment, wanted, checklist)?;
        let made = rewritten(&excerpt.text, Some(&excerpt.now), &excerpt.wanted, checklist).ok()?;
        let text = excerpt.put_back(&made)?;
        if text.len() <= largest_read_back {
            let file = Self::parse(text, checklist).ok()?;
            return (*file.assessment == *wanted).then(|| Change(Changed::Whole(Box::new(file))));
        }
        let part = Self::parse(made, checklist).ok()?;
        (part.written.is_none() && *part.assessment == excerpt.wanted).then_some(Change(Changed::Part {
            text,
            read: Box::new(excerpt.wanted),
        }))
    }

    /// The text that says `wanted`, made from one that says `now`, and read back.
    fn patched(
        text: &str,
        now: Option<&Assessment>,
        wanted: &Assessment,
        checklist: &Checklist,
    ) -> Result<Self, NotWritable> {
        // A new file begins with its preface, which is no part of any key.
        let (preface, text) = if now.is_none() { (text, "") } else { ("", text) };
        let new = format!("{preface}{}", rewritten(text, now, wanted, checklist)?);
        Self::read_back(new, wanted, checklist)
    }

    /// A text read back, once it is sure that it says what is wanted.
    fn read_back(text: String, wanted: &Assessment, checklist: &Checklist) -> Result<Self, NotWritable> {
        match Self::parse(text, checklist) {
            Ok(file) if *file.assessment == *wanted => Ok(file),
            Ok(_) => Err(NotWritable::because("the changed file would not say what was answered")),
            Err(problems) => Err(NotWritable::because(format!(
                "the changed file would not be valid: {}",
                problems.first().map_or("", |d| d.message.as_str())
            ))),
        }
    }
}

/// A text that says `now`, changed so that it says `wanted`.
fn rewritten(
    text: &str,
    now: Option<&Assessment>,
    wanted: &Assessment,
    checklist: &Checklist,
) -> Result<String, NotWritable> {
    let before = now.map(table).transpose()?.unwrap_or_default();
    patch::rewritten(text, &before, &table(wanted)?, &in_order(checklist)).map_err(NotWritable::because)
}

fn table(assessment: &Assessment) -> Result<Table, NotWritable> {
    patch::document(assessment, dates()).map_err(NotWritable::because)
}

/// Answers stand in the order of the checklist; what it does not ask, behind it.
pub(super) fn in_order(checklist: &Checklist) -> impl Fn(&[&str], &str, &str) -> Ordering {
    let questions = checklist.questions().enumerate();
    let places: BTreeMap<&str, usize> = questions.map(|(i, q)| (q.id.as_str(), i)).collect();
    move |path: &[&str], a: &str, b: &str| match path {
        ["answer"] => {
            let place = |id: &str| places.get(id).copied().unwrap_or(usize::MAX);
            place(a).cmp(&place(b))
        }
        _ => Ordering::Equal,
    }
}

fn parse_document(text: &str) -> Result<DocumentMut, NotWritable> {
    unix_line_ends(text)
        .parse()
        .map_err(|e| NotWritable::because(format!("the file cannot be edited in place: {e}")))
}

/// Text as TOML.
pub(super) fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_dates_are_those_of_the_schema() {
        assert_eq!(*dates(), Dates::of::<Assessment>());
    }
}
