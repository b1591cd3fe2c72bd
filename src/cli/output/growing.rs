//! Output that grows: too large to be held, and written as it comes.

use std::io;
use std::path::Path;

use anyhow::Context as _;

use super::place::{Destination, could_not};
use super::{is_stdout, say};
use crate::cli::args::Overwrite;
use crate::cli::batch::Flow;
use crate::cli::screen::Stream;
use crate::cli::style::OutputStyle;

/// Standard output, a pipe, or a file that takes its place when it is whole.
pub struct Growing<'a> {
    /// Where it goes, where that is not standard output.
    place: Option<(&'a Path, Destination)>,
}

impl<'a> Growing<'a> {
    /// Opens the place that was asked for; without one, standard output.
    ///
    /// # Errors
    /// A place that nothing may be written to; see [`super::write_report`].
    pub fn open(output: Option<&'a Path>, overwrite: Overwrite) -> anyhow::Result<Self> {
        let place = match output.filter(|p| !is_stdout(p)) {
            Some(path) => Some((path, Destination::open(path, &[], overwrite)?)),
            None => None,
        };
        Ok(Self { place })
    }

    /// Adds to it.
    ///
    /// # Errors
    /// The disk does not take it. A reader that went away is none: it wanted no more.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<Flow> {
        let written = match &mut self.place {
            Some((_, place)) => place.write(bytes),
            None => match std::str::from_utf8(bytes) {
                Ok(text) => Stream::Out.copy(text),
                Err(_) => Stream::Out.raw(bytes),
            },
        };
        match written {
            Ok(()) => Ok(Flow::On),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(Flow::Stop),
            Err(e) => Err(anyhow::Error::new(e).context(match &self.place {
                Some((path, _)) => could_not(path),
                None => "could not write to standard output".to_owned(),
            })),
        }
    }

    /// Puts a file in its place and says so.
    ///
    /// # Errors
    /// The disk does not take it; the file that was there is then as it was.
    pub fn finish(self, style: &OutputStyle) -> anyhow::Result<()> {
        let Some((path, place)) = self.place else { return Ok(()) };
        let is_file = matches!(place, Destination::File(_));
        place.finish().with_context(|| could_not(path))?;
        if is_file && !style.quiet {
            say(&format!("Written: {}", path.display()));
        }
        Ok(())
    }
}

/// A JSON array that grows: an entry a line, so that it can be read whole or line by line.
pub struct JsonArray<'a> {
    out: Growing<'a>,
    is_empty: bool,
}

impl<'a> JsonArray<'a> {
    /// Nothing in it yet.
    pub fn new(out: Growing<'a>) -> Self {
        Self { out, is_empty: true }
    }

    /// Adds an entry: its line of JSON.
    ///
    /// # Errors
    /// As [`Growing::write`].
    pub fn add(&mut self, line: &[u8]) -> anyhow::Result<Flow> {
        let mut entry = if self.is_empty {
            b"[\n".to_vec()
        } else {
            b",\n".to_vec()
        };
        self.is_empty = false;
        entry.extend(line.trim_ascii_end());
        self.out.write(&entry)
    }

    /// Closes it. Without an entry nothing is written.
    ///
    /// # Errors
    /// As [`Growing::finish`].
    pub fn finish(mut self, style: &OutputStyle) -> anyhow::Result<()> {
        if self.is_empty {
            return Ok(());
        }
        match self.out.write(b"\n]\n")? {
            Flow::On => self.out.finish(style),
            Flow::Stop => Ok(()),
        }
    }
}
