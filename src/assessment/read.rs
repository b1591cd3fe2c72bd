//! From a file's text to an assessment, or to every problem it has.

mod earlier;
mod indicators;
mod problems;
mod recommended;

pub(crate) use indicators::value_faults;

use chrono::NaiveDate;

use super::{Answer, Assessment, Period, RULE, Response, State};
use crate::checklist::{AnswerKind, Checklist, ContextId, QuestionId};
use crate::diagnostic::{Diagnostic, Problems};
use crate::format::source::{self, Aim, Node, PathStep, SourceEntry, SourceTable, Value};
use crate::format::{self, Notation, UnplacedProblem};
use problems::ProblemCollector;

/// The newest answer file format that this program reads.
pub const FORMAT: u32 = 1;

/// How strictly a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOptions {
    /// A whole answer file: its head must be complete.
    Whole,
    /// Some answers for a script: what the head leaves out is filled in.
    Partial {
        /// The day of the run.
        today: NaiveDate,
        /// The period, where the head does not name one.
        period: Period,
    },
}

/// The checklist that an answer file says it answers, read before anything else is judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChecklistRef {
    /// The checklist's id.
    pub checklist: Option<String>,
    /// Its edition.
    pub edition: Option<u16>,
    /// The path of a council's own checklist, as written in the file.
    pub checklist_file: Option<String>,
}

/// The checklist that a document says it answers, as far as it can be read.
pub fn checklist_ref(document: &SourceTable) -> ChecklistRef {
    let text = |name: &str| match document.get(name).map(|e| &e.node.value) {
        Some(Value::Text(s)) => Some(s.clone()),
        _ => None,
    };
    ChecklistRef {
        checklist: text("checklist"),
        edition: match document.get("edition").map(|e| &e.node.value) {
            Some(Value::Integer(i)) => u16::try_from(*i).ok(),
            _ => None,
        },
        checklist_file: text("checklist_file"),
    }
}

/// A newer format is refused, not guessed: nothing else of a newer file is judged by this program's rules.
fn refuse_newer(document: &SourceTable) -> Result<(), Vec<Diagnostic>> {
    match document.get("format").map(|e| &e.node) {
        Some(Node {
            value: Value::Integer(given),
            span,
        }) if *given > i64::from(FORMAT) => Err(vec![
            Diagnostic::error(
                "newer-format",
                format!("this answer file has format {given}; this program reads format {FORMAT}"),
            )
            .at(span.clone())
            .in_place("format")
            .help("use a newer assure; the file was left untouched"),
        ]),
        _ => Ok(()),
    }
}

/// A file of answers that has been parsed, before its checklist is at hand to judge them by.
#[derive(Debug)]
pub struct ParsedAnswers<'t> {
    /// Its text.
    pub(super) text: &'t str,
    notation: Notation,
    /// What it says; with the problems of its structure, where it has some.
    read: Assessment,
    /// The structural problems, and the document in which they stand.
    invalid: Option<format::InvalidDocument>,
    /// The checklist that it says it answers.
    pub checklist_ref: ChecklistRef,
}

impl<'t> ParsedAnswers<'t> {
    /// Reads a whole answer file.
    ///
    /// # Errors
    /// An empty file, syntax errors, and a newer format.
    pub fn parse(text: &'t str) -> Result<Self, Vec<Diagnostic>> {
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(vec![
                Diagnostic::error("empty-file", "the file is empty").help(
                    "an interrupted copy can leave an empty file: look for another copy of it; nothing was written to this one",
                ),
            ]);
        }
        match format::read::<Assessment>(text, Notation::Toml) {
            Ok(read) => Ok(Self {
                text,
                notation: Notation::Toml,
                checklist_ref: ChecklistRef {
                    checklist: Some(read.checklist.clone()),
                    edition: Some(read.edition),
                    checklist_file: read.checklist_file.clone(),
                },
                read,
                invalid: None,
            }),
            Err(invalid) => Self::with_problems(text, Notation::Toml, *invalid),
        }
    }

    fn with_problems(
        text: &'t str,
        notation: Notation,
        invalid: format::InvalidDocument,
    ) -> Result<Self, Vec<Diagnostic>> {
        refuse_newer(&invalid.document)?;
        let checklist_ref = checklist_ref(&invalid.document);
        // What can be read all the same is read, so that problems of meaning are reported together with those of form.
        match invalid.salvage::<Assessment>() {
            Some(read) => Ok(Self {
                text,
                notation,
                read,
                invalid: Some(invalid),
                checklist_ref,
            }),
            None => Err(invalid.problems),
        }
    }

    /// Whether there is no problem of its structure.
    pub fn is_sound(&self) -> bool {
        self.invalid.is_none()
    }

    /// Reads it as answers to a checklist.
    ///
    /// # Errors
    /// Every problem, in the order of the file.
    pub(super) fn check(self, checklist: &Checklist, options: ReadOptions) -> Result<CheckedAnswers, Vec<Diagnostic>> {
        let (written, effective) = if is_older(&self.read, checklist) {
            (Some(self.read.clone()), archive_retired(self.read, checklist))
        } else {
            (None, self.read)
        };
        let found = meaning_problems(&effective, checklist, options);
        if found.is_empty() && self.invalid.is_none() {
            let effective = normalised(effective);
            return Ok(CheckedAnswers {
                written: written.map(normalised).filter(|written| *written != effective),
                effective,
            });
        }
        let (mut problems, document, faults) = match self.invalid {
            Some(invalid) => (invalid.problems, invalid.document, invalid.fault_paths),
            None => {
                let document = match self.notation {
                    Notation::Toml => source::parse_toml(self.text),
                    Notation::Json => source::parse_json(self.text),
                }?;
                (Vec::new(), document, Vec::new())
            }
        };
        let of_meaning = Problems::default();
        format::place_problems(format::without_consequential(found, &faults), &document, &of_meaning);
        problems.extend(of_meaning.into_sorted());
        problems.sort_by_key(|d| d.span.as_ref().map_or(usize::MAX, |s| s.start));
        Err(problems)
    }
}

/// Answers without a problem, as they are written and as they take effect.
#[derive(Debug)]
pub struct CheckedAnswers {
    /// To the letter, where that is something else: what a change of the text starts from.
    pub(super) written: Option<Assessment>,
    /// Answers to questions that a later revision took away are in the archive.
    pub(super) effective: Assessment,
}

/// Whether these are answers to an older revision of the checklist, whose questions a later one may have taken away.
fn is_older(assessment: &Assessment, checklist: &Checklist) -> bool {
    assessment.revision.is_some_and(|r| r < checklist.revision)
        && (assessment.checklist.as_str(), assessment.edition) == (checklist.id.as_str(), checklist.edition)
}

/// Of answers to an older revision, those whose questions are gone are kept in the archive, as at an upgrade. Of the present revision such
/// an answer is a mistake, and reported as one.
fn archive_retired(mut assessment: Assessment, checklist: &Checklist) -> Assessment {
    let gone: Vec<QuestionId> = assessment
        .answers
        .keys()
        .filter(|id| checklist.question(id).is_none())
        .cloned()
        .collect();
    for id in gone {
        if let Some(answer) = assessment.answers.remove(&id)
            && !answer.is_empty()
        {
            assessment.archived.entry(id).or_insert(answer);
        }
    }
    let known = |id: &ContextId| checklist.contexts.iter().any(|c| c.id == *id);
    assessment.context.retain(|id, _| known(id));
    recommended::unlink(&mut assessment, checklist);
    assessment
}

/// Answers as they are used: what a file says twice is said once.
fn normalised(mut assessment: Assessment) -> Assessment {
    for answer in assessment.answers.values_mut().chain(assessment.archived.values_mut()) {
        let response = answer.response();
        answer.respond(response);
    }
    assessment
}

/// Reads answers for a script, TOML or JSON, whole or partial.
///
/// # Errors
/// Every problem of the document, in its order.
pub fn read_answers(
    text: &str,
    notation: Notation,
    checklist: &Checklist,
    options: ReadOptions,
) -> Result<Assessment, Vec<Diagnostic>> {
    let mut document = match notation {
        Notation::Toml => source::parse_toml(text),
        Notation::Json => source::parse_json(text),
    }?;
    refuse_newer(&document)?;
    if let ReadOptions::Partial { today, period } = options {
        for (name, value) in [
            ("format", Value::Integer(i64::from(FORMAT))),
            ("checklist", Value::Text(checklist.id.clone())),
            ("edition", Value::Integer(i64::from(checklist.edition))),
            ("period", Value::Text(period.to_string())),
            ("started", Value::Date(today)),
            ("updated", Value::Date(today)),
        ] {
            if document.get(name).is_none() {
                document.entries.push(SourceEntry {
                    name: name.to_owned(),
                    name_span: None,
                    node: Node { value, span: None },
                });
            }
        }
    }
    let invalid = format::InvalidDocument::of::<Assessment>(document);
    let is_valid = invalid.problems.is_empty();
    let mut parsed = ParsedAnswers::with_problems(text, notation, invalid)?;
    if is_valid {
        parsed.invalid = None;
    }
    Ok(parsed.check(checklist, options)?.effective)
}

/// What is wrong with what an assessment means, as answers to a checklist.
fn meaning_problems(a: &Assessment, checklist: &Checklist, options: ReadOptions) -> Vec<UnplacedProblem> {
    let mut found = ProblemCollector {
        checklist,
        list: Vec::new(),
    };
    if (a.checklist.as_str(), a.edition) != (checklist.id.as_str(), checklist.edition) {
        let key = if a.checklist == checklist.id {
            "edition"
        } else {
            "checklist"
        };
        let named = format!("{}@{}", a.checklist, a.edition);
        found.add(
            &[key.into()],
            Aim::Value,
            Diagnostic::error(
                "other-checklist",
                format!("these are answers to {named}, not to {}", checklist.name()),
            )
            .help(format!("name another file, or run `assure run {named}`")),
        );
    }
    if a.rule != RULE {
        found.at(
            &["rule"],
            "unknown-rule",
            format!("this program scores by rule {RULE}, not `{}`", a.rule.escape_debug()),
            "unknown rule",
        );
    }
    if options == ReadOptions::Whole && a.started > a.updated {
        found.at(
            &["updated"],
            "date",
            format!("`updated` ({}) is before `started` ({})", a.updated, a.started),
            "before `started`",
        );
    }
    let contexts: Vec<&str> = checklist.contexts.iter().map(|c| c.id.as_str()).collect();
    for id in a.context.keys().filter(|id| !contexts.contains(&id.as_str())) {
        found.unknown_id("context", "context", id.as_str(), &contexts);
    }
    let questions: std::collections::BTreeMap<&QuestionId, AnswerKind> =
        checklist.questions().map(|q| (&q.id, q.answer)).collect();
    for (id, answer) in &a.answers {
        match questions.get(id) {
            Some(kind) => {
                answer_problems(&mut found, "answer", id, answer, *kind);
                earlier::problems(&mut found, "answer", (id, answer), a.updated);
            }
            None => {
                let names: Vec<&str> = checklist.questions().map(|q| q.id.as_str()).collect();
                found.unknown_id("question", "answer", id.as_str(), &names);
            }
        }
    }
    recommended::problems(&mut found, a);
    indicators::problems(&mut found, &a.indicators, a.updated, options);
    for (id, answer) in &a.archived {
        answer_problems(&mut found, "archived", id, answer, AnswerKind::Graded);
        earlier::problems(&mut found, "archived", (id, answer), a.updated);
    }
    found.list
}

fn answer_problems(found: &mut ProblemCollector<'_>, place: &str, id: &QuestionId, answer: &Answer, kind: AnswerKind) {
    let here = format!("{place}.{id}");
    let state: [PathStep; 3] = [place.into(), id.as_str().into(), "state".into()];
    if kind == AnswerKind::YesNo && matches!(answer.rating, Some(1 | 2)) {
        found.add(
            &[place.into(), id.as_str().into(), "rating".into()],
            Aim::Value,
            Diagnostic::error(
                "rating",
                format!("`{here}.rating` asks for a plain fact: it must be 0 (no) or 3 (yes)"),
            )
            .help("0 for no, 3 for yes; for anything else use `state = \"dont-know\"` or `state = \"not-applicable\"` with a `reason`"),
        );
    }
    match (answer.state, answer.rating) {
        (Some(State::Rated), None) => found.add(
            &state,
            Aim::Value,
            Diagnostic::error("state", format!("`{here}.state` is `rated`, but there is no `rating`"))
                .label("no `rating`"),
        ),
        (Some(State::DontKnow | State::NotApplicable | State::Unanswered), Some(_)) => found.add(
            &state,
            Aim::Value,
            Diagnostic::error("state", format!("`{here}` has both a rating and another state"))
                .help("a question is rated, or nobody knows, or it does not apply: leave one of the two out"),
        ),
        _ => {}
    }
    if answer.response() == Some(Response::NotApplicable) && answer.reason.is_none() {
        found.add(
            &state,
            Aim::Value,
            Diagnostic::error("no-reason", format!("`{here}` is not applicable without a reason"))
                .help("say why in `reason = \"…\"`: it is printed in the report"),
        );
    }
}
