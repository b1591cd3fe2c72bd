//! `assure report`

mod own_template;
mod several;

use std::path::Path;

use assure::assessment::{Assessment, personal};
use assure::checklist::Checklist;
use assure::compare::Comparison;
use assure::compare::indicators::series;
use assure::diagnostic::line_column;
use assure::document::report::{Grouping, Layout};
use assure::indicators::Known;
use assure::render::{self, Format, Rendering};
use assure::report::{Audience, Report, Scope, is_key_run, key_report};

use super::diff::compared;
use super::{CommandContext, PROGRAM, explain_verdict, verdict};
use crate::cli::args::{GroupBy, LastYearArgs, OwnChecklist, OwnChecklists, ReportArgs, ReportTarget};
use crate::cli::compared::{Compared, OwnEditions, YEARS_IN_ORDER, refuse_duplicates};
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{
    CommandOutcome, is_stdout, print_copy, print_rendered, refuse_overwrite, report_format, say, write_report,
};
use crate::cli::render as edge;
use crate::cli::shell;
use own_template::OwnTemplate;

/// Writes the report of an answer file.
pub fn run(args: &ReportArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let ReportArgs {
        files,
        key,
        last_year,
        target,
        template,
        demands,
        own,
    } = args;
    if let Some(kind) = template.print_template {
        print_copy(kind.starter())?;
        return Ok(CommandOutcome::Done);
    }
    let path = match files.as_slice() {
        [] => return Err(error_with_hint("no answer file is named", "name one")),
        [path] if !path.is_dir() => path.as_path(),
        _ => return several::run(args, context),
    };
    let template = match &template.template {
        Some(file) => Some(OwnTemplate::load(file, target)?),
        None => None,
    };
    let format = match &template {
        // A template is a program: it has the data, whole.
        Some(_) => &render::json::FORMAT,
        None => report_format(target)?,
    };
    let audience = audience(target.public);
    let sources = ReportSources::load(path, last_year, own, context)?;
    sources.publishable(audience)?;
    let made = sources.made(audience, format, *key);
    // What the report was made from may be large, and is done with.
    let mut inputs = sources.into_inputs();
    let bytes = match &template {
        Some(template) => {
            inputs.push(template.path);
            template.rendered(&made.shown)?
        }
        None => rendered(&made.shown, format, layout_of(target), context),
    };
    deliver_bytes(&bytes, target, &inputs, context)?;
    explain_verdict(made.judged(), demands, context.style);
    Ok(verdict(made.judged(), demands))
}

/// What a report is made from: an answer file, and last year's where there is one.
pub struct ReportSources<'a> {
    /// The files that were read: nothing is written over them.
    pub inputs: Vec<&'a Path>,
    this_year: Compared,
    last_year: Option<PreviousYear>,
}

/// Last year's assessment, and what changed since.
struct PreviousYear {
    assessment: Compared,
    comparison: Comparison,
}

impl<'a> ReportSources<'a> {
    /// Reads the files.
    ///
    /// # Errors
    /// A file that cannot be read or is not right, one that is named twice, and two that cannot be compared.
    pub fn load(
        path: &'a Path,
        last_year: &'a LastYearArgs,
        own: &OwnChecklist,
        context: &CommandContext<'_>,
    ) -> anyhow::Result<Self> {
        let mut inputs = vec![path];
        let previous = last_year.previous.as_deref();
        if let Some(previous) = previous {
            refuse_duplicates(&[previous, path], YEARS_IN_ORDER)?;
            inputs.push(previous);
        }
        let this_year = loaded(path, own, context)?;
        let last_year = match previous {
            Some(previous) => {
                let own = OwnEditions::load(&OwnChecklists {
                    checklist: last_year.previous_checklist.clone(),
                    accept_changed: own.accept_changed,
                })?;
                let assessment = own.assessment(previous, context.style)?;
                let comparison = compared(&assessment, &this_year, &own)?;
                Some(PreviousYear { assessment, comparison })
            }
            None => None,
        };
        Ok(Self {
            inputs,
            this_year,
            last_year,
        })
    }

    /// The files that were read, without what was in them.
    fn into_inputs(self) -> Vec<&'a Path> {
        self.inputs
    }

    /// Refuses a public copy as long as a text that it would print looks like personal data.
    ///
    /// # Errors
    /// As [`publishable`].
    pub fn publishable(&self, audience: Audience) -> anyhow::Result<()> {
        let with_last = self.last_year.is_some();
        let last = self.last_year.as_ref().map(|l| (&l.assessment, true));
        let sides = [Some((&self.this_year, with_last)), last];
        for ((side, archive), path) in sides.into_iter().flatten().zip(&self.inputs) {
            let text = side.file.as_ref().map(|f| f.text());
            publishable(audience, &side.assessment, path, text, archive)?;
        }
        Ok(())
    }

    /// The report, with what changed since last year.
    pub fn made(&self, audience: Audience, format: &Format, key: bool) -> Made {
        let mut made = made(
            &self.this_year.checklist,
            &self.this_year.assessment,
            audience,
            format,
            key,
        );
        made.shown.previous = self.comparison(audience).map(Box::new);
        if let Some(last) = &self.last_year {
            let both: [&Assessment; 2] = [&last.assessment.assessment, &self.this_year.assessment];
            made.shown.indicators = series(&both, &Known::default(), audience);
        }
        made
    }

    /// What changed since last year, where there is one.
    pub fn comparison(&self, audience: Audience) -> Option<Comparison> {
        let comparison = &self.last_year.as_ref()?.comparison;
        Some(match audience {
            Audience::Public => comparison.clone().public(),
            Audience::Full => comparison.clone(),
        })
    }
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
        .filter(|f| !f.private && !f.unprinted && (archive || !f.archived))
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
    /// What it is judged by, where that is another.
    other: Option<Report>,
}

impl Made {
    /// What `--fail-under` and `--require-complete` are held against: the questions that were asked for, whatever the format.
    pub fn judged(&self) -> &Report {
        self.other.as_ref().unwrap_or(&self.shown)
    }
}

/// The report that a target asks for.
///
/// After a key run the page for a person is about the key questions alone. Data for a program are always whole, so that a comparison
/// never takes a question that was not reported for one that was not answered.
pub fn made(checklist: &Checklist, assessment: &Assessment, audience: Audience, format: &Format, key: bool) -> Made {
    let on_key = || key_report(checklist, assessment, audience, PROGRAM);
    let whole = || assure::report::report(checklist, assessment, audience, PROGRAM);
    let for_a_person = !matches!(format.source, Rendering::Data);
    match (key, for_a_person) {
        (true, true) => Made {
            shown: on_key(),
            other: None,
        },
        (true, false) => Made {
            shown: Report {
                scope: Scope::Key,
                ..whole()
            },
            other: Some(on_key()),
        },
        (false, true) if is_key_run(checklist, assessment) => Made {
            shown: on_key(),
            other: Some(whole()),
        },
        (false, _) => Made {
            shown: whole(),
            other: None,
        },
    }
}

/// Whom a report is for.
pub fn audience(public: bool) -> Audience {
    if public { Audience::Public } else { Audience::Full }
}

/// How much of the report a target asks for, and in what order.
pub fn layout_of(target: &ReportTarget) -> Layout {
    if target.brief {
        Layout::Brief
    } else {
        Layout::Full(grouping(target.by))
    }
}

/// How the answers of a full report are grouped.
pub fn grouping(by: GroupBy) -> Grouping {
    match by {
        GroupBy::Section => Grouping::Section,
        GroupBy::Area => Grouping::Area,
    }
}

/// The report in a format.
pub fn rendered(report: &Report, format: &Format, layout: Layout, context: &CommandContext<'_>) -> Vec<u8> {
    edge::report(format, report, layout, context.style.width_out)
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
    deliver_bytes(&bytes, target, inputs, context)
}

fn deliver_bytes(
    bytes: &[u8],
    target: &ReportTarget,
    inputs: &[&Path],
    context: &CommandContext<'_>,
) -> anyhow::Result<()> {
    match &target.output {
        None => print_rendered(bytes),
        Some(path) if is_stdout(path) => print_rendered(bytes),
        Some(path) => {
            refuse_overwrite(path, inputs)?;
            write_report(path, bytes, target.force)?;
            if !context.style.quiet {
                say(&format!("Report: {}", path.display()));
            }
            Ok(())
        }
    }
}
