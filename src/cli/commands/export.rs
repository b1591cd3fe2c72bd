//! `assure export`

use assure::export::Export;

use super::CommandContext;
use crate::cli::args::ExportArgs;
use crate::cli::batch::{Batch, Flow};
use crate::cli::output::{CommandOutcome, Growing, export_format};

/// Writes the rows of many assessments.
pub fn run(args: &ExportArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let output = args.output.as_deref();
    let export = Export {
        rows: args.rows(),
        texts: args.texts(),
        format: export_format(args.format.map(|f| f.format()), output)?,
    };
    let batch = Batch {
        own: &args.own,
        jobs: args.jobs,
        context,
    };
    let mut out = Growing::open(output, args.force)?;
    let mut head = Some(export.head());
    let outcome = batch.each(
        &args.files,
        |file| {
            let mut rows = Vec::new();
            export.add(&file.name(), file.checklist, file.assessment, &mut rows);
            Ok(rows)
        },
        |rows| {
            // Before the first rows, and not before: where no file can be read nothing is written.
            let head = head.take().unwrap_or_default();
            match out.write(&head)? {
                Flow::On => out.write(&rows),
                Flow::Stop => Ok(Flow::Stop),
            }
        },
    )?;
    if head.is_none() {
        out.finish(context.style)?;
    }
    Ok(outcome)
}
