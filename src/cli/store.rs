//! Keeping the answer file: locked against a second writer, written whole or not at all, never over somebody else's change.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use assure::assessment::file::AnswerFile;
use assure::assessment::{Assessment, merge};
use assure::checklist::Checklist;
use assure::interview::{Keeper, Kept};

use super::failure::told;
use super::prompt::signals::undisturbed;

/// A lock on an answer file. It dies with the process, whatever becomes of it.
#[derive(Debug)]
pub struct Lock {
    file: Option<File>,
    at: PathBuf,
    holder: PathBuf,
    /// What to tell the person where the drive has no locks.
    pub warning: Option<String>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.file.is_some() {
            tidy(&self.at, &self.holder);
        }
    }
}

/// Removes a lock that is still held. Who waits for it looks whether it is still there, see `lock_file`.
fn tidy(at: &Path, holder: &Path) {
    let _ = fs::remove_file(holder);
    let _ = fs::remove_file(at);
}

impl Lock {
    /// What tidies up where the process ends without dropping anything, as at Ctrl-C.
    pub fn tidier(&self) -> impl Fn() + Send + 'static {
        let (at, holder, held) = (self.at.clone(), self.holder.clone(), self.file.is_some());
        move || {
            if held {
                tidy(&at, &holder);
            }
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
fn whoami() -> String {
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| std::env::var(n).ok().filter(|v| !v.is_empty()))
    };
    let user = first(&["USER", "USERNAME", "LOGNAME"]).unwrap_or_else(|| "somebody".to_owned());
    let host = first(&["HOSTNAME", "COMPUTERNAME"]).map_or_else(String::new, |h| format!(" on {h}"));
    format!("{user}{host}, process {}", std::process::id())
}

/// Locks an answer file for writing.
///
/// # Errors
/// Somebody else holds it (says who), or the folder can not be written.
pub fn lock(path: &Path) -> anyhow::Result<Lock> {
    let path = real_path(path);
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(told(
            format!("there is no folder `{}`", folder.display()),
            "make the folder first, or name another file with --file",
        ));
    }
    let (at, holder) = (beside(&path, ".lock"), beside(&path, ".lock.txt"));
    match lock_file(&at) {
        Ok(Some(file)) => {
            // Beside the lock, not in it: on Windows nobody can read a locked file.
            let _ = fs::write(&holder, whoami());
            Ok(Lock {
                file: Some(file),
                at,
                holder,
                warning: None,
            })
        }
        Ok(None) => {
            let who = fs::read_to_string(&holder).ok().filter(|w| !w.trim().is_empty());
            let who = who.unwrap_or_else(|| "another assure".to_owned());
            Err(told(
                format!(
                    "`{}` is being answered by {}",
                    path.display(),
                    assure::diagnostic::clean(who.trim())
                ),
                "wait until they have paused or finished; two people can answer two files and compare them",
            ))
        }
        Err(e) if e.kind() == io::ErrorKind::Unsupported => Ok(Lock {
            file: None,
            at,
            holder,
            warning: Some(format!(
                "this drive does not lock files ({e}): make sure that nobody else answers `{}` now",
                path.display()
            )),
        }),
        Err(e) => Err(told(
            format!("can not write in `{}`: {e}", folder.display()),
            "name a file in a folder of your own with --file",
        )),
    }
}

/// Opens and locks; none if somebody else holds it.
#[cfg(not(windows))]
fn lock_file(at: &Path) -> io::Result<Option<File>> {
    use std::fs::TryLockError;
    loop {
        let file = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(at)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(e)) => return Err(e),
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
    matches!((file.metadata(), fs::metadata(at)), (Ok(a), Ok(b)) if (a.dev(), a.ino()) == (b.dev(), b.ino()))
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
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let opened = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .share_mode(0)
        .custom_flags(FILE_FLAG_DELETE_ON_CLOSE)
        .open(at);
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(e) if e.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(None),
        Err(e) => Err(e),
    }
}

/// A link's target: the link stays a link when its file is replaced.
fn real_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Writes a file whole or not at all: a temporary file beside it, synced, renamed over it, the folder synced.
///
/// A new file is for its owner only; an existing one keeps its permissions.
///
/// # Errors
/// Whatever the disk says; the file that was there is then as it was.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = real_path(path);
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    // tempfile makes it readable by the owner only.
    let mut temporary = tempfile::Builder::new()
        .prefix(".assure-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    if let Ok(meta) = fs::metadata(&path) {
        temporary.as_file().set_permissions(meta.permissions())?;
    }
    temporary.as_file().sync_all()?;
    // Closed before it is renamed: Windows does not replace a file while one of the two is open.
    let temporary = temporary.into_temp_path();
    rename_patiently(&temporary, &path)?;
    // It is the answer file now: nothing is left to remove.
    let _ = temporary.keep();
    sync_folder(folder);
    Ok(())
}

/// Writes a file that is not there yet, whole or not at all, for its owner only. Never over another, not even one that appears meanwhile.
///
/// # Errors
/// There is a file, there is no folder, or the disk does not take it.
pub fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(told(
            format!("there is no folder `{}`", folder.display()),
            "make the folder first, or name another file with --output",
        ));
    }
    let write = || -> io::Result<()> {
        let mut temporary = tempfile::Builder::new()
            .prefix(".assure-")
            .suffix(".tmp")
            .tempfile_in(folder)?;
        temporary.write_all(bytes)?;
        temporary.as_file().sync_all()?;
        temporary.persist_noclobber(path).map_err(|e| e.error)?;
        sync_folder(folder);
        Ok(())
    };
    write().map_err(|e| {
        if e.kind() == io::ErrorKind::AlreadyExists {
            told(
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
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

/// A copy in the folder for temporary files, under a name nobody can have prepared, for its owner only.
fn rescue(text: &str) -> Option<PathBuf> {
    let mut file = tempfile::Builder::new()
        .prefix("assure-recovered-")
        .suffix(".toml")
        .tempfile()
        .ok()?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .ok()?;
    file.keep().ok().map(|(_, path)| path)
}

/// An answer file that is being answered.
pub struct Store<'a> {
    path: PathBuf,
    checklist: &'a Checklist,
    checklist_file: Option<String>,
    /// The text last read or written, and what it says; none while there is no file yet.
    now: Option<AnswerFile>,
}

impl<'a> Store<'a> {
    /// Over a file that was read, or one that does not exist yet.
    pub fn new(
        path: PathBuf,
        checklist: &'a Checklist,
        checklist_file: Option<String>,
        now: Option<AnswerFile>,
    ) -> Self {
        Self {
            path,
            checklist,
            checklist_file,
            now,
        }
    }

    /// Where answers are kept now: elsewhere than at first, if two people changed the same answer.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps an assessment as [`Keeper::keep`] does.
    pub fn save(&mut self, wanted: &Assessment) -> anyhow::Result<Kept> {
        let on_disk = match File::open(&self.path) {
            Ok(mut file) => {
                let mut text = String::new();
                file.read_to_string(&mut text)
                    .with_context(|| format!("could not read `{}` before saving", self.path.display()))?;
                Some(text)
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            Err(e) => {
                return Err(
                    anyhow::Error::new(e).context(format!("could not read `{}` before saving", self.path.display()))
                );
            }
        };
        let base = self.now.as_ref().map(|f| f.text());
        match on_disk {
            Some(text) if Some(text.as_str()) != base => self.save_over_change(wanted, &text),
            _ => {
                let file = self.next(self.now.clone(), wanted)?;
                self.write(file)?;
                Ok(Kept::default())
            }
        }
    }

    fn next(&self, from: Option<AnswerFile>, wanted: &Assessment) -> anyhow::Result<AnswerFile> {
        let made = match from {
            Some(mut file) => file.apply(wanted, self.checklist).map(|()| file),
            None => AnswerFile::create(wanted.clone(), self.checklist, self.checklist_file.as_deref()),
        };
        made.map_err(|e| anyhow::anyhow!(e.message))
    }

    fn write(&mut self, file: AnswerFile) -> anyhow::Result<()> {
        if let Err(error) = write_atomically(&self.path, file.text().as_bytes()) {
            // The disk is full or the drive is gone: what was answered must stand somewhere all the same.
            let note = rescue(file.text()).map_or_else(String::new, |at| {
                format!("; what you answered is in `{}`", at.display())
            });
            return Err(anyhow::anyhow!(
                "could not save `{}`: {error}{note}",
                self.path.display()
            ));
        }
        self.now = Some(file);
        Ok(())
    }

    /// Somebody changed the file while it was being answered. Both changes are kept, or ours goes to a file of its own.
    fn save_over_change(&mut self, wanted: &Assessment, theirs: &str) -> anyhow::Result<Kept> {
        if let Ok(file) = AnswerFile::parse(theirs, self.checklist)
            && let Some(base) = &self.now
            && let Some(merged) = merge(base.assessment(), wanted, file.assessment())
        {
            let file = self.next(Some(file), &merged)?;
            self.write(file)?;
            return Ok(Kept {
                merged: Some(merged),
                message: Some(format!(
                    "`{}` was changed by somebody else meanwhile: both changes are kept.",
                    self.path.display()
                )),
            });
        }
        let stem = self
            .path
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        let free = (1..1000)
            .map(|n| self.path.with_file_name(format!("{stem}.conflict-{n}.toml")))
            .find(|p| !p.exists());
        let Some(free) = free else {
            return Err(anyhow::anyhow!(
                "`{}` was changed by somebody else meanwhile",
                self.path.display()
            ));
        };
        let message = format!(
            "`{}` was changed by somebody else meanwhile, and not in a way that fits together with yours. It is left as they have it; your answers are kept in `{}` from now on.",
            self.path.display(),
            free.display()
        );
        self.path = free;
        let file = self.next(self.now.clone(), wanted)?;
        self.write(file)?;
        Ok(Kept {
            merged: None,
            message: Some(message),
        })
    }
}

impl Keeper for Store<'_> {
    fn keep(&mut self, assessment: &Assessment) -> Result<Kept, String> {
        // Ctrl-C in the middle of it waits until it is done.
        undisturbed(|| self.save(assessment)).map_err(|e| format!("{e:#}"))
    }
}
