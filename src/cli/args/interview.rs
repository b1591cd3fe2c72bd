//! The arguments of an interview.

use std::path::PathBuf;

use assure::assessment::Period;
use clap::{ArgAction, Args as ClapArgs};

use super::values::{changed_questions, edition};
use super::{ChangedQuestions, ChosenQuestions, EditionArg, PassCriteria, ReportTarget};

// An interview, or its work without a person.
#[derive(Debug, Clone, ClapArgs)]
pub struct InterviewArgs {
    /// The answer file; without it CHECKLIST-PERIOD.toml in this folder
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The edition, such as 2022 or ce@2022; without it the one of an answer file that is there, or the newest
    #[arg(long, value_name = "EDITION", value_parser = edition)]
    pub edition: Option<EditionArg>,
    /// The municipal year, such as 2026-27; without it the one that today lies in
    #[arg(long, value_name = "YEAR", value_parser = Period::parse)]
    pub period: Option<Period>,
    /// Take answers from a TOML or JSON file; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// Let --answers change answers that already stand in the answer file
    #[arg(long, requires = "answers")]
    pub replace: bool,
    /// Change answers although somebody has approved them: the approval will say what changed since
    #[arg(long)]
    pub change_approved: bool,
    /// Carry last year forward: its answers are shown beside each question, its actions asked about first
    #[arg(long, value_name = "LAST", conflicts_with_all = ["no_input", "blank"])]
    pub from: Option<PathBuf>,
    /// Inside the year: ask about the alerts and the open actions alone, and keep what the answers were
    #[arg(long, conflicts_with_all = ["answers", "from", "no_input", "blank", "key", "section"])]
    pub review: bool,
    /// Go through what second readers said and nobody settled: change the answer, reply or settle
    #[arg(long, conflicts_with_all = ["review", "answers", "from", "no_input", "blank", "question", "open", "weak"])]
    pub comments: bool,
    /// Ask nothing: score and report what is answered
    #[arg(long)]
    pub no_input: bool,
    /// Print an empty answer file to fill in by hand; with --key or --section only those questions
    #[arg(long, conflicts_with_all = ["answers", "no_input"])]
    pub blank: bool,
    /// Ask the key questions only: at most 25 minutes
    #[arg(long)]
    pub key: bool,
    /// Ask one section only
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,
    #[command(flatten)]
    pub chosen: ChosenQuestions,
    /// Plain lines, numbered choices, no cursor movement: for screen readers and for pipes
    #[arg(long)]
    pub plain: bool,
    /// The council's name
    #[arg(long, value_name = "NAME")]
    pub council: Option<String>,
    #[command(flatten)]
    pub target: ReportTarget,
    #[command(flatten)]
    pub demands: PassCriteria,
    /// Take the answers as they stand although the checklist changed since they were given
    #[arg(long, action = ArgAction::SetTrue, value_parser = changed_questions())]
    pub accept_changed: ChangedQuestions,
}
