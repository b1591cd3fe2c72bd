//! A command as it is typed, for somebody who left something out or named a folder where files are wanted.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::load::{self, FileKind};
use super::shell;

/// Each command that wants something named, and one way to type it.
const EXAMPLES: &[(&str, &str)] = &[
    ("run", "assure run ce@2026"),
    ("show", "assure show ce"),
    ("check", "assure check ce-2026-27.toml"),
    ("score", "assure score ce-2026-27.toml"),
    ("report", "assure report ce-2026-27.toml -o report.docx"),
    (
        "pack",
        "assure pack ce-2026-27.toml --previous ce-2025-26.toml -o conversation",
    ),
    ("form", "assure form ce -o form.xlsx"),
    ("import", "assure import form.xlsx --file ce-2026-27.toml"),
    ("diff", "assure diff ce-2025-26.toml ce-2026-27.toml"),
    (
        "approve",
        "assure approve ce-2026-27.toml --name Example --post chief-executive",
    ),
    (
        "comment",
        "assure comment ce-2026-27.toml --name Okafor --post moderator",
    ),
    (
        "merge",
        "assure merge director.toml night-manager.toml -o together.toml",
    ),
    ("upgrade", "assure upgrade ce-2025-26.toml --to 2026"),
    ("schema", "assure schema answers"),
    ("trend", "assure trend ce-2024-25.toml ce-2025-26.toml ce-2026-27.toml"),
    (
        "quartet",
        "assure quartet ce-2026-27.toml leader-2026-27.toml dcs-2026-27.toml",
    ),
    ("export", "assure export . -o answers.csv"),
];

/// So many files of a folder are looked at.
const MOST_READ: usize = 200;

/// The command that was typed, where it is one that wants something named, and an example of it.
pub fn example_of(args: impl IntoIterator<Item = OsString>) -> Option<(&'static str, &'static str)> {
    args.into_iter()
        .skip(1)
        .find_map(|argument| EXAMPLES.iter().copied().find(|(name, _)| argument == *name))
}

/// What to name instead of a folder: for a command of several files those in it that go together, else one of them.
pub fn instead_of_folder(folder: &Path) -> String {
    let (command, example) = example_of(std::env::args_os()).unwrap_or_default();
    let by_checklist = answer_files(folder);
    let (files, tail) = match command {
        "quartet" => (newest_of_each(&by_checklist, 4), ""),
        "trend" => (of_one(&by_checklist, 3), ""),
        "diff" => (of_one(&by_checklist, 2), ""),
        "merge" => (of_one(&by_checklist, 3), " -o together.toml"),
        _ => {
            return match by_checklist.values().flatten().min() {
                Some(file) => format!("name a file in it, such as {}", shell::path(file)),
                None => "name a file in it".to_owned(),
            };
        }
    };
    if files.len() < 2 {
        return format!("name files, and no folder, such as: {example}");
    }
    let names: Vec<String> = files.iter().map(|f| shell::path(f)).collect();
    format!("name the files in it: assure {command} {}{tail}", names.join(" "))
}

/// The answer files in a folder, by the checklist that they answer, in the order of their names.
fn answer_files(folder: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) && p.is_file())
        .collect();
    paths.sort();
    let mut files: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in paths.into_iter().take(MOST_READ) {
        if let Some(FileKind::Answers { checklist }) = load::kind_of(&path) {
            files.entry(checklist).or_default().push(path);
        }
    }
    files
}

/// Of each checklist the last, whose name is that of the newest year.
fn newest_of_each(files: &BTreeMap<String, Vec<PathBuf>>, most: usize) -> Vec<PathBuf> {
    files.values().filter_map(|f| f.last().cloned()).take(most).collect()
}

/// The last of the checklist with most files.
fn of_one(files: &BTreeMap<String, Vec<PathBuf>>, most: usize) -> Vec<PathBuf> {
    let all = files.values().max_by_key(|f| f.len()).map_or(&[][..], Vec::as_slice);
    all.get(all.len().saturating_sub(most)..).unwrap_or_default().to_vec()
}
