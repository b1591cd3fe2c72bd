//! The sums of several answer files, below each other.

use assure::document::score::{ScoredFile, several};
use assure::render::Rendering;
use assure::report::{Audience, add_json_line, report};

use super::data;
use crate::cli::args::{Overwrite, ScoreArgs};
use crate::cli::batch::{Batch, BatchFile, Flow};
use crate::cli::commands::{CommandContext, PROGRAM, verdict};
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, Growing, JsonArray, print_rendered};
use crate::cli::render::written;

/// What is made of one file.
struct Made {
    verdict: CommandOutcome,
    /// Its line of JSON, where that is wanted, or its row.
    shown: Shown,
}

enum Shown {
    Line(Vec<u8>),
    Row(Box<ScoredFile>),
}

/// Shows the sums of every file.
pub fn run(args: &ScoreArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    if args.explain || args.question.is_some() {
        return Err(error_with_hint(
            "a sum is explained of one answer file at a time",
            "name one file, or leave --explain and --question out",
        ));
    }
    let as_data = matches!(args.format.source, Rendering::Data);
    let work = |file: &BatchFile<'_>| {
        let report = report(file.checklist, file.assessment, Audience::Full, PROGRAM);
        let shown = if as_data {
            let mut data = data(&report, None);
            if let Some(map) = data.as_object_mut() {
                map.insert("file".to_owned(), file.name().into());
            }
            let mut line = Vec::new();
            add_json_line(&data, &mut line);
            Shown::Line(line)
        } else {
            Shown::Row(Box::new(ScoredFile::of(file.name(), &report)))
        };
        Ok(Made {
            verdict: verdict(&report, &args.demands),
            shown,
        })
    };
    let mut array = JsonArray::new(Growing::open(None, Overwrite::OwnWork)?);
    let (mut rows, mut outcome) = (Vec::new(), CommandOutcome::Done);
    let batch = Batch {
        own: &args.own,
        jobs: None,
        context,
    };
    let read = batch.each(&args.files, work, |made| {
        outcome = outcome.and(made.verdict);
        match made.shown {
            Shown::Line(line) => array.add(&line),
            Shown::Row(row) => {
                rows.push(*row);
                Ok(Flow::On)
            }
        }
    })?;
    if as_data {
        array.finish(context.style)?;
    } else if !rows.is_empty() {
        let width = context.style.width_out;
        print_rendered(&written(args.format, || several(&rows), &(), width))?;
    }
    // What could not be read could not be judged.
    Ok(read.and(outcome))
}
