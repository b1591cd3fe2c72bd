//! `assure trend`

use assure::compare::Side;
use assure::compare::trend::trend;
use assure::document;

use super::CommandContext;
use crate::cli::args::TrendArgs;
use crate::cli::compared::{OwnEditions, YEARS_IN_ORDER, path_refs, refusal_error, refuse_duplicates};
use crate::cli::output::{CommandOutcome, compare_format, write_comparison};
use crate::cli::render::written as rendered;

/// Sets years in a row.
pub fn run(args: &TrendArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (files, written, own) = (&args.files, &args.written, &args.own);
    let format = compare_format(written)?;
    let paths = path_refs(files);
    refuse_duplicates(&paths, YEARS_IN_ORDER)?;
    let own = OwnEditions::load(own)?;
    let mut loaded = Vec::new();
    for path in &paths {
        loaded.push(own.assessment(path, context.style)?);
    }
    let sides: Vec<Side<'_>> = loaded.iter().map(|l| l.side()).collect();
    let oldest = loaded.iter().map(|l| l.checklist.edition).min();
    let newest = loaded.iter().map(|l| &l.checklist).max_by_key(|c| c.edition);
    let known = oldest
        .zip(newest)
        .map(|(after, of)| own.between(after, of))
        .unwrap_or_default();
    let trend = trend(&sides, &known).map_err(refusal_error)?;
    let blocks = || document::trend::page(&trend);
    let out = rendered(format, blocks, &trend, context.style.width_out);
    write_comparison(&out, written, &paths, context.style)?;
    Ok(CommandOutcome::Done)
}
