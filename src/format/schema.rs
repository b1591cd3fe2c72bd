//! What a type's schema says of a document: every structural problem, each at its place.
//!
//! The types of this module are read by serde. Where serde says no, the document is gone through once more with the schema of the same
//! type, so that all problems are told at once, with line and column, and the nearest name beside a slip of the keys.

use std::ops::Range;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::source::{Entry, Node, Step, Table, Value};
use crate::diagnostic::{Diagnostic, Problems, nearest};

/// The JSON Schema (2020-12) of a type.
pub fn of<T: JsonSchema>() -> Json {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// The schema as it is published: without the words that only this program's own checker reads.
pub fn published<T: JsonSchema>() -> Json {
    /// Not blank, and no control character but the ends of lines.
    const SOUND: &str = r"^[^\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";
    fn clean(schema: &mut Json) {
        match schema {
            Json::Object(map) => {
                // What our own check says in words, a foreign validator can only see in a pattern: no blank text, no control character.
                let text = map.get("minLength").is_some_and(|n| n == 1) && !map.contains_key("pattern");
                if text {
                    let pattern = if map.get("x-check").is_some_and(|c| c == "control-character") {
                        SOUND
                    } else {
                        r"\S"
                    };
                    map.insert("pattern".to_owned(), pattern.into());
                }
                map.retain(|key, _| !key.starts_with("x-"));
                map.values_mut().for_each(clean);
            }
            Json::Array(list) => list.iter_mut().for_each(clean),
            _ => {}
        }
    }
    let mut schema = of::<T>();
    clean(&mut schema);
    schema
}

/// Rules for texts that no schema can say, by the name that a schema calls them with `x-check`.
pub type Rules = &'static [(&'static str, fn(&str) -> Result<(), String>)];

/// A schema, with what its references lead to.
#[derive(Clone, Copy)]
struct Shape<'s> {
    root: &'s Json,
    here: &'s Json,
}

impl<'s> Shape<'s> {
    fn of(root: &'s Json, here: &'s Json) -> Self {
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

    fn sub(&self, here: &'s Json) -> Self {
        Shape::of(self.root, here)
    }

    /// The forms that a value can have: one, or several where the schema says `anyOf`. `null` is the same as absent.
    fn forms(&self) -> Vec<Shape<'s>> {
        match self.here.get("anyOf").and_then(Json::as_array) {
            Some(any) => any
                .iter()
                .flat_map(|s| self.sub(s).forms())
                .filter(|s| !s.is("null"))
                .collect(),
            None => vec![*self],
        }
    }

    fn is(&self, kind: &str) -> bool {
        match self.here.get("type") {
            Some(Json::String(t)) => t == kind,
            Some(Json::Array(all)) => all.iter().any(|t| t == kind),
            _ => kind == "string" && !self.words().is_empty(),
        }
    }

    fn number(&self, key: &str) -> Option<i64> {
        self.here.get(key).and_then(Json::as_i64)
    }

    fn is_date(&self) -> bool {
        self.here.get("format").is_some_and(|f| f == "date")
    }

    /// The words that are allowed; none where any text is.
    fn words(&self) -> Vec<&'s str> {
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

    fn takes(&self, value: &Value) -> bool {
        match value {
            Value::Text(_) => self.is("string"),
            Value::Integer(_) | Value::Float(_) => self.is("integer"),
            Value::Boolean(_) => self.is("boolean"),
            Value::Date(_) => self.is("string") && self.is_date(),
            Value::OtherDate(_) => false,
            Value::List(_) => self.is("array"),
            Value::Table(_) => self.is("object"),
        }
    }

    /// Whether a plain value is one that this form allows.
    fn fits(&self, value: &Value) -> bool {
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
    fn harmless(&self) -> Json {
        let form = self.forms().first().copied().unwrap_or(*self);
        if form.is("integer") {
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
    fn wanted(&self) -> String {
        if self.is("integer") {
            match (self.number("minimum"), self.number("maximum")) {
                (Some(min), Some(max)) => format!("a whole number between {min} and {max}"),
                _ => "a whole number".to_owned(),
            }
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

/// Every structural problem of a document, in no particular order, and the places where they are.
pub fn check(schema: &Json, rules: Rules, document: &Table, problems: &Problems) -> Vec<Vec<Step>> {
    let shape = Shape::of(schema, schema);
    let mut walk = Walk {
        document,
        problems,
        rules,
        path: Vec::new(),
        faults: Vec::new(),
    };
    walk.table(shape, document, Some(0..0));
    walk.faults
}

/// Takes a place out of a document.
pub fn take_out(document: &mut Json, path: &[Step]) {
    let Some((last, before)) = path.split_last() else {
        return;
    };
    let mut here = document;
    for step in before {
        let next = match step {
            Step::Key(key) => here.get_mut(key.as_str()),
            // A single table stands for a list of one.
            Step::Item(0) if here.is_object() => Some(here),
            Step::Item(item) => here.get_mut(*item),
        };
        let Some(next) = next else { return };
        here = next;
    }
    match (last, here) {
        (Step::Key(key), Json::Object(map)) => {
            map.remove(key);
        }
        // Not taken out but made nothing of: the items behind it keep their places.
        (Step::Item(item), Json::Array(list)) => {
            if let Some(value) = list.get_mut(*item) {
                *value = Json::Null;
            }
        }
        _ => {}
    }
}

/// Puts something harmless where something needed is missing.
pub fn fill_in(schema: &Json, document: &mut Json) {
    fill(Shape::of(schema, schema), document);
}

fn fill(shape: Shape<'_>, value: &mut Json) {
    match value {
        Json::Object(map) => {
            let Some(form) = shape.forms().into_iter().find(|f| f.is("object")) else {
                return;
            };
            let properties = form.here.get("properties").and_then(Json::as_object);
            let further = form.here.get("additionalProperties").filter(|a| a.is_object());
            for name in form.here.get("required").and_then(Json::as_array).into_iter().flatten() {
                if let Some(name) = name.as_str()
                    && !map.contains_key(name)
                    && let Some(sub) = properties.and_then(|p| p.get(name))
                {
                    map.insert(name.to_owned(), form.sub(sub).harmless());
                }
            }
            for (key, value) in map.iter_mut() {
                if let Some(sub) = properties.and_then(|p| p.get(key)).or(further) {
                    fill(form.sub(sub), value);
                }
            }
        }
        Json::Array(list) => {
            let Some(items) = shape.forms().into_iter().find_map(|f| f.here.get("items")) else {
                return;
            };
            list.retain(|v| !v.is_null());
            list.iter_mut().for_each(|v| fill(shape.sub(items), v));
        }
        _ => {}
    }
}

/// The codes that a type's own rules can have.
fn code_of(code: &str) -> &'static str {
    match code {
        "rating" => "rating",
        "period" => "period",
        "control-character" => "control-character",
        "bad-id" => "bad-id",
        "question" => "question-mark",
        "url" => "url",
        "date" => "date",
        "bad-text" => "bad-text",
        _ => "not-valid",
    }
}

struct Walk<'p> {
    document: &'p Table,
    problems: &'p Problems,
    rules: Rules,
    path: Vec<Step>,
    faults: Vec<Vec<Step>>,
}

impl Walk<'_> {
    fn name(&self) -> String {
        self.document.name_of(&self.path)
    }

    fn within(&mut self, step: impl Into<Step>, go: impl FnOnce(&mut Self)) {
        self.path.push(step.into());
        go(self);
        self.path.pop();
    }

    fn tell(&mut self, problem: Diagnostic, span: Option<Range<usize>>) {
        self.faults.push(self.path.clone());
        self.problems.push(problem.at(span).in_place(self.name()));
    }

    fn table(&mut self, shape: Shape<'_>, table: &Table, span: Option<Range<usize>>) {
        let properties = shape.here.get("properties").and_then(Json::as_object);
        let further = shape.here.get("additionalProperties").filter(|a| a.is_object());
        let required = shape
            .here
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        for name in required.filter_map(Json::as_str).filter(|n| table.get(n).is_none()) {
            let owner = if self.path.is_empty() {
                "the file's head".to_owned()
            } else {
                format!("`{}`", self.name())
            };
            self.within(name, |w| {
                w.tell(
                    Diagnostic::error("missing-key", format!("{owner} has no `{name}`"))
                        .label(format!("`{name}` is needed here")),
                    span.clone(),
                );
            });
        }
        for entry in &table.entries {
            let known = properties.and_then(|p| p.get(&entry.name));
            match known.or(further) {
                Some(sub) => {
                    let shape = shape.sub(sub);
                    self.within(entry.name.as_str(), |w| {
                        w.value(shape, &entry.node, entry.name_span.as_ref())
                    });
                }
                // A type that lets unknown keys be says nothing of them.
                None if shape.here.get("additionalProperties") != Some(&Json::Bool(false)) => {}
                None => {
                    let names: Vec<&str> = properties
                        .into_iter()
                        .flat_map(|p| p.keys())
                        .map(String::as_str)
                        .collect();
                    self.unknown_key(entry, names);
                }
            }
        }
    }

    fn unknown_key(&mut self, entry: &Entry, mut names: Vec<&str>) {
        let near = nearest(&entry.name, names.iter().copied());
        names.sort_unstable();
        self.within(entry.name.as_str(), |w| {
            w.tell(
                Diagnostic::error("unknown-key", format!("unknown key `{}`", entry.name))
                    .label(near.map_or("not a key of this table".to_owned(), |n| format!("did you mean `{n}`?")))
                    .help(format!("keys allowed here: {}", names.join(", "))),
                entry.name_span.clone(),
            );
        });
    }

    fn value(&mut self, shape: Shape<'_>, node: &Node, key: Option<&Range<usize>>) {
        let forms = shape.forms();
        let span = node.span.clone();
        if let Some(problem) = shape.here.get("x-problem")
            && !forms.iter().any(|f| f.fits(&node.value))
        {
            let said = |key: &str| problem.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
            self.tell(
                Diagnostic::error(code_of(&said("code")), format!("`{}` {}", self.name(), said("message")))
                    .help(said("help")),
                span,
            );
            return;
        }
        let Some(form) = forms.iter().find(|f| f.takes(&node.value)).copied() else {
            let wanted = forms.first().map_or_else(|| "something else".to_owned(), Shape::wanted);
            self.tell(
                Diagnostic::error(
                    "wrong-kind",
                    format!("`{}` must be {wanted}, not {}", self.name(), node.value.kind()),
                )
                .label(format!("{wanted} is needed here")),
                span,
            );
            return;
        };
        match &node.value {
            Value::Text(text) => self.text(form, text, span),
            Value::Integer(_) | Value::Float(_) => self.number(form, &node.value, span),
            Value::List(list) => self.list(form, list, span),
            // A block of the file is named by its key; a table in a list by itself.
            Value::Table(table) => self.table(form, table, key.cloned().or(span)),
            Value::Boolean(_) | Value::Date(_) | Value::OtherDate(_) => {}
        }
    }

    fn number(&mut self, form: Shape<'_>, value: &Value, span: Option<Range<usize>>) {
        let (min, max) = (
            form.number("minimum").unwrap_or(i64::MIN),
            form.number("maximum").unwrap_or(i64::MAX),
        );
        if !matches!(value, Value::Integer(i) if (min..=max).contains(i)) {
            self.tell(
                Diagnostic::error(
                    "out-of-range",
                    format!("`{}` must be a whole number between {min} and {max}", self.name()),
                )
                .label(format!("must be between {min} and {max}")),
                span,
            );
        }
    }

    fn text(&mut self, form: Shape<'_>, text: &str, span: Option<Range<usize>>) {
        let place = self.name();
        let words = form.words();
        if !words.is_empty() && !words.contains(&text) {
            let mut help = format!("allowed: {}", words.join(", "));
            if let Some(near) = nearest(text, words.iter().copied()) {
                help = format!("did you mean `{near}`? {help}");
            }
            self.tell(
                Diagnostic::error("unknown-value", format!("`{text}` is no value of `{place}`")).help(help),
                span,
            );
            return;
        }
        let count = text.chars().count();
        if form.is_date() && !(text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()) {
            let wanted = form.wanted();
            self.tell(
                Diagnostic::error("wrong-kind", format!("`{place}` must be {wanted}, not text"))
                    .label(format!("{wanted} is needed here")),
                span,
            );
        } else if form.number("minLength").is_some() && text.trim().is_empty() {
            self.tell(
                Diagnostic::error("empty", format!("`{place}` is empty")).label("empty"),
                span,
            );
        } else if let Some(most) = form
            .number("maxLength")
            .filter(|m| i64::try_from(count).is_ok_and(|c| c > *m))
        {
            let fault = format!("has {count} characters; the most is {most}");
            self.tell(
                Diagnostic::error("too-long", format!("`{place}` {fault}")).label(fault),
                span,
            );
        } else if let Some(name) = form.here.get("x-check").and_then(Json::as_str)
            && let Some((_, rule)) = self.rules.iter().find(|(rule, _)| *rule == name)
            && let Err(fault) = rule(text)
        {
            let code = if name == "question" && text.matches('?').count() > 1 {
                "two-questions"
            } else {
                code_of(name)
            };
            let help = form.here.get("x-help").and_then(Json::as_str);
            let problem = Diagnostic::error(code, format!("`{place}`: {fault}"));
            self.tell(
                match help {
                    Some(help) => problem.help(help),
                    None => problem.label(fault),
                },
                span,
            );
        }
    }

    fn list(&mut self, form: Shape<'_>, list: &[Node], span: Option<Range<usize>>) {
        let Some(items) = form.here.get("items") else {
            return;
        };
        if list.is_empty() && form.number("minItems").is_some_and(|least| least > 0) {
            let problem =
                Diagnostic::error("empty", format!("`{}` must name at least one thing", self.name())).label("empty");
            self.tell(problem, span);
            return;
        }
        let shape = form.sub(items);
        let what = if shape.is("object") { "tables" } else { "texts" };
        for (i, node) in list.iter().enumerate() {
            if shape.forms().iter().any(|f| f.takes(&node.value)) {
                self.within(i, |w| w.value(shape, node, None));
            } else {
                let place = self.name();
                let problem = Diagnostic::error(
                    "wrong-kind",
                    format!(
                        "`{place}` must be a list of {what}; item {} is {}",
                        i + 1,
                        node.value.kind()
                    ),
                );
                self.within(i, |w| {
                    w.faults.push(w.path.clone());
                    w.problems.push(problem.at(node.span.clone()).in_place(place));
                });
            }
        }
    }
}
