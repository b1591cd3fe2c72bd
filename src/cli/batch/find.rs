//! Which files the names on a command line lead to.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::cli::failure::unreadable;

/// How a file came into the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It was named: it has to be what the command wants.
    Named,
    /// It lies in a folder that was named: it may be something else.
    InFolder,
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundFile {
    pub path: PathBuf,
    pub origin: Origin,
}

/// What the names lead to.
#[derive(Default)]
pub struct Found {
    /// Each path once, in the order of the paths.
    pub files: Vec<FoundFile>,
    /// Folders that cannot be looked into.
    pub failures: Vec<anyhow::Error>,
}

/// The files that are named, and the `.toml` files in the folders that are named, however deep. What is hidden in a folder is left alone: it
/// is some other program's.
pub fn find(names: &[PathBuf]) -> Found {
    let mut found = Found::default();
    if let [name] = names {
        look(name, &mut found.failures, |file| found.files.push(file));
    } else {
        // With where it really is, so that a file is there once under whatever names its folders were given.
        let mut places: Vec<(PathBuf, FoundFile)> = Vec::new();
        for name in names {
            let real = fs::canonicalize(name).unwrap_or_else(|_| name.clone());
            look(name, &mut found.failures, |file| {
                let below = file.path.strip_prefix(name).unwrap_or(Path::new(""));
                places.push((real.join(below), file));
            });
        }
        // A file that is named and lies in a named folder too is a named one, which stands first.
        places.sort_by(|(a, x), (b, y)| (a, x.origin, &x.path).cmp(&(b, y.origin, &y.path)));
        places.dedup_by(|(a, _), (b, _)| a == b);
        found.files = places.into_iter().map(|(_, file)| file).collect();
    }
    found.files.sort();
    found
}

/// The file of this name, or those in the folder of this name.
fn look(name: &Path, failures: &mut Vec<anyhow::Error>, mut push: impl FnMut(FoundFile)) {
    if name.is_dir() {
        in_folder(name, failures, push);
    } else {
        push(FoundFile {
            path: name.to_path_buf(),
            origin: Origin::Named,
        });
    }
}

fn in_folder(folder: &Path, failures: &mut Vec<anyhow::Error>, mut push: impl FnMut(FoundFile)) {
    let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder)
        .follow_links(true)
        .into_iter()
        .filter_entry(visible)
    {
        match entry {
            Ok(entry) => {
                let is_toml = entry.path().extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
                if is_toml && entry.file_type().is_file() {
                    push(FoundFile {
                        path: entry.into_path(),
                        origin: Origin::InFolder,
                    });
                }
            }
            Err(error) => {
                let at = error.path().unwrap_or(folder).display().to_string();
                failures.push(match (error.loop_ancestor(), error.io_error()) {
                    (Some(above), _) => unreadable(
                        format!("`{at}` is a link back to `{}`", above.display()),
                        "take the link away, or name the folders one by one",
                    ),
                    (None, Some(why)) => unreadable(
                        format!("`{at}` cannot be looked into: {why}"),
                        "mend its permissions, or name other folders",
                    ),
                    (None, None) => unreadable(format!("`{at}` cannot be looked into"), "name other folders"),
                });
            }
        }
    }
}
