//! The arguments of `assure export`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use assure::export::{ExportFormat, ExportRows, ExportTexts};
use clap::{ArgAction, Args as ClapArgs, ValueEnum};

use super::values::{jobs, overwrite};
use super::{Overwrite, OwnChecklist};

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormatArg {
    /// CSV (RFC 4180)
    Csv,
    /// JSON Lines: one object a row
    Jsonl,
}

impl ExportFormatArg {
    /// The format, with its word.
    pub fn format(self) -> (ExportFormat, &'static str) {
        match self {
            ExportFormatArg::Csv => (ExportFormat::Csv, "csv"),
            ExportFormatArg::Jsonl => (ExportFormat::JsonLines, "jsonl"),
        }
    }
}

// The arguments of `assure export`.
#[derive(Debug, Clone, ClapArgs)]
pub struct ExportArgs {
    /// Answer files, and folders with answer files in them or below them; `-` is standard input
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub files: Vec<PathBuf>,
    /// The format of the rows; without it the ending of --output decides, and then CSV
    #[arg(long)]
    pub format: Option<ExportFormatArg>,
    /// One row an assessment, with its sums
    #[arg(long, conflicts_with = "actions")]
    pub summary: bool,
    /// One row an action
    #[arg(long)]
    pub actions: bool,
    /// With the texts that people wrote, those of private answers too: findings, evidence, owners, names
    #[arg(long)]
    pub texts: bool,
    /// Where to write; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, action = ArgAction::SetTrue, value_parser = overwrite())]
    pub force: Overwrite,
    /// How many threads read; without it as many as the machine has. The rows are the same
    #[arg(long, value_name = "N", value_parser = jobs, allow_negative_numbers = true)]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub own: OwnChecklist,
}

impl ExportArgs {
    /// What a row is.
    pub fn rows(&self) -> ExportRows {
        match (self.summary, self.actions) {
            (true, _) => ExportRows::Assessments,
            (_, true) => ExportRows::Actions,
            _ => ExportRows::Answers,
        }
    }

    /// Whether texts are exported.
    pub fn texts(&self) -> ExportTexts {
        if self.texts {
            ExportTexts::Included
        } else {
            ExportTexts::LeftOut
        }
    }
}
