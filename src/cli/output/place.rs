//! Whether a place may be written to, asked in one place only, for every command; and how it is written to.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use anyhow::Context as _;
use assure::export::begins_with_row;
use assure::render::seal::is_unedited;

use super::ignore_closed_pipe;
use crate::cli::args::Overwrite;
use crate::cli::failure::error_with_hint;
use crate::cli::load::LARGEST;
use crate::cli::store::Replacement;

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
        // Rows of an export are the program's: they come from answers, and hold none.
        if begins_with_row(text) {
            return None;
        }
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
/// As [`Destination::open`], or a disk that does not take it.
pub fn write_report(path: &Path, bytes: &[u8], overwrite: Overwrite) -> anyhow::Result<()> {
    let mut place = Destination::open(path, bytes, overwrite)?;
    let written = place.write(bytes).and_then(|()| place.finish());
    ignore_closed_pipe(written).with_context(|| could_not(path))
}

/// The plain file at a path that may only be written over when that is asked for. Its name is taken for nothing: what is in it decides.
///
/// # Errors
/// It holds answers or questions, or cannot be read.
pub(super) fn standing_file(path: &Path, overwrite: Overwrite) -> anyhow::Result<Option<fs::File>> {
    refuse_overwrite(path, &[])?;
    if overwrite != Overwrite::OwnWork || !path.is_file() {
        return Ok(None);
    }
    let file = fs::File::open(path).with_context(|| format!("could not read `{}`", path.display()))?;
    Ok(Some(file))
}

/// Where something is being written: into a pipe or a device, or to a file that takes its place when it is whole.
pub(super) enum Destination {
    Stream(fs::File),
    File(Replacement),
}

impl Destination {
    /// Opens it. `bytes` are what will stand there, as far as that is known: a file that has just these may be written anew.
    ///
    /// # Errors
    /// A folder, a file that holds answers or questions, one that is not the program's own unedited work (unless forced), or a disk
    /// that does not take it.
    pub(super) fn open(path: &Path, bytes: &[u8], overwrite: Overwrite) -> anyhow::Result<Self> {
        refuse_overwrite(path, &[])?;
        if let PathContents::Stream = inspect(path) {
            let stream = fs::OpenOptions::new().write(true).open(path);
            return Ok(Destination::Stream(stream.with_context(|| could_not(path))?));
        }
        require_folder(path)?;
        require_replaceable(path, bytes, overwrite)?;
        Ok(Destination::File(
            Replacement::begin(path).with_context(|| could_not(path))?,
        ))
    }

    /// Adds to it.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Destination::Stream(stream) => stream.write_all(bytes),
            Destination::File(file) => file.write(bytes),
        }
    }

    /// Puts a file in its place.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Destination::Stream(mut stream) => stream.flush(),
            Destination::File(file) => file.finish().map(|_| ()),
        }
    }
}

/// What is said where a disk does not take something.
pub(super) fn could_not(path: &Path) -> String {
    format!("could not write `{}`", path.display())
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

/// Whether two paths lead to one file.
pub fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
