//! Keeping comments in a file of their own: the answers stay where they are, and the answer file is not written.

use std::path::PathBuf;

use assure::assessment::{Assessment, CommentFile, take_in};
use assure::checklist::Checklist;
use assure::interview::{AnswerStore, Saved};

use super::write::write_whole;
use super::{AnswerLocation, Unsaved, read_only, regular_file, rescue};
use crate::cli::failure::hint;
use crate::cli::prompt::signals::undisturbed;

/// A file of comments that is being written.
pub struct CommentStore<'a> {
    location: AnswerLocation,
    checklist: &'a Checklist,
    /// The answers with the comments that stand in the answer file.
    answers: &'a Assessment,
    /// The text last read or written, and what it says; none while there is no file yet.
    now: Option<(String, CommentFile)>,
    /// A copy elsewhere of what an earlier try could not save.
    copy: Option<PathBuf>,
}

impl<'a> CommentStore<'a> {
    /// Over a file that was read, or one that does not exist yet.
    pub fn new(
        location: AnswerLocation,
        checklist: &'a Checklist,
        answers: &'a Assessment,
        now: Option<(String, CommentFile)>,
    ) -> Self {
        Self {
            location,
            checklist,
            answers,
            now,
            copy: None,
        }
    }

    /// The answers with all comments, those of the answer file and those of the file of its own.
    pub fn united(&self) -> Assessment {
        let mut all = self.answers.clone();
        if let Some((_, file)) = &self.now {
            take_in(&mut all, file);
        }
        all
    }

    fn save_once(&mut self, assessment: &Assessment) -> anyhow::Result<Saved> {
        let path = self.location.path();
        if let Some(error) = read_only(&path) {
            return Err(error);
        }
        let mut wanted = CommentFile::since(self.answers, assessment);
        let on_disk = regular_file::read_answers(&path)?;
        let mut message = None;
        let base = self.now.as_ref().map(|(text, _)| text.as_str());
        let stands = match &on_disk {
            Some(text) if Some(text.as_str()) != base => {
                let theirs = CommentFile::parse_for(text, self.checklist, self.answers)
                    .map_err(|_| anyhow::anyhow!("somebody else has changed it, and it cannot be read any more"))?;
                let nothing = CommentFile::on(self.answers);
                let base = self.now.as_ref().map_or(&nothing, |(_, file)| file);
                wanted = CommentFile::merged(base, &wanted, &theirs);
                message = Some(format!(
                    "`{}` was changed by somebody else meanwhile: both changes are kept.",
                    path.display()
                ));
                Some(text.as_str())
            }
            Some(text) => Some(text.as_str()),
            None => None,
        };
        let text = wanted
            .text(stands, self.checklist)
            .map_err(|e| anyhow::anyhow!(e.message))?;
        if stands.is_some() || !wanted.answers.is_empty() {
            write_whole(&path, text.as_bytes())?;
            self.now = Some((text, wanted));
        }
        let all = self.united();
        let lost = |a: &Assessment| a.comment_count().comments;
        if lost(&all) > lost(assessment) && message.is_none() {
            message = Some(
                "This comment stands in the answer file itself: a file of comments cannot take it back, and the author can settle it."
                    .to_owned(),
            );
        }
        Ok(Saved {
            merged: Some(all),
            message,
        })
    }
}

impl AnswerStore for CommentStore<'_> {
    fn save(&mut self, assessment: &Assessment) -> Result<Saved, String> {
        // Ctrl-C in the middle of it waits until it is done.
        undisturbed(|| match self.save_once(assessment) {
            Ok(saved) => {
                self.location.state().unsaved = None;
                if let Some(copy) = self.copy.take() {
                    let _ = std::fs::remove_file(copy);
                }
                Ok(saved)
            }
            Err(error) => {
                // The disk is full or the drive is gone: what was said must stand somewhere all the same.
                let said = CommentFile::since(self.answers, assessment);
                let text = said.text(None, self.checklist).unwrap_or_default();
                let copy = rescue::save_copy(&text, self.copy.as_deref());
                if copy.is_some() {
                    self.copy.clone_from(&copy);
                }
                let mend = hint(error.as_ref()).map_or_else(String::new, |h| format!(" ({h})"));
                let note = match &copy {
                    Some(at) => format!("; what you said is in `{}`", at.display()),
                    None => "; no copy could be made elsewhere either: it is written to standard output at the end"
                        .to_owned(),
                };
                let path = self.location.path();
                self.location.state().unsaved = Some(Unsaved { text, copy });
                Err(format!("could not save `{}`: {error:#}{mend}{note}", path.display()))
            }
        })
    }
}
