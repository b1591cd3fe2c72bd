//! Approvals: who stands behind the answers, since when, and what has changed since.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::{Answer, Assessment};
use crate::checklist::{Checklist, QuestionId};
use crate::format::{digest, fields};

/// An approval of the answers as they stood on a day. `assure approve` writes it and binds it to the answers; it is not written by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Who approved.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub name: String,
    /// In which post.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub post: String,
    /// The day.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub on: NaiveDate,
    /// How many questions were open then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub open: u32,
    /// The day it was withdrawn. It stays in the file as a trace.
    #[serde(
        default,
        deserialize_with = "fields::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub withdrawn: Option<NaiveDate>,
    /// Why it was withdrawn.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// SHA-256 over everything approved: the head with its date and facts, and every answer. Drafts, comments, the archive and other
    /// approvals are no part of it.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub digest: String,
    /// A short digest of the head alone, without the date of the last change.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub head: String,
    /// A short digest of each answer by question id, so that it can be said which ones changed since.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answered: BTreeMap<QuestionId, String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// What has changed since an approval was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangedSince {
    /// The ids of the questions whose answers changed, in the order of the checklist.
    pub questions: Vec<QuestionId>,
    /// Something outside the answers changed: the council, the year, the assessor, the facts, or the assessment's date.
    pub head: bool,
}

impl ChangedSince {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty() && !self.head
    }
}

/// Keys of the head that are the program's bookkeeping, or stand in no report, or have a digest of their own.
const NOT_IN_HEAD: [&str; 11] = [
    "format",
    "revision",
    "checklist_file",
    "digest",
    "updated",
    "previous",
    "no_personal_data",
    "answer",
    "archived",
    "approval",
    "rule",
];

/// Keys of an answer that stand in no report, or that are no part of what it says; `asked` is put in by hand.
const NOT_IN_ANSWER: [&str; 5] = ["draft", "no_personal_data", "asked", "earlier", "comment"];

/// The digests of an assessment as it stands.
struct Digests {
    head: String,
    answered: BTreeMap<QuestionId, String>,
    whole: String,
}

impl Digests {
    fn of(checklist: &Checklist, a: &Assessment) -> Self {
        let head = short(&canonical(&a.head(), &NOT_IN_HEAD));
        let answered: BTreeMap<QuestionId, String> = a
            .answers
            .iter()
            .filter_map(|(id, answer)| Some((id.clone(), of_answer(checklist, id, answer)?)))
            .collect();
        let mut whole = Sha256::new();
        whole.update(format!("assure-approval-1\nhead {head}\nupdated {}\n", a.updated));
        for (id, digest) in &answered {
            whole.update(format!("answer {} {id} {digest}\n", id.as_str().len()));
        }
        Self {
            head,
            answered,
            whole: format!("sha256:{}", digest::hex(&whole.finalize())),
        }
    }
}

/// The digest of an answer with the question that it was given to; none of an answer that says nothing.
fn of_answer(checklist: &Checklist, id: &QuestionId, answer: &Answer) -> Option<String> {
    let said = canonical(answer, &NOT_IN_ANSWER);
    if said == "{}" {
        return None;
    }
    // An answer that does not say which words it was given to was given to those of today.
    let today = || checklist.question(id).map(|q| q.digest().to_owned());
    let asked = answer.response().and_then(|_| answer.asked.clone().or_else(today));
    Some(short(&format!("{} {said}", asked.unwrap_or_default())))
}

/// A value as text that does not depend on the order of its keys, nor on keys that hold nothing: a key that a later program adds moves no
/// digest as long as nothing stands in it.
fn canonical<T: Serialize>(value: &T, without: &[&str]) -> String {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    if let Json::Object(map) = &mut value {
        without.iter().for_each(|key| drop(map.remove(*key)));
    }
    let mut out = String::new();
    write_canonical(&mut out, &value);
    out
}

fn says_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(list) => list.is_empty(),
        Json::Object(map) => map.values().all(says_nothing),
        _ => false,
    }
}

fn write_canonical(out: &mut String, value: &Json) {
    match value {
        Json::Object(map) => {
            let mut fields: Vec<(&String, &Json)> = map.iter().filter(|(_, v)| !says_nothing(v)).collect();
            fields.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in fields {
                out.push_str(&format!("{}:{key}=", key.len()));
                write_canonical(out, value);
            }
            out.push('}');
        }
        Json::Array(list) => {
            out.push('[');
            for value in list {
                write_canonical(out, value);
                out.push(',');
            }
            out.push(']');
        }
        Json::String(text) => out.push_str(&format!("{}:{text}", text.len())),
        other => out.push_str(&other.to_string()),
    }
}

fn short(text: &str) -> String {
    digest::short(text.as_bytes(), 12)
}

/// Whether two posts are one: case and spaces tell no posts apart.
pub fn same_post(a: &str, b: &str) -> bool {
    let key = |post: &str| post.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    key(a) == key(b)
}

impl Approval {
    /// An approval of an assessment as it stands.
    pub fn of(
        checklist: &Checklist,
        assessment: &Assessment,
        (name, post): (&str, &str),
        on: NaiveDate,
        open: u32,
    ) -> Self {
        let digests = Digests::of(checklist, assessment);
        Self {
            name: name.to_owned(),
            post: post.to_owned(),
            on,
            open,
            withdrawn: None,
            reason: None,
            digest: digests.whole,
            head: digests.head,
            answered: digests.answered,
        }
    }

    /// What tells it from every other approval of a file.
    pub(super) fn key(&self) -> (NaiveDate, &str, &str, &str) {
        (self.on, &self.post, &self.name, &self.digest)
    }

    fn changed_since(&self, checklist: &Checklist, now: &Digests) -> ChangedSince {
        if self.digest == now.whole {
            return ChangedSince::default();
        }
        let mut changed: BTreeSet<&QuestionId> = self
            .answered
            .keys()
            .chain(now.answered.keys())
            .filter(|id| self.answered.get(*id) != now.answered.get(*id))
            .collect();
        let mut questions: Vec<QuestionId> = checklist
            .questions()
            .filter(|q| changed.remove(&q.id))
            .map(|q| q.id.clone())
            .collect();
        questions.extend(changed.into_iter().cloned());
        ChangedSince {
            head: self.head != now.head || questions.is_empty(),
            questions,
        }
    }
}

impl Assessment {
    /// Whether the approval at a place stands: it was not withdrawn, and the same post has not spoken again since.
    pub fn approval_stands(&self, index: usize) -> bool {
        self.approvals.get(index).is_some_and(|a| {
            let later = self.approvals.iter().skip(index + 1);
            a.withdrawn.is_none() && !later.into_iter().any(|l| same_post(&l.post, &a.post))
        })
    }

    /// The approvals that stand.
    pub fn standing_approvals(&self) -> impl Iterator<Item = &Approval> {
        let standing = |(i, a)| self.approval_stands(i).then_some(a);
        self.approvals.iter().enumerate().filter_map(standing)
    }

    /// What has changed since each of its approvals, in their order.
    pub fn changed_since_approvals(&self, checklist: &Checklist) -> Vec<ChangedSince> {
        if self.approvals.is_empty() {
            return Vec::new();
        }
        let now = Digests::of(checklist, self);
        self.approvals
            .iter()
            .map(|a| a.changed_since(checklist, &now))
            .collect()
    }
}
