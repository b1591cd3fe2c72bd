//! An answer file in which every field that a person can write is filled, made from the published schema: a field without a rule here
//! fails every test that uses it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use assure::assessment::Assessment;
use assure::checklist::{self, Checklist, Library};
use assure::format::schema::published;
use serde_json::{Map, Value as Json, json};

use crate::harness::project;

/// What becomes of a field in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Every copy has it.
    Shown,
    /// Who somebody is, or what is said of a person: the public copy has not.
    Name,
    /// A text of an answer: the public copy has it, unless the answer is private.
    Text,
    /// It stays in the answer file: no report has it.
    Kept,
}

/// Every text that a person can write, by its place in an answer file; lists and names of questions are `*`.
const RULES: &[(&str, Rule)] = &[
    ("council", Rule::Shown),
    ("previous", Rule::Kept),
    ("break", Rule::Shown),
    ("judgement", Rule::Shown),
    ("foreword", Rule::Shown),
    ("setting", Rule::Shown),
    ("no_personal_data.*", Rule::Kept),
    ("assessor.name", Rule::Name),
    ("assessor.post", Rule::Shown),
    ("recommendation.*.source", Rule::Shown),
    ("recommendation.*.text", Rule::Shown),
    ("recommendation.*.owner", Rule::Name),
    ("recommendation.*.effect", Rule::Shown),
    ("recommendation.*.note", Rule::Shown),
    ("indicator.*.source", Rule::Shown),
    ("indicator.*.note", Rule::Shown),
    ("indicator.*.break", Rule::Shown),
    ("indicator.*.comparator.*.source", Rule::Shown),
    ("indicator.*.comparator.*.owner", Rule::Name),
    ("answer.*.reason", Rule::Text),
    ("answer.*.finding", Rule::Text),
    ("answer.*.no_personal_data.*", Rule::Kept),
    ("answer.*.risk_accepted.by", Rule::Name),
    ("answer.*.risk_accepted.reason", Rule::Text),
    ("answer.*.by", Rule::Name),
    ("answer.*.draft.text", Rule::Kept),
    // Who said what is for those who settle it; what was said stands in the answer file alone.
    ("answer.*.voice.*.name", Rule::Name),
    ("answer.*.voice.*.group", Rule::Name),
    ("answer.*.evidence.*.text", Rule::Text),
    ("answer.*.evidence.*.link", Rule::Text),
    ("answer.*.action.*.what", Rule::Text),
    ("answer.*.action.*.owner", Rule::Name),
    ("answer.*.action.*.measure", Rule::Text),
    ("answer.*.action.*.reason", Rule::Text),
    ("answer.*.action.*.effect", Rule::Text),
    ("answer.*.action.*.moved.*.reason", Rule::Text),
    ("answer.*.comment.*.by", Rule::Name),
    ("answer.*.comment.*.post", Rule::Name),
    ("answer.*.comment.*.text", Rule::Name),
    ("answer.*.comment.*.reply.*.by", Rule::Name),
    ("answer.*.comment.*.reply.*.text", Rule::Name),
    ("approval.*.name", Rule::Name),
    ("approval.*.post", Rule::Shown),
    ("approval.*.reason", Rule::Name),
    ("approval.*.digest", Rule::Kept),
    ("approval.*.head", Rule::Kept),
    ("approval.*.answered.*", Rule::Kept),
];

/// The checklist that is answered: a small one, with a fact that switches a question on.
pub fn checklist() -> Checklist {
    checklist::parse(&project("examples/own-checklist.toml"), &Library::empty()).unwrap_or_else(|e| panic!("{e:#?}"))
}

/// Its questions.
const QUESTIONS: [&str; 4] = [
    "duty-line-answered",
    "placement-found-at-night",
    "handover-complete",
    "partner-has-records",
];

/// A field that a person wrote: where, what becomes of it, and what it says.
#[derive(Debug, Clone)]
pub struct Mark {
    pub place: String,
    pub rule: Rule,
    /// It belongs to a private answer.
    pub private: bool,
    pub text: String,
}

impl Mark {
    /// Whether a public copy is without it.
    pub fn is_withheld(&self) -> bool {
        match self.rule {
            Rule::Shown => false,
            Rule::Text => self.private,
            Rule::Name | Rule::Kept => true,
        }
    }
}

/// A filled answer file.
pub struct Filled {
    pub json: Json,
    pub marks: Vec<Mark>,
}

impl Filled {
    pub fn assessment(&self) -> Assessment {
        serde_json::from_value(self.json.clone()).unwrap()
    }

    pub fn toml(&self) -> String {
        toml::to_string(&self.json).unwrap()
    }
}

/// An answer file with what is said in every field that a person can write: `said` has the field's place and its number.
pub fn filled(private: &[&str], said: impl Fn(&str, usize) -> String) -> Filled {
    static SCHEMA: LazyLock<Json> = LazyLock::new(published::<Assessment>);
    let schema = &*SCHEMA;
    let mut filler = Filler {
        schema,
        private,
        said,
        marks: Vec::new(),
        used: BTreeMap::new(),
    };
    let json = filler.value(schema, &At::default()).unwrap();
    let unused: Vec<_> = RULES.iter().filter(|r| !filler.used.contains_key(r.0)).collect();
    assert!(unused.is_empty(), "rules without a field: {unused:?}");
    Filled {
        json,
        marks: filler.marks,
    }
}

/// Where the filler is.
#[derive(Debug, Clone, Default)]
struct At {
    place: String,
    /// Which of a list's items.
    item: usize,
    question: &'static str,
}

impl At {
    /// An answer that does not stand any more, or is one of several people's: no report has anything of it.
    fn is_of_the_past(&self) -> bool {
        self.place.starts_with("archived.") || self.place.contains(".earlier.") || self.place.contains(".voice.")
    }

    fn into(&self, name: &str) -> Self {
        let dot = if self.place.is_empty() { "" } else { "." };
        Self {
            place: format!("{}{dot}{name}", self.place),
            ..self.clone()
        }
    }
}

struct Filler<'s, F> {
    schema: &'s Json,
    private: &'s [&'s str],
    said: F,
    marks: Vec<Mark>,
    used: BTreeMap<&'static str, ()>,
}

impl<F: Fn(&str, usize) -> String> Filler<'_, F> {
    fn value(&mut self, schema: &Json, at: &At) -> Option<Json> {
        if let Some(known) = self.known(at) {
            return known;
        }
        if let Some(to) = schema["$ref"].as_str() {
            let to = self.schema["$defs"][to.trim_start_matches("#/$defs/")].clone();
            return self.value(&to, at);
        }
        if let Some(forms) = schema["anyOf"].as_array() {
            return self.value(&forms[0].clone(), at);
        }
        let is = |name: &str| match &schema["type"] {
            Json::Array(types) => types.iter().any(|t| t == name),
            one => one == name,
        };
        if let Some(properties) = schema["properties"].as_object() {
            let mut map = Map::new();
            for (name, of) in properties {
                map.extend(self.value(of, &at.into(name)).map(|v| (name.clone(), v)));
            }
            return Some(map.into());
        }
        if is("object") {
            let of = &schema["additionalProperties"];
            let keys: &[&str] = if at.place == "archived" {
                &["gone", "gone-too"]
            } else {
                &QUESTIONS
            };
            let mut map = Map::new();
            for question in keys {
                let at = At {
                    question,
                    ..at.into("*")
                };
                map.extend(self.value(of, &at).map(|v| ((*question).to_owned(), v)));
            }
            return Some(map.into());
        }
        if is("array") {
            let many = match at.place.rsplit('.').next() {
                Some("no_personal_data") => 1,
                Some("action") => 3,
                _ => 2,
            };
            let items = (0..many).filter_map(|item| self.value(&schema["items"], &At { item, ..at.into("*") }));
            return Some(items.collect::<Vec<_>>().into());
        }
        let plain = is("string") && schema.get("enum").is_none() && schema.get("format").is_none();
        let rule = RULES.iter().find(|(place, _)| *place == at.place);
        let rule = match rule.filter(|_| plain) {
            Some((name, rule)) => {
                self.used.insert(name, ());
                rule
            }
            None if plain && at.is_of_the_past() => &Rule::Kept,
            None => panic!("{}: say what becomes of this field in a report: {schema}", at.place),
        };
        let text = (self.said)(&at.place, self.marks.len());
        self.marks.push(Mark {
            place: at.place.clone(),
            rule: *rule,
            private: self.private.contains(&at.question) || at.question == "gone-too",
            text: text.clone(),
        });
        Some(text.into())
    }

    /// What is no text of a person's, or is left out where an answer would not have it.
    fn known(&self, at: &At) -> Option<Option<Json>> {
        let private = self.private.contains(&at.question) || at.question == "gone-too";
        let statuses = ["open", "dropped", "done"];
        let (_, tail) = at.place.split_once(".*.").unwrap_or(("", &at.place));
        let tail = tail.strip_prefix("earlier.*.").unwrap_or(tail);
        let (tail, of_voice) = tail.strip_prefix("voice.*.").map_or((tail, false), |tail| (tail, true));
        Some(match (at.place.as_str(), tail) {
            ("format", _) => Some(json!(1)),
            ("checklist", _) => Some(json!("out-of-hours")),
            ("edition", _) => Some(json!(2026)),
            ("checklist_file", _) => Some(json!("own.toml")),
            ("period", _) => Some(json!("2026-27")),
            ("rule", _) => Some(json!("assure-1")),
            ("started", _) => Some(json!("2026-11-01")),
            ("updated", _) => Some(json!("2026-11-22")),
            ("next_review", _) => Some(json!("2027-05-01")),
            ("context", _) => Some(json!({ "shared-service": true })),
            // What they are checked against is today's checklist: without them nothing has changed since.
            ("revision" | "digest", _) | (_, "state") => None,
            ("answer.*.asked", _) => None,
            (_, "asked") if of_voice => None,
            (_, "rating") => Some(json!(match at.question {
                "handover-complete" => 2,
                "partner-has-records" => 0,
                _ => 1,
            })),
            (_, "private") => Some(json!(private)),
            (_, "unfinished") => Some(json!(true)),
            (_, "on" | "risk_accepted.on") => Some(json!("2026-11-20")),
            (_, "comment.*.on" | "comment.*.reply.*.on") => Some(json!("2026-11-21")),
            (_, "comment.*.would_rate") if at.item == 1 => Some(json!("dont-know")),
            (_, "comment.*.would_rate") => Some(json!(0)),
            (_, "comment.*.settled") if at.item == 0 => None,
            (_, "comment.*.settled") => Some(json!("2026-11-22")),
            (_, "until") => Some(json!(["2026-11-21", "2026-11-22"][at.item])),
            (_, "draft.field") => Some(json!("finding")),
            (_, "draft.item") => None,
            (_, "evidence.*.kind") => Some(json!(["audit", "data"][at.item])),
            (_, "evidence.*.date") => Some(json!("2026-10-01")),
            (_, "evidence.*.review_by") => Some(json!("2027-10-01")),
            (_, "action.*.due") => Some(json!("2027-03-01")),
            (_, "action.*.status") => Some(json!(statuses[at.item])),
            (_, "action.*.moved.*.from") => Some(json!("2027-01-01")),
            (_, "action.*.moved.*.on") => Some(json!("2026-11-20")),
            // An action that is dropped says why, and one that is done what came of it.
            (_, "action.*.reason") if at.item != 1 => None,
            (_, "action.*.effect") if at.item != 2 => None,
            ("recommendation.*.question", _) => Some(json!(QUESTIONS[at.item])),
            ("recommendation.*.due", _) => Some(json!("2027-03-01")),
            ("recommendation.*.status", _) => Some(json!(["under-way", "done"][at.item])),
            ("indicator.*.id", _) => Some(json!(["sw-agency", "sw-vacancy"][at.item])),
            ("indicator.*.period", _) => Some(json!("2025-09-30")),
            // Counts of a size that a public copy may say.
            ("indicator.*.value", _) => Some(json!(12.5)),
            ("indicator.*.numerator", _) => Some(json!(25)),
            ("indicator.*.denominator", _) => Some(json!(200)),
            ("indicator.*.status", _) => Some(json!("provisional")),
            ("indicator.*.quality", _) => Some(json!("doubtful")),
            ("indicator.*.comparator.*.with", _) => Some(json!(["target", "region"][at.item])),
            ("indicator.*.comparator.*.value", _) => Some(json!(14.1)),
            ("indicator.*.comparator.*.period", _) => None,
            // Only a target has an owner.
            ("indicator.*.comparator.*.owner", _) if at.item != 0 => None,
            (_, "withdrawn") if at.item == 0 => None,
            (_, "withdrawn") => Some(json!("2026-11-21")),
            ("approval.*.reason", _) if at.item == 0 => None,
            ("approval.*.open", _) => Some(json!(1)),
            _ => return None,
        })
    }
}
