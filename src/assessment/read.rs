//! From a parsed document to an assessment, or to every problem it has.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Action, ActionStatus, Answer, Assessment, Assessor, Evidence, EvidenceKind, Period, RULE, Response};
use crate::checklist::{AnswerKind, Checklist};
use crate::diagnostic::{Diagnostic, Problems, nearest};
use crate::node::{Entry, Fields, Node, Table, Value};

/// The newest answer file format that this program reads.
pub const FORMAT: i64 = 1;

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

/// What an answer file says it belongs to, read before anything else is judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Belongs {
    /// The checklist's id.
    pub checklist: Option<String>,
    /// Its edition.
    pub edition: Option<u16>,
    /// The path of a council's own checklist, as written in the file.
    pub checklist_file: Option<String>,
}

/// Looks at a document's format and at what it belongs to.
///
/// # Errors
/// A newer format is refused, not guessed.
pub fn belongs(table: &Table) -> Result<Belongs, Vec<Diagnostic>> {
    if let Some(Node {
        value: Value::Integer(given),
        span,
    }) = table.get("format").map(|e| &e.node)
        && *given > FORMAT
    {
        return Err(vec![
            Diagnostic::error(
                "newer-format",
                format!("this answer file has format {given}; this program reads format {FORMAT}"),
            )
            .at(span.clone())
            .in_place("format")
            .help("use a newer assure; the file was left untouched"),
        ]);
    }
    let text = |name: &str| match table.get(name).map(|e| &e.node.value) {
        Some(Value::Text(s)) => Some(s.clone()),
        _ => None,
    };
    let edition = match table.get("edition").map(|e| &e.node.value) {
        Some(Value::Integer(i)) => u16::try_from(*i).ok(),
        _ => None,
    };
    Ok(Belongs {
        checklist: text("checklist"),
        edition,
        checklist_file: text("checklist_file"),
    })
}

/// Reads an assessment that answers this checklist.
///
/// # Errors
/// Every problem of the document, in its order.
pub fn read_answers(table: &Table, checklist: &Checklist, options: ReadOptions) -> Result<Assessment, Vec<Diagnostic>> {
    belongs(table)?;
    let problems = Problems::default();
    let head = Fields::new(table, Some(0..0), "", &problems);
    let whole = options == ReadOptions::Whole;

    if whole {
        head.required_integer("format", 1, FORMAT)
    } else {
        head.integer("format", 1, FORMAT)
    };
    let id = if whole {
        head.required_text("checklist")
    } else {
        head.text("checklist")
    };
    let edition = if whole {
        head.required_integer("edition", 1989, 2999)
    } else {
        head.integer("edition", 1989, 2999)
    };
    let named = format!(
        "{}@{}",
        id.unwrap_or(&checklist.id),
        edition.unwrap_or(i64::from(checklist.edition))
    );
    if named != checklist.name().to_string() {
        head.wrong_help(
            if id.is_some_and(|i| i != checklist.id) {
                "checklist"
            } else {
                "edition"
            },
            "other-checklist",
            format!("these are answers to {named}, not to {}", checklist.name()),
            format!("name another file, or run `assure run {named}`"),
        );
    }
    let revision = head
        .integer("revision", 1, 1_000_000)
        .and_then(|i| u32::try_from(i).ok());
    let digest = head.text("digest").map(str::to_owned);
    head.text("checklist_file");
    let rule = head.text("rule").unwrap_or(RULE).to_owned();
    if rule != RULE {
        head.wrong(
            "rule",
            "unknown-rule",
            format!("this program scores by rule {RULE}, not `{}`", rule.escape_debug()),
            "unknown rule",
        );
    }
    let council = text_of(&head, "council");
    let period = period_of(&head, options);
    let day = |name: &'static str| match options {
        ReadOptions::Whole => head.required_date(name),
        ReadOptions::Partial { today, .. } => head.date(name).or(Some(today)),
    };
    let started = day("started");
    let updated = day("updated");
    if let (Some(started), Some(updated)) = (started, updated)
        && started > updated
        && whole
    {
        head.wrong(
            "updated",
            "date",
            format!("`updated` ({updated}) is before `started` ({started})"),
            "before `started`",
        );
    }
    let previous = text_of(&head, "previous");
    let series_break = text_of(&head, "break");
    let no_personal_data = head.texts("no_personal_data").into_iter().map(str::to_owned).collect();
    let assessor = head.table("assessor").map_or_else(Assessor::default, |f| {
        let made = Assessor {
            name: text_of(&f, "name"),
            post: text_of(&f, "post"),
        };
        f.finish();
        made
    });
    let context = head
        .table("context")
        .map_or_else(BTreeMap::new, |f| context_of(&f, checklist, &problems));
    let answers = head
        .table("answer")
        .map_or_else(BTreeMap::new, |f| answers_of(&f, Some(checklist), &problems));
    let archived = head
        .table("archived")
        .map_or_else(BTreeMap::new, |f| answers_of(&f, None, &problems));
    head.finish();

    let (Some(period), Some(started), Some(updated), false) = (period, started, updated, problems.any_error()) else {
        return Err(problems.into_sorted());
    };
    Ok(Assessment {
        checklist: checklist.id.clone(),
        edition: checklist.edition,
        revision,
        digest,
        rule,
        council,
        period,
        assessor,
        context,
        started,
        updated,
        previous,
        series_break,
        no_personal_data,
        answers,
        archived,
    })
}

/// Text that is not blank; blank counts as absent.
fn text_of(f: &Fields<'_>, name: &'static str) -> Option<String> {
    f.text(name).filter(|t| !t.trim().is_empty()).map(str::to_owned)
}

fn period_of(head: &Fields<'_>, options: ReadOptions) -> Option<Period> {
    let given = match options {
        ReadOptions::Whole => head.required_text("period")?,
        ReadOptions::Partial { period, .. } => match head.text("period") {
            Some(given) => given,
            None => return Some(period),
        },
    };
    match Period::parse(given) {
        Ok(period) => Some(period),
        Err(message) => {
            head.wrong("period", "period", message, "not a municipal year");
            None
        }
    }
}

fn unknown_id(entry: &Entry, what: &str, place: &str, names: &[&str], checklist: &Checklist, problems: &Problems) {
    let mut problem = Diagnostic::error(
        if what == "question" {
            "unknown-question"
        } else {
            "unknown-context"
        },
        format!("{} has no {what} `{}`", checklist.name(), entry.name.escape_debug()),
    )
    .at(entry.name_span.clone())
    .in_place(format!("{place}.{}", entry.name));
    problem = match nearest(&entry.name, names.iter().copied()) {
        Some(near) => problem.label(format!("did you mean `{near}`?")),
        None => problem.label("unknown"),
    };
    let help = match (what, names.is_empty()) {
        ("context", true) => "this checklist asks no context questions".to_owned(),
        ("context", false) => format!("context questions: {}", names.join(", ")),
        _ => format!("`assure show {}` lists the questions", checklist.name()),
    };
    problems.push(problem.help(help));
}

fn context_of(f: &Fields<'_>, checklist: &Checklist, problems: &Problems) -> BTreeMap<String, bool> {
    let names: Vec<&str> = checklist.contexts.iter().map(|c| c.id.as_str()).collect();
    let mut context = BTreeMap::new();
    for entry in f.entries() {
        if !names.contains(&entry.name.as_str()) {
            unknown_id(entry, "context", "context", &names, checklist, problems);
            continue;
        }
        match &entry.node.value {
            Value::Boolean(b) => {
                context.insert(entry.name.clone(), *b);
            }
            Value::Text(t) if t == "yes" || t == "no" => {
                context.insert(entry.name.clone(), t == "yes");
            }
            other => problems.push(
                Diagnostic::error(
                    "wrong-kind",
                    format!("`context.{}` must be true or false, not {}", entry.name, other.kind()),
                )
                .at(entry.node.span.clone())
                .in_place(format!("context.{}", entry.name)),
            ),
        }
    }
    context
}

fn answers_of(f: &Fields<'_>, checklist: Option<&Checklist>, problems: &Problems) -> BTreeMap<String, Answer> {
    let names: Vec<&str> = checklist
        .iter()
        .flat_map(|c| c.questions().map(|q| q.id.as_str()))
        .collect();
    let mut answers = BTreeMap::new();
    for entry in f.entries() {
        let kind = match checklist {
            Some(checklist) => match checklist.question(&entry.name) {
                Some(question) => question.answer,
                None => {
                    unknown_id(entry, "question", &f.place, &names, checklist, problems);
                    continue;
                }
            },
            None => AnswerKind::Graded,
        };
        let place = format!("{}.{}", f.place, entry.name);
        match &entry.node.value {
            Value::Table(table) => {
                let span = entry.name_span.clone().or_else(|| entry.node.span.clone());
                let fields = Fields::new(table, span, place, problems);
                answers.insert(entry.name.clone(), answer_of(fields, kind));
            }
            other => problems.push(
                Diagnostic::error("wrong-kind", format!("`{place}` must be a table, not {}", other.kind()))
                    .at(entry.node.span.clone())
                    .in_place(place.clone())
                    .help(format!("write it as [{place}] with `rating = …` under it")),
            ),
        }
    }
    answers
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Rated,
    DontKnow,
    NotApplicable,
    Unanswered,
}

const STATES: [(&str, State); 5] = [
    ("rated", State::Rated),
    ("dont-know", State::DontKnow),
    ("don't know", State::DontKnow),
    ("not-applicable", State::NotApplicable),
    ("unanswered", State::Unanswered),
];

fn rating_of(f: &Fields<'_>, kind: AnswerKind) -> Option<u8> {
    let node = f.get("rating")?;
    let rating = match (&node.value, kind) {
        (Value::Text(t), AnswerKind::YesNo) if t == "yes" => Some(3),
        (Value::Text(t), AnswerKind::YesNo) if t == "no" => Some(0),
        (Value::Integer(i @ 0..=3), AnswerKind::Graded) => u8::try_from(*i).ok(),
        (Value::Integer(i @ (0 | 3)), AnswerKind::YesNo) => u8::try_from(*i).ok(),
        _ => None,
    };
    if rating.is_none() {
        let (message, label) = match kind {
            AnswerKind::Graded => (
                "must be 0, 1, 2 or 3",
                "0 not in place, 1 developing, 2 established, 3 embedded",
            ),
            AnswerKind::YesNo => (
                "asks for a plain fact: it must be 0 (no) or 3 (yes)",
                "0 for no, 3 for yes",
            ),
        };
        f.wrong_help(
            "rating",
            "rating",
            format!("`{}` {message}", f.path("rating")),
            format!(
                "{label}; for anything else use `state = \"dont-know\"` or `state = \"not-applicable\"` with a `reason`"
            ),
        );
    }
    rating
}

fn answer_of(f: Fields<'_>, kind: AnswerKind) -> Answer {
    let rating = rating_of(&f, kind);
    let has_rating = f.get("rating").is_some();
    let state = f.one_of("state", &STATES);
    let reason = text_of(&f, "reason");
    let response = match (state, rating) {
        (None | Some(State::Rated), Some(r)) => Some(Response::Rated(r)),
        (Some(State::Rated), None) => {
            if !has_rating {
                f.wrong(
                    "state",
                    "state",
                    format!("`{}` is `rated`, but there is no `rating`", f.path("state")),
                    "no `rating`",
                );
            }
            None
        }
        (Some(other), _) => {
            if has_rating {
                f.wrong_help(
                    "state",
                    "state",
                    format!("`{}` has both a rating and another state", f.place),
                    "a question is rated, or nobody knows, or it does not apply: leave one of the two out",
                );
            }
            match other {
                State::DontKnow => Some(Response::DontKnow),
                State::NotApplicable => Some(Response::NotApplicable),
                _ => None,
            }
        }
        (None, None) => None,
    };
    if response == Some(Response::NotApplicable) && reason.is_none() {
        f.wrong_help(
            "state",
            "no-reason",
            format!("`{}` is not applicable without a reason", f.place),
            "say why in `reason = \"…\"`: it is printed in the report",
        );
    }
    let made = Answer {
        response,
        reason,
        finding: text_of(&f, "finding"),
        evidence: f.tables("evidence", true).into_iter().filter_map(evidence_of).collect(),
        actions: f.tables("action", true).into_iter().map(action_of).collect(),
        private: f.boolean("private").unwrap_or(false),
        no_personal_data: f.texts("no_personal_data").into_iter().map(str::to_owned).collect(),
        unfinished: f.boolean("unfinished").unwrap_or(false),
        by: text_of(&f, "by"),
        on: f.date("on"),
        asked: text_of(&f, "asked"),
    };
    f.finish();
    made
}

fn evidence_of(f: Fields<'_>) -> Option<Evidence> {
    if f.get("kind").is_none() {
        f.missing("kind");
    }
    let kind = f.one_of("kind", &EvidenceKind::ALL);
    let text = f.required_text("text");
    if text.is_some_and(|t| t.trim().is_empty()) {
        f.wrong("text", "empty", format!("`{}` is empty", f.path("text")), "empty");
    }
    let made = (f.date("date"), text_of(&f, "link"), f.date("review_by"));
    f.finish();
    Some(Evidence {
        kind: kind?,
        text: text?.to_owned(),
        date: made.0,
        link: made.1,
        review_by: made.2,
    })
}

fn action_of(f: Fields<'_>) -> Action {
    let what = f.required_text("what").unwrap_or_default();
    if f.get("what").is_some() && what.trim().is_empty() {
        f.wrong("what", "empty", format!("`{}` is empty", f.path("what")), "empty");
    }
    let made = Action {
        what: what.to_owned(),
        owner: text_of(&f, "owner"),
        due: f.date("due"),
        measure: text_of(&f, "measure"),
        status: f.one_of("status", &ActionStatus::ALL).unwrap_or_default(),
        reason: text_of(&f, "reason"),
    };
    f.finish();
    made
}
