//! All errors meet here: what went wrong, where, and how to mend it.

use std::fmt;
use std::io;
use std::process::ExitCode;

use assure::diagnostic::FileProblems;

use super::screen::{Ink, Stream};
use super::style::OutputStyle;
use super::told::told;

/// A failure with advice.
#[derive(Debug)]
pub struct ErrorWithHint {
    message: String,
    hint: String,
    /// A file is not there or cannot be read: there is nothing to judge.
    unreadable: bool,
}

impl fmt::Display for ErrorWithHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ErrorWithHint {}

/// An error that says how to mend it.
pub fn error_with_hint(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    ErrorWithHint {
        message: message.into(),
        hint: hint.into(),
        unreadable: false,
    }
    .into()
}

/// The same, where a file is not there or cannot be read.
pub fn unreadable(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    ErrorWithHint {
        message: message.into(),
        hint: hint.into(),
        unreadable: true,
    }
    .into()
}

/// Whether an error is about a file that is not there or cannot be read, and not about what it says.
pub fn is_unreadable(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|e| e.is::<io::Error>() || e.downcast_ref::<ErrorWithHint>().is_some_and(|e| e.unreadable))
}

/// The advice of an error, where it has some.
pub fn hint<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e str> {
    error
        .downcast_ref::<ErrorWithHint>()
        .map(|e| e.hint.as_str())
        .filter(|h| !h.is_empty())
}

/// A file that cannot be used.
#[derive(Debug)]
pub struct BadFile(pub FileProblems);

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}` is not valid", self.0.kind, self.0.file)
    }
}

impl std::error::Error for BadFile {}

/// Files that cannot be used, all told together.
#[derive(Debug)]
pub struct BadFiles(pub Vec<FileProblems>);

impl fmt::Display for BadFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<String> = self.0.iter().map(|p| format!("{} `{}`", p.kind, p.file)).collect();
        write!(
            f,
            "{} cannot be read as it stands; nothing was written",
            files.join(", ")
        )
    }
}

impl std::error::Error for BadFiles {}

/// The files that an error is about, with their problems.
fn bad_files<'e>(error: &'e (dyn std::error::Error + 'static)) -> &'e [FileProblems] {
    match (error.downcast_ref::<BadFile>(), error.downcast_ref::<BadFiles>()) {
        (Some(BadFile(one)), _) => std::slice::from_ref(one),
        (_, Some(BadFiles(several))) => several,
        _ => &[],
    }
}

/// Shows an error on standard error and says which exit code it has.
pub fn report_failure(error: &anyhow::Error, style: &OutputStyle) -> ExitCode {
    show(error, style);
    ExitCode::from(2)
}

/// Shows an error on standard error.
pub fn show(error: &anyhow::Error, style: &OutputStyle) {
    let mut ink = Ink::new();
    let message: Vec<String> = error.chain().map(|e| e.to_string()).collect();
    ink.text(&told(&format!("error: {}\n", message.join(": "))));
    for cause in error.chain() {
        for problems in bad_files(cause) {
            ink.problems(problems, style.colour_err, style.width_err);
            let n = problems.errors();
            ink.text(&told(&format!(
                "{n} {} in `{}`; the file was left untouched.\n",
                if n == 1 { "error" } else { "errors" },
                problems.file
            )));
        }
        if let Some(hint) = hint(cause) {
            ink.text(&told(&format!("hint: {hint}\n")));
        }
    }
    let _ = Stream::Err.draw(&ink);
}
