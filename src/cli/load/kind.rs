//! What kind of file it is, as far as its head tells.

use std::path::Path;

use assure::assessment::CommentFile;
use assure::diagnostic::Diagnostic;
use assure::format::recognise::{is_ours, problems_of};
use assure::format::source as node;

use super::text::is_stdin;
use super::{as_path, beside, file_name, read_text};
use crate::cli::failure::{BadFile, error_with_hint};
use crate::cli::shell;

/// What kind of file of ours lies at a path, as far as its head tells.
pub enum FileKind {
    /// A checklist or an overlay.
    Checklist,
    /// Answers.
    Answers {
        /// The id of the checklist that they answer, or its path where it is the council's own.
        checklist: String,
    },
    /// Comments on answers, without the answers.
    Comments,
}

/// Whether a text holds answers, or did before something in it broke or was lost: anything else in a folder is none of a batch's business.
/// What has nothing in it any more counts as one: a council that is missing is worse than a file too many that is told.
pub fn holds_answers(text: &str) -> bool {
    let Ok(table) = node::parse_toml(text) else {
        return is_ours(text);
    };
    let any = |keys: &[&str]| keys.iter().any(|key| table.get(key).is_some());
    if any(&["section", "extend", "extends"]) || CommentFile::is_one(text) {
        return false;
    }
    any(&["answer", "archived", "checklist", "assessor"])
        || table.entries.is_empty()
        || any(&["format"]) && !any(&["term", "theme", "topic", "indicator"])
}

/// Looks what kind of file it is; none where it is none of ours, or cannot be read.
pub fn kind_of(path: &Path) -> Option<FileKind> {
    let table = node::parse_toml(&read_text(path).ok()?).ok()?;
    let text = |key: &str| match table.get(key).map(|e| &e.node.value) {
        Some(node::Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    if table.get("section").is_some() {
        return Some(FileKind::Checklist);
    }
    if text("kind").as_deref() == Some("assure-comments") {
        return Some(FileKind::Comments);
    }
    text("checklist").map(|id| FileKind::Answers {
        checklist: text("checklist_file").map_or(id, |own| as_path(&beside(path, &own))),
    })
}

/// The command that goes on with an answer file. `checklist` is an id, an edition or the path of a council's own.
pub fn interview_command(checklist: &str, path: &Path) -> String {
    let command = match checklist {
        "ce" | "leader" | "lmcs" | "dcs" => format!("assure {checklist}"),
        _ => format!("assure run {}", shell::argument(checklist)),
    };
    format!("{command} --file {}", shell::path(path))
}

/// What is wrong with a file that was taken for one of answers: it is of another kind, or each of its problems.
pub fn bad_answers(path: &Path, text: impl Into<String>, list: Vec<Diagnostic>) -> anyhow::Error {
    let text = text.into();
    if CommentFile::is_one(&text) {
        return error_with_hint(
            format!("`{}` holds comments on answers, and no answers", file_name(path)),
            format!(
                "take them into the answers that they are about: `assure comment ANSWERS --from {}`",
                shell::path(path)
            ),
        );
    }
    bad(path, text, "answer file", list)
}

/// What is wrong with a file of answers that does not name its checklist.
pub(super) fn without_checklist(path: &Path, text: &str) -> anyhow::Error {
    let file = shell::path(path);
    if text.contains("[[section") {
        return error_with_hint(
            format!("`{}` is a checklist, and holds no answers", file_name(path)),
            format!("check it with `assure check {file}`, or answer it with `assure run {file}`"),
        );
    }
    let begins = "an answer file begins with `format`, `checklist` and `edition`; see `assure run ce --blank`";
    if is_ours(text) {
        error_with_hint(
            format!("`{}` does not say which checklist it answers", file_name(path)),
            begins,
        )
    } else {
        error_with_hint(
            format!(
                "`{}` is no answer file: it has none of the keys of one",
                file_name(path)
            ),
            begins,
        )
    }
}

/// What is wrong with a text, each problem at its place.
pub(super) fn bad(path: &Path, text: String, kind: &'static str, list: Vec<Diagnostic>) -> anyhow::Error {
    if is_stdin(path) && text.trim_start_matches('\u{feff}').trim().is_empty() {
        return error_with_hint(
            "nothing came in through standard input",
            "`-` reads what a file or another command hands on: `assure score - < ANSWERS.toml`",
        );
    }
    BadFile(problems_of(file_name(path), text, kind, list)).into()
}
