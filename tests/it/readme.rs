//! Every command in the README is run, in its order, and what it shows is what the program prints.

use std::process::Stdio;

use crate::harness::{Place, project, root};

/// The commands of the README's `console` blocks, each with the output that stands below it.
fn blocks(text: &str) -> Vec<Vec<(String, Vec<String>)>> {
    let mut blocks = Vec::new();
    let mut inside: Option<Vec<(String, Vec<String>)>> = None;
    for line in text.lines() {
        match (&mut inside, line) {
            (None, "```console") => inside = Some(Vec::new()),
            (Some(_), "```") => blocks.extend(inside.take()),
            (Some(block), line) => match line.strip_prefix("$ ") {
                Some(command) => block.push((command.to_owned(), Vec::new())),
                None => block
                    .last_mut()
                    .expect("output needs a command")
                    .1
                    .push(line.to_owned()),
            },
            _ => {}
        }
    }
    blocks
}

/// Whether lines fit a pattern in which `...` stands for any number of lines.
fn fits(pattern: &[String], lines: &[&str]) -> bool {
    match pattern.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => (0..=lines.len()).any(|n| fits(rest, &lines[n..])),
        Some((first, rest)) => lines.first().is_some_and(|l| l == first) && fits(rest, &lines[1..]),
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn every_command_in_the_readme_works_as_shown() {
    let place = Place::new();
    copy(&root().join("examples"), &place.at("examples"));
    let mut ran = 0;
    for (command, wanted) in blocks(&project("README.md")).into_iter().flatten() {
        let (command, input) = match command.split_once(" < ") {
            Some((command, file)) => (
                command.to_owned(),
                Stdio::from(std::fs::File::open(place.at(file)).unwrap()),
            ),
            None => (command, Stdio::null()),
        };
        let words: Vec<&str> = command.split_whitespace().collect();
        assert_eq!(words[0], "assure", "{command}");
        let output = place.command(&words[1..]).stdin(input).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(fits(&wanted, &lines), "`{command}` shows something else:\n{shown}");
        assert_ne!(output.status.code(), Some(2), "{command}: {shown}");
        ran += 1;
    }
    assert!(ran >= 12, "only {ran} commands were found");
}

#[test]
fn the_two_commands_are_there_and_ci_runs_them() {
    let (readme, ci) = (project("README.md"), project(".ci/run"));
    assert!(readme.contains("\ncargo run --release -- ce\n") && readme.contains("\ncargo test\n"));
    assert!(ci.contains("cargo run --release --locked -- ce ") && ci.contains("\ncargo test "));
}

#[test]
fn links_in_the_documents_lead_somewhere() {
    for file in [
        "README.md",
        "CHANGELOG.md",
        "docs/answer-file.md",
        "docs/json.md",
        "docs/report.md",
        "docs/merge.md",
        "docs/checklist-format.md",
        "docs/quartet.md",
        "docs/spreadsheets.md",
        "docs/export.md",
        "docs/scale.md",
        "docs/forms.md",
        "benches/README.md",
    ] {
        let text = project(file);
        for part in text.split("](").skip(1) {
            let target = part.split(')').next().unwrap();
            if !target.starts_with("http") {
                let path = root()
                    .join(file)
                    .parent()
                    .unwrap()
                    .join(target.split('#').next().unwrap());
                assert!(path.exists(), "{file} links to {target}");
            }
        }
    }
}
