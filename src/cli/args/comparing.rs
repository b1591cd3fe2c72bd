//! The arguments of the commands that set assessments side by side.

use std::path::PathBuf;

use assure::render::Format;
use clap::{ArgAction, Args as ClapArgs};

use super::values::{ChangeFilter, ChangedQuestions, Overwrite, changed_questions, formats, overwrite};

// The arguments of `assure trend`.
#[derive(Debug, Clone, ClapArgs)]
pub struct TrendArgs {
    /// Answer files or JSON reports, in any order
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub written: ComparisonTarget,
    #[command(flatten)]
    pub own: OwnChecklists,
}

// The arguments of `assure quartet`.
#[derive(Debug, Clone, ClapArgs)]
pub struct QuartetArgs {
    /// Answer files or JSON reports of two to four roles, in any order; one of them can be `-`, standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Leave out private answers, names and owners
    #[arg(long)]
    pub public: bool,
    #[command(flatten)]
    pub written: ComparisonTarget,
    #[command(flatten)]
    pub own: OwnChecklists,
}

// Two years to compare, and how it is shown.
#[derive(Debug, Clone, ClapArgs)]
pub struct DiffArgs {
    /// The older answer file or JSON report; `-` is standard input
    pub old: PathBuf,
    /// The newer one
    #[arg(required_unless_present = "since", conflicts_with = "since")]
    pub new: Option<PathBuf>,
    /// Compare one answer file with itself as it stood at the end of a day, such as 2026-11-14 or 14 November 2026
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Exit with 1 if anything differs
    #[arg(long)]
    pub exit_code: bool,
    /// The counts, then one line a question
    #[arg(long)]
    pub summary: bool,
    /// Show some of it only
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub only: Vec<ChangeFilter>,
    #[command(flatten)]
    pub written: ComparisonTarget,
    #[command(flatten)]
    pub own: OwnChecklists,
}

// Where a comparison goes, and as what.
#[derive(Debug, Clone, ClapArgs)]
pub struct ComparisonTarget {
    /// The format; without it the ending of --output decides, and then text
    #[arg(long, value_parser = formats())]
    pub format: Option<&'static Format>,
    /// Where to write; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that this program did not make, or that was edited since
    #[arg(long, action = ArgAction::SetTrue, value_parser = overwrite())]
    pub force: Overwrite,
}

// A council's own checklists, one an edition.
#[derive(Debug, Clone, ClapArgs)]
pub struct OwnChecklists {
    /// A checklist of your own that was answered and has moved, or an edition of it between the two; can be given several times
    #[arg(long, value_name = "CHECKLIST")]
    pub checklist: Vec<String>,
    /// Take the answers as they stand although the checklist changed since they were given
    #[arg(long, action = ArgAction::SetTrue, value_parser = changed_questions())]
    pub accept_changed: ChangedQuestions,
}
