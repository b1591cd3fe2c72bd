//! The house: its map is true, and the library keeps to itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{project, root};

/// Every Rust file below a folder.
fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The first cells of the map's table.
fn named() -> Vec<String> {
    let page = project("CONTRIBUTING.md");
    page.lines()
        .filter(|l| l.starts_with("| `"))
        .filter_map(|l| l.split('|').nth(1))
        .flat_map(|cell| {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Rooms that another change is bringing in: they may be named before they stand.
const COMING: &[&str] = &[];

#[test]
fn the_map_names_every_folder_and_file_at_the_top_of_src_and_no_other() {
    let mut there: Vec<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|e| e.unwrap())
        .map(|e| {
            let name = e.file_name().to_string_lossy().into_owned();
            if e.path().is_dir() { format!("{name}/") } else { name }
        })
        .collect();
    there.sort();
    let named = named();
    let missing: Vec<_> = there.iter().filter(|t| !named.contains(t)).collect();
    let gone: Vec<_> = named
        .iter()
        .filter(|n| !there.contains(n) && !COMING.contains(&n.as_str()))
        .collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md does not name: {missing:?}");
    assert!(gone.is_empty(), "CONTRIBUTING.md names what is not there: {gone:?}");
}

#[test]
fn the_map_names_only_files_that_exist() {
    for word in project("CONTRIBUTING.md").split('`').skip(1).step_by(2) {
        let inside = word
            .split_once('/')
            .is_some_and(|(f, rest)| f != "tests" && !rest.is_empty());
        if inside && !word.contains(['*', ' ']) && word.ends_with(".rs") {
            assert!(root().join("src").join(word).is_file(), "CONTRIBUTING.md names {word}");
        }
    }
}

#[test]
fn the_library_names_no_package_of_the_command_line() {
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut looked_at = 0;
    for file in files {
        if file == src.join("main.rs") || file == src.join("cli.rs") || file.starts_with(src.join("cli")) {
            continue;
        }
        looked_at += 1;
        let text = fs::read_to_string(&file).unwrap();
        for package in ["clap", "dialoguer", "comfy_table", "anyhow"] {
            let word = text
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .any(|w| w == package);
            assert!(!word, "{} names {package}", file.display());
        }
    }
    assert!(looked_at > 20);
}

#[test]
fn one_place_asks_what_day_it_is() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let asking: Vec<_> = files
        .iter()
        .filter(|f| {
            let text = fs::read_to_string(f).unwrap();
            ["Local::now", "Utc::now", "SystemTime::now"]
                .iter()
                .any(|now| text.contains(now))
        })
        .collect();
    assert_eq!(asking, [&root().join("src/cli/commands.rs")]);
}

/// The door to the terminal: whatever is written past it could act on the terminal, or hide there.
#[test]
fn only_the_door_writes_to_the_streams() {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("cli/screen.rs") {
                files.push(path);
            }
        }
    }
    assert!(files.len() > 50, "{}", files.len());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        // A test may write what it likes.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in [
            "io::stdout()",
            "io::stderr()",
            "Term::stdout()",
            "Term::stderr()",
            " print!(",
            "println!(",
            "dbg!(",
            "error.print()",
            "to_string_pretty(",
            "to_writer_pretty(",
        ] {
            let found = text
                .lines()
                .find(|l| l.contains(call) && !l.trim_start().starts_with("//"));
            assert_eq!(found, None, "{}: use cli::screen or report::to_json", path.display());
        }
    }
}
