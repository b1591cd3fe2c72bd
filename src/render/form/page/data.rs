//! What the script is given.

use serde_json::{Value as Json, json};

use crate::assessment::file::PREFACE;
use crate::assessment::{Action, Answer, Assessment, Evidence, EvidenceKind, RATINGS, RULE};
use crate::checklist::AnswerKind;
use crate::dates::day;
use crate::form::{Form, FormQuestion, LastGiven};
use crate::format::schema;

/// A form as data for the script.
pub fn of(form: &Form) -> Json {
    json!({
        "form": form.digest,
        "checklist": form.checklist,
        "edition": form.edition,
        "revision": form.revision,
        "digest": form.checklist_digest,
        "checklist_file": form.checklist_file,
        "rule": RULE,
        "preface": PREFACE,
        "role": form.role.id(),
        "council": form.council,
        "period": form.period,
        "file": format!("{}-{}.toml", form.checklist, form.period),
        "title": form.title,
        "note": form.note,
        "for_whom": for_whom(form),
        "part": part(form),
        "last_period": form.last_period,
        "facts": form.facts,
        "ratings": RATINGS,
        "kinds": EvidenceKind::ALL.map(|(word, kind)| [word, kind.title()]),
        "order": form.order,
        // A key that is none of these is none of an answer file either: a file that has one is not understood.
        "keys": {
            "head": keys::<Assessment>(),
            "answer": keys::<Answer>(),
            "evidence": keys::<Evidence>(),
            "action": keys::<Action>(),
        },
        "sections": form.sections.iter().map(|s| json!({
            "id": s.id,
            "title": s.title,
            "intro": s.intro,
            "questions": s.questions.iter().map(question).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

/// To whom it is put, and how long it takes.
pub fn for_whom(form: &Form) -> String {
    format!("Put to: {}. About {} minutes.", form.role.title(), form.minutes)
}

/// How many of the checklist's questions there are, where that is not all of them.
pub fn part(form: &Form) -> Option<String> {
    let asked = form.questions().count();
    (asked < form.of_questions).then(|| {
        format!(
            "This form has {asked} of the checklist's {} questions; the others stay open.",
            form.of_questions
        )
    })
}

/// The keys that a table of an answer file can have, in the order of the file.
fn keys<T: schemars::JsonSchema>() -> Vec<String> {
    let schema = schema::of::<T>();
    let keys = schema.get("properties").and_then(Json::as_object);
    keys.map(|k| k.keys().cloned().collect()).unwrap_or_default()
}

fn question(q: &FormQuestion) -> Json {
    json!({
        "id": q.id,
        "asked": q.asked,
        "text": q.text,
        "why": q.why,
        "look_for": q.look_for,
        "warning_signs": q.warning_signs,
        "kind": match q.answer {
            AnswerKind::Graded => "graded",
            AnswerKind::YesNo => "yes-no",
        },
        "key": q.key,
        "critical": q.critical,
        "weight": q.weight,
        "only_if": q.only_if,
        "indicators": q.indicators,
        "sources": q.sources,
        "practice": q.practice,
        "then_now": q.then_now,
        "last": q.last.iter().map(|l| last(q, l)).collect::<Vec<_>>(),
    })
}

fn last(q: &FormQuestion, l: &LastGiven) -> Json {
    json!({
        "text": l.worded.as_ref().unwrap_or(&q.text),
        "said": l.answered,
        "repeat": l.repeat.is_some(),
        "response": l.repeat,
        "reason": l.reason,
        "finding": l.finding,
        "evidence": l.evidence.iter().map(|e| json!({
            "kind": e.kind,
            "text": e.text,
            "date": e.date.map(day),
        })).collect::<Vec<_>>(),
        "actions": l.actions.iter().map(|a| json!({
            "what": a.what,
            "owner": a.owner,
            "due": a.due.map(day),
            "measure": a.measure,
        })).collect::<Vec<_>>(),
    })
}
