//! Where results go: standard output, or a file that is safe to write.
//!
//! A file a little longer than most: whether a place may be written to is asked in one place only, for every command.

mod growing;

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use anyhow::Context as _;

use assure::export::ExportFormat;
use assure::render::csv::is_csv;
use assure::render::form::{self, FormFormat};
use assure::render::seal::is_unedited;
use assure::render::{self, Format};

use super::args::{ComparisonTarget, Overwrite, ReportTarget};
use super::failure::error_with_hint;
use super::load::LARGEST;
use super::screen::{Ink, Stream};
use super::shell::runnable;
use super::store::write_atomically;
use super::style::OutputStyle;
pub use growing::{Growing, JsonArray};

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
    let _ = Stream::Err.write(&format!("{}\n", runnable(text)));
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

/// What a file of ours holds that only a person can give: answers, or questions.
fn work_of_a_person(bytes: &[u8]) -> Option<&'static str> {
    // Saved as UTF-16 by an editor, it is still somebody's work: without its zero bytes it reads well enough to be known.
    let plain: Vec<u8> = bytes.iter().copied().filter(|b| *b != 0).collect();
    let text = String::from_utf8_lossy(&plain);
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    let by_keys = |has: &dyn Fn(&str) -> bool| {
        if ["section", "extend", "withdrawn"].iter().any(|k| has(k)) {
            Some("questions")
        } else {
            ["answer", "archived", "checklist", "context", "assessor"]
                .iter()
                .any(|k| has(k))
                .then_some("answers")
        }
    };
    if text.starts_with('{') {
        return match serde_json::from_str::<serde_json::Value>(text) {
            // What this program makes says what it is.
            Ok(value) if value.get("kind").is_some() => None,
            Ok(value) => by_keys(&|key| value.get(key).is_some()),
            Err(_) => by_keys(&|key| text.contains(&format!("\"{key}\""))),
        };
    }
    match assure::format::source::parse_toml(text) {
        Ok(table) => by_keys(&|key| table.get(key).is_some()),
        // A slip in it makes it no less somebody's: known by the lines that open its blocks.
        Err(_) => by_keys(&|key| {
            text.lines().map(str::trim_start).any(|line| {
                let name = line.trim_start_matches('[');
                name.strip_prefix(key).is_some_and(|rest| {
                    let rest = rest.trim_start();
                    if name.len() < line.len() {
                        rest.starts_with(['.', ']'])
                    } else {
                        // A bare `answer = …` could be anybody's line.
                        key == "checklist" && rest.starts_with('=')
                    }
                })
            })
        }),
    }
}

/// What stands at a path.
enum PathContents {
    /// Nothing, or a link that leads nowhere.
    Nothing,
    Folder,
    /// A plain file, as much of it as is ever looked at.
    File(Vec<u8>),
    /// A device that characters go into, or a pipe: written into, and never replaced.
    Stream,
    /// A disk, a socket, or something that cannot be looked into.
    Other(String),
}

/// Looks at what stands at a path. Nothing but a plain file is opened: a device has no end, and a pipe waits for a writer.
fn inspect(path: &Path) -> PathContents {
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return PathContents::Nothing,
        Err(e) => return PathContents::Other(e.to_string()),
    };
    if meta.is_dir() {
        return PathContents::Folder;
    }
    if meta.is_file() {
        let mut bytes = Vec::new();
        return match fs::File::open(path).and_then(|f| f.take(LARGEST + 1).read_to_end(&mut bytes)) {
            Ok(_) => PathContents::File(bytes),
            Err(e) => PathContents::Other(e.to_string()),
        };
    }
    if is_stream(&meta) {
        PathContents::Stream
    } else {
        PathContents::Other("it is neither a file nor a pipe".to_owned())
    }
}

#[cfg(unix)]
fn is_stream(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    meta.file_type().is_char_device() || meta.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_stream(_: &fs::Metadata) -> bool {
    true
}

/// Whether a path is another name of standard output: what goes there is printed, whatever stands behind it.
pub fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
        || cfg!(unix)
            && ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]
                .iter()
                .any(|name| path == Path::new(name))
}

/// Whether a report may be written to a path unasked: there is nothing, or the program's own unedited work, or just this report.
pub fn may_replace(path: &Path, report: &[u8]) -> bool {
    match inspect(path) {
        PathContents::Nothing => fs::symlink_metadata(path).is_err(),
        PathContents::File(bytes) => bytes == report || is_unedited(&bytes),
        _ => false,
    }
}

/// Refuses a place that nothing may be written to, forced or not: one that holds answers or questions, or what was just read.
///
/// # Errors
/// Says what it holds, and how to mend it.
pub fn refuse_overwrite(path: &Path, inputs: &[&Path]) -> anyhow::Result<()> {
    let contents = inspect(path);
    if let PathContents::File(bytes) = &contents
        && let Some(what) = work_of_a_person(bytes)
    {
        return Err(error_with_hint(
            format!(
                "`{}` holds {what}: nothing is written over it; nothing was written",
                path.display()
            ),
            "name another file with --output",
        ));
    }
    // By name, and by what is in it: a hard link has another name.
    let read = |input: &&&Path| {
        same_file(input, path)
            || matches!((&contents, inspect(input)), (PathContents::File(a), PathContents::File(b)) if !a.is_empty() && *a == b)
    };
    if !matches!(contents, PathContents::Stream) && inputs.iter().filter(|i| **i != Path::new("-")).any(|i| read(&i)) {
        return Err(error_with_hint(
            format!(
                "`{}` is a file that was read: nothing is written over it; nothing was written",
                path.display()
            ),
            "name another file with --output",
        ));
    }
    Ok(())
}

/// Writes a report to a file, or into a pipe or a device.
///
/// # Errors
/// A folder, a file that holds answers or questions, one that is not the program's own unedited work (unless forced), or a disk
/// that does not take it.
pub fn write_report(path: &Path, bytes: &[u8], overwrite: Overwrite) -> anyhow::Result<()> {
    refuse_overwrite(path, &[])?;
    let could_not = || format!("could not write `{}`", path.display());
    if let PathContents::Stream = inspect(path) {
        let write = || -> io::Result<()> {
            let mut stream = fs::OpenOptions::new().write(true).open(path)?;
            stream.write_all(bytes)?;
            stream.flush()
        };
        return ignore_closed_pipe(write()).with_context(could_not);
    }
    require_folder(path)?;
    require_replaceable(path, bytes, overwrite)?;
    write_atomically(path, bytes).with_context(could_not)
}

/// Refuses a file in a folder that is not there.
fn require_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    match folder.filter(|f| !f.is_dir()) {
        Some(folder) => Err(error_with_hint(
            format!("there is no folder `{}`", folder.display()),
            "make the folder first, or name a file in one that is there with --output",
        )),
        None => Ok(()),
    }
}

/// Refuses a place where no file can be put: a folder, something that cannot be looked into, and a file that is not the program's own
/// unedited work (unless forced).
///
/// # Errors
/// Says what stands there, and how to mend it.
pub fn require_replaceable(path: &Path, bytes: &[u8], overwrite: Overwrite) -> anyhow::Result<()> {
    match inspect(path) {
        PathContents::Folder => {
            return Err(error_with_hint(
                format!("`{}` is a folder", path.display()),
                "name a file in it",
            ));
        }
        PathContents::Other(why) => {
            return Err(error_with_hint(
                format!(
                    "`{}` cannot be looked into ({why}), and is left as it is",
                    path.display()
                ),
                "name another file with --output",
            ));
        }
        PathContents::Nothing | PathContents::File(_) | PathContents::Stream => {}
    }
    if overwrite == Overwrite::OwnWork && !may_replace(path, bytes) {
        return Err(error_with_hint(
            format!(
                "`{}` is there already, and is not an unedited report of this program",
                path.display()
            ),
            "name another file with --output, or write over it with --force",
        ));
    }
    Ok(())
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

/// Whether two paths lead to one file.
pub fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
