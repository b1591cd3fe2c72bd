//! Bytes of a file or a pipe to text.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;

use crate::cli::examples;
use crate::cli::failure::{error_with_hint, unreadable};

/// The largest file that is read: far more than a thousand answers.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// What came through a pipe: it comes once, and may be wanted twice, first for what it belongs to and then for its answers.
static PIPED: Mutex<BTreeMap<PathBuf, Vec<u8>>> = Mutex::new(BTreeMap::new());

/// Whether a name stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// A file's name, as it is told and written into rows.
pub fn file_name(path: &Path) -> String {
    if is_stdin(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// A file's text, or what is the matter with it.
///
/// # Errors
/// No such file, a folder, not readable, too large, UTF-16, or not UTF-8 (with line and column).
pub fn read_text(path: &Path) -> anyhow::Result<String> {
    let bytes = read_file(path)?;
    if bytes.len() as u64 > LARGEST {
        return Err(error_with_hint(
            format!("`{}` is larger than 16 MiB", path.display()),
            "this is no checklist and no answer file",
        ));
    }
    decode(bytes, path)
}

/// A file's bytes, at most one more than [`LARGEST`]; what came through a pipe comes again.
///
/// # Errors
/// No such file, a folder, or not readable.
pub fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let piped = is_stdin(path) || fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
    let bytes = if piped {
        let mut kept = PIPED.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.get(path) {
            Some(bytes) => bytes.clone(),
            None => {
                let bytes = read_bytes(path)?;
                kept.insert(path.to_path_buf(), bytes.clone());
                bytes
            }
        }
    } else {
        read_bytes(path)?
    };
    Ok(bytes)
}

fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = file_name(path);
    let mut bytes = Vec::new();
    if is_stdin(path) {
        std::io::stdin()
            .lock()
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .context("could not read standard input")?;
        return Ok(bytes);
    }
    let meta = fs::metadata(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            unreadable(format!("there is no file `{name}`"), "check the name and the folder")
        }
        _ => anyhow::Error::new(e).context(format!("could not read `{name}`")),
    })?;
    if meta.is_dir() {
        return Err(unreadable(
            format!("`{name}` is a folder"),
            examples::instead_of_folder(path),
        ));
    }
    let file = fs::File::open(path).with_context(|| format!("could not read `{name}`"))?;
    // One byte more than it has, so that a single read sees its end.
    let expected = meta.len().min(LARGEST).saturating_add(1);
    bytes.reserve(usize::try_from(expected).unwrap_or(0));
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("could not read `{name}`"))?;
    Ok(bytes)
}

/// Bytes as text.
///
/// # Errors
/// UTF-16, or not UTF-8 (with line and column).
pub fn decode(bytes: Vec<u8>, path: &Path) -> anyhow::Result<String> {
    let name = file_name(path);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(error_with_hint(
            format!("`{name}` is UTF-16, not UTF-8; it was left untouched"),
            "save it as UTF-8 (in Notepad: Save as, Encoding UTF-8; in old PowerShell: Out-File -Encoding utf8)",
        ));
    }
    String::from_utf8(bytes).map_err(|e| {
        let good = e.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(e.as_bytes().get(..good).unwrap_or_default()).into_owned();
        let (line, column) = assure::diagnostic::line_column(&before, before.len());
        error_with_hint(
            format!("{name}:{line}:{column}: not UTF-8 text from here on; the file was left untouched"),
            "save it as UTF-8 and try again",
        )
    })
}
