//! From a file's text to a valid checklist, or to every problem it has.

use std::collections::BTreeMap;

use super::overlay::{self, Overlay};
use super::rules::{Parts, RULES, cycle, join_path, key_run, problem_at, question_path};
use super::{Checklist, Library, lineage};
use crate::diagnostic::{Diagnostic, Problems};
use crate::format::pieces::Blocks;
use crate::format::schema::Rules;
use crate::format::source::{self, Node, PathStep, SourceTable, Value};
use crate::format::{self, FileType, InvalidDocument, Notation, UnplacedProblem};

/// The newest format this program reads.
pub const FORMAT: i64 = 1;

impl FileType for Checklist {
    const RULES: Rules = RULES;
    const BLOCKS: &'static [Blocks] = &[Blocks::Listed("section")];
}

/// Reads a checklist or an overlay.
///
/// `library` gives the shipped checklists: an overlay extends one, and lineage is checked against the editions in it.
///
/// # Errors
/// Every problem of the file, in the order of the file.
pub fn parse(text: &str, library: &Library) -> Result<Checklist, Vec<Diagnostic>> {
    parse_after(text, library, &[])
}

/// The same, where lineage is also checked against earlier editions that are known besides the library's.
///
/// # Errors
/// As [`parse`].
pub fn parse_after(text: &str, library: &Library, known: &[Checklist]) -> Result<Checklist, Vec<Diagnostic>> {
    let invalid = match format::read::<Checklist>(text, Notation::Toml) {
        Ok(checklist) => {
            let findings = meaning_problems(&checklist, library, known);
            if findings.is_empty() {
                return Ok(checklist);
            }
            let document = source::parse_toml(text)?;
            return Err(in_file_order(Vec::new(), findings, &[], &document));
        }
        Err(invalid) => invalid,
    };
    refuse_newer(&invalid.document)?;
    if invalid.document.get("extend").is_some() {
        let invalid = InvalidDocument::of::<Overlay>(invalid.document);
        let Some(read) = invalid.salvage::<Overlay>() else {
            return Err(invalid.problems);
        };
        let (checklist, findings) = overlay::extend(&read, library);
        let problems = in_file_order(invalid.problems, findings, &invalid.fault_paths, &invalid.document);
        return match checklist {
            Some(checklist) if problems.is_empty() => Ok(checklist),
            _ => Err(problems),
        };
    }
    let findings = invalid
        .salvage::<Checklist>()
        .map(|c| meaning_problems(&c, library, known))
        .unwrap_or_default();
    Err(in_file_order(
        invalid.problems,
        findings,
        &invalid.fault_paths,
        &invalid.document,
    ))
}

/// Structural problems and those of meaning together, in the order of the file. What rests on a place that is wrong in itself is left out.
fn in_file_order(
    structural: Vec<Diagnostic>,
    findings: Vec<UnplacedProblem>,
    faults: &[Vec<PathStep>],
    document: &SourceTable,
) -> Vec<Diagnostic> {
    let problems = Problems::default();
    for problem in structural {
        problems.push(problem);
    }
    format::place_problems(format::without_consequential(findings, faults), document, &problems);
    problems.into_sorted()
}

/// The format number is read loosely first: nothing else of a newer file is judged by this program's rules.
fn refuse_newer(document: &SourceTable) -> Result<(), Vec<Diagnostic>> {
    match document.get("format").map(|e| &e.node) {
        Some(Node {
            value: Value::Integer(given),
            span,
        }) if *given > FORMAT => Err(vec![
            Diagnostic::error(
                "newer-format",
                format!("this checklist has format {given}; this program reads format {FORMAT}"),
            )
            .at(span.clone())
            .in_place("format")
            .help("use a newer assure; the file was left untouched"),
        ]),
        _ => Ok(()),
    }
}

/// Everything that is wrong with the meaning of a checklist that stands alone.
fn meaning_problems(c: &Checklist, library: &Library, known: &[Checklist]) -> Vec<UnplacedProblem> {
    let parts = Parts {
        sources: &c.sources,
        contexts: &c.contexts,
        sections: c.sections.iter().map(|s| (&s.id, s.questions.as_slice())).collect(),
        known_sources: c.sources.iter().map(|s| &s.id).collect(),
        known_contexts: c.contexts.iter().map(|x| &x.id).collect(),
        edition: c.edition,
    };
    let mut found = parts.problems();
    for (key, empty) in [("source", c.sources.is_empty()), ("section", c.sections.is_empty())] {
        if empty {
            found.push(problem_at(
                vec![key.into()],
                Diagnostic::error("missing-key", format!("the file's head has no `{key}`"))
                    .label(format!("`{key}` is needed here")),
            ));
        }
    }
    let mut withdrawn: BTreeMap<(u16, &str), Vec<PathStep>> = BTreeMap::new();
    for (i, w) in c.withdrawn.iter().enumerate() {
        let path: Vec<PathStep> = vec!["withdrawn".into(), i.into()];
        if w.edition >= c.edition {
            found.push(problem_at(
                join_path(&path, &["edition".into()]),
                cycle(w.edition, c.edition),
            ));
        }
        if withdrawn.insert((w.edition, w.id.as_str()), path.clone()).is_some() {
            found.push(problem_at(
                join_path(&path, &["id".into()]),
                Diagnostic::error("lineage", format!("`{}` of {} is withdrawn twice", w.id, w.edition))
                    .label("already withdrawn"),
            ));
        }
    }
    found.extend(key_run(c));
    let mut places: BTreeMap<&str, Vec<PathStep>> = BTreeMap::new();
    for (s, section) in c.sections.iter().enumerate() {
        for (q, question) in section.questions.iter().enumerate() {
            places
                .entry(question.id.as_str())
                .or_insert_with(|| join_path(&question_path(s, q), &["id".into()]));
        }
    }
    for earlier in earlier_editions(c, library, known) {
        for problem in lineage::check(&earlier, c) {
            let id = problem.place.clone();
            let path = places
                .get(id.as_str())
                .or_else(|| withdrawn.get(&(earlier.edition, id.as_str())))
                .cloned()
                // What is missing stands nowhere: the edition that ought to account for it does.
                .unwrap_or_else(|| vec!["edition".into()]);
            found.push(problem_at(path, problem));
        }
    }
    found
}

/// The editions that a checklist has to account for: those that its lineage names, and earlier ones that are known and not reached over
/// an edition between.
fn earlier_editions(c: &Checklist, library: &Library, known: &[Checklist]) -> Vec<Checklist> {
    let named = lineage::editions_named(c);
    let mut earlier: Vec<Checklist> = named
        .iter()
        .filter_map(|edition| library.edition(&c.id, *edition))
        .cloned()
        .collect();
    for other in known {
        let named_or_passed = named.contains(&other.edition) || !named.iter().any(|e| *e > other.edition);
        if other.id == c.id
            && other.edition < c.edition
            && named_or_passed
            && !earlier.iter().any(|e| e.edition == other.edition)
        {
            earlier.push(other.clone());
        }
    }
    earlier
}
