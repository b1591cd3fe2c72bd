//! `assure report`

use std::path::Path;

use assure::report::{Audience, Report, to_json, to_markdown};

use super::diff::compared;
use super::{PROGRAM, Setting, explain_verdict, verdict};
use crate::cli::args::{Demands, LastYear, OwnChecklist, OwnChecklists, ReportFormat, Target};
use crate::cli::compared::{Compared, Own, each_once};
use crate::cli::load;
use crate::cli::output::{Verdict, format_of, is_stdout, print, refuse_to_lose, say, sealed, write_report};

/// Writes the report of an answer file.
pub fn run(
    path: &Path,
    last_year: &LastYear,
    target: &Target,
    demands: &Demands,
    own: &OwnChecklist,
    setting: &Setting<'_>,
) -> anyhow::Result<Verdict> {
    format_of(target)?;
    let mut inputs = vec![path];
    if let Some(previous) = &last_year.previous {
        each_once(&[previous, path])?;
        inputs.push(previous);
    }
    let this_year = loaded(path, own, setting)?;
    let mut report = assure::report::report(
        &this_year.checklist,
        &this_year.assessment,
        audience(target.public),
        PROGRAM,
    );
    if let Some(previous) = &last_year.previous {
        let own = Own::load(&OwnChecklists {
            checklist: last_year.previous_checklist.clone(),
            accept_changed: own.accept_changed,
        })?;
        let comparison = compared(&own.assessment(previous, setting.look)?, &this_year, &own)?;
        report.previous = Some(Box::new(if target.public { comparison.public() } else { comparison }));
    }
    deliver(&report, target, &inputs, setting)?;
    explain_verdict(&report, demands, setting.look);
    Ok(verdict(&report, demands))
}

/// This year's answer file.
fn loaded(path: &Path, own: &OwnChecklist, setting: &Setting<'_>) -> anyhow::Result<Compared> {
    let loaded = load::answer_file(path, own.checklist.as_deref())?;
    let assessment = loaded.settled(own.accept_changed, path, setting.look)?;
    Ok(Compared::new(loaded.checklist, assessment, Some(loaded.file)))
}

/// Whom a report is for.
pub fn audience(public: bool) -> Audience {
    if public { Audience::Public } else { Audience::Full }
}

/// The report's text.
pub fn text(report: &Report, format: ReportFormat) -> String {
    match format {
        ReportFormat::Markdown => sealed(&to_markdown(report)),
        ReportFormat::Json => to_json(report),
    }
}

/// Writes the report where the target says; without one, to standard output.
///
/// `inputs` are files that were read: a report never goes over them.
pub fn deliver(report: &Report, target: &Target, inputs: &[&Path], setting: &Setting<'_>) -> anyhow::Result<()> {
    let text = text(report, format_of(target)?);
    match &target.output {
        None => print(&text),
        Some(path) if is_stdout(path) => print(&text),
        Some(path) => {
            refuse_to_lose(path, inputs)?;
            write_report(path, &text, target.force)?;
            if !setting.look.quiet {
                say(&format!("Report: {}", path.display()));
            }
            Ok(())
        }
    }
}
