//! The template that a report is made by, where the council has its own.

use std::path::Path;

use assure::diagnostic::FileProblems;
use assure::render::template::{TemplateKind, render};
use assure::report::Report;

use crate::cli::args::ReportTarget;
use crate::cli::failure::{BadFile, error_with_hint};
use crate::cli::load::read_text;
use crate::cli::output::report_format;
use crate::cli::render::sealed;

/// A template, read.
pub struct OwnTemplate<'a> {
    /// Its file.
    pub path: &'a Path,
    kind: TemplateKind,
    text: String,
}

impl<'a> OwnTemplate<'a> {
    /// Reads a template. What it makes is said by `--format`, by the ending of `--output`, or by its own.
    ///
    /// # Errors
    /// A file that cannot be read, and one of which nothing says what it makes, or two things something else.
    pub fn load(path: &'a Path, target: &ReportTarget) -> anyhow::Result<Self> {
        let own = path
            .file_name()
            .and_then(|n| TemplateKind::by_name(&n.to_string_lossy()));
        let format = report_format(target)?;
        // Markdown is what a report is where nothing says another: then the template's ending says it.
        let asked = target.format.is_some() || target.output.as_deref().is_some_and(|o| o.extension().is_some());
        let kind = match (own, TemplateKind::of(format)) {
            (Some(own), _) if !asked => own,
            (None, _) if !asked => {
                return Err(error_with_hint(
                    format!("nothing says what `{}` makes", path.display()),
                    "say --format html or --format markdown, or let its name end in .html or .md",
                ));
            }
            (_, Some(kind)) if own.is_none_or(|own| own == kind) => kind,
            (own, _) => {
                let makes = own.map_or("Markdown or HTML", |k| k.format().name);
                return Err(error_with_hint(
                    format!(
                        "a template makes Markdown or HTML: `{}` makes {makes}, and {} is asked for",
                        path.display(),
                        format.name
                    ),
                    "leave --format out, or mend the ending of --output",
                ));
            }
        };
        Ok(Self {
            path,
            kind,
            text: read_text(path)?,
        })
    }

    /// The report by this template, sealed like any other.
    ///
    /// # Errors
    /// The first mistake in the template, with its place and what there is to use.
    pub fn rendered(&self, report: &Report) -> anyhow::Result<Vec<u8>> {
        match render(&self.text, self.kind, report) {
            Ok(made) => Ok(sealed(self.kind.format(), made.into_bytes())),
            Err(problem) => Err(BadFile(FileProblems {
                file: self.path.display().to_string(),
                text: self.text.clone(),
                kind: "template",
                list: vec![*problem],
            })
            .into()),
        }
    }
}
