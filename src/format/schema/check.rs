//! A document gone through with its schema: every structural problem at its place.

use std::ops::Range;

use serde_json::Value as Json;

use super::Rules;
use super::shape::Shape;
use crate::diagnostic::{Diagnostic, Problems, nearest};
use crate::format::source::{Node, PathStep, SourceEntry, SourceTable, Value};

/// Every structural problem of a document, in no particular order, and the places where they are.
pub fn check(schema: &Json, rules: Rules, document: &SourceTable, problems: &Problems) -> Vec<Vec<PathStep>> {
    let shape = Shape::of(schema, schema);
    let mut checker = Checker {
        document,
        problems,
        rules,
        path: Vec::new(),
        faults: Vec::new(),
    };
    checker.table(shape, document, Some(0..0));
    checker.faults
}

/// The codes that a type's own rules can have.
fn code_of(code: &str) -> &'static str {
    match code {
        "rating" => "rating",
        "period" | "indicator-period" => "period",
        "control-character" => "control-character",
        "bad-id" => "bad-id",
        "question" => "question-mark",
        "url" => "url",
        "date" => "date",
        "bad-text" => "bad-text",
        _ => "not-valid",
    }
}

/// Goes through a document and its schema side by side.
struct Checker<'p> {
    document: &'p SourceTable,
    problems: &'p Problems,
    rules: Rules,
    path: Vec<PathStep>,
    faults: Vec<Vec<PathStep>>,
}

impl Checker<'_> {
    fn name(&self) -> String {
        self.document.name_of(&self.path)
    }

    fn within(&mut self, step: impl Into<PathStep>, go: impl FnOnce(&mut Self)) {
        self.path.push(step.into());
        go(self);
        self.path.pop();
    }

    fn report(&mut self, problem: Diagnostic, span: Option<Range<usize>>) {
        self.faults.push(self.path.clone());
        self.problems.push(problem.at(span).in_place(self.name()));
    }

    fn table(&mut self, shape: Shape<'_>, table: &SourceTable, span: Option<Range<usize>>) {
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
            self.within(name, |checker| {
                checker.report(
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
                    self.within(entry.name.as_str(), |checker| {
                        checker.value(shape, &entry.node, entry.name_span.as_ref())
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

    fn unknown_key(&mut self, entry: &SourceEntry, mut names: Vec<&str>) {
        let near = nearest(&entry.name, names.iter().copied());
        names.sort_unstable();
        self.within(entry.name.as_str(), |checker| {
            checker.report(
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
            self.report(
                Diagnostic::error(code_of(&said("code")), format!("`{}` {}", self.name(), said("message")))
                    .help(said("help")),
                span,
            );
            return;
        }
        let Some(form) = forms.iter().find(|f| f.takes(&node.value)).copied() else {
            let wanted = forms.first().map_or_else(|| "something else".to_owned(), Shape::wanted);
            self.report(
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
        let fraction = form.is("number");
        let fits = match value {
            Value::Integer(i) => (min..=max).contains(i),
            Value::Float(f) => fraction && (min as f64..=max as f64).contains(f),
            _ => false,
        };
        let kind = if fraction { "number" } else { "whole number" };
        if !fits {
            self.report(
                Diagnostic::error(
                    "out-of-range",
                    format!("`{}` must be a {kind} between {min} and {max}", self.name()),
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
            self.report(
                Diagnostic::error("unknown-value", format!("`{text}` is no value of `{place}`")).help(help),
                span,
            );
            return;
        }
        let count = text.chars().count();
        if form.is_date() && !(text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()) {
            let wanted = form.wanted();
            self.report(
                Diagnostic::error("wrong-kind", format!("`{place}` must be {wanted}, not text"))
                    .label(format!("{wanted} is needed here")),
                span,
            );
        } else if form.number("minLength").is_some() && text.trim().is_empty() {
            self.report(
                Diagnostic::error("empty", format!("`{place}` is empty")).label("empty"),
                span,
            );
        } else if let Some(most) = form
            .number("maxLength")
            .filter(|m| i64::try_from(count).is_ok_and(|c| c > *m))
        {
            let fault = format!("has {count} characters; the most is {most}");
            self.report(
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
            self.report(
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
            self.report(problem, span);
            return;
        }
        let shape = form.sub(items);
        let what = if shape.is("object") { "tables" } else { "texts" };
        for (i, node) in list.iter().enumerate() {
            if shape.forms().iter().any(|f| f.takes(&node.value)) {
                self.within(i, |checker| checker.value(shape, node, None));
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
                self.within(i, |checker| {
                    checker.faults.push(checker.path.clone());
                    checker.problems.push(problem.at(node.span.clone()).in_place(place));
                });
            }
        }
    }
}
