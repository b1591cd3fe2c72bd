//! The binary's own: arguments, files, the terminal, exit codes.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "files, environment and streams are what this part is for; that all text takes the door of screen.rs, a test says"
)]

mod args;
mod batch;
mod commands;
mod compared;
mod examples;
mod failure;
mod load;
mod output;
mod prompt;
mod render;
mod screen;
mod shell;
mod store;
mod style;
mod table;
mod told;
mod usage;

use std::process::ExitCode;

use clap::Parser as _;

use args::Args;
use failure::report_failure;
use output::CommandOutcome;
use style::OutputStyle;

/// A panic is told, and the program ends there and then with the exit code that it has in Rust: the release build cannot unwind, and the
/// core file that an abort leaves behind would hold the answers.
fn end_at_panic() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        tell(info);
        std::process::exit(101);
    }));
}

/// Reads the arguments, runs the command, and turns what came of it into an exit code.
pub fn run() -> ExitCode {
    end_at_panic();
    store::survive_size_limit();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let typed: Vec<_> = std::env::args_os().collect();
            let error = usage::with_tips(error, &typed);
            // The flag for colours could not be read either.
            let style = OutputStyle::decide(args::ColourWhen::Auto);
            screen::arguments(&error, style.colour_out);
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let style = OutputStyle {
        quiet: args.global.quiet,
        ..OutputStyle::decide(args.global.color)
    };
    match commands::run(args, &style) {
        Ok(outcome) => outcome.into(),
        Err(error) => report_failure(&error, &style),
    }
}

impl From<CommandOutcome> for ExitCode {
    fn from(outcome: CommandOutcome) -> Self {
        ExitCode::from(match outcome {
            CommandOutcome::Done => 0,
            CommandOutcome::Negative => 1,
            CommandOutcome::Partial => 2,
            CommandOutcome::Interrupted => 130,
        })
    }
}
