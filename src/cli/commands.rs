//! One file a command.

mod approve;
mod check;
mod comment;
mod diff;
mod export;
mod form;
mod glossary;
mod home;
mod import;
mod indicators;
mod interview;
mod list;
mod merge;
mod pack;
mod quartet;
mod report;
mod schema;
mod score;
mod show;
mod trend;
mod upgrade;

use chrono::{Local, NaiveDate};

use super::args::{Args, Command, PassCriteria};
use super::output::CommandOutcome;
use super::style::OutputStyle;
use assure::report::Report;

/// What every command is given besides its own arguments.
pub struct CommandContext<'a> {
    /// How output looks.
    pub style: &'a OutputStyle,
    /// The day to reckon from.
    pub today: NaiveDate,
}

/// The program's name and version, for reports.
pub const PROGRAM: &str = concat!("assure ", env!("CARGO_PKG_VERSION"));

/// Runs the command.
pub fn run(args: Args, style: &OutputStyle) -> anyhow::Result<CommandOutcome> {
    #[allow(clippy::disallowed_methods, reason = "the only clock in the program")]
    let today = args.global.today.unwrap_or_else(|| Local::now().date_naive());
    let context = CommandContext { style, today };
    let Some(command) = args.command else {
        return home::run(&context);
    };
    match command {
        Command::Ce(args) => interview::run("ce", args, &context),
        Command::Leader(args) => interview::run("leader", args, &context),
        Command::Lmcs(args) => interview::run("lmcs", args, &context),
        Command::Dcs(args) => interview::run("dcs", args, &context),
        Command::Run(args) => interview::run(&args.checklist, *args.interview, &context),
        Command::List(args) => list::run(args.format, &context),
        Command::Show(args) => show::run(&args, &context),
        Command::Glossary(args) => glossary::run(&args, &context),
        Command::Check(args) => check::run(&args, &context),
        Command::Score(args) => score::run(&args, &context),
        Command::Report(args) => report::run(&args, &context),
        Command::Pack(args) => pack::run(&args, &context),
        Command::Form(args) => form::run(&args, &context),
        Command::Import(args) => import::run(&args, &context),
        Command::Diff(args) => diff::run(&args, &context),
        Command::Approve(args) => approve::run(&args, &context),
        Command::Comment(args) => comment::run(&args, &context),
        Command::Merge(args) => merge::run(&args, &context),
        Command::Upgrade(args) => upgrade::run(&args, &context),
        Command::Schema(args) => schema::run(args.file),
        Command::Trend(args) => trend::run(&args, &context),
        Command::Quartet(args) => quartet::run(&args, &context),
        Command::Export(args) => export::run(&args, &context),
        Command::Indicators(args) => indicators::run(&args, &context),
    }
}

/// Whether a result meets what was demanded of it. The format of the output has no say in it.
pub fn verdict(report: &Report, demands: &PassCriteria) -> CommandOutcome {
    let tally = &report.overall;
    let below = demands.fail_under.is_some_and(|least| {
        // Exact: the percentage is not rounded first. No answers, no score, and that is below everything.
        tally.possible == 0 || u64::from(tally.earned) * 1000 < u64::from(least) * u64::from(tally.possible)
    });
    let incomplete = demands.require_complete && !report.complete;
    if below || incomplete {
        CommandOutcome::Negative
    } else {
        CommandOutcome::Done
    }
}

/// Says why a verdict is negative.
pub fn explain_verdict(report: &Report, demands: &PassCriteria, style: &OutputStyle) {
    if style.quiet {
        return;
    }
    let tally = &report.overall;
    if let Some(least) = demands.fail_under
        && verdict(
            report,
            &PassCriteria {
                require_complete: false,
                ..demands.clone()
            },
        ) == CommandOutcome::Negative
    {
        let score = if tally.possible == 0 {
            "there is no score yet".to_owned()
        } else {
            format!("the score is {}", assure::score::percent(tally.score()))
        };
        super::output::say(&format!("{score}: below --fail-under {}.{}", least / 10, least % 10));
    }
    if demands.require_complete && !report.complete {
        let open: Vec<&str> = report
            .context
            .iter()
            .filter(|c| c.answer.is_none())
            .map(|c| c.id.as_str())
            .collect();
        let facts = if open.is_empty() {
            String::new()
        } else {
            format!("; facts not stated: {}", open.join(", "))
        };
        super::output::say(&format!(
            "not complete: {} questions are open{facts}",
            report.overall.positions.unanswered
        ));
    }
}
