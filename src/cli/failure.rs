//! All errors meet here: what went wrong, where, and how to mend it.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use assure::diagnostic::FileProblems;

use super::screen::{Ink, Stream};
use super::shell;
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
    show_up_to(error, usize::MAX, style);
}

/// Shows an error about one file of many: its first mistakes, and the command that shows them all.
pub fn show_beginning(error: &anyhow::Error, style: &OutputStyle) {
    show_up_to(error, 3, style);
}

/// Shows an error about one file of very many: that there is one, and how many mistakes.
pub fn show_in_a_line(error: &anyhow::Error) {
    let errors: usize = error.chain().flat_map(bad_files).map(FileProblems::errors).sum();
    let errors = match errors {
        0 => String::new(),
        1 => " (1 error)".to_owned(),
        n => format!(" ({n} errors)"),
    };
    let mut ink = Ink::new();
    ink.text(&told(&format!("error: {}{errors}\n", message(error))));
    let _ = Stream::Err.draw(&ink);
}

fn message(error: &anyhow::Error) -> String {
    let message: Vec<String> = error.chain().map(ToString::to_string).collect();
    message.join(": ")
}

fn show_up_to(error: &anyhow::Error, most: usize, style: &OutputStyle) {
    let mut ink = Ink::new();
    ink.text(&told(&format!("error: {}\n", message(error))));
    for cause in error.chain() {
        for problems in bad_files(cause) {
            let errors = problems.errors();
            if problems.list.len() > most {
                let mut first = problems.clone();
                first.list.truncate(most);
                ink.problems(&first, style.colour_err, style.width_err);
                ink.text(&told(&format!(
                    "the first {most} of {} problems in `{}`; all of them: `assure check {}`\n",
                    problems.list.len(),
                    problems.file,
                    shell::path(Path::new(&problems.file))
                )));
                continue;
            }
            ink.problems(problems, style.colour_err, style.width_err);
            ink.text(&told(&format!(
                "{errors} {} in `{}`; the file was left untouched.\n",
                if errors == 1 { "error" } else { "errors" },
                problems.file
            )));
        }
        if let Some(hint) = hint(cause) {
            ink.text(&told(&format!("hint: {hint}\n")));
        }
    }
    let _ = Stream::Err.draw(&ink);
}
