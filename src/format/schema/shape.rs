//! A schema as the checker reads it: which forms a value can have, and what each of them takes.

use serde_json::Value as Json;

use crate::format::source::Value;

/// A schema, with what its references lead to.
#[derive(Clone, Copy)]
pub(super) struct Shape<'s> {
    root: &'s Json,
    pub(super) here: &'s Json,
}

impl<'s> Shape<'s> {
    pub(super) fn of(root: &'s Json, here: &'s Json) -> Self {
        let mut here = here;
        while let Some(name) = here
            .get("$ref")
            .and_then(Json::as_str)
            .and_then(|r| r.strip_prefix("#/$defs/"))
        {
            let Some(target) = root.get("$defs").and_then(|d| d.get(name)) else {
                break;
            };
            here = target;
        }
        Shape { root, here }
    }

    pub(super) fn sub(&self, here: &'s Json) -> Self {
        Shape::of(self.root, here)
    }

    /// The forms that a value can have: one, or several where the schema says `anyOf`. `null` is the same as absent.
    pub(super) fn forms(&self) -> Vec<Shape<'s>> {
        match self.here.get("anyOf").and_then(Json::as_array) {
            Some(any) => any
                .iter()
                .flat_map(|s| self.sub(s).forms())
                .filter(|s| !s.is("null"))
                .collect(),
            None => vec![*self],
        }
    }

    pub(super) fn is(&self, kind: &str) -> bool {
        match self.here.get("type") {
            Some(Json::String(t)) => t == kind,
            Some(Json::Array(all)) => all.iter().any(|t| t == kind),
            _ => kind == "string" && !self.words().is_empty(),
        }
    }

    pub(super) fn number(&self, key: &str) -> Option<i64> {
        self.here.get(key).and_then(Json::as_i64)
    }

    pub(super) fn is_date(&self) -> bool {
        self.here.get("format").is_some_and(|f| f == "date")
    }

    /// The words that are allowed; none where any text is.
    pub(super) fn words(&self) -> Vec<&'s str> {
        let listed = self.here.get("enum").and_then(Json::as_array).into_iter().flatten();
        let consts = self
            .here
            .get("oneOf")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(|s| s.get("const"));
        let one = self.here.get("const").into_iter();
        listed.chain(consts).chain(one).filter_map(Json::as_str).collect()
    }

    pub(super) fn takes(&self, value: &Value) -> bool {
        match value {
            Value::Text(_) => self.is("string"),
            Value::Integer(_) | Value::Float(_) => self.is("integer") || self.is("number"),
            Value::Boolean(_) => self.is("boolean"),
            Value::Date(_) => self.is("string") && self.is_date(),
            Value::OtherDate(_) => false,
            Value::List(_) => self.is("array"),
            Value::Table(_) => self.is("object"),
        }
    }

    /// Whether a plain value is one that this form allows.
    pub(super) fn fits(&self, value: &Value) -> bool {
        self.takes(value)
            && match value {
                Value::Integer(i) => {
                    self.number("minimum").is_none_or(|min| min <= *i)
                        && self.number("maximum").is_none_or(|max| *i <= max)
                }
                Value::Float(_) => false,
                Value::Text(text) => {
                    let words = self.words();
                    words.is_empty() || words.contains(&text.as_str())
                }
                _ => true,
            }
    }

    /// Something that this form allows, where nothing is known.
    pub(super) fn harmless(&self) -> Json {
        let form = self.forms().first().copied().unwrap_or(*self);
        if form.is("integer") || form.is("number") {
            form.number("minimum").unwrap_or(0).into()
        } else if form.is("boolean") {
            false.into()
        } else if form.is_date() {
            "2000-01-01".into()
        } else if form.is("array") {
            Json::Array(Vec::new())
        } else if form.is("object") {
            Json::Object(serde_json::Map::new())
        } else {
            let example = form.here.get("x-example").and_then(Json::as_str);
            form.words().first().copied().or(example).unwrap_or("-").into()
        }
    }

    /// What a value of this form is called where another stands in its place.
    pub(super) fn wanted(&self) -> String {
        if self.is("integer") {
            match (self.number("minimum"), self.number("maximum")) {
                (Some(min), Some(max)) => format!("a whole number between {min} and {max}"),
                _ => "a whole number".to_owned(),
            }
        } else if self.is("number") {
            "a number".to_owned()
        } else if self.is("boolean") {
            "true or false".to_owned()
        } else if self.is_date() {
            "a date such as 2026-11-22".to_owned()
        } else if self.is("string") {
            "text in quotation marks".to_owned()
        } else if self.is("array") {
            "a list".to_owned()
        } else {
            "a table".to_owned()
        }
    }
}
