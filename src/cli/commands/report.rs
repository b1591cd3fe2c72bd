//! `assure report`

use std::path::Path;

use assure::report::{Audience, Report, to_json, to_markdown};

use super::diff::compared;
use super::{PROGRAM, Setting, explain_verdict, verdict};
use crate::cli::args::{Demands, OwnChecklist, OwnChecklists, ReportFormat, Target};
use crate::cli::compared::{Own, each_once};
use crate::cli::failure::told;
use crate::cli::load;
use crate::cli::output::{Verdict, format_of, print, say, sealed, write_report};
use crate::cli::style::Look;

/// Writes the report of an answer file.
pub fn run(
    path: &Path,
    previous: Option<&Path>,
    target: &Target,
    demands: &Demands,
    own: &OwnChecklist,
    setting: &Setting<'_>,
) -> anyhow::Result<Verdict> {
    let mut report = finished(path, own, target.public, setting)?;
    let mut inputs = vec![path];
    if let Some(previous) = previous {
        each_once(&[previous, path])?;
        inputs.push(previous);
        let own = Own::load(&OwnChecklists {
            checklist: own.checklist.iter().cloned().collect(),
            accept_changed: own.accept_changed,
        })?;
        let quiet = Setting {
            // What there is to note about this year's file was noted above.
            look: &Look {
                quiet: true,
                ..*setting.look
            },
            ..*setting
        };
        let comparison = compared(previous, path, &own, &quiet)?;
        report.previous = Some(Box::new(if target.public { comparison.public() } else { comparison }));
    }
    deliver(&report, target, &inputs, setting)?;
    explain_verdict(&report, demands, setting.look);
    Ok(verdict(&report, demands))
}

/// The finished report of an answer file.
pub fn finished(path: &Path, own: &OwnChecklist, public: bool, setting: &Setting<'_>) -> anyhow::Result<Report> {
    let loaded = load::answer_file(path, own.checklist.as_deref())?;
    let assessment = loaded.settled(own.accept_changed, path, setting.look)?;
    Ok(assure::report::report(
        &loaded.checklist,
        &assessment,
        audience(public),
        PROGRAM,
    ))
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
    let text = text(report, format_of(target));
    match &target.output {
        None => print(&text),
        Some(path) if path == Path::new("-") => print(&text),
        Some(path) => {
            let same = |a: &Path, b: &Path| matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b);
            if inputs.iter().any(|input| same(input, path)) {
                return Err(told(
                    format!("`{}` holds the answers: a report does not go over them", path.display()),
                    "name another file with --output",
                ));
            }
            write_report(path, &text, target.force)?;
            if !setting.look.quiet {
                say(&format!("Report: {}", path.display()));
            }
            Ok(())
        }
    }
}
