//! `assure diff`

use assure::compare::{self, Comparison, Only, chain};
use assure::document::comparison;
use assure::render;

use super::CommandContext;
use crate::cli::args::{ChangeFilter, DiffArgs};
use crate::cli::compared::{Compared, OwnEditions, refusal_error, refusal_error_at};
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, compare_format, same_file, say, write_comparison};
use crate::cli::render::written as rendered;

/// Compares two years.
pub fn run(args: &DiffArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (old, new, written) = (args.old.as_path(), args.new.as_path(), &args.written);
    let format = compare_format(written)?;
    if same_file(old, new) && !context.style.quiet {
        say(&format!(
            "note: `{}` is named twice: the same file on both sides",
            old.display()
        ));
    }
    if args.summary && *format != render::text::FORMAT {
        return Err(error_with_hint(
            "--summary is text for a terminal",
            "leave --summary out for Markdown or JSON, or choose --format text",
        ));
    }
    let wanted: Vec<Only> = args.only.iter().map(|c| (*c).into()).collect();
    let own = OwnEditions::load(&args.own)?;
    let (before, after) = (own.assessment(old, context.style)?, own.assessment(new, context.style)?);
    let compared = compared(&before, &after, &own)?.only(&wanted);
    let blocks = || {
        if args.summary {
            comparison::in_short(&compared)
        } else {
            comparison::page(&compared)
        }
    };
    let out = rendered(format, blocks, &compared, context.style.width_out);
    write_comparison(&out, written, &[old, new], context.style)?;
    Ok(if args.exit_code && !compared.is_empty() {
        CommandOutcome::Negative
    } else {
        CommandOutcome::Done
    })
}

/// Two years compared, whether they belong together looked at first.
pub fn compared(old: &Compared, new: &Compared, own: &OwnEditions) -> anyhow::Result<Comparison> {
    let mut notes = compare::check_same_series(old.side(), new.side()).map_err(refusal_error)?;
    notes.extend(compare::approval_notes(&old.approvals(), &new.approvals()));
    let way = chain(
        &old.checklist,
        &new.checklist,
        &own.between(old.checklist.edition, &new.checklist),
    )
    .map_err(|r| refusal_error_at(r, &old.checklist, new.checklist_at.as_deref()))?;
    Ok(Comparison {
        notes,
        ..compare::diff(old.side(), new.side(), &way)
    })
}

impl From<ChangeFilter> for Only {
    fn from(changed: ChangeFilter) -> Self {
        match changed {
            ChangeFilter::Worse => Only::Worse,
            ChangeFilter::Better => Only::Better,
            ChangeFilter::LostEvidence => Only::LostEvidence,
            ChangeFilter::Actions => Only::Actions,
            ChangeFilter::New => Only::New,
            ChangeFilter::Withdrawn => Only::Withdrawn,
        }
    }
}
