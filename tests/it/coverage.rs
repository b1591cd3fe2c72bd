//! Traceability: every paragraph of a source document is covered by named questions or has a reason, and no sentence of it is copied.
#![allow(clippy::print_stderr, reason = "a test that skips says so")]

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use assure::checklist::{self, Checklist, Library, library};
use serde::Deserialize;

use crate::harness::{project, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    format: u32,
    checklist: String,
    edition: u16,
    source: String,
    seed: String,
    paragraph: Vec<Paragraph>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paragraph {
    at: String,
    starts: String,
    #[serde(default)]
    gist: String,
    #[serde(default)]
    covered_by: Vec<String>,
    #[serde(default)]
    reason: String,
}

/// The source documents, where they are at hand: beside the project, never in it.
fn seed(name: &str) -> Option<String> {
    let path: PathBuf = root().parent()?.join("shared/seeds").join(name);
    std::fs::read(path)
        .ok()
        .map(|b| String::from_utf8_lossy(&b).into_owned())
}

fn mappings() -> Vec<(String, Mapping)> {
    let mut all: Vec<(String, Mapping)> = std::fs::read_dir(root().join("docs/coverage"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.ends_with(".toml"))
        .map(|n| {
            let text = project(&format!("docs/coverage/{n}"));
            (
                n.trim_end_matches(".toml").to_owned(),
                toml::from_str(&text).unwrap_or_else(|e| panic!("{n}: {e}")),
            )
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn parsed(m: &Mapping) -> Checklist {
    Library::shipped()
        .edition(&m.checklist, m.edition)
        .unwrap_or_else(|| panic!("{}@{}", m.checklist, m.edition))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['’', '\''], "")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn page(name: &str, m: &Mapping, c: &Checklist) -> String {
    let cell = |t: &str| assure::report::escape::inline(t);
    let source = c
        .source(&m.source)
        .unwrap_or_else(|| panic!("{name}: source {} is not declared", m.source));
    let covered = m.paragraph.iter().filter(|p| !p.covered_by.is_empty()).count();
    let mut out = format!(
        "<!-- Made from {name}.toml and the checklist by: GOLDEN=overwrite cargo test coverage -->\n\n# Coverage of {}@{}\n\n{}, {}, {}.\n\n",
        c.id,
        c.edition,
        cell(&source.title),
        cell(&source.publisher),
        cell(&source.date)
    );
    let _ = writeln!(
        out,
        "{} paragraphs in the order of the document: {covered} covered by questions, {} with the reason why none does. The\ndocument itself is not reproduced: a paragraph is named by its place and its first words.\n",
        m.paragraph.len(),
        m.paragraph.len() - covered
    );
    out.push_str("| Place | Begins | What it says, in our words | Covered by, or why not |\n|---|---|---|---|\n");
    for p in &m.paragraph {
        let by: Vec<String> = p.covered_by.iter().map(|id| format!("`{id}`")).collect();
        let by = if by.is_empty() { cell(&p.reason) } else { by.join(", ") };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {by} |",
            cell(&p.at),
            cell(&p.starts),
            cell(&p.gist)
        );
    }
    out.push_str("\n## By question\n\n| Question | Paragraphs |\n|---|---|\n");
    for q in c.questions() {
        let places: Vec<String> = m
            .paragraph
            .iter()
            .filter(|p| p.covered_by.contains(&q.id))
            .map(|p| cell(&p.at))
            .collect();
        let places = if places.is_empty() {
            "rests on another source".to_owned()
        } else {
            places.join("; ")
        };
        let _ = writeln!(out, "| `{}` | {places} |", q.id);
    }
    out
}

#[test]
fn coverage_pages_are_made_from_the_mapping() {
    for (name, m) in mappings() {
        let c = parsed(&m);
        let actual = page(&name, &m, &c);
        let path = root().join(format!("docs/coverage/{name}.md"));
        if std::env::var_os("GOLDEN").is_some_and(|v| v == "overwrite") {
            std::fs::write(&path, &actual).unwrap();
        }
        let on_disk = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            on_disk == actual,
            "docs/coverage/{name}.md is not what {name}.toml says: GOLDEN=overwrite cargo test coverage"
        );
    }
}

#[test]
fn coverage_names_real_questions_and_leaves_nothing_open() {
    for (name, m) in mappings() {
        assert_eq!(m.format, 1);
        let c = parsed(&m);
        for p in &m.paragraph {
            assert_ne!(
                p.covered_by.is_empty(),
                p.reason.trim().is_empty(),
                "{name}, {}: ids or a reason, one of the two",
                p.at
            );
            for id in &p.covered_by {
                assert!(c.question(id).is_some(), "{name}, {}: no question `{id}`", p.at);
            }
        }
        let covered: BTreeSet<&str> = m
            .paragraph
            .iter()
            .flat_map(|p| p.covered_by.iter().map(String::as_str))
            .collect();
        for q in c.questions().filter(|q| q.source.iter().all(|s| s.id == m.source)) {
            assert!(
                covered.contains(q.id.as_str()),
                "{name}: `{}` cites {} and no paragraph of it leads there",
                q.id,
                m.source
            );
        }
    }
}

/// Every shipped edition that comes from a document has its mapping.
#[test]
fn coverage_exists_for_every_edition() {
    let names: HashSet<String> = mappings().into_iter().map(|(n, _)| n).collect();
    for s in library::SHIPPED {
        assert!(
            names.contains(&format!("{}-{}", s.id, s.edition)) || s.edition == 2026,
            "{}",
            s.name()
        );
    }
}

#[test]
fn coverage_has_every_paragraph_of_the_source() {
    for (name, m) in mappings() {
        let Some(text) = seed(&m.seed) else {
            eprintln!("skipped: the source document of {name} is not at hand");
            continue;
        };
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        assert_eq!(m.paragraph.len(), lines.len(), "{name}");
        for (p, line) in m.paragraph.iter().zip(lines) {
            let starts = words(&p.starts);
            assert!(
                starts.len() <= 6 && words(line).starts_with(&starts),
                "{name}, {}: `{}` does not begin `{line}`",
                p.at,
                p.starts
            );
        }
    }
}

/// Bodies whose names alone have eight words.
const BODIES: &[&str] = &["National College for Leadership of Schools and Children's Services"];

/// Runs of eight words that stand in a source document. Addresses and titles of documents are no sentences.
#[test]
fn no_sentence_of_a_source_stands_in_a_checklist() {
    let mut runs: HashSet<Vec<String>> = HashSet::new();
    let folder = root().parent().unwrap().join("shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("skipped: the source documents are not at hand");
        return;
    };
    for entry in entries {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".txt") {
            runs.extend(words(&seed(&name).unwrap()).windows(8).map(<[String]>::to_vec));
        }
    }
    assert!(runs.len() > 1000);
    for s in library::SHIPPED {
        let c = checklist::parse(s.text, &Library::empty()).unwrap();
        let exempt: Vec<Vec<String>> = BODIES
            .iter()
            .map(|b| words(b))
            .chain(
                c.sources
                    .iter()
                    .flat_map(|x| [Some(x.title.as_str()), x.url.as_deref()])
                    .flatten()
                    .map(words),
            )
            .collect();
        let mut texts: Vec<(&str, &str)> = Vec::new();
        texts.extend(c.note.iter().map(|t| ("note", t.as_str())));
        for x in &c.contexts {
            texts.push((&x.id, &x.text));
        }
        for section in &c.sections {
            texts.extend(section.intro.iter().map(|t| (section.id.as_str(), t.as_str())));
            for q in &section.questions {
                texts.extend([(q.id.as_str(), q.text.as_str()), (q.id.as_str(), q.why.as_str())]);
                texts.extend(
                    q.look_for
                        .iter()
                        .chain(&q.warning_signs)
                        .chain(&q.indicators)
                        .map(|t| (q.id.as_str(), t.as_str())),
                );
                texts.extend(
                    q.then_now
                        .iter()
                        .flat_map(|t| [(q.id.as_str(), t.then.as_str()), (q.id.as_str(), t.now.as_str())]),
                );
            }
        }
        for (place, text) in texts {
            for run in words(text).windows(8) {
                let named = exempt.iter().any(|e| e.windows(8).any(|w| w == run));
                assert!(
                    named || !runs.contains(run),
                    "{}, {place}: copied: {}",
                    s.name(),
                    run.join(" ")
                );
            }
        }
    }
}
