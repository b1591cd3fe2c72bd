//! Output that grows: too large to be held, and written as it comes.

use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::Path;

use anyhow::Context as _;

use super::place::{Destination, could_not, standing_file};
use super::{is_stdout, say};
use crate::cli::args::Overwrite;
use crate::cli::batch::Flow;
use crate::cli::failure::error_with_hint;
use crate::cli::screen::Stream;
use crate::cli::style::OutputStyle;

/// Standard output, a pipe, or a file that takes its place when it is whole.
pub struct Growing<'a>(Place<'a>);

/// Where it goes.
enum Place<'a> {
    Standard,
    Opened(&'a Path, Destination),
    /// A file that is there already and may not be written over: what comes is compared with it. Where it is the same to the end, what was
    /// asked for is there; where it is not, that is known at the first byte that differs, and nothing was touched.
    Compared(&'a Path, BufReader<File>),
}

impl<'a> Growing<'a> {
    /// Opens the place that was asked for; without one, standard output.
    ///
    /// # Errors
    /// A place that nothing may be written to; see [`super::write_report`].
    pub fn open(output: Option<&'a Path>, overwrite: Overwrite) -> anyhow::Result<Self> {
        let Some(path) = output.filter(|p| !is_stdout(p)) else {
            return Ok(Self(Place::Standard));
        };
        Ok(Self(match standing_file(path, overwrite)? {
            Some(file) => Place::Compared(path, BufReader::new(file)),
            None => Place::Opened(path, Destination::open(path, &[], overwrite)?),
        }))
    }

    /// Adds to it.
    ///
    /// # Errors
    /// The disk does not take it, or something else stands in a file that may not be written over. A reader that went away is none: it
    /// wanted no more.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<Flow> {
        let (written, failed) = match &mut self.0 {
            Place::Opened(path, place) => (place.write(bytes), could_not(path)),
            Place::Compared(path, file) => {
                let mut there = Vec::with_capacity(bytes.len());
                let read = file.take(bytes.len() as u64).read_to_end(&mut there);
                read.with_context(|| format!("could not read `{}`", path.display()))?;
                if there != bytes {
                    return Err(holds_something_else(path));
                }
                return Ok(Flow::On);
            }
            Place::Standard => {
                let written = match std::str::from_utf8(bytes) {
                    Ok(text) => Stream::Out.copy(text),
                    Err(_) => Stream::Out.raw(bytes),
                };
                (written, "could not write to standard output".to_owned())
            }
        };
        match written {
            Ok(()) => Ok(Flow::On),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(Flow::Stop),
            Err(e) => Err(anyhow::Error::new(e).context(failed)),
        }
    }

    /// Puts a file in its place and says so.
    ///
    /// # Errors
    /// The disk does not take it, or more stands in a file that may not be written over; it is then as it was.
    pub fn finish(self, style: &OutputStyle) -> anyhow::Result<()> {
        let said = match self.0 {
            Place::Standard => return Ok(()),
            Place::Opened(path, place) => {
                let is_file = matches!(place, Destination::File(_));
                place.finish().with_context(|| could_not(path))?;
                if !is_file {
                    return Ok(());
                }
                format!("Written: {}", path.display())
            }
            Place::Compared(path, mut file) => {
                let behind = file.read(&mut [0]);
                if behind.with_context(|| format!("could not read `{}`", path.display()))? > 0 {
                    return Err(holds_something_else(path));
                }
                format!("Unchanged: {} holds just this already", path.display())
            }
        };
        if !style.quiet {
            say(&said);
        }
        Ok(())
    }
}

fn holds_something_else(path: &Path) -> anyhow::Error {
    error_with_hint(
        format!(
            "`{}` is there already, and holds something else than would be written now; nothing was written",
            path.display()
        ),
        "name another file with --output, or write over it with --force",
    )
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
