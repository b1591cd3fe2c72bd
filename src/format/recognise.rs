//! Whether a text is a file of this program's at all: what is none is named in an error, and never shown.

use super::source::{self, SourceTable, Value};
use crate::diagnostic::{Diagnostic, FileProblems};

/// Keys that hardly another kind of file has at its top.
const DISTINCTIVE_KEYS: [&str; 16] = [
    "checklist",
    "checklist_file",
    "edition",
    "period",
    "council",
    "assessor",
    "answer",
    "archived",
    "previous",
    "role",
    "minutes",
    "section",
    "withdrawn",
    "extend",
    "extends",
    "topic",
];

/// Keys of ours that other files have too: two of all make one of ours.
const SHARED_KEYS: [&str; 18] = [
    "format",
    "id",
    "title",
    "status",
    "source",
    "note",
    "revision",
    "digest",
    "rule",
    "started",
    "updated",
    "context",
    "break",
    "theme",
    "term",
    "indicator",
    "kind",
    "audience",
];

/// The problems of a file; of a file that is none of ours, only that it is none.
pub fn problems_of(file: impl Into<String>, text: String, kind: &'static str, list: Vec<Diagnostic>) -> FileProblems {
    let file = file.into();
    if is_ours(&text) {
        return FileProblems { file, text, kind, list };
    }
    let problem = Diagnostic::error(
        "other-file",
        format!("this is no {kind}: it has none of the keys of one"),
    )
    .help("name another file; what is in this one is not shown");
    FileProblems {
        file,
        text: String::new(),
        kind,
        list: vec![problem],
    }
}

/// Whether the keys at a text's top are those of a checklist, an answer file or a report.
///
/// A file with mistakes in it is still one of ours, and its lines are shown where they are wrong. A file of somebody else's is not:
/// its name may stand in an answer file that came from a stranger, and its lines would stand in an error that is passed on.
pub fn is_ours(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let keys: Vec<String> = if text.trim_start().starts_with('{') {
        match source::parse_json(text) {
            Ok(table) if is_named_ours(&table) => return true,
            Ok(table) => table.entries.into_iter().map(|e| e.name).collect(),
            Err(_) => keys_of_broken_json(text),
        }
    } else {
        match source::parse_toml(text) {
            Ok(table) => table.entries.into_iter().map(|e| e.name).collect(),
            Err(_) => keys_of_broken_toml(text),
        }
    };
    // Nothing in it is nothing to hide.
    let empty = text
        .lines()
        .all(|l| !l.contains(char::is_alphanumeric) || l.trim_start().starts_with('#'));
    let common = SHARED_KEYS.iter().filter(|k| keys.iter().any(|key| key == *k)).count();
    empty || common >= 2 || DISTINCTIVE_KEYS.iter().any(|k| keys.iter().any(|key| key == k))
}

/// Whether a JSON says that this program wrote it.
fn is_named_ours(table: &SourceTable) -> bool {
    table
        .get("kind")
        .is_some_and(|e| matches!(&e.node.value, Value::Text(kind) if kind.starts_with("assure-")))
}

/// What stands as a key in a text that is no JSON as it stands.
fn keys_of_broken_json(text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text.split('"').collect();
    pieces
        .windows(2)
        .filter_map(|pair| match pair {
            [key, behind] if behind.trim_start().starts_with(':') => Some((*key).to_owned()),
            _ => None,
        })
        .collect()
}

/// The keys at the top of a text that is no TOML as it stands, read line by line.
fn keys_of_broken_toml(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut top = true;
    for line in text.lines().map(str::trim_start) {
        let name = |s: &str| -> String {
            s.trim_start_matches(['"', '\''])
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
                .collect()
        };
        if let Some(header) = line.strip_prefix('[') {
            top = false;
            keys.push(name(header.trim_start_matches('[').trim_start()));
        } else if top
            && let Some((key, _)) = line.split_once('=')
            && key.trim().len() < 40
        {
            keys.push(name(key.trim()));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_with_mistakes_and_files_of_others() {
        for text in [
            "format = 1\nchecklist = \"ce\"\nedition = ",
            "[answer.voice]\nrating = 9",
            "[answer.voice\nrating = 9",
            "id = \"x\"\ntitle = \"y\"",
            "council = \"Northmoor",
            "[[section]]\nid = ",
            "",
            "# only a comment",
            "{\"kind\": \"assure-score\"}",
            "{\"council\": \"Northmoor\" \"edition\": 2026}",
            "{",
        ] {
            assert!(is_ours(text), "{text}");
        }
        for text in [
            "root:x:0:0:root:/root:/bin/bash\n",
            "TOKEN=secret",
            "title = \"a page of somebody's\"",
            "[package]\nname = \"x\"\nedition = \"2024\"",
            "PRIVATE KEY\n=====",
            "{\"password\": 1}",
            "{\"password\": secret",
            "a,b\n1,2",
        ] {
            assert!(!is_ours(text), "{text}");
        }
    }
}
