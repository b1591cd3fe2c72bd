//! A JSON report, read back into the assessment that it was made from, as far as the report tells.
//!
//! It is turned into the shape of an answer file and read as one, so that one reader judges both. What a report leaves out (answers that
//! the context switches off, the archive, what stood in an answer that waits to be confirmed) does not come back; nothing of that counts.

use serde_json::{Map, Value, json};

use crate::assessment::read::Belongs;
use crate::assessment::{Assessment, ReadOptions, read_answers};
use crate::checklist::{AnswerKind, Checklist, Question};
use crate::diagnostic::Diagnostic;
use crate::format::Notation;

/// What a report tells.
#[derive(Debug, Clone)]
pub struct Recovered {
    /// The assessment.
    pub assessment: Assessment,
    /// It is a public report: owners and the texts of private answers are left out.
    pub withheld: bool,
    /// The checklist had another revision or digest when the report was made.
    pub other_checklist: bool,
}

/// What stands where a public report leaves something out that counts.
const LEFT_OUT: &str = "left out of the public report";

/// Whether a text looks like JSON rather than an answer file.
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// What a report says it belongs to.
///
/// # Errors
/// No JSON, another kind of file, or a newer format.
pub fn belongs(text: &str) -> Result<Belongs, Vec<Diagnostic>> {
    let report = parse(text)?;
    let checklist = report.get("checklist");
    Ok(Belongs {
        checklist: checklist.and_then(|c| text_of(c, "id")),
        edition: checklist
            .and_then(|c| c.get("edition"))
            .and_then(Value::as_u64)
            .and_then(|e| u16::try_from(e).ok()),
        checklist_file: None,
    })
}

fn refuse(code: &'static str, message: impl Into<String>, help: &str) -> Vec<Diagnostic> {
    vec![Diagnostic::error(code, message).help(help)]
}

fn parse(text: &str) -> Result<Value, Vec<Diagnostic>> {
    let report: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
        refuse(
            "syntax",
            format!("this is not JSON: {e}"),
            "make it again with `assure report --format json`",
        )
    })?;
    let kind = text_of(&report, "kind").unwrap_or_default();
    if kind != "assure-report" {
        return Err(refuse(
            "other-kind",
            if kind.is_empty() {
                "this JSON is no report of assure: it has no `kind`".to_owned()
            } else {
                format!(
                    "this JSON is of the kind `{}`, not `assure-report`",
                    kind.escape_debug()
                )
            },
            "name an answer file, or a report made with `assure report --format json`",
        ));
    }
    match report.get("format").and_then(Value::as_u64) {
        Some(format) if format == u64::from(super::FORMAT) => Ok(report),
        Some(format) => Err(refuse(
            "newer-format",
            format!(
                "this report has format {format}; this program reads format {}",
                super::FORMAT
            ),
            "use a newer assure; the file was left untouched",
        )),
        None => Err(refuse(
            "missing-key",
            "this report has no `format`",
            "make it again with `assure report --format json`",
        )),
    }
}

/// Reads a report as answers to this checklist.
///
/// # Errors
/// Every problem of it: the answers are judged as an answer file's are.
pub fn from_json(text: &str, checklist: &Checklist) -> Result<Recovered, Vec<Diagnostic>> {
    let report = parse(text)?;
    let withheld = text_of(&report, "audience").as_deref() == Some("public");
    let made = text_of(&report, "date").unwrap_or_default();
    let mut answers = Map::new();
    let mut asked: Vec<(String, String)> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for record in list(&report, "sections").flat_map(|s| list(s, "answers")) {
        let Some(id) = text_of(record, "id") else { continue };
        asked.push((id.clone(), Checklist::question_digest(&question(&id, record, &report))));
        if truth(record, "to_confirm") {
            open.push(id.clone());
        }
        let answer = answer(record, withheld, &made);
        if !answer.is_empty() {
            answers.insert(id, Value::Object(answer));
        }
    }
    let head = report.get("checklist").cloned().unwrap_or_default();
    let context: Map<String, Value> = list(&report, "context")
        .filter_map(|c| Some((text_of(c, "id")?, Value::Bool(c.get("answer")?.as_bool()?))))
        .collect();
    let mut file = json!({
        "format": 1,
        "checklist": head.get("id"),
        "edition": head.get("edition"),
        "revision": head.get("revision"),
        "digest": head.get("digest"),
        "rule": report.get("rule"),
        "council": report.get("council"),
        "period": report.get("period"),
        "started": report.get("started"),
        "updated": report.get("date"),
        "assessor": without_nulls(report.get("assessor")),
        "context": context,
        "answer": answers,
        "break": report.get("break"),
    });
    if let Some(map) = file.as_object_mut() {
        map.retain(|_, v| !v.is_null());
    }
    let mut assessment = read_answers(&file.to_string(), Notation::Json, checklist, ReadOptions::Whole)?;
    for (id, digest) in asked {
        if let Some(answer) = assessment.answers.get_mut(&id).filter(|a| a.response().is_some()) {
            // The question as the report has it: other words than today's are then seen for what they are.
            answer.asked = Some(digest);
        }
    }
    for id in open {
        let answer = assessment.answers.entry(id).or_default();
        // What was answered is not told, and does not matter: until it is confirmed it counts as unanswered.
        answer.respond(Some(crate::assessment::Response::DontKnow));
        answer.asked = Some("to-confirm".to_owned());
    }
    let other_checklist = assessment.digest.as_deref() != Some(checklist.digest().as_str());
    Ok(Recovered {
        assessment,
        withheld,
        other_checklist,
    })
}

/// What the report says of a question, as far as it decides what an answer stands for.
fn question(id: &str, record: &Value, report: &Value) -> Question {
    let only_if = list(report, "context")
        .find(|c| list(c, "questions").any(|q| q.as_str() == Some(id)))
        .and_then(|c| text_of(c, "id"));
    Question {
        id: id.to_owned(),
        text: text_of(record, "text").unwrap_or_default(),
        why: String::new(),
        look_for: Vec::new(),
        warning_signs: Vec::new(),
        theme: String::new(),
        topic: Vec::new(),
        area: None,
        answer: if text_of(record, "answer").as_deref() == Some("yes-no") {
            AnswerKind::YesNo
        } else {
            AnswerKind::Graded
        },
        key: false,
        critical: truth(record, "critical"),
        not_key_because: None,
        weight: record
            .get("weight")
            .and_then(Value::as_u64)
            .and_then(|w| u32::try_from(w).ok())
            .unwrap_or(1),
        only_if,
        source: Vec::new(),
        rests_on: None,
        indicators: Vec::new(),
        then_now: Vec::new(),
        was: Vec::new(),
    }
}

/// An answer in the shape of an answer file.
fn answer(record: &Value, withheld: bool, made: &str) -> Map<String, Value> {
    let mut out = Map::new();
    let state = text_of(record, "state").unwrap_or_default();
    if state == "rated" {
        out.insert("rating".to_owned(), record.get("rating").cloned().unwrap_or_default());
    } else if state != "unanswered" {
        out.insert("state".to_owned(), Value::String(state.clone()));
    }
    for key in ["reason", "finding", "by", "on"] {
        if let Some(text) = text_of(record, key) {
            out.insert(key.to_owned(), Value::String(text));
        }
    }
    for key in ["private", "unfinished"] {
        if truth(record, key) {
            out.insert(key.to_owned(), Value::Bool(true));
        }
    }
    let mut evidence: Vec<Value> = list(record, "evidence").map(|e| kept(e, &["current"])).collect();
    let mut actions: Vec<Value> = list(record, "actions")
        .map(|a| {
            let mut action = kept(a, &["credible", "overdue"]);
            if withheld
                && truth(a, "credible")
                && let Some(map) = action.as_object_mut()
            {
                map.insert("owner".to_owned(), LEFT_OUT.into());
            }
            action
        })
        .collect();
    if withheld && truth(record, "private") {
        // What is left out still counts, and the report says what it came to.
        if state == "not-applicable" {
            out.insert("reason".to_owned(), LEFT_OUT.into());
        }
        let piece = |kind: &str, date: Option<&str>| json!({ "kind": kind, "text": LEFT_OUT, "date": date });
        evidence = match text_of(record, "evidence_strength").as_deref() {
            Some("stale") => vec![kept(&piece("document", None), &[])],
            Some("single") => vec![piece("document", Some(made))],
            Some("triangulated") => vec![piece("data", Some(made)), piece("audit", Some(made))],
            _ => Vec::new(),
        };
        let planned = ["position", "alert"]
            .iter()
            .any(|key| text_of(record, key).as_deref() == Some("planned"));
        actions = if planned {
            vec![json!({ "what": LEFT_OUT, "owner": LEFT_OUT, "measure": LEFT_OUT, "due": made })]
        } else {
            Vec::new()
        };
    }
    for (key, items) in [("evidence", evidence), ("action", actions)] {
        if !items.is_empty() {
            out.insert(key.to_owned(), Value::Array(items));
        }
    }
    out
}

/// An object without nulls and without what was reckoned.
fn kept(value: &Value, reckoned: &[&str]) -> Value {
    let mut value = without_nulls(Some(value));
    if let Some(map) = value.as_object_mut() {
        map.retain(|k, _| !reckoned.contains(&k.as_str()));
    }
    value
}

fn without_nulls(value: Option<&Value>) -> Value {
    let mut value = value.cloned().unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, v| !v.is_null());
    }
    value
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn truth(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}
