//! The arguments of the commands for forms.

use std::path::PathBuf;

use assure::assessment::Period;
use assure::render::form::{self, FormFormat};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args as ClapArgs};

use super::OwnChecklist;
use super::values::{ChangedQuestions, changed_questions};

/// The arguments of `assure form`.
#[derive(Debug, Clone, ClapArgs)]
pub struct FormArgs {
    /// An id, an edition such as ce@2022, or a file's path
    pub checklist: String,
    /// The form's format; without it the ending of --output decides, and then Markdown
    #[arg(long, value_parser = formats())]
    pub format: Option<&'static FormFormat>,
    /// Where to write; `-` is standard output. Never over a form that somebody has begun to fill in
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The key questions only
    #[arg(long)]
    pub key: bool,
    /// One section only
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,
    /// Show last year's answers beside the questions: its answer file or JSON report
    #[arg(long, value_name = "LAST")]
    pub from: Option<PathBuf>,
    /// The council's name
    #[arg(long, value_name = "NAME")]
    pub council: Option<String>,
    /// The municipal year, such as 2026-27; without it the one that today lies in
    #[arg(long, value_name = "YEAR", value_parser = Period::parse)]
    pub period: Option<Period>,
    /// Take last year's answers as they stand although the checklist changed since they were given
    #[arg(long, requires = "from", action = ArgAction::SetTrue, value_parser = changed_questions())]
    pub accept_changed: ChangedQuestions,
}

/// The arguments of `assure import`.
#[derive(Debug, Clone, ClapArgs)]
pub struct ImportArgs {
    /// Filled forms, as spreadsheets or as plain text; files of answers as TOML or JSON; `-` is standard input
    #[arg(required = true, value_name = "FORM")]
    pub forms: Vec<PathBuf>,
    /// The answer file that takes the answers: a new one, or one that is there
    #[arg(long, value_name = "ANSWERS")]
    pub file: PathBuf,
    /// Let the forms change answers that already stand in the answer file
    #[arg(long)]
    pub replace: bool,
    /// Change answers although somebody has approved them: the approval will say what changed since
    #[arg(long)]
    pub change_approved: bool,
    #[command(flatten)]
    pub own: OwnChecklist,
}

fn formats() -> impl TypedValueParser<Value = &'static FormFormat> {
    PossibleValuesParser::new(form::ALL.map(|f| PossibleValue::new(f.name).help(f.about)))
        .try_map(|name| form::named(&name).ok_or("there is no such format"))
}
