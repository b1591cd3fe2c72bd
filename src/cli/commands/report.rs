//! `assure report`

use std::path::Path;

use assure::assessment::{Assessment, personal};
use assure::checklist::Checklist;
use assure::diagnostic::line_column;
use assure::document::report::{Grouping, Layout};
use assure::render::{Format, Rendering};
use assure::report::{Audience, Report, Scope, key_report};

use super::diff::compared;
use super::{CommandContext, PROGRAM, explain_verdict, verdict};
use crate::cli::args::{GroupBy, OwnChecklist, OwnChecklists, ReportArgs, ReportTarget};
use crate::cli::compared::{Compared, OwnEditions, refuse_duplicates};
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{
    CommandOutcome, is_stdout, print_rendered, refuse_overwrite, report_format, say, write_report,
};
use crate::cli::render;
use crate::cli::shell;

/// Writes the report of an answer file.
pub fn run(args: &ReportArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let ReportArgs {
        file: path,
        key,
        last_year,
        target,
        demands,
        own,
    } = args;
    let (path, key) = (path.as_path(), *key);
    report_format(target)?;
    let mut inputs = vec![path];
    if let Some(previous) = &last_year.previous {
        refuse_duplicates(&[previous, path])?;
        inputs.push(previous);
    }
    let this_year = loaded(path, own, context)?;
    let text_of = |side: &Compared| side.file.as_ref().map(|f| f.text().to_owned());
    let public = audience(target.public);
    let with_last = last_year.previous.is_some();
    publishable(
        public,
        &this_year.assessment,
        path,
        text_of(&this_year).as_deref(),
        with_last,
    )?;
    let Made { mut shown, judged } = made(&this_year.checklist, &this_year.assessment, target, key)?;
    if let Some(previous) = &last_year.previous {
        let own = OwnEditions::load(&OwnChecklists {
            checklist: last_year.previous_checklist.clone(),
            accept_changed: own.accept_changed,
        })?;
        let last = own.assessment(previous, context.style)?;
        publishable(public, &last.assessment, previous, text_of(&last).as_deref(), true)?;
        let comparison = compared(&last, &this_year, &own)?;
        shown.previous = Some(Box::new(if target.public { comparison.public() } else { comparison }));
    }
    deliver(&shown, target, &inputs, context)?;
    explain_verdict(&judged, demands, context.style);
    Ok(verdict(&judged, demands))
}

/// Refuses a public report as long as a text of it looks like personal data.
///
/// # Errors
/// Names each place, with its line where the file is known, and the ways to settle it.
pub fn publishable(
    audience: Audience,
    assessment: &Assessment,
    path: &Path,
    file: Option<&str>,
    archive: bool,
) -> anyhow::Result<()> {
    if audience == Audience::Full {
        return Ok(());
    }
    let places: Vec<String> = personal::find_unconfirmed(assessment)
        .into_iter()
        .filter(|f| !f.private && !f.earlier && (archive || !f.archived))
        .map(|f| {
            let line = file
                .and_then(|text| Some(line_column(text, f.span(text)?.start)))
                .map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
            format!(
                "{}{line}: {} looks like {}: {}",
                path.display(),
                f.place,
                f.what,
                f.piece
            )
        })
        .collect();
    if places.is_empty() {
        return Ok(());
    }
    Err(error_with_hint(
        format!(
            "a public report would print what looks like personal data; nothing was written\n  {}",
            places.join("\n  ")
        ),
        format!(
            "take it out, keep the answer private, or confirm that it is none: `assure check {}` says how for each",
            shell::path(path)
        ),
    ))
}

/// This year's answer file.
fn loaded(path: &Path, own: &OwnChecklist, context: &CommandContext<'_>) -> anyhow::Result<Compared> {
    let loaded = load::answer_file(path, own.checklist.as_deref())?;
    let assessment = loaded.current_assessment(own.accept_changed, path, context.style)?;
    Ok(Compared::new(loaded.checklist, assessment, Some(loaded.file)))
}

/// A report, and what it is judged by.
pub struct Made {
    /// What is shown.
    pub shown: Report,
    /// What `--fail-under` and `--require-complete` are held against: the questions that were asked for, whatever the format.
    pub judged: Report,
}

/// The report that a target asks for.
///
/// After a key run the page for a person is about the key questions alone. Data for a program are always whole, so that a comparison
/// never takes a question that was not reported for one that was not answered.
pub fn made(checklist: &Checklist, assessment: &Assessment, target: &ReportTarget, key: bool) -> anyhow::Result<Made> {
    let audience = audience(target.public);
    let on_key = || key_report(checklist, assessment, audience, PROGRAM);
    let whole = assure::report::report(checklist, assessment, audience, PROGRAM);
    let for_a_person = !matches!(report_format(target)?.source, Rendering::Data);
    Ok(match (key, for_a_person) {
        (true, true) => Made {
            judged: on_key(),
            shown: on_key(),
        },
        (true, false) => Made {
            judged: on_key(),
            shown: Report {
                scope: Scope::Key,
                ..whole
            },
        },
        (false, true) if whole.scope == Scope::Key => Made {
            shown: on_key(),
            judged: whole,
        },
        (false, _) => Made {
            shown: whole.clone(),
            judged: whole,
        },
    })
}

/// Whom a report is for.
pub fn audience(public: bool) -> Audience {
    if public { Audience::Public } else { Audience::Full }
}

/// How much of the report a target asks for, and in what order.
pub fn layout_of(target: &ReportTarget) -> Layout {
    match (target.brief, target.by) {
        (true, _) => Layout::Brief,
        (false, GroupBy::Section) => Layout::Full(Grouping::Section),
        (false, GroupBy::Area) => Layout::Full(Grouping::Area),
    }
}

/// The report in a format.
pub fn rendered(report: &Report, format: &Format, layout: Layout, context: &CommandContext<'_>) -> Vec<u8> {
    render::report(format, report, layout, context.style.width_out)
}

/// Writes the report where the target says; without one, to standard output.
///
/// `inputs` are files that were read: a report never goes over them.
pub fn deliver(
    report: &Report,
    target: &ReportTarget,
    inputs: &[&Path],
    context: &CommandContext<'_>,
) -> anyhow::Result<()> {
    let bytes = rendered(report, report_format(target)?, layout_of(target), context);
    match &target.output {
        None => print_rendered(&bytes),
        Some(path) if is_stdout(path) => print_rendered(&bytes),
        Some(path) => {
            refuse_overwrite(path, inputs)?;
            write_report(path, &bytes, target.force)?;
            if !context.style.quiet {
                say(&format!("Report: {}", path.display()));
            }
            Ok(())
        }
    }
}
