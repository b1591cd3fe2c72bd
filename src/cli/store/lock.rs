//! The lock on an answer file: one hand writes at a time.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::regular_file::{NotRegularFile, open_own_file, read_only};
use super::write::{folder_of, real_path, remove_leftovers};
use crate::cli::failure::error_with_hint;

/// A lock on an answer file. It dies with the process, whatever becomes of it.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
    lock_path: PathBuf,
    holder_path: PathBuf,
    /// What to tell the person where the drive has no locks.
    pub warning: Option<String>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held. Who waits for it looks whether it is still there, see `lock_file`.
        if self.file.is_some() {
            let _ = fs::remove_file(&self.holder_path);
            let _ = fs::remove_file(&self.lock_path);
        }
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    path.with_file_name(format!(".{name}{suffix}"))
}

/// Who runs this program, for the person who is told to wait.
fn this_holder() -> String {
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| std::env::var(n).ok().filter(|v| !v.is_empty()))
    };
    let user = first(&["USER", "USERNAME", "LOGNAME"]).unwrap_or_else(|| "somebody".to_owned());
    let host = first(&["HOSTNAME", "COMPUTERNAME"]).map_or_else(String::new, |h| format!(" on {h}"));
    format!("{user}{host}, process {}", std::process::id())
}

/// Says who holds the lock. Beside the lock, not in it: on Windows nobody can read a locked file.
fn write_holder(holder: &Path) {
    // What stands there under this name is taken away and never written into: it may be a link to something else.
    let _ = fs::remove_file(holder);
    if let Ok(mut file) = File::options().write(true).create_new(true).open(holder) {
        let _ = file.write_all(this_holder().as_bytes());
    }
}

fn read_holder(holder: &Path) -> Option<String> {
    let mut who = String::new();
    open_own_file(File::options().read(true), holder)
        .ok()?
        .take(1000)
        .read_to_string(&mut who)
        .ok()?;
    Some(who.trim().to_owned()).filter(|w| !w.is_empty())
}

/// Locks an answer file for writing, and takes away what a killed save of it has left.
///
/// # Errors
/// Somebody else holds it (says who), the folder cannot be written, or the file itself must not be.
pub fn lock(path: &Path) -> anyhow::Result<Lock> {
    lock_by(path, lock_file)
}

/// The same with the drive's own part given: what it opens and locks, none if somebody else holds it.
fn lock_by(path: &Path, lock_file: impl FnOnce(&Path) -> io::Result<Option<File>>) -> anyhow::Result<Lock> {
    let path = real_path(path);
    let folder = folder_of(&path);
    if !folder.is_dir() {
        return Err(error_with_hint(
            format!("there is no folder `{}`", folder.display()),
            "make the folder first, or name another file with --file",
        ));
    }
    // Said before anything is asked, not when the first answer is to be kept.
    if let Some(error) = read_only(&path) {
        return Err(error);
    }
    let (lock_path, holder_path) = (beside(&path, ".lock"), beside(&path, ".lock.txt"));
    match lock_file(&lock_path) {
        Ok(Some(file)) => {
            write_holder(&holder_path);
            remove_leftovers(&path);
            Ok(Lock {
                file: Some(file),
                lock_path,
                holder_path,
                warning: None,
            })
        }
        Ok(None) => Err(error_with_hint(
            format!(
                "`{}` is being answered by {}",
                path.display(),
                assure::diagnostic::clean(&read_holder(&holder_path).unwrap_or_else(|| "another assure".to_owned()))
            ),
            "wait until they have paused or finished; two people can answer two files and compare them",
        )),
        Err(e) if has_no_locks(&e) => Ok(Lock {
            file: None,
            lock_path,
            holder_path,
            warning: Some(format!(
                "this drive does not lock files ({e}): make sure that nobody else answers `{}` now",
                path.display()
            )),
        }),
        Err(e) if NotRegularFile::is(&e) => Err(error_with_hint(
            format!("`{}` is {e}, not a lock of this program", lock_path.display()),
            "look who put it there and remove it; nothing was written",
        )),
        Err(e) => Err(error_with_hint(
            format!("cannot write in `{}`: {e}", folder.display()),
            "name a file in a folder of your own with --file",
        )),
    }
}

/// Whether an error means that there are no locks here, as on some network drives.
fn has_no_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    if let Some(error) = rustix::io::Errno::from_io_error(error) {
        use rustix::io::Errno;
        return [Errno::NOLCK, Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOSYS].contains(&error);
    }
    error.kind() == io::ErrorKind::Unsupported
}

/// Opens and locks; none if somebody else holds it.
#[cfg(not(windows))]
fn lock_file(at: &Path) -> io::Result<Option<File>> {
    use std::fs::TryLockError;
    loop {
        let file = open_own_file(File::options().create(true).truncate(false).write(true), at)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(e)) => {
                if has_no_locks(&e) {
                    let _ = fs::remove_file(at);
                }
                return Err(e);
            }
        }
        // The holder before us may have removed it between our opening and our locking: then ours is a lock on nothing.
        if is_the_file_at(&file, at) {
            return Ok(Some(file));
        }
    }
}

#[cfg(unix)]
fn is_the_file_at(file: &File, at: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    matches!((file.metadata(), fs::symlink_metadata(at)), (Ok(a), Ok(b)) if (a.dev(), a.ino()) == (b.dev(), b.ino()))
}

#[cfg(not(any(unix, windows)))]
fn is_the_file_at(_file: &File, _at: &Path) -> bool {
    true
}

/// Windows' own way: opened for nobody else, and gone with its last handle.
#[cfg(windows)]
fn lock_file(at: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    if fs::symlink_metadata(at).is_ok_and(|m| !m.is_file()) {
        return Err(NotRegularFile::error(at));
    }
    let opened = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .share_mode(0)
        .custom_flags(FILE_FLAG_DELETE_ON_CLOSE | FILE_FLAG_OPEN_REPARSE_POINT)
        .open(at);
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(e) if e.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(None),
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(unix)]
    use crate::cli::failure::hint;

    #[cfg(unix)]
    #[test]
    fn a_drive_without_locks_is_told_from_one_that_cannot_be_written() {
        use rustix::io::Errno;
        for error in [Errno::NOLCK, Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOSYS] {
            assert!(has_no_locks(&error.into()), "{error}");
        }
        for error in [Errno::ACCESS, Errno::ROFS, Errno::NOSPC, Errno::LOOP] {
            assert!(!has_no_locks(&error.into()), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_drive_without_locks_is_used_with_a_warning_and_one_that_is_full_is_not() {
        use rustix::io::Errno;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        let files = || fs::read_dir(folder.path()).unwrap().count();
        let without = lock_by(&path, |_| Err(Errno::NOLCK.into())).unwrap();
        let warning = without.warning.clone().unwrap();
        assert!(
            warning.contains("does not lock files") && warning.contains("nobody else answers"),
            "{warning}"
        );
        // Another's lock on the same file stands when this one goes.
        let held = lock(&path).unwrap();
        drop(without);
        assert_eq!(files(), 2, "the lock and who holds it");
        drop(held);
        for error in [Errno::NOSPC, Errno::ACCESS, Errno::ROFS] {
            let refused = lock_by(&path, |_| Err(error.into())).unwrap_err();
            assert!(refused.to_string().contains("cannot write in"), "{refused}");
            assert!(
                hint(refused.as_ref()).is_some_and(|h| h.contains("--file")),
                "{refused:?}"
            );
            assert_eq!(files(), 0);
        }
    }

    #[test]
    fn a_holder_that_left_no_name_is_another_assure() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        let held = lock(&path).unwrap();
        fs::remove_file(folder.path().join(".x.toml.lock.txt")).unwrap();
        let refused = lock(&path).unwrap_err().to_string();
        assert!(refused.contains("is being answered by another assure"), "{refused}");
        drop(held);
    }

    #[test]
    fn only_one_holds_it_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        let held = lock(&path).unwrap();
        let refused = lock(&path).unwrap_err().to_string();
        assert!(refused.contains(&std::process::id().to_string()), "{refused}");
        drop(held);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        drop(lock(&path).unwrap());
    }

    #[test]
    fn what_a_killed_save_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        let killed = super::super::write::temporary(&path)
            .unwrap()
            .into_temp_path()
            .keep()
            .unwrap();
        let other = super::super::write::temporary(&folder.path().join("y.toml"))
            .unwrap()
            .into_temp_path()
            .keep()
            .unwrap();
        let own = folder.path().join(".assure-notes.tmp");
        fs::write(&own, "mine").unwrap();
        drop(lock(&path).unwrap());
        assert!(!killed.exists());
        assert!(other.exists() && own.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_planted_link_is_neither_followed_nor_written() {
        let folder = tempfile::tempdir().unwrap();
        let (path, target) = (folder.path().join("x.toml"), folder.path().join("target"));
        fs::write(&target, "precious").unwrap();
        std::os::unix::fs::symlink(&target, folder.path().join(".x.toml.lock.txt")).unwrap();
        drop(lock(&path).unwrap());
        assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
        std::os::unix::fs::symlink(&target, folder.path().join(".x.toml.lock")).unwrap();
        assert!(lock(&path).unwrap_err().to_string().contains("a link"));
        assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_is_no_lock_and_nobody_waits_for_it() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        for name in [".x.toml.lock.txt", ".x.toml.lock"] {
            mknodat(
                CWD,
                folder.path().join(name),
                FileType::Fifo,
                Mode::RUSR | Mode::WUSR,
                0,
            )
            .unwrap();
        }
        assert!(lock(&path).unwrap_err().to_string().contains("not a lock"));
        fs::remove_file(folder.path().join(".x.toml.lock")).unwrap();
        drop(lock(&path).unwrap());
    }
}
