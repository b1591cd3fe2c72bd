//! Where the report goes: beside the answers, and never over one that somebody edited.

use std::path::{Path, PathBuf};

use assure::render::{self, Format};

use crate::cli::output::may_replace;

/// The report's place beside the answer file.
pub fn beside(path: &Path, format: &Format) -> PathBuf {
    let ending = format.endings.first().unwrap_or(&format.name);
    let place = path.with_extension(ending);
    // An ending of two formats stands for the first of them: the other's files say in their names what they are.
    let other = render::by_ending(ending).is_some_and(|first| first != format);
    let part = format.name.strip_prefix(ending).filter(|_| other);
    match (part, path.file_stem()) {
        (Some(part), Some(stem)) => path.with_file_name(format!("{}{part}.{ending}", stem.to_string_lossy())),
        _ => place,
    }
}

/// The report's place beside the answer file, or the next free one where what is there may be somebody's.
pub fn free_path(path: &Path, format: &Format, report: &[u8]) -> PathBuf {
    let first = beside(path, format);
    if may_replace(&first, report) {
        return first;
    }
    let stem = first
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ending = first
        .extension()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    (2..1000)
        .map(|n| first.with_file_name(format!("{stem}-{n}.{ending}")))
        .find(|p| may_replace(p, report))
        .unwrap_or(first)
}
