//! Where the report goes: beside the answers, and never over one that somebody edited.

use std::path::{Path, PathBuf};

use assure::render::Format;

use crate::cli::output::may_replace;

/// The report's place beside the answer file.
pub fn beside(path: &Path, format: &Format) -> PathBuf {
    path.with_extension(format.endings.first().unwrap_or(&format.name))
}

/// The report's place beside the answer file, or the next free one where somebody edited the report that is there.
pub fn free_path(path: &Path, format: &Format) -> PathBuf {
    let first = beside(path, format);
    if may_replace(&first) {
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
        .find(|p| may_replace(p))
        .unwrap_or(first)
}
