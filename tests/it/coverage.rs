//! Traceability: every paragraph of a source document is covered by named questions or has a reason. That none is missing and no
//! sentence is copied, `.ci/sources.py` looks at where the source documents are at hand.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use assure::checklist::{self, Checklist, Library, QuestionId, SourceId, library};
use serde::Deserialize;

use crate::harness::{project, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    format: u32,
    checklist: String,
    edition: u16,
    source: SourceId,
    /// The name of the document's text; read by `.ci/sources.py`.
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
    covered_by: Vec<QuestionId>,
    #[serde(default)]
    reason: String,
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

fn parsed(m: &Mapping) -> &'static Checklist {
    Library::shipped()
        .edition(&m.checklist, m.edition)
        .unwrap_or_else(|| panic!("{}@{}", m.checklist, m.edition))
}

fn cell(text: &str) -> String {
    assure::escape::inline(text)
}

fn ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}

/// One row a paragraph of a source document: who covers it, or why nobody does.
fn rows(out: &mut String, m: &Mapping, cover: impl Fn(&Paragraph) -> (bool, String)) {
    let covers: Vec<(bool, String)> = m.paragraph.iter().map(cover).collect();
    let covered = covers.iter().filter(|(yes, _)| *yes).count();
    let _ = writeln!(
        out,
        "{} paragraphs in the order of the document: {covered} covered by questions, {} with the reason why none does. The\ndocument itself is not reproduced: a paragraph is named by its place and its first words.\n",
        m.paragraph.len(),
        m.paragraph.len() - covered
    );
    out.push_str("| Place | Begins | What it says, in our words | Covered by, or why not |\n|---|---|---|---|\n");
    for (p, (_, by)) in m.paragraph.iter().zip(&covers) {
        assert!(!by.trim().is_empty(), "{}: neither covered nor explained", p.at);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {by} |",
            cell(&p.at),
            cell(&p.starts),
            cell(&p.gist)
        );
    }
}

fn heading(out: &mut String, title: &str, source: &checklist::Source) {
    let _ = writeln!(
        out,
        "## {title}\n\n{}, {}, {}.\n",
        cell(&source.title),
        cell(&source.publisher),
        cell(&source.date)
    );
}

/// What became of an earlier edition's questions, for a paragraph that they covered.
fn descendants(c: &Checklist, edition: u16, p: &Paragraph) -> (bool, String) {
    if p.covered_by.is_empty() {
        return (false, cell(&p.reason));
    }
    let lives: Vec<&str> = c
        .questions()
        .filter(|q| {
            q.was
                .iter()
                .any(|w| w.edition == edition && p.covered_by.contains(&w.id))
        })
        .map(|q| q.id.as_str())
        .collect();
    let gone: Vec<String> = c
        .withdrawn
        .iter()
        .filter(|w| w.edition == edition && p.covered_by.contains(&w.id))
        .map(|w| format!("`{}` withdrawn: {}", w.id, cell(&w.reason)))
        .collect();
    let mut parts = Vec::new();
    if !lives.is_empty() {
        parts.push(ids(lives.iter().copied()));
    }
    parts.extend(gone);
    (!lives.is_empty(), parts.join("; "))
}

/// The page of one edition: its own document, what lives on of the earlier edition's, and what each question rests on.
fn page(c: &Checklist, own: Option<&Mapping>, earlier: Option<(&Mapping, &Checklist)>) -> String {
    let name = format!("{}-{}", c.id, c.edition);
    let mut out = format!(
        "<!-- Made from the checklist{} by: GOLDEN=overwrite cargo test coverage -->\n\n# Coverage of {}\n\n",
        own.map_or_else(String::new, |_| format!(" and {name}.toml")),
        c.name()
    );
    if let Some(m) = own {
        let source = c
            .source(&m.source)
            .unwrap_or_else(|| panic!("{name}: source {} is not declared", m.source));
        heading(&mut out, "Its source document", source);
        rows(&mut out, m, |p| {
            if p.covered_by.is_empty() {
                (false, cell(&p.reason))
            } else {
                (true, ids(p.covered_by.iter().map(|id| id.as_str())))
            }
        });
        out.push('\n');
    }
    if let Some((m, old)) = earlier {
        let source = old
            .source(&m.source)
            .unwrap_or_else(|| panic!("{}: source {} is not declared", old.name(), m.source));
        heading(
            &mut out,
            &format!("What lives on of the document of {}", old.name()),
            source,
        );
        rows(&mut out, m, |p| descendants(c, m.edition, p));
        out.push('\n');
    }
    out.push_str("## By question: what it rests on\n\n| Question | Source and place |\n|---|---|\n");
    for q in c.questions() {
        let places: Vec<String> = q
            .source
            .iter()
            .map(|x| {
                format!(
                    "{}: {}",
                    cell(c.source(&x.id).map_or(x.id.as_str(), |s| s.title.as_str())),
                    cell(&x.locator)
                )
            })
            .collect();
        let _ = writeln!(out, "| `{}` | {} |", q.id, places.join("; "));
    }
    out
}

#[test]
fn coverage_pages_are_made_from_the_checklists_and_mappings() {
    let mappings = mappings();
    let find = |id: &str, edition: u16| {
        mappings
            .iter()
            .map(|(_, m)| m)
            .find(|m| m.checklist == id && m.edition == edition)
    };
    for s in library::SHIPPED {
        let c = Library::shipped().edition(s.id, s.edition).unwrap();
        let before = Library::shipped().editions(s.id).into_iter().rfind(|e| *e < s.edition);
        let old = before.and_then(|e| Library::shipped().edition(s.id, e));
        let earlier = old.and_then(|old| find(s.id, old.edition).map(|m| (m, old)));
        let own = find(s.id, s.edition);
        assert!(own.is_some() || earlier.is_some(), "{} has no coverage", s.name());
        let actual = page(c, own, earlier);
        let name = format!("docs/coverage/{}-{}.md", s.id, s.edition);
        let path = root().join(&name);
        if std::env::var_os("GOLDEN").is_some_and(|v| v == "overwrite") {
            std::fs::write(&path, &actual).unwrap();
        }
        let on_disk = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            on_disk == actual,
            "{name} is not what the checklist and its mapping say: GOLDEN=overwrite cargo test coverage"
        );
    }
}

#[test]
fn coverage_names_real_questions_and_leaves_nothing_open() {
    for (name, m) in mappings() {
        assert_eq!(m.format, 1);
        assert!(m.seed.ends_with(".txt"), "{name}");
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
            .flat_map(|p| p.covered_by.iter().map(|id| id.as_str()))
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
