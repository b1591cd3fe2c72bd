//! Where results go: standard output, or a file that is safe to write.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};

use super::args::{CompareFormat, ReportFormat, Target, Written};
use super::failure::told;
use super::screen::{Ink, Stream};
use super::store::write_atomically;

/// What came of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Done.
    Done,
    /// Done, and the answer is negative.
    Negative,
    /// Interrupted by the person.
    Interrupted,
}

/// Writes to standard output.
pub fn print(text: &str) -> anyhow::Result<()> {
    Stream::Out.write(text).context("could not write to standard output")
}

/// Writes a file's text to standard output: as it is, unless a person looks at it.
pub fn print_copy(text: &str) -> anyhow::Result<()> {
    Stream::Out.copy(text).context("could not write to standard output")
}

/// Writes what was drawn to standard output.
pub fn print_ink(ink: &Ink) -> anyhow::Result<()> {
    Stream::Out.draw(ink).context("could not write to standard output")
}

/// Says something to the person, on standard error.
pub fn say(text: &str) {
    let _ = Stream::Err.write(&format!("{text}\n"));
}

/// The format that a target asks for: named, or by the ending of its file, or Markdown.
pub fn format_of(target: &Target) -> ReportFormat {
    if let Some(format) = target.format {
        return format;
    }
    let ending = target
        .output
        .as_deref()
        .and_then(Path::extension)
        .map(|e| e.to_string_lossy().to_lowercase());
    if ending.as_deref() == Some("json") {
        ReportFormat::Json
    } else {
        ReportFormat::Markdown
    }
}

/// The last line of a Markdown report, by which the program knows its own unedited work.
const SEAL: &str = "<!-- made by assure; unedited as long as this fits: ";

/// A Markdown report with its seal.
pub fn sealed(markdown: &str) -> String {
    format!("{markdown}\n{SEAL}{} -->\n", seal_of(markdown))
}

fn seal_of(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .take(8)
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// Whether a file is a report of this program that nobody has edited since.
fn is_own_work(text: &str) -> bool {
    if let Some(at) = text.rfind(SEAL) {
        let body = text.get(..at).and_then(|b| b.strip_suffix('\n')).unwrap_or("");
        let given = text
            .get(at + SEAL.len()..)
            .and_then(|s| s.split(' ').next())
            .unwrap_or("");
        return seal_of(body) == given;
    }
    // JSON is for programs: one that says it is ours is ours.
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|v| {
        let kind = v.get("kind").and_then(|k| k.as_str());
        matches!(kind, Some("assure-report" | "assure-comparison" | "assure-trend"))
    })
}

/// Whether a report may be written over what stands at a path: nothing, or the program's own unedited work.
pub fn may_replace(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Err(e) => e.kind() == io::ErrorKind::NotFound,
        Ok(_) => fs::read(path).is_ok_and(|bytes| std::str::from_utf8(&bytes).is_ok_and(is_own_work)),
    }
}

/// Writes a report to a file.
///
/// # Errors
/// A folder, a file that is not the program's own unedited work (unless forced), or a disk that does not take it.
pub fn write_report(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    if path.is_dir() {
        return Err(told(format!("`{}` is a folder", path.display()), "name a file in it"));
    }
    if !force && !may_replace(path) {
        return Err(told(
            format!(
                "`{}` is there already, and is not an unedited report of this program",
                path.display()
            ),
            "name another file with --output, or write over it with --force",
        ));
    }
    write_atomically(path, text.as_bytes()).with_context(|| format!("could not write `{}`", path.display()))
}

/// The format that a comparison is asked for in: named, or by the ending of its file, or text.
pub fn compare_format(written: &Written) -> CompareFormat {
    let ending = written
        .output
        .as_deref()
        .and_then(Path::extension)
        .map(|e| e.to_string_lossy().to_lowercase());
    written.format.unwrap_or(match ending.as_deref() {
        Some("json") => CompareFormat::Json,
        Some("md" | "markdown") => CompareFormat::Markdown,
        _ => CompareFormat::Text,
    })
}

/// Writes a comparison where it is asked for; `inputs` are files that were read, and are never written over.
///
/// # Errors
/// As [`write_report`].
pub fn deliver(text: &str, written: &Written, inputs: &[&Path], quiet: bool) -> anyhow::Result<()> {
    let Some(path) = written.output.as_deref().filter(|p| *p != Path::new("-")) else {
        return print(text);
    };
    if inputs.iter().any(|input| same_file(input, path)) {
        return Err(told(
            format!(
                "`{}` was read to be compared: nothing is written over it",
                path.display()
            ),
            "name another file with --output",
        ));
    }
    write_report(path, text, written.force)?;
    if !quiet {
        say(&format!("Written: {}", path.display()));
    }
    Ok(())
}

/// Whether two paths lead to one file.
pub fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
