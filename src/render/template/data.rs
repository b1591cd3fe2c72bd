//! The report as a template sees it: every field that there can be is there, and what is asked for in vain is remembered.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use serde_json::Value as Json;

use crate::checklist::QuestionId;
use crate::format::schema;
use crate::report::Report;

/// A name that was asked for and is not there, with those that are.
#[derive(Debug, Clone)]
pub(super) struct MissedField {
    pub name: String,
    pub fields: Vec<String>,
}

/// The last name that was asked for in vain.
pub(super) type Missed = Arc<Mutex<Option<MissedField>>>;

/// A record of the report.
#[derive(Debug)]
pub(super) struct Record {
    fields: BTreeMap<String, Value>,
    /// In the order of the report.
    order: Vec<String>,
    missed: Missed,
}

impl Record {
    /// A whole report, and its answers by the ids of their questions.
    pub(super) fn of_report(report: &Report, missed: &Missed) -> (Value, BTreeMap<QuestionId, Value>) {
        let mut json = serde_json::to_value(report).unwrap_or_default();
        // What is left out of the file where it is not given is empty here: a template can ask for it.
        schema::complete(&schema::of::<Report>(), &mut json);
        let root = value(json, missed);
        let mut answers = BTreeMap::new();
        let each = |value: &Value, name: &str| {
            let list = value.get_attr(name).ok();
            list.and_then(|l| l.try_iter().ok())
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
        };
        for section in each(&root, "sections") {
            for answer in each(&section, "answers") {
                if let Some(id) = answer.get_attr("id").ok().and_then(|i| i.as_str().map(QuestionId::new)) {
                    answers.insert(id, answer);
                }
            }
        }
        (root, answers)
    }
}

fn value(json: Json, missed: &Missed) -> Value {
    match json {
        Json::Object(map) => {
            let order = map.keys().cloned().collect();
            let fields = map.into_iter().map(|(k, v)| (k, value(v, missed))).collect();
            Value::from_object(Record {
                fields,
                order,
                missed: Arc::clone(missed),
            })
        }
        Json::Array(list) => list.into_iter().map(|v| value(v, missed)).collect(),
        Json::Null => Value::from(()),
        Json::Bool(yes) => Value::from(yes),
        Json::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, figure) => Value::from(figure.unwrap_or_default()),
        },
        Json::String(text) => Value::from(text),
    }
}

impl Object for Record {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let found = self.fields.get(key).cloned();
        if found.is_none()
            && let Ok(mut missed) = self.missed.lock()
        {
            *missed = Some(MissedField {
                name: key.to_owned(),
                fields: self.order.clone(),
            });
        }
        found
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.order.iter().map(|k| Value::from(k.clone())).collect())
    }
}
