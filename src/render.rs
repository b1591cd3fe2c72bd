//! Renderers: pure functions of blocks to what is shown or written. One file a format, and one line in [`ALL`].

pub mod csv;
pub mod docx;
pub mod form;
pub mod html;
pub mod json;
pub mod markdown;
mod office;
pub mod seal;
pub mod sheet;
pub mod template;
pub mod text;
pub mod xlsx;

use std::borrow::Cow;

use crate::document::{Block, Column};
use crate::report::Report;

/// Lays out a table of plain text, no wider than so many columns; ends in a line end.
pub type TableLayout = fn(&[Column], &[Vec<Cow<'_, str>>], usize) -> String;

/// What a renderer for a page of fixed width has to know.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// How tables are laid out: the terminal's are the binary's business.
    pub table: TableLayout,
}

/// Where a file carries the digest by which the program knows its own unedited work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// In a comment on its last line.
    LastLine,
    /// In a property of an office document.
    Package,
}

/// What a format is made of.
#[derive(Debug, Clone, Copy)]
pub enum Rendering {
    /// A document, as a whole.
    Blocks(fn(&[Block], &Page) -> Vec<u8>),
    /// A document as running text: adds some blocks, each of which stands by itself behind the others.
    Running(fn(&mut String, &[Block])),
    /// A report: a format of its own kind, which nothing else comes in.
    Report(fn(&Report) -> Vec<u8>),
    /// The data themselves.
    Data,
}

/// A format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// For a help text.
    pub about: &'static str,
    /// The endings of its files, in lower case; the first is the one to give. One that two formats have stands for the first of them.
    pub endings: &'static [&'static str],
    /// How a file of it shows that nobody has edited it since it was made.
    pub seal: Option<Seal>,
    /// What it is made of, and how.
    pub source: Rendering,
}

/// What was written as running text, with one line end behind its last line.
pub fn ended(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

impl Format {
    /// Whether only a report comes in it.
    pub fn is_for_reports(&self) -> bool {
        matches!(self.source, Rendering::Report(_))
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

/// Every format.
pub const ALL: [&Format; 8] = [
    &text::FORMAT,
    &markdown::FORMAT,
    &html::FORMAT,
    &docx::FORMAT,
    &xlsx::FORMAT,
    &csv::FORMAT,
    &csv::ACTIONS,
    &json::FORMAT,
];

/// The format of a name.
pub fn named(name: &str) -> Option<&'static Format> {
    ALL.into_iter().find(|f| f.name == name)
}

/// The format whose files end so, in whatever case.
pub fn by_ending(ending: &str) -> Option<&'static Format> {
    ALL.into_iter()
        .find(|f| f.endings.iter().any(|e| e.eq_ignore_ascii_case(ending)))
}
