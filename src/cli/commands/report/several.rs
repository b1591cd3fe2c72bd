//! The reports of several answer files, as data.

use assure::render::{Rendering, json};
use assure::report::add_json_line;

use super::{audience, made, publishable};
use crate::cli::args::ReportArgs;
use crate::cli::batch::{Batch, BatchFile};
use crate::cli::commands::{CommandContext, verdict};
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, Growing, JsonArray, report_format};

/// Writes a JSON array, a report a line.
pub fn run(args: &ReportArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let target = &args.target;
    if !matches!(report_format(target)?.source, Rendering::Data) {
        return Err(error_with_hint(
            "the reports of several answer files are written as data only",
            "add `--format json`, or name one file; `assure export` writes rows for a spreadsheet",
        ));
    }
    if args.template.template.is_some() || args.last_year.previous.is_some() {
        return Err(error_with_hint(
            "a template and last year's file belong to the report of one answer file",
            "name one file, or leave --template and --previous out",
        ));
    }
    let audience = audience(target.public);
    let work = |file: &BatchFile<'_>| {
        publishable(audience, file.assessment, file.path, Some(file.text), false)?;
        let made = made(file.checklist, file.assessment, audience, &json::FORMAT, args.key);
        let mut line = Vec::new();
        add_json_line(&made.shown, &mut line);
        Ok((line, verdict(made.judged(), &args.demands)))
    };
    let mut array = JsonArray::new(Growing::open(target.output.as_deref(), target.force)?);
    let mut outcome = CommandOutcome::Done;
    let batch = Batch {
        own: &args.own,
        jobs: None,
        context,
    };
    let read = batch.each(&args.files, work, |(line, verdict)| {
        outcome = outcome.and(verdict);
        array.add(&line)
    })?;
    array.finish(context.style)?;
    Ok(read.and(outcome))
}
