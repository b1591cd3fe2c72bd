//! `assure diff`

use std::path::Path;

use assure::compare::{self, Comparison, Only, chain};
use assure::dates::{DateDirection, day, parse_date};
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
    let (old, written) = (args.old.as_path(), &args.written);
    let format = compare_format(written)?;
    if args.summary && *format != render::text::FORMAT {
        return Err(error_with_hint(
            "--summary is text for a terminal",
            "leave --summary out for Markdown or JSON, or choose --format text",
        ));
    }
    let wanted: Vec<Only> = args.only.iter().map(|c| (*c).into()).collect();
    let own = OwnEditions::load(&args.own)?;
    let compared = match (&args.since, &args.new) {
        (None, Some(new)) => {
            if same_file(old, new) && !context.style.quiet {
                say(&format!(
                    "note: `{}` is named twice: the same file on both sides",
                    old.display()
                ));
            }
            let (before, after) = (own.assessment(old, context.style)?, own.assessment(new, context.style)?);
            compared(&before, &after, &own)?
        }
        (since, _) => since_day(old, since.as_deref().unwrap_or_default(), &own, context)?,
    };
    // The checklists are not wanted any more.
    drop(own);
    let compared = compared.only(&wanted);
    let inputs: Vec<&Path> = std::iter::once(old).chain(args.new.as_deref()).collect();
    let blocks = || {
        if args.summary {
            comparison::in_short(&compared)
        } else {
            comparison::page(&compared)
        }
    };
    let out = rendered(format, blocks, &compared, context.style.width_out);
    write_comparison(&out, written, &inputs, context.style)?;
    Ok(if args.exit_code && !compared.is_empty() {
        CommandOutcome::Negative
    } else {
        CommandOutcome::Done
    })
}

/// One answer file compared with itself as it stood at the end of a day.
fn since_day(path: &Path, since: &str, own: &OwnEditions, context: &CommandContext<'_>) -> anyhow::Result<Comparison> {
    let date = parse_date(since, context.today, DateDirection::Past)
        .map_err(|message| {
            error_with_hint(
                message,
                "write a day, such as --since 2026-11-14 or --since \"14 November 2026\"",
            )
        })?
        .date;
    if date > context.today {
        return Err(error_with_hint(
            format!("{} is still to come: nothing can have changed since", day(date)),
            "name a day that is past",
        ));
    }
    let side = own.assessment(path, context.style)?;
    if side.file.is_none() {
        return Err(error_with_hint(
            format!(
                "`{}` is a report, and a report does not keep what the answers were",
                path.display()
            ),
            "name the answer file that it was made from",
        ));
    }
    compare::since(&side.checklist, &side.assessment, date).map_err(refusal_error)
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
