//! `assure quartet`

use assure::compare::Side;
use assure::document;
use assure::quartet::quartet;
use assure::report::Audience;

use super::CommandContext;
use crate::cli::args::QuartetArgs;
use crate::cli::compared::{OwnEditions, path_refs, refuse_duplicates};
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, compare_format, write_comparison};
use crate::cli::render::written as rendered;

/// Sets the roles of one council side by side.
pub fn run(args: &QuartetArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let format = compare_format(&args.written)?;
    let paths = path_refs(&args.files);
    refuse_duplicates(&paths, "name one file a role")?;
    let own = OwnEditions::load(&args.own)?;
    let mut loaded = Vec::new();
    for path in &paths {
        loaded.push(own.assessment(path, context.style)?);
    }
    let sides: Vec<Side<'_>> = loaded.iter().map(|l| l.side()).collect();
    let audience = if args.public { Audience::Public } else { Audience::Full };
    let quartet = quartet(&sides, audience).map_err(|refusal| {
        let hint = refusal.hint();
        error_with_hint(refusal.to_string(), hint)
    })?;
    let blocks = || document::quartet::page(&quartet);
    let out = rendered(format, blocks, &quartet, context.style.width_out);
    write_comparison(&out, &args.written, &paths, context.style)?;
    Ok(CommandOutcome::Done)
}
