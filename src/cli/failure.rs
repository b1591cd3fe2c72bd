//! All errors meet here: what went wrong, where, and how to mend it.

use std::fmt;
use std::io;
use std::process::ExitCode;

use assure::diagnostic::FileProblems;

use super::screen::{Ink, Stream};
use super::style::Look;

/// A failure with advice.
#[derive(Debug)]
pub struct Told {
    message: String,
    hint: String,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Told {}

/// An error that says how to mend it.
pub fn told(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Told {
        message: message.into(),
        hint: hint.into(),
    }
    .into()
}

/// The advice of an error, where it has some.
pub fn hint<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e str> {
    error
        .downcast_ref::<Told>()
        .map(|t| t.hint.as_str())
        .filter(|h| !h.is_empty())
}

/// A file that can not be used.
#[derive(Debug)]
pub struct BadFile(pub FileProblems);

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}` is not valid", self.0.kind, self.0.file)
    }
}

impl std::error::Error for BadFile {}

/// Shows an error on standard error and says which exit code it has.
pub fn report_failure(error: &anyhow::Error, look: &Look) -> ExitCode {
    // A reader that went away wanted no more: a quiet end.
    if error
        .chain()
        .filter_map(|e| e.downcast_ref::<io::Error>())
        .any(|e| e.kind() == io::ErrorKind::BrokenPipe)
    {
        return ExitCode::SUCCESS;
    }
    let mut ink = Ink::new();
    let message: Vec<String> = error.chain().map(|e| e.to_string()).collect();
    ink.text(&format!("error: {}\n", message.join(": ")));
    for cause in error.chain() {
        if let Some(BadFile(problems)) = cause.downcast_ref::<BadFile>() {
            ink.problems(problems, look.colour_err, look.width_err);
            let n = problems.errors();
            ink.text(&format!(
                "{n} {} in `{}`; the file was left untouched.\n",
                if n == 1 { "error" } else { "errors" },
                problems.file
            ));
        }
        if let Some(hint) = hint(cause) {
            ink.text(&format!("hint: {hint}\n"));
        }
    }
    let _ = Stream::Err.draw(&ink);
    ExitCode::from(2)
}
