//! Keeping the answer file: locked against a second writer, written whole or not at all, never over somebody else's change.

mod comments;
mod lock;
mod regular_file;
mod rescue;
mod write;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use assure::assessment::file::{AnswerFile, Change};
use assure::assessment::{Assessment, merge};
use assure::checklist::Checklist;
use assure::interview::{AnswerStore, Saved};

use super::failure::hint;
use super::prompt::signals::undisturbed;
use crate::cli::output::say;
pub use comments::CommentStore;
use lock::Lock;
pub use regular_file::{is_regular_file, read_only};
pub use rescue::Unsaved;
pub use write::{Replacement, folder_of, write_atomically, write_new};

/// A file that grows past the size that is allowed makes a write fail like a full disk, and does not kill the program
/// without a word.
pub fn survive_size_limit() {
    #[cfg(unix)]
    {
        // Caught, the signal does nothing; the write itself then says that the file is too large.
        let caught = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, caught);
    }
}

/// Where the answers of this run are, and the locks on it: known to who keeps them and to who has to say it at Ctrl-C.
#[derive(Debug, Clone)]
pub struct AnswerLocation(Arc<Mutex<LocationState>>);

#[derive(Debug)]
struct LocationState {
    path: PathBuf,
    locks: Vec<Lock>,
    unsaved: Option<Unsaved>,
}

/// Gives the locks back when it goes.
#[derive(Debug)]
pub struct LockGuard(AnswerLocation);

impl Drop for LockGuard {
    fn drop(&mut self) {
        self.0.release();
    }
}

impl AnswerLocation {
    /// An answer file, not locked yet.
    pub fn new(path: PathBuf) -> Self {
        Self(Arc::new(Mutex::new(LocationState {
            path,
            locks: Vec::new(),
            unsaved: None,
        })))
    }

    fn state(&self) -> MutexGuard<'_, LocationState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks the file until what it gives is dropped. Says what the person should know about it.
    ///
    /// # Errors
    /// Somebody else holds it, or it cannot be written.
    pub fn lock(&self) -> anyhow::Result<LockGuard> {
        let mut state = self.state();
        let mut held = lock::lock(&state.path)?;
        let warning = held.warning.take();
        state.locks.push(held);
        drop(state);
        if let Some(warning) = warning {
            say(&format!("warning: {warning}"));
        }
        Ok(LockGuard(self.clone()))
    }

    /// Gives the locks back.
    pub fn release(&self) {
        self.state().locks.clear();
    }

    /// Where answers are kept now: elsewhere than at first, if two people changed the same answer.
    pub fn path(&self) -> PathBuf {
        self.state().path.clone()
    }

    /// What is not in the file, because the last save failed.
    pub fn unsaved(&self) -> Option<Unsaved> {
        self.state().unsaved.clone()
    }
}

/// What is written next.
enum NextText {
    /// A change of the file as it was last read or written.
    Change(Change),
    /// Another file: the first, or one that takes in what somebody else wrote.
    File(Box<AnswerFile>),
}

impl NextText {
    fn text(&self) -> &str {
        match self {
            NextText::Change(change) => change.text(),
            NextText::File(file) => file.text(),
        }
    }
}

/// An answer file that is being answered.
pub struct Store<'a> {
    location: AnswerLocation,
    checklist: &'a Checklist,
    checklist_file: Option<String>,
    /// The text last read or written, and what it says; none while there is no file yet.
    now: Option<AnswerFile>,
    /// A copy elsewhere of what an earlier try could not save.
    copy: Option<PathBuf>,
    /// That the folder's sync failed was said.
    sync_warning_shown: bool,
}

impl<'a> Store<'a> {
    /// Over a file that was read, or one that does not exist yet.
    pub fn new(
        location: AnswerLocation,
        checklist: &'a Checklist,
        checklist_file: Option<String>,
        now: Option<AnswerFile>,
    ) -> Self {
        Self {
            location,
            checklist,
            checklist_file,
            now,
            copy: None,
            sync_warning_shown: false,
        }
    }

    /// Saves as [`AnswerStore::save`] does, without making a signal wait.
    ///
    /// # Errors
    /// It is not kept. A copy is elsewhere then, and [`AnswerLocation::unsaved`] says where or has the text.
    pub fn save_unguarded(&mut self, wanted: &Assessment) -> anyhow::Result<Saved> {
        match self.save_once(wanted) {
            Ok(kept) => {
                self.location.state().unsaved = None;
                if let Some(copy) = self.copy.take() {
                    let _ = std::fs::remove_file(copy);
                }
                Ok(kept)
            }
            Err(error) => {
                // The disk is full or the drive is gone: what was answered must stand somewhere all the same.
                let text = self.copy_of(wanted);
                let copy = rescue::save_copy(&text, self.copy.as_deref());
                if copy.is_some() {
                    self.copy.clone_from(&copy);
                }
                let mend = hint(error.as_ref()).map_or_else(String::new, |h| format!(" ({h})"));
                let note = match &copy {
                    Some(at) => format!("; what you answered is in `{}`", at.display()),
                    None => "; no copy could be made elsewhere either: it is written to standard output at the end"
                        .to_owned(),
                };
                let path = self.location.path();
                self.location.state().unsaved = Some(Unsaved { text, copy });
                Err(anyhow::anyhow!(
                    "could not save `{}`: {error:#}{mend}{note}",
                    path.display()
                ))
            }
        }
    }

    fn save_once(&mut self, wanted: &Assessment) -> anyhow::Result<Saved> {
        let path = self.location.path();
        if let Some(error) = read_only(&path) {
            return Err(error);
        }
        let on_disk = regular_file::read_answers(&path)?;
        let base = self.now.as_ref().map(|f| f.text());
        match on_disk {
            Some(text) if Some(text.as_str()) != base => self.save_over_change(wanted, &text, &path),
            _ => self.write(self.change(wanted)?, &path, Saved::default()),
        }
    }

    /// What is to be written so that the file as it was last read or written says what is wanted.
    fn change(&self, wanted: &Assessment) -> anyhow::Result<NextText> {
        let made = match &self.now {
            Some(file) => file.changed(wanted, self.checklist).map(NextText::Change),
            None => AnswerFile::create(wanted.clone(), self.checklist, self.checklist_file.as_deref())
                .map(|file| NextText::File(Box::new(file))),
        };
        made.map_err(|e| anyhow::anyhow!(e.message))
    }

    /// The whole file as it should stand, for another folder: what it names is named from the root.
    fn copy_of(&self, wanted: &Assessment) -> String {
        let path = write::real_path(&self.location.path());
        let absolute = |named: &str| {
            let named = folder_of(&path).join(named);
            write::real_path(&named).display().to_string()
        };
        let own = self
            .now
            .as_ref()
            .and_then(AnswerFile::checklist_file)
            .or(self.checklist_file.as_deref())
            .map(absolute);
        let mut wanted = wanted.clone();
        wanted.previous = wanted.previous.as_deref().map(absolute);
        AnswerFile::create(wanted, self.checklist, own.as_deref())
            .map(|f| f.text().to_owned())
            .unwrap_or_default()
    }

    fn write(&mut self, next: NextText, path: &Path, mut kept: Saved) -> anyhow::Result<Saved> {
        let unsynced = write::write_whole(path, next.text().as_bytes())?;
        match (next, &mut self.now) {
            (NextText::File(file), _) => self.now = Some(*file),
            (NextText::Change(change), Some(now)) => now.accept(change),
            // There is no change of nothing.
            (NextText::Change(_), None) => {}
        }
        if let Some(error) = unsynced
            && !std::mem::replace(&mut self.sync_warning_shown, true)
        {
            let note = format!(
                "Saved, but the drive does not confirm it ({error}): a power cut in the next moments could take the last answer back."
            );
            kept.message = Some(match kept.message {
                Some(message) => format!("{message}\n{note}"),
                None => note,
            });
        }
        Ok(kept)
    }

    /// Somebody changed the file while it was being answered. Both changes are kept, or ours goes to a file of its own.
    fn save_over_change(&mut self, wanted: &Assessment, theirs: &str, path: &Path) -> anyhow::Result<Saved> {
        if let Ok(mut file) = AnswerFile::parse(theirs, self.checklist)
            && let Some(base) = &self.now
            && let Ok(merged) = merge(base.assessment(), wanted, file.assessment())
        {
            file.apply(&merged, self.checklist)
                .map_err(|e| anyhow::anyhow!(e.message))?;
            let message = format!(
                "`{}` was changed by somebody else meanwhile: both changes are kept.",
                path.display()
            );
            return self.write(
                NextText::File(Box::new(file)),
                path,
                Saved {
                    merged: Some(merged),
                    message: Some(message),
                },
            );
        }
        let stem = path
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        // Locked as the first one is: from now on it is the file that is being answered.
        let free = (1..1000)
            .map(|n| path.with_file_name(format!("{stem}.conflict-{n}.toml")))
            .filter(|p| p.symlink_metadata().is_err())
            .find_map(|p| lock::lock(&p).ok().map(|held| (p, held)));
        let Some((free, held)) = free else {
            return Err(anyhow::anyhow!("it was changed by somebody else meanwhile"));
        };
        let message = format!(
            "`{}` was changed by somebody else meanwhile, and not in a way that fits together with yours. It is left as they have it; your answers are kept in `{}` from now on.",
            path.display(),
            free.display()
        );
        let kept = self.write(
            self.change(wanted)?,
            &free,
            Saved {
                merged: None,
                message: Some(message),
            },
        )?;
        // Only now: as long as it is not written, the answers are not there.
        let mut state = self.location.state();
        state.path = free;
        state.locks.push(held);
        Ok(kept)
    }
}

impl AnswerStore for Store<'_> {
    fn save(&mut self, assessment: &Assessment) -> Result<Saved, String> {
        // Ctrl-C in the middle of it waits until it is done.
        undisturbed(|| self.save_unguarded(assessment)).map_err(|e| format!("{e:#}"))
    }
}
