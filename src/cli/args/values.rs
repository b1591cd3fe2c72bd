//! What an argument can be: the words that are chosen from, and the texts that are read into something else.

use std::num::NonZeroUsize;

use assure::render::{self, Format};
use chrono::NaiveDate;
use clap::ValueEnum;
use clap::builder::{BoolValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};

/// Reads the day of `--today`.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write a day such as 2026-11-22".to_owned())
}

/// Reads how many files are worked on at the same time.
pub(super) fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    let wrong =
        "write how many files to read at the same time: 1 or more, such as 2. Without --jobs the program chooses";
    text.parse().map_err(|_| wrong.to_owned())
}

/// An edition as it is asked for: its year, and the checklist's id where it was named too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionArg {
    /// The id before the `@`.
    pub id: Option<String>,
    pub year: u16,
}

/// Reads `2022` or `ce@2022`.
pub(super) fn edition(text: &str) -> Result<EditionArg, String> {
    let (id, year) = match text.split_once('@') {
        Some((id, year)) => (Some(id.to_owned()), year),
        None => (None, text),
    };
    match year.parse() {
        Ok(year) if id.as_deref() != Some("") => Ok(EditionArg { id, year }),
        _ => Err("write its year, such as 2022, or its name, such as ce@2022; `assure list` shows them".to_owned()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColourWhen {
    /// Where a terminal is there to show it and NO_COLOR is not set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The files that have a published schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// A checklist
    Checklist,
    /// A council's additions to a shipped checklist
    Overlay,
    /// An answer file
    Answers,
    /// A file of comments
    Comments,
    /// A report as JSON
    Report,
    /// Roles side by side as JSON
    Quartet,
    /// A file of a council's own indicators
    Indicators,
    /// What `assure indicators FILE --format json` writes
    Figures,
    /// A row of `assure export`: an answer
    ExportAnswers,
    /// A row of `assure export --actions`: an action
    ExportActions,
    /// A row of `assure export --summary`: an assessment
    ExportAssessments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GroupBy {
    /// The checklist's sections
    Section,
    /// The inspection areas that the questions speak to
    Area,
}

/// Reads the name of a format of whatever has blocks or data.
pub(super) fn formats() -> impl TypedValueParser<Value = &'static Format> {
    named(|f| !f.is_for_reports())
}

/// Reads the name of a format of a report.
pub(super) fn report_formats() -> impl TypedValueParser<Value = &'static Format> {
    named(|_| true)
}

fn named(offered: fn(&Format) -> bool) -> impl TypedValueParser<Value = &'static Format> {
    let offered = render::ALL.into_iter().filter(|f| offered(f));
    PossibleValuesParser::new(offered.map(|f| PossibleValue::new(f.name).help(f.about)))
        .try_map(|name| render::named(&name).ok_or("there is no such format"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChangeFilter {
    /// Questions that are worse
    Worse,
    /// Questions that are better
    Better,
    /// Questions whose evidence is gone or no longer current
    LostEvidence,
    /// What became of last year's actions, and new ones
    Actions,
    /// Questions that the newer edition added
    New,
    /// Questions that the newer edition withdrew
    Withdrawn,
}

/// What becomes of answers to questions that changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedQuestions {
    /// They have to be confirmed first.
    Refuse,
    /// They are taken as they stand.
    Accept,
}

/// Reads the flag `--accept-changed`.
pub(super) fn changed_questions() -> impl TypedValueParser<Value = ChangedQuestions> {
    BoolValueParser::new().map(|accept| match accept {
        true => ChangedQuestions::Accept,
        false => ChangedQuestions::Refuse,
    })
}

/// What a report may be written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// The program's own unedited work.
    OwnWork,
    /// Whatever is there, short of answers and questions.
    Anything,
}

/// Reads the flag `--force`.
pub(super) fn overwrite() -> impl TypedValueParser<Value = Overwrite> {
    BoolValueParser::new().map(|force| match force {
        true => Overwrite::Anything,
        false => Overwrite::OwnWork,
    })
}

/// A percentage in tenths: `75` or `75.5`.
pub(super) fn percentage(text: &str) -> Result<u32, String> {
    let wrong = || "write a percentage between 0 and 100, such as 75 or 75.5".to_owned();
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    if tenth.len() != 1 || whole.is_empty() || !whole.bytes().chain(tenth.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let whole: u32 = whole.parse().map_err(|_| wrong())?;
    let tenth: u32 = tenth.parse().map_err(|_| wrong())?;
    let value = whole
        .checked_mul(10)
        .and_then(|w| w.checked_add(tenth))
        .ok_or_else(wrong)?;
    if value > 1000 { Err(wrong()) } else { Ok(value) }
}
