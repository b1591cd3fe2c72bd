//! What could not be saved: a copy elsewhere, and what is said of it.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Answers that are not in their file.
#[derive(Debug, Clone, Default)]
pub struct Unsaved {
    /// The whole answer file as it should stand, usable from any folder.
    pub text: String,
    /// Where a copy of it is; none where no copy could be made either.
    pub copy: Option<PathBuf>,
}

/// A copy in the folder for temporary files, under a name nobody can have prepared, for its owner only. The copy of an
/// earlier try is replaced: one person's trying again leaves one copy.
pub fn save_copy(text: &str, before: Option<&Path>) -> Option<PathBuf> {
    save_copy_in(&std::env::temp_dir(), text, before).ok()
}

fn save_copy_in(folder: &Path, text: &str, before: Option<&Path>) -> io::Result<PathBuf> {
    let mut file = tempfile::Builder::new()
        .prefix("assure-recovered-")
        .suffix(".toml")
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    // Not over the earlier one: should that fail, both are better than none.
    let (_, path) = file.keep().map_err(|e| e.error)?;
    if let Some(before) = before {
        let _ = std::fs::remove_file(before);
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trying_again_leaves_one_copy() {
        let folder = tempfile::tempdir().unwrap();
        let first = save_copy_in(folder.path(), "one", None).unwrap();
        let second = save_copy_in(folder.path(), "two", Some(&first)).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(std::fs::read_to_string(second).unwrap(), "two");
    }
}
