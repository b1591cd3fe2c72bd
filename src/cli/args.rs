//! Arguments, and nothing else: the command line, a struct for each command, and what several commands share.

mod chosen;
mod comment;
mod comparing;
mod export;
mod form;
mod indicators;
mod interview;
mod merge;
mod pack;
mod template;
mod values;

use std::path::PathBuf;

use assure::render::Format;
use chrono::NaiveDate;
use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand};

pub use chosen::ChosenQuestions;
pub use comment::CommentArgs;
pub use comparing::{ComparisonTarget, DiffArgs, OwnChecklists, QuartetArgs, TrendArgs};
pub use export::ExportArgs;
pub use form::{FormArgs, ImportArgs};
pub use indicators::IndicatorsArgs;
pub use interview::InterviewArgs;
pub use merge::{MergeArgs, VoiceGroups};
pub use pack::PackArgs;
pub use template::TemplateArgs;
pub use values::{ChangeFilter, ChangedQuestions, ColourWhen, EditionArg, GroupBy, Overwrite, SchemaKind};
use values::{changed_questions, day, formats, overwrite, percentage, report_formats};

/// Assurance checklists and self-assessment for the leaders of children's services in English councils.
///
/// It puts a checklist to the chief executive, the council leader, the lead member or the director of children's services, keeps
/// the answers in a plain file, scores them by published rules and writes the report. It works offline, predicts no Ofsted grade
/// and gives no audit opinion.
#[derive(Debug, Parser)]
#[command(name = "assure", version, propagate_version = true, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Args {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "Without a command it says what there is to do in this folder.\n\nExit codes: 0 done; 1 done and the answer is negative (below --fail-under, incomplete with \
--require-complete, differences with --exit-code, an invalid file in check); 2 could not do it; 130 interrupted.";

#[derive(Debug, ClapArgs)]
pub struct GlobalArgs {
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColourWhen,
    /// Say less: no progress and no hints
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// The day to reckon from, for tests and reproducible reports
    #[arg(long, global = true, hide = true, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
}

// The arguments of the one command that is meant are made, and no others: there are some three hundred. What is said of a command stands here:
// a doc comment of its arguments' struct would take its place when they are made.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Ask a chief executive the questions; start or resume; score; write the report
    Ce(InterviewArgs),
    /// The same for a council leader
    Leader(InterviewArgs),
    /// The same for a lead member for children's services
    Lmcs(InterviewArgs),
    /// The same for a director of children's services
    Dcs(InterviewArgs),
    /// The same for any checklist: an id, an edition such as ce@2022, or the path of your own
    Run(RunArgs),
    /// List the checklists in the program
    List(ListArgs),
    /// Read a checklist's questions, guidance and sources without answering
    Show(ShowArgs),
    /// Say what a term or an abbreviation stands for, what it replaced, and what else it can mean
    Glossary(GlossaryArgs),
    /// Validate checklists and answer files; say what is open and what a critical friend would say
    Check(CheckArgs),
    /// Show the profile, the alerts and the score of an answer file
    Score(ScoreArgs),
    /// Write the report of an answer file
    Report(ReportArgs),
    /// Write everything for the annual conversation into one folder: brief, report, comparison, workbook, data and a public copy
    Pack(PackArgs),
    /// Write a form to be filled in without this program: a spreadsheet or plain text
    Form(FormArgs),
    /// Read filled forms into an answer file, a new one or one that is there
    ///
    /// What cannot be read is listed, all at once, with its line or its cell and what to write instead, and then nothing is written. An
    /// answer that stands already and says something else is never changed without --replace.
    Import(ImportArgs),
    /// Say what changed between two years, across editions too; or inside one, since a day
    ///
    /// What we changed is told apart from what the checklist changed. A question whose meaning changed is never called better or worse.
    /// With --since, one answer file is compared with itself as it stood at the end of that day, as far as `--review` has kept it.
    Diff(DiffArgs),
    /// Approve the answers as they stand, with name, post and date; or withdraw that
    ///
    /// The approval is written into the answer file and bound to the answers: `check`, `report` and `diff` say which of them changed since.
    /// Several posts can approve one file. An approval that is withdrawn stays in the file as a trace.
    Approve(ApproveArgs),
    /// Read the answers as a second reader: comment on them, or say what you would rate; the answers stay as they are
    ///
    /// A moderator, a critical friend or a colleague goes through the answers, a section or what is weak. What is said stands beside the
    /// answer in the file. The author goes through it with `assure ce --comments`. The report prints it; no public copy has any of it.
    Comment(CommentArgs),
    /// Put several people's answers to one checklist together, or two copies of one file
    ///
    /// Every voice is kept with its name. What all who answered gave alike is agreed; where they differ, the question is unresolved and counts
    /// as unanswered, until --take or --interactive settles it. Nothing is averaged. With --base two people's copies of one file are put
    /// together without loss.
    Merge(MergeArgs),
    /// Carry answers to a later edition, losing none
    ///
    /// Answers to questions that ask the same are carried. Answers to questions whose meaning changed count as unanswered until someone
    /// confirms them. Answers to withdrawn questions are archived. The old file stays as it is.
    Upgrade(UpgradeArgs),
    /// Print the JSON Schema of a file, for an editor or a validator
    ///
    /// A schema says what keys, words and ranges there are. What they have to mean together, `assure check` says.
    Schema(SchemaArgs),
    /// Set two years and more in a row: score, coverage, profile and alerts on the questions they share
    Trend(TrendArgs),
    /// Set the roles of one council side by side, by topic: where they diverge, who could show what to whom, what nobody can say
    ///
    /// Two to four files of one council and one year, one a role. Everything is counted and nothing is averaged; each divergence comes with
    /// what either side found and with questions to talk through.
    Quartet(QuartetArgs),
    /// Write many assessments as rows of a table for an engine: an answer, an action or an assessment a row
    ///
    /// Answer files are named, or found in the folders that are named. Without --texts no row holds what a person wrote, but for the
    /// council's name. A file that cannot be used is told with its place, the rest go on, and the exit code is 2.
    Export(ExportArgs),
    /// Show the figures that give early warning over the years, list them, or take them in from an extract
    ///
    /// Values stand in the answer file as [[indicator]] blocks. A move is read only where it is more than chance alone would often make.
    /// No threshold is the program's own, and no figure predicts an inspection result.
    Indicators(IndicatorsArgs),
}

// The arguments of `assure run`.
#[derive(Debug, Clone, ClapArgs)]
pub struct RunArgs {
    /// An id, an edition such as ce@2022, or a file's path
    pub checklist: String,
    #[command(flatten)]
    pub interview: Box<InterviewArgs>,
}

// The arguments of `assure list`.
#[derive(Debug, Clone, ClapArgs)]
pub struct ListArgs {
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: &'static Format,
}

// The arguments of `assure show`.
#[derive(Debug, Clone, ClapArgs)]
pub struct ShowArgs {
    /// An id, an edition such as ce@2022, or a file's path
    pub checklist: String,
    /// One question's id
    pub question: Option<String>,
    /// The other way round: each source, its places, and the questions that rest on them; with QUESTION only the places that it
    /// rests on
    #[arg(long)]
    pub sources: bool,
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: &'static Format,
}

// The arguments of `assure glossary`.
#[derive(Debug, Clone, ClapArgs)]
pub struct GlossaryArgs {
    /// A term or an abbreviation, in small letters or large; without it every term
    pub term: Vec<String>,
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: &'static Format,
}

// The arguments of `assure check`.
#[derive(Debug, Clone, ClapArgs)]
pub struct CheckArgs {
    /// Files, and folders with files in them or below them; `-` is standard input
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: &'static Format,
    /// Exit with 1 if an answer file is not complete
    #[arg(long)]
    pub require_complete: bool,
    #[command(flatten)]
    pub own: OwnChecklist,
}

// The arguments of `assure score`.
#[derive(Debug, Clone, ClapArgs)]
pub struct ScoreArgs {
    /// The answer file; `-` is standard input. Of several, or of a folder of them, the sums are set below each other
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub files: Vec<PathBuf>,
    /// Show the sum line by line, and what would move it most
    // No value: one that may be left out would take the file for itself.
    #[arg(long)]
    pub explain: bool,
    /// Explain the sum of the question of this id only
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: &'static Format,
    #[command(flatten)]
    pub demands: PassCriteria,
    #[command(flatten)]
    pub own: OwnChecklist,
}

// The arguments of `assure report`.
#[derive(Debug, Clone, ClapArgs)]
pub struct ReportArgs {
    /// The answer file; `-` is standard input. Of several, or of a folder of them, the reports are written as one JSON array
    #[arg(required_unless_present = "print_template", value_name = "FILE|FOLDER")]
    pub files: Vec<PathBuf>,
    /// On the key questions alone, as after a key run
    #[arg(long)]
    pub key: bool,
    #[command(flatten)]
    pub last_year: LastYearArgs,
    #[command(flatten)]
    pub target: ReportTarget,
    #[command(flatten)]
    pub template: TemplateArgs,
    #[command(flatten)]
    pub demands: PassCriteria,
    #[command(flatten)]
    pub own: OwnChecklist,
}

// The arguments of `assure approve`.
#[derive(Debug, Clone, ClapArgs)]
pub struct ApproveArgs {
    /// The answer file
    pub file: PathBuf,
    /// Who approves
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present = "withdraw",
        conflicts_with = "withdraw"
    )]
    pub name: Option<String>,
    /// In which post: chief executive, lead member …
    #[arg(long, value_name = "POST")]
    pub post: String,
    /// Withdraw the approval of that post; it stays in the file, marked as withdrawn
    #[arg(long)]
    pub withdraw: bool,
    /// Why it is withdrawn
    #[arg(long, value_name = "TEXT", requires = "withdraw")]
    pub reason: Option<String>,
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: &'static Format,
    /// The checklist that was answered, where it is a file of your own and has moved
    #[arg(long, value_name = "CHECKLIST")]
    pub checklist: Option<String>,
}

// The arguments of `assure upgrade`.
#[derive(Debug, Clone, ClapArgs)]
pub struct UpgradeArgs {
    /// The answer file
    pub file: PathBuf,
    /// The edition: a year, an edition such as ce@2026, or the path of your own checklist
    #[arg(long, value_name = "EDITION")]
    pub to: String,
    /// Write nothing: say what would become of every answer
    #[arg(long)]
    pub dry_run: bool,
    /// The new answer file; without it NAME-EDITION.toml beside the old one. Never over a file that is there
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub own: OwnChecklists,
}

// The arguments of `assure schema`.
#[derive(Debug, Clone, ClapArgs)]
pub struct SchemaArgs {
    /// The kind of file
    pub file: SchemaKind,
}

// Where a report goes, and as what.
#[derive(Debug, Clone, ClapArgs)]
pub struct ReportTarget {
    /// The report's format; without it the ending of --output decides, and then Markdown
    #[arg(long, value_parser = report_formats())]
    pub format: Option<&'static Format>,
    /// Where to write; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave out private answers, names and owners
    #[arg(long)]
    pub public: bool,
    /// At most two printed pages
    #[arg(long)]
    pub brief: bool,
    /// By what the answers are grouped
    #[arg(long, value_name = "GROUPS", default_value = "section")]
    pub by: GroupBy,
    /// Write over a file that this program did not make, or that was edited since
    #[arg(long, action = ArgAction::SetTrue, value_parser = overwrite())]
    pub force: Overwrite,
}

// What makes a result negative.
#[derive(Debug, Clone, ClapArgs)]
pub struct PassCriteria {
    /// Exit with 1 if the score is below N per cent, or there is none
    #[arg(long, value_name = "N", value_parser = percentage)]
    pub fail_under: Option<u32>,
    /// Exit with 1 if a question is open or a context fact is not stated
    #[arg(long)]
    pub require_complete: bool,
}

// Last year's assessment, for the section on what changed.
#[derive(Debug, Clone, ClapArgs)]
pub struct LastYearArgs {
    /// Say what changed since last year: its answer file or JSON report
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// A checklist of your own that last year's file answers and that has moved, or an edition between the two; can be given several times
    #[arg(long, value_name = "CHECKLIST", requires = "previous")]
    pub previous_checklist: Vec<String>,
}

// A council's own checklist, and one that changed.
#[derive(Debug, Clone, ClapArgs)]
pub struct OwnChecklist {
    /// The checklist that was answered, where it is a file of your own and has moved
    #[arg(long, value_name = "CHECKLIST")]
    pub checklist: Option<String>,
    /// Take the answers as they stand although the checklist changed since they were given
    #[arg(long, action = ArgAction::SetTrue, value_parser = changed_questions())]
    pub accept_changed: ChangedQuestions,
}
