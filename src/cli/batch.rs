//! Many answer files: found, read by several threads, and handed on in one order whatever their number.
//!
//! What is wrong with one of them is told at once and keeps nobody from the others; it shows in the exit code. No more than a few files are in
//! memory at a time.

mod checklists;
mod find;
mod order;
mod progress;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use assure::assessment::Assessment;
use assure::assessment::file::ParsedAnswers;
use assure::checklist::Checklist;

use super::args::OwnChecklist;
use super::commands::CommandContext;
use super::failure::{error_with_hint, show, show_beginning, show_in_a_line};
use super::load;
use super::output::{CommandOutcome, say};
use super::style::OutputStyle;
use checklists::KnownChecklists;
pub use find::{Found, FoundFile, Origin, find};
pub use order::in_order;
use progress::Progress;

/// Whether anybody still reads what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    On,
    /// The reader went away: nothing more is wanted.
    Stop,
}

/// One answer file of many, read.
pub struct BatchFile<'a> {
    pub path: &'a Path,
    pub text: &'a str,
    pub checklist: &'a Checklist,
    pub assessment: &'a Assessment,
}

impl BatchFile<'_> {
    /// Its name, as it was given or found.
    pub fn name(&self) -> String {
        load::file_name(self.path)
    }
}

/// What became of a file.
enum Read<'f, T> {
    /// It was read, and this was made of it.
    Done(T),
    /// It lies in a folder that was named, and holds no answers.
    Other(&'f Path),
    /// It cannot be used.
    Failed(&'f Path, anyhow::Error),
}

/// So many files that cannot be used are shown with their mistakes; of the others, one line each. Where a whole region made one mistake, the
/// first few show it, and the rest would only push it off the screen.
const SHOWN_WHOLE: usize = 3;

/// So many names stand in the last line.
const NAMED: usize = 5;

/// Many answer files to be read.
pub struct Batch<'a> {
    pub own: &'a OwnChecklist,
    /// How many threads read; without a number as many as the machine has.
    pub jobs: Option<NonZeroUsize>,
    pub context: &'a CommandContext<'a>,
}

impl Batch<'_> {
    /// Reads every answer file that the names lead to. `work` is done to each by some thread; `take` gets what came of it, in the order of
    /// the files' paths.
    ///
    /// # Errors
    /// There is no answer file at all, or what `take` says. What is wrong with a single file is told, and makes the outcome partial.
    pub fn each<T: Send>(
        &self,
        names: &[PathBuf],
        work: impl Fn(&BatchFile<'_>) -> anyhow::Result<T> + Sync,
        mut take: impl FnMut(T) -> anyhow::Result<Flow>,
    ) -> anyhow::Result<CommandOutcome> {
        let style = self.context.style;
        let found = find(names);
        for failure in &found.failures {
            show(failure, style);
        }
        let checklists = KnownChecklists::new(self.own.checklist.as_deref());
        let progress = Progress::over(found.files.len(), style);
        let mut done = 0_usize;
        let (mut others, mut broken) = (Vec::new(), Vec::new());
        in_order(
            &found.files,
            self.jobs,
            |file| self.read(file, &checklists, &work),
            |read| {
                progress.one_more();
                match read {
                    Read::Done(made) => {
                        done += 1;
                        return take(made);
                    }
                    Read::Other(path) => others.push(path),
                    Read::Failed(path, error) => {
                        broken.push(path);
                        progress.aside(|| {
                            if broken.len() > SHOWN_WHOLE {
                                show_in_a_line(&error);
                            } else {
                                show_beginning(&error, style);
                            }
                        });
                    }
                }
                Ok(Flow::On)
            },
        )?;
        progress.end();
        let failed = found.failures.len() + broken.len();
        if done == 0 && failed == 0 {
            let nothing = match names {
                [name] => format!("`{}` is a folder without an answer file in it", name.display()),
                _ => "there is no answer file in what was named".to_owned(),
            };
            return Err(error_with_hint(
                nothing,
                "name answer files, or a folder with answer files in it or below it: they end in .toml",
            ));
        }
        tell(done, &others, &broken, style);
        Ok(if failed == 0 {
            CommandOutcome::Done
        } else {
            CommandOutcome::Partial
        })
    }

    fn read<'f, T>(
        &self,
        file: &'f FoundFile,
        checklists: &KnownChecklists<'_>,
        work: &impl Fn(&BatchFile<'_>) -> anyhow::Result<T>,
    ) -> Read<'f, T> {
        let path = file.path.as_path();
        let text = match load::read_text(path) {
            Ok(text) => text,
            Err(error) => return Read::Failed(path, error),
        };
        match self.worked(path, &text, checklists, work) {
            Ok(made) => Read::Done(made),
            Err(_) if file.origin == Origin::InFolder && !load::holds_answers(&text) => Read::Other(path),
            Err(error) => Read::Failed(path, error),
        }
    }

    fn worked<T>(
        &self,
        path: &Path,
        text: &str,
        checklists: &KnownChecklists<'_>,
        work: &impl Fn(&BatchFile<'_>) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let bad = |list| load::bad_answers(path, text, list);
        let parsed = ParsedAnswers::parse(text).map_err(bad)?;
        let checklist = checklists.get(path, text, &parsed.checklist_ref)?;
        let own = parsed.checklist_ref.checklist_file.clone();
        let assessment = parsed.assessment(&checklist).map_err(bad)?;
        // What is harmless is not told of each of thousands.
        let quiet = OutputStyle {
            quiet: true,
            ..*self.context.style
        };
        let changed = self.own.accept_changed;
        let taken = load::check_currency(&checklist, &assessment, changed, path, own.as_deref(), &quiet)?;
        work(&BatchFile {
            path,
            text,
            checklist: &checklist,
            assessment: taken.as_ref().unwrap_or(&assessment),
        })
    }
}

/// The account of the whole, with the names of what is not in it: nobody is missed without a word.
fn tell(done: usize, others: &[&Path], broken: &[&Path], style: &OutputStyle) {
    if style.quiet {
        return;
    }
    let files = if done == 1 { "1 file" } else { &format!("{done} files") };
    let mut said = format!("Read: {files} of answers");
    for (what, paths, more) in [
        ("left out, without answers", others, ""),
        ("not read", broken, ", named above"),
    ] {
        if paths.is_empty() {
            continue;
        }
        let names: Vec<String> = paths.iter().take(NAMED).map(|p| load::file_name(p)).collect();
        said.push_str(&format!("; {what}: {}: {}", paths.len(), names.join(", ")));
        if paths.len() > NAMED {
            said.push_str(&format!(" and {} more{more}", paths.len() - NAMED));
        }
    }
    say(&format!("{said}."));
}
