//! Where results go: standard output, or a file that is safe to write; and in which format.

mod growing;
mod place;

use std::io;
use std::path::Path;

use anyhow::Context as _;

use assure::export::ExportFormat;
use assure::render::csv::is_csv;
use assure::render::form::{self, FormFormat};
use assure::render::{self, Format};

use super::args::{ComparisonTarget, ReportTarget};
use super::failure::error_with_hint;
use super::screen::{Ink, Stream};
use super::style::OutputStyle;
use super::told::told;
pub use growing::{Growing, JsonArray};
pub use place::{may_replace, refuse_overwrite, require_replaceable, same_file, write_report};

/// What came of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandOutcome {
    /// Done.
    Done,
    /// Done, and the answer is negative.
    Negative,
    /// Some of it could not be done, and was said so; the rest was done.
    Partial,
    /// Interrupted by the person.
    Interrupted,
}

impl CommandOutcome {
    /// This one, and where it is done another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self == CommandOutcome::Done { other } else { self }
    }
}

/// Writes to standard output.
///
/// A reader that went away wanted no more: that is no failure, and what the command found out stands.
pub fn print(text: &str) -> anyhow::Result<()> {
    ignore_closed_pipe(Stream::Out.write(text)).context("could not write to standard output")
}

/// Writes a file's text to standard output: as it is, unless a person looks at it.
pub fn print_copy(text: &str) -> anyhow::Result<()> {
    ignore_closed_pipe(Stream::Out.copy(text)).context("could not write to standard output")
}

/// Writes answers that nothing else has to standard output; to standard error where that takes none: on a full disk, or to a reader
/// that went away, they would be lost without a word.
pub fn print_unsaved(text: &str) {
    if let Err(error) = Stream::Out.copy(text) {
        say(&format!(
            "They could not be written to standard output ({error}), so they follow here."
        ));
        let _ = Stream::Err.copy(text);
    }
}

/// Writes a document to standard output.
///
/// # Errors
/// One that is no text, where a person looks at it.
pub fn print_rendered(bytes: &[u8]) -> anyhow::Result<()> {
    match std::str::from_utf8(bytes) {
        // Its first character and the ends of its lines are the format's own: no program is to miss them.
        Ok(text) if is_csv(bytes) => print_copy(text),
        Ok(text) => print(text),
        Err(_) if Stream::Out.is_terminal() => Err(error_with_hint(
            "this format is not for a terminal; nothing was written",
            "name a file with --output",
        )),
        Err(_) => ignore_closed_pipe(Stream::Out.raw(bytes)).context("could not write to standard output"),
    }
}

/// Writes what was drawn to standard output.
pub fn print_ink(ink: &Ink) -> anyhow::Result<()> {
    ignore_closed_pipe(Stream::Out.draw(ink)).context("could not write to standard output")
}

/// A closed pipe ends quietly.
fn ignore_closed_pipe(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Says something to the person, on standard error.
pub fn say(text: &str) {
    let _ = Stream::Err.write(&format!("{}\n", told(text)));
}

/// The endings that stand for a format, by what a command can write.
type Endings<F> = [(&'static str, F)];

/// What an answer file's name ends in.
pub const ANSWERS: &Endings<()> = &[("toml", ())];

/// The format that a name's ending and `--format` ask for together; none where neither says anything.
///
/// # Errors
/// An ending for which there is no format, and one that contradicts `--format`: a file that is not what it is called opens in the
/// wrong program, or in none.
fn resolve_format<F: Copy + PartialEq>(
    given: Option<(F, &str)>,
    output: Option<&Path>,
    endings: &Endings<F>,
) -> anyhow::Result<Option<F>> {
    // A hidden file's whole name is no ending for the standard library; called `.pdf`, it promises one all the same.
    let name = output
        .and_then(Path::file_name)
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ending = match name.rsplit_once('.') {
        Some((_, ending)) if !ending.is_empty() => ending.to_lowercase(),
        _ => return Ok(given.map(|g| g.0)),
    };
    let mut all: Vec<String> = endings.iter().map(|(e, _)| format!(".{e}")).collect();
    all.dedup();
    let all = all.join(", ");
    let promises: Vec<F> = endings.iter().filter(|(e, _)| *e == ending).map(|(_, f)| *f).collect();
    let Some(format) = promises.first() else {
        return Err(error_with_hint(
            format!("`{name}`: nothing that this command writes ends in `.{ending}`; nothing was written"),
            format!("there is: {all}; or a name without an ending"),
        ));
    };
    match given {
        Some((wanted, _)) if promises.contains(&wanted) => Ok(Some(wanted)),
        Some((_, word)) => Err(error_with_hint(
            format!("`{name}` is not what `--format {word}` writes; nothing was written"),
            format!("leave --format out (the ending says it: {all}), or mend the ending"),
        )),
        None => Ok(Some(*format)),
    }
}

/// Refuses a name that does not end as an answer file's does.
///
/// # Errors
/// Says which ending it has, and which it ought to have.
pub fn require_answer_ending(output: Option<&Path>) -> anyhow::Result<()> {
    resolve_format(None, output, ANSWERS).map(|_| ())
}

/// The format that is asked for: named, or by the ending of the file, or the command's own. An ending of two formats is that of the
/// named one where it is one of them.
///
/// # Errors
/// An ending for which there is no format, or that contradicts the one that is named.
pub fn format_of(
    given: Option<&'static Format>,
    output: Option<&Path>,
    otherwise: &'static Format,
    offered: fn(&Format) -> bool,
) -> anyhow::Result<&'static Format> {
    let of = |f: &'static Format| f.endings.iter().map(move |e| (*e, f));
    let formats = render::ALL.into_iter().filter(|f| offered(f));
    let endings: Vec<_> = formats.flat_map(of).collect();
    Ok(resolve_format(given.map(|f| (f, f.name)), output, &endings)?.unwrap_or(otherwise))
}

/// The format that a form is asked for in: named, or by the ending of the file, or the given one.
///
/// # Errors
/// As [`format_of`].
pub fn form_format(
    given: Option<&'static FormFormat>,
    output: Option<&Path>,
    otherwise: &'static FormFormat,
) -> anyhow::Result<&'static FormFormat> {
    let of = |f: &'static FormFormat| f.endings.iter().map(move |e| (*e, f));
    let endings: Vec<_> = form::ALL.into_iter().flat_map(of).collect();
    Ok(resolve_format(given.map(|f| (f, f.name)), output, &endings)?.unwrap_or(otherwise))
}

/// The format that a report is asked for in; Markdown where nothing says another.
///
/// # Errors
/// As [`format_of`].
pub fn report_format(target: &ReportTarget) -> anyhow::Result<&'static Format> {
    let path = target.output.as_deref();
    format_of(target.format, path, &render::markdown::FORMAT, |_| true)
}

/// The format of exported rows: named, or by the ending of the file, or CSV.
///
/// # Errors
/// As [`format_of`].
pub fn export_format(given: Option<(ExportFormat, &str)>, output: Option<&Path>) -> anyhow::Result<ExportFormat> {
    let endings = [
        ("csv", ExportFormat::Csv),
        ("jsonl", ExportFormat::JsonLines),
        ("ndjson", ExportFormat::JsonLines),
    ];
    Ok(resolve_format(given, output, &endings)?.unwrap_or(ExportFormat::Csv))
}

/// The format that a comparison is asked for in; text where nothing says another.
///
/// # Errors
/// As [`format_of`].
pub fn compare_format(written: &ComparisonTarget) -> anyhow::Result<&'static Format> {
    let path = written.output.as_deref();
    format_of(written.format, path, &render::text::FORMAT, |f| !f.is_for_reports())
}

/// Writes a comparison where it is asked for; `inputs` are files that were read, and are never written over.
///
/// # Errors
/// As [`write_report`].
pub fn write_comparison(
    bytes: &[u8],
    target: &ComparisonTarget,
    inputs: &[&Path],
    style: &OutputStyle,
) -> anyhow::Result<()> {
    let Some(path) = target.output.as_deref().filter(|p| !is_stdout(p)) else {
        return print_rendered(bytes);
    };
    refuse_overwrite(path, inputs)?;
    write_report(path, bytes, target.force)?;
    if !style.quiet {
        say(&format!("Written: {}", path.display()));
    }
    Ok(())
}

/// Whether a path is another name of standard output: what goes there is printed, whatever stands behind it.
pub fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
        || cfg!(unix)
            && ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]
                .iter()
                .any(|name| path == Path::new(name))
}
