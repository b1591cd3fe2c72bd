//! Writing a file whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use assure::format::digest;
use tempfile::NamedTempFile;

use super::regular_file::is_read_only;
use crate::cli::failure::error_with_hint;

/// A link's target: the link stays a link when its file is replaced.
pub fn real_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

const ENDING: &str = ".tmp";
/// Characters that tempfile chooses by chance.
const RANDOM: usize = 6;

/// How the temporary files of one file begin: no other file's begin so, and a long name leaves room.
fn beginning(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".assure-{}-", digest::short(name.as_bytes(), 12))
}

/// The temporary file for a file, beside it, for its owner only.
pub fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(&beginning(path))
        .suffix(ENDING)
        .rand_bytes(RANDOM)
        .tempfile_in(folder_of(path))
}

/// Takes away the temporary files that killed saves of a file have left: they hold answers. Only for who holds its lock.
pub fn remove_leftovers(path: &Path) {
    let beginning = beginning(path);
    let Ok(entries) = fs::read_dir(folder_of(path)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_one = name
            .to_str()
            .and_then(|n| n.strip_prefix(&beginning)?.strip_suffix(ENDING))
            .is_some_and(|r| r.len() == RANDOM && r.bytes().all(|b| b.is_ascii_alphanumeric()));
        // Of the entry itself: a link is not followed.
        if is_one && entry.file_type().is_ok_and(|t| t.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes a file whole or not at all: a temporary file beside it, synced, renamed over it, the folder synced.
///
/// A new file is for its owner only; an existing one keeps its permissions.
///
/// # Errors
/// Whatever the disk says; the file that was there is then as it was.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole(path, bytes).map(|_| ())
}

/// As [`write_atomically`]. Gives the error of the folder's sync, which is no failure: the file is there, and only a power
/// cut in the next moments could take it back.
///
/// # Errors
/// As [`write_atomically`].
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<Option<io::Error>> {
    let mut replacement = Replacement::begin(path)?;
    replacement.write(bytes)?;
    replacement.finish()
}

/// A file that is being written, beside the one that it will replace once it is whole. Dropped before that, it leaves nothing.
pub struct Replacement {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl Replacement {
    /// Begins a file.
    ///
    /// # Errors
    /// The one that is there is marked read-only, or the folder takes none.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let path = real_path(path);
        // Renaming would replace it: the folder decides on that, not the file.
        if is_read_only(&path) {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "the file is marked read-only",
            ));
        }
        Ok(Self {
            temporary: temporary(&path)?,
            path,
        })
    }

    /// Adds to it.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.temporary.write_all(bytes)
    }

    /// Puts it in its place. Gives the error of the folder's sync, which is no failure.
    ///
    /// # Errors
    /// Whatever the disk says; the file that was there is then as it was.
    pub fn finish(self) -> io::Result<Option<io::Error>> {
        let Self { temporary, path } = self;
        if let Ok(meta) = fs::metadata(&path) {
            // Some drives know no permissions and refuse. The temporary file is for its owner only: nothing is opened by that.
            let _ = temporary.as_file().set_permissions(meta.permissions());
        }
        temporary.as_file().sync_all()?;
        // Closed before it is renamed: Windows does not replace a file while one of the two is open.
        let temporary = temporary.into_temp_path();
        rename_patiently(&temporary, &path)?;
        // It is the answer file now: nothing is left to remove.
        let _ = temporary.keep();
        Ok(sync_folder(folder_of(&path)).err())
    }
}

/// Writes a file that is not there yet, whole or not at all, for its owner only. Never over another, not even one that appears meanwhile.
///
/// # Errors
/// There is a file, there is no folder, or the disk does not take it.
pub fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(error_with_hint(
            format!("there is no folder `{}`", folder.display()),
            "make the folder first, or name another file with --output",
        ));
    }
    let write = || -> io::Result<()> {
        let mut temporary = temporary(path)?;
        temporary.write_all(bytes)?;
        temporary.as_file().sync_all()?;
        temporary.persist_noclobber(path).map_err(|e| e.error)?;
        let _ = sync_folder(folder);
        Ok(())
    };
    write().map_err(|e| {
        if e.kind() == io::ErrorKind::AlreadyExists {
            error_with_hint(
                format!("`{}` is there already; nothing was written", path.display()),
                "name another file with --output",
            )
        } else {
            anyhow::Error::new(e).context(format!("could not write `{}`", path.display()))
        }
    })
}

/// On Windows a virus scanner or a sync client may hold the file for a moment.
fn rename_patiently(from: &Path, to: &Path) -> io::Result<()> {
    let mut wait = std::time::Duration::from_millis(10);
    loop {
        match fs::rename(from, to) {
            Err(e) if cfg!(windows) && matches!(e.raw_os_error(), Some(5 | 32 | 33)) && wait.as_millis() < 700 => {
                std::thread::sleep(wait);
                wait *= 2;
            }
            other => return other,
        }
    }
}

/// A rename is only safe from a power cut once its folder is on disk. Windows has no such call and needs none.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_marked_read_only_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        let before = permissions.clone();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(write_atomically(&path, b"new").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        fs::set_permissions(&path, before).unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }
}
