//! Mistakes on the command line: what, where, and a mend that works when it is typed.
//!
//! clap finds the mistake and says it; the tips are ours where clap's would lead astray (`ce@2022` is not `ce`, and nobody means
//! to pass `-o` as a value).

use std::ffi::OsString;
use std::path::Path;

use assure::checklist::Library;
use assure::diagnostic::nearest;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::examples::example_of;
use super::load;
use super::shell;

/// The error with tips that help.
pub fn with_tips(mut error: clap::Error, args: &[OsString]) -> clap::Error {
    let tips = match error.kind() {
        ErrorKind::InvalidSubcommand => context_value(&error, ContextKind::InvalidSubcommand)
            .map(|name| tips_for_unknown_command(&name))
            .unwrap_or_default(),
        ErrorKind::UnknownArgument => {
            let argument = context_value(&error, ContextKind::InvalidArg).unwrap_or_default();
            let tips = tips_for_unknown_option(&argument, command_of(args).as_deref());
            if !tips.is_empty() || argument.starts_with('-') {
                // clap's only other idea is that it was meant as a value.
                error.remove(ContextKind::Suggested);
            }
            tips
        }
        ErrorKind::MissingRequiredArgument => example_of(args.iter().cloned())
            .map(|(_, example)| vec![format!("for example: {example}")])
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    if !tips.is_empty() {
        for kind in [ContextKind::SuggestedSubcommand, ContextKind::Suggested] {
            error.remove(kind);
        }
        let tips = tips
            .iter()
            .map(|tip| StyledStr::from(shell::runnable(tip).into_owned()))
            .collect();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
    error
}

fn context_value(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    }
}

/// The command that was named: the first word that is no option.
fn command_of(args: &[OsString]) -> Option<String> {
    args.iter()
        .skip(1)
        .map(|a| a.to_string_lossy().into_owned())
        .find(|a| !a.starts_with('-'))
}

/// What stands where a command belongs: an edition or a file.
fn tips_for_unknown_command(name: &str) -> Vec<String> {
    if let Some((id, _)) = name.split_once('@') {
        let library = Library::shipped();
        let ids: Vec<&str> = library.ids().collect();
        let Some(id) = ids
            .iter()
            .copied()
            .find(|i| *i == id)
            .or_else(|| nearest(id, ids.iter().copied()))
        else {
            return Vec::new();
        };
        let editions = library.editions(id);
        return match name
            .rsplit('@')
            .next()
            .and_then(|e| e.parse().ok())
            .filter(|e| editions.contains(e))
        {
            Some(edition) => vec![format!("to answer that edition: assure run {id}@{edition}")],
            None => editions
                .iter()
                .rev()
                .map(|e| format!("there is: assure run {id}@{e}"))
                .collect(),
        };
    }
    if !load::is_path(name) && !Path::new(name).is_file() {
        return Vec::new();
    }
    let path = shell::path(Path::new(name));
    match load::kind_of(Path::new(name)) {
        Some(load::FileKind::Checklist) => vec![
            format!("to answer this checklist: assure run {path}"),
            format!("to check it: assure check {path}"),
        ],
        Some(load::FileKind::Answers { checklist }) => vec![
            format!(
                "to go on answering: {}",
                load::interview_command(&checklist, Path::new(name))
            ),
            format!("to see where it stands: assure score {path}"),
            format!("to write its report: assure report {path}"),
        ],
        Some(load::FileKind::Comments) => vec![
            format!("to take these comments into the answers: assure comment ANSWERS --from {path}"),
            format!("to check them: assure check {path}"),
        ],
        None => vec![format!("a file comes after a command: assure check {path}")],
    }
}

/// What was meant by an option that a command has not got.
fn tips_for_unknown_option(argument: &str, command: Option<&str>) -> Vec<String> {
    let command = command.unwrap_or_default();
    match argument.split('=').next().unwrap_or_default() {
        "-o" | "--output" => vec![
            format!("`assure {command}` prints its result: send it to a file with `>`"),
            "a report goes to a file with: assure report FILE -o REPORT.md".to_owned(),
        ],
        _ if argument.starts_with('-') && !command.is_empty() => {
            vec![format!("to see what it takes: assure {command} --help")]
        }
        _ => Vec::new(),
    }
}
