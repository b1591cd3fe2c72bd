//! The canonical text of what a question asks. The build takes the digests of the shipped questions over it, so that no start has to.

use std::fmt::Write as _;

/// A field as one line. The length stands before the text, so that no text can pass for two fields.
pub fn field(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "{name} {} ", text.len());
    out.push_str(text);
    out.push('\n');
}

/// What one question asks and how it counts: an answer stands for this. Guidance may be mended without touching it.
#[derive(Debug, Clone, Copy)]
pub struct Meaning<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its words.
    pub text: &'a str,
    /// Whether it takes yes or no instead of a rating.
    pub yes_no: bool,
    /// Whether it is a hard expectation.
    pub critical: bool,
    /// How much it counts.
    pub weight: u32,
    /// The fact that switches it on.
    pub only_if: Option<&'a str>,
}

impl Meaning<'_> {
    /// Adds its canonical text.
    pub fn push(&self, out: &mut String) {
        field(out, "id", self.id);
        field(out, "text", self.text);
        if self.yes_no {
            field(out, "answer", "yes-no");
        }
        if self.critical {
            field(out, "critical", "true");
        }
        if self.weight != 1 {
            field(out, "weight", &self.weight.to_string());
        }
        if let Some(context) = self.only_if {
            field(out, "only_if", context);
        }
    }
}
