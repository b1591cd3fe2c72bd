//! Forms to be filled in: one file a format, and one line in [`ALL`].

pub mod markdown;
pub mod page;
pub mod xlsx;

use crate::form::Form;

/// A format that a form comes in.
#[derive(Debug, Clone, Copy)]
pub struct FormFormat {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// For a help text.
    pub about: &'static str,
    /// The endings of its files, in lower case; the first is the one to give.
    pub endings: &'static [&'static str],
    /// How a file of it shows that nobody has filled anything in since it was made.
    pub seal: Option<super::Seal>,
    /// A form as bytes.
    pub write: fn(&Form) -> Vec<u8>,
}

impl PartialEq for FormFormat {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for FormFormat {}

/// Every format that a form comes in.
pub const ALL: [&FormFormat; 3] = [&xlsx::FORMAT, &markdown::FORMAT, &page::FORMAT];

/// The format of a name.
pub fn named(name: &str) -> Option<&'static FormFormat> {
    ALL.into_iter().find(|f| f.name == name)
}
