//! How far a batch has come, for a person at a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::screen::Stream;
use crate::cli::style::OutputStyle;

/// So many files are read before anybody wonders.
const FEW: usize = 200;

/// So often a second it is drawn at most.
const TIMES_A_SECOND: u8 = 5;

/// A line that counts files. It is there only at a terminal, and only where there are many.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// Begins to count so many files.
    pub fn over(files: usize, style: &OutputStyle) -> Self {
        let wanted = files > FEW && !style.quiet && style.redraws;
        Self(wanted.then(|| {
            let target = ProgressDrawTarget::term(Stream::Err.term(), TIMES_A_SECOND);
            let bar = ProgressBar::with_draw_target(Some(files as u64), target);
            let layout = ProgressStyle::with_template("{pos} of {len} files [{bar:30}] {eta} left");
            match layout {
                Ok(layout) => bar.with_style(layout.progress_chars("=> ")),
                Err(_) => bar,
            }
        }))
    }

    /// One more is read.
    pub fn one_more(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Says something in between.
    pub fn aside(&self, say: impl FnOnce()) {
        match &self.0 {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
