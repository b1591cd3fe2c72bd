//! Output that grows: too large to be held, and written as it comes.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Context as _;

use super::{PathContents, inspect, is_stdout, refuse_overwrite, require_folder, require_replaceable, say};
use crate::cli::args::Overwrite;
use crate::cli::batch::Flow;
use crate::cli::screen::Stream;
use crate::cli::store::Replacement;
use crate::cli::style::OutputStyle;

/// Standard output, a pipe, or a file that takes its place when it is whole.
pub struct Growing<'a> {
    place: Place,
    path: Option<&'a Path>,
}

enum Place {
    Standard,
    Stream(fs::File),
    File(Replacement),
}

impl<'a> Growing<'a> {
    /// Opens the place that was asked for; without one, standard output.
    ///
    /// # Errors
    /// A place that nothing may be written to; see [`super::write_report`].
    pub fn open(output: Option<&'a Path>, overwrite: Overwrite) -> anyhow::Result<Self> {
        let Some(path) = output.filter(|p| !is_stdout(p)) else {
            return Ok(Self {
                place: Place::Standard,
                path: None,
            });
        };
        refuse_overwrite(path, &[])?;
        let could_not = || format!("could not write `{}`", path.display());
        let place = if let PathContents::Stream = inspect(path) {
            Place::Stream(fs::OpenOptions::new().write(true).open(path).with_context(could_not)?)
        } else {
            require_folder(path)?;
            require_replaceable(path, &[], overwrite)?;
            Place::File(Replacement::begin(path).with_context(could_not)?)
        };
        Ok(Self {
            place,
            path: Some(path),
        })
    }

    /// Adds to it.
    ///
    /// # Errors
    /// The disk does not take it. A reader that went away is none: it wanted no more.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<Flow> {
        let written = match &mut self.place {
            Place::Standard => match std::str::from_utf8(bytes) {
                Ok(text) => Stream::Out.copy(text),
                Err(_) => Stream::Out.raw(bytes),
            },
            Place::Stream(file) => file.write_all(bytes),
            Place::File(file) => file.write(bytes),
        };
        match written {
            Ok(()) => Ok(Flow::On),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(Flow::Stop),
            Err(e) => Err(anyhow::Error::new(e).context(match self.path {
                Some(path) => format!("could not write `{}`", path.display()),
                None => "could not write to standard output".to_owned(),
            })),
        }
    }

    /// Puts a file in its place and says so.
    ///
    /// # Errors
    /// The disk does not take it; the file that was there is then as it was.
    pub fn finish(self, style: &OutputStyle) -> anyhow::Result<()> {
        if let Place::File(file) = self.place {
            let name = self.path.map(|p| p.display().to_string()).unwrap_or_default();
            file.finish().with_context(|| format!("could not write `{name}`"))?;
            if !style.quiet {
                say(&format!("Written: {name}"));
            }
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
