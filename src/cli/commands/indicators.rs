//! `assure indicators`

mod import;

use std::path::Path;

use assure::assessment::Assessment;
use assure::compare::council_key;
use assure::compare::indicators::{IndicatorPage, series};
use assure::diagnostic::nearest;
use assure::document::indicators as document;
use assure::format::recognise::problems_of;
use assure::indicators::{Indicator, Known, parse_own};
use assure::report::Audience;

use super::{CommandContext, PROGRAM};
use crate::cli::args::IndicatorsArgs;
use crate::cli::compared::{OwnEditions, path_refs, refuse_duplicates};
use crate::cli::failure::{BadFile, error_with_hint};
use crate::cli::load;
use crate::cli::output::{CommandOutcome, compare_format, write_comparison};
use crate::cli::render::written as rendered;

/// Lists indicators, explains one, shows values over the years, or takes them in from an extract.
pub fn run(args: &IndicatorsArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let known = known(args.indicators.as_deref())?;
    let format = compare_format(&args.written)?;
    let width = context.style.width_out;
    if let (Some(extract), Some(file)) = (&args.import, &args.file) {
        return import::run(args, &known, extract, file, context);
    }
    if let Some(id) = &args.show {
        let one = find(&known, id)?;
        let out = rendered(format, || document::definition(one), one, width);
        write_comparison(&out, &args.written, &[], context.style)?;
        return Ok(CommandOutcome::Done);
    }
    if args.files.is_empty() {
        let all: Vec<&Indicator> = known.indicators().collect();
        let out = rendered(format, || document::list(known.indicators()), &all, width);
        write_comparison(&out, &args.written, &[], context.style)?;
        return Ok(CommandOutcome::Done);
    }
    let paths = path_refs(&args.files);
    refuse_duplicates(&paths, "name each file once")?;
    let own = OwnEditions::load(&args.own)?;
    let mut loaded = Vec::new();
    for path in &paths {
        loaded.push((own.assessment(path, context.style)?, *path));
    }
    let mut assessments: Vec<&Assessment> = loaded.iter().map(|(l, _)| l.assessment.as_ref()).collect();
    assessments.sort_by_key(|a| a.period);
    one_council(&assessments)?;
    let audience = if args.public { Audience::Public } else { Audience::Full };
    let council = assessments.iter().rev().find_map(|a| a.council.clone());
    let page = IndicatorPage::new(PROGRAM, council, audience, series(&assessments, &known, audience));
    let blocks = || document::page(page.council.as_deref(), &page.figures, audience);
    let out = rendered(format, blocks, &page, width);
    write_comparison(&out, &args.written, &paths, context.style)?;
    Ok(CommandOutcome::Done)
}

/// Figures of two councils are no series.
fn one_council(assessments: &[&Assessment]) -> anyhow::Result<()> {
    let mut named = assessments.iter().filter_map(|a| a.council.as_deref());
    let Some(first) = named.next() else { return Ok(()) };
    match named.find(|other| council_key(other) != council_key(first)) {
        // A council that was reorganised says so.
        Some(other) if assessments.iter().all(|a| a.series_break.is_none()) => Err(error_with_hint(
            format!("these files are of two councils: `{first}` and `{other}`"),
            "name the files of one; where the council was reorganised, the newer file says so with `break`",
        )),
        _ => Ok(()),
    }
}

/// The indicators of the program and those of a file.
pub fn known(path: Option<&Path>) -> anyhow::Result<Known> {
    let Some(path) = path else {
        return Ok(Known::default());
    };
    let text = load::read_text(path)?;
    match parse_own(&text) {
        Ok(file) => Ok(Known::with(file)),
        Err(list) => Err(BadFile(problems_of(
            path.display().to_string(),
            text,
            "list of indicators",
            list,
        ))
        .into()),
    }
}

fn find<'k>(known: &'k Known, id: &str) -> anyhow::Result<&'k Indicator> {
    known.find(id).ok_or_else(|| {
        let near = nearest(id, known.indicators().map(|i| i.id.as_str()));
        let near = near.map_or_else(String::new, |n| format!("did you mean `{n}`? "));
        error_with_hint(
            format!("there is no indicator `{id}`"),
            format!("{near}`assure indicators` lists them"),
        )
    })
}
