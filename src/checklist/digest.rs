//! Digests of checklists and questions.
//!
//! They are taken over a canonical text, not over the file: a comment, another order of keys or another line end is no change.
//! Optional things are only written where they are present, so that a later key in the format moves no digest that has none of it.

mod meaning;

use sha2::{Digest, Sha256};

use super::{AnswerKind, Checklist, Question};
use crate::format::digest::{hex, short};
use meaning::{Meaning, field};

/// The digest of what one question asks and how it counts.
pub fn of_question(q: &Question) -> String {
    let mut out = String::new();
    meaning(q).push(&mut out);
    short(out.as_bytes(), 12)
}

fn meaning(q: &Question) -> Meaning<'_> {
    Meaning {
        id: q.id.as_str(),
        text: &q.text,
        yes_no: q.answer == AnswerKind::YesNo,
        critical: q.critical,
        weight: q.weight,
        only_if: q.only_if.as_ref().map(|id| id.as_str()),
    }
}

/// Everything in a checklist that a reader sees or a score depends on, except its status (an edition that is superseded is the same edition).
pub fn of_checklist(c: &Checklist) -> String {
    let mut out = String::new();
    field(&mut out, "checklist", &c.id);
    field(&mut out, "edition", &c.edition.to_string());
    field(&mut out, "role", c.role.id());
    field(&mut out, "title", &c.title);
    if let Some(note) = &c.note {
        field(&mut out, "note", note);
    }
    for s in &c.sources {
        field(&mut out, "source", s.id.as_str());
        field(&mut out, "title", &s.title);
        field(&mut out, "date", &s.date);
    }
    for x in &c.contexts {
        field(&mut out, "context", x.id.as_str());
        field(&mut out, "text", &x.text);
    }
    for s in &c.sections {
        field(&mut out, "section", s.id.as_str());
        field(&mut out, "title", &s.title);
        for q in &s.questions {
            meaning(q).push(&mut out);
            field(&mut out, "theme", q.theme.as_str());
            for x in &q.topic {
                field(&mut out, "topic", x.as_str());
            }
            if let Some(area) = q.area {
                field(&mut out, "area", area.word());
            }
            field(&mut out, "why", &q.why);
            for x in &q.look_for {
                field(&mut out, "look_for", x);
            }
            for x in &q.warning_signs {
                field(&mut out, "warning_sign", x);
            }
            if q.key {
                field(&mut out, "key", "true");
            }
            if let Some(x) = &q.not_key_because {
                field(&mut out, "not_key_because", x);
            }
            if q.rests_on.is_some() {
                field(&mut out, "rests_on", "practice");
            }
            for x in &q.source {
                field(&mut out, "cites", &format!("{} {}", x.id, x.locator));
            }
        }
    }
    format!("sha256:{}", hex(&Sha256::digest(out.as_bytes())))
}
