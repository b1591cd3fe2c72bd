//! A file's text and its parsed document with positions, from TOML or JSON.
//!
//! It is made only where something is wrong, or where a file's kind is not known yet: serde reads what is right faster, but stops at
//! the first error and loses the places of keys.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;

/// A value and the bytes it came from (none for JSON, whose parser does not tell).
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub span: Option<Range<usize>>,
}

/// What a document can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, line ends normalised to `\n`.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
    /// Anything else that TOML calls a date or a time.
    OtherDate(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(SourceTable),
}

impl Value {
    /// What a person calls this kind of value.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a fraction",
            Value::Boolean(_) => "true or false",
            Value::Date(_) => "a date",
            Value::OtherDate(_) => "a date with a time",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// A table's entries, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SourceTable {
    /// The entries.
    pub entries: Vec<SourceEntry>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceEntry {
    /// The key.
    pub name: String,
    /// Where the key stands.
    pub name_span: Option<Range<usize>>,
    /// The value.
    pub node: Node,
}

impl SourceTable {
    /// The entry of this name.
    pub fn get(&self, name: &str) -> Option<&SourceEntry> {
        self.entries.iter().find(|e| e.name == name)
    }
}

impl Value {
    /// The same without places; dates as text.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Text(text) | Value::OtherDate(text) => Json::from(text.as_str()),
            Value::Integer(i) => Json::from(*i),
            Value::Float(f) => Json::from(*f),
            Value::Boolean(b) => Json::from(*b),
            Value::Date(day) => Json::from(day.to_string()),
            Value::List(list) => list.iter().map(|n| n.value.to_json()).collect(),
            Value::Table(table) => table.to_json(),
        }
    }
}

impl SourceTable {
    /// The same without places; dates as text.
    pub fn to_json(&self) -> Json {
        Json::Object(
            self.entries
                .iter()
                .map(|e| (e.name.clone(), e.node.value.to_json()))
                .collect(),
        )
    }
}

/// Reads TOML; on failure every syntax error.
pub fn parse_toml(text: &str) -> Result<SourceTable, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(from_toml_table(table.get_ref()));
    }
    Err(errors
        .into_iter()
        .map(|e| {
            Diagnostic::error("syntax", e.message().replace('\n', "; "))
                .at(e.span())
                .help("this is not TOML as it stands; the file was left untouched")
        })
        .collect())
}

fn from_toml_table(table: &DeTable<'_>) -> SourceTable {
    let mut entries: Vec<SourceEntry> = table
        .iter()
        .map(|(key, value)| SourceEntry {
            name: key.get_ref().to_string(),
            name_span: Some(key.span()),
            node: Node {
                value: from_toml_value(value.get_ref()),
                span: Some(value.span()),
            },
        })
        .collect();
    // The parser keeps a sorted map; a person's order is the file's.
    entries.sort_by_key(|e| e.name_span.as_ref().map_or(0, |s| s.start));
    SourceTable { entries }
}

fn from_toml_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(s) => Value::Text(unix_line_ends(s).into_owned()),
        DeValue::Integer(i) => {
            i64::from_str_radix(i.as_str(), i.radix()).map_or(Value::Float(f64::INFINITY), Value::Integer)
        }
        DeValue::Float(f) => Value::Float(f.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(b) => Value::Boolean(*b),
        DeValue::Datetime(d) => match (d.date, d.time, d.offset) {
            (Some(date), None, None) => {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
                    .map_or_else(|| Value::OtherDate(d.to_string()), Value::Date)
            }
            _ => Value::OtherDate(d.to_string()),
        },
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|v| Node {
                    value: from_toml_value(v.get_ref()),
                    span: Some(v.span()),
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(from_toml_table(table)),
    }
}

/// Reads JSON; on failure the syntax error.
pub fn parse_json(text: &str) -> Result<SourceTable, Vec<Diagnostic>> {
    let text_for_json = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str::<Json>(text_for_json) {
        Ok(Json::Object(map)) => Ok(from_json_object(map)),
        Ok(_) => Err(vec![
            Diagnostic::error("syntax", "the file must hold one JSON object").at(Some(0..1.min(text.len()))),
        ]),
        Err(e) => {
            let start = text
                .split_inclusive('\n')
                .take(e.line().saturating_sub(1))
                .map(str::len)
                .sum::<usize>()
                .saturating_add(e.column().saturating_sub(1))
                .min(text.len());
            let message = e.to_string();
            let message = message.split(" at line").next().unwrap_or("not JSON").to_owned();
            Err(vec![
                Diagnostic::error("syntax", message)
                    .at(Some(start..start))
                    .help("this is not JSON as it stands; the file was left untouched"),
            ])
        }
    }
}

fn from_json_object(map: serde_json::Map<String, Json>) -> SourceTable {
    SourceTable {
        entries: map
            .into_iter()
            // An absent value and `null` are the same: JSON writers cannot always leave a key out.
            .filter(|(_, v)| !v.is_null())
            .map(|(name, v)| SourceEntry {
                name,
                name_span: None,
                node: from_json(v),
            })
            .collect(),
    }
}

fn from_json(value: Json) -> Node {
    let value = match value {
        Json::Null => Value::List(Vec::new()),
        Json::Bool(b) => Value::Boolean(b),
        Json::Number(n) => n
            .as_i64()
            .map_or_else(|| Value::Float(n.as_f64().unwrap_or(f64::NAN)), Value::Integer),
        Json::String(s) => Value::Text(unix_line_ends(&s).into_owned()),
        Json::Array(list) => Value::List(list.into_iter().map(from_json).collect()),
        Json::Object(map) => Value::Table(from_json_object(map)),
    };
    Node { value, span: None }
}

/// `\r\n` and lone `\r` become `\n`, so that the same text saved on Windows is the same text.
pub fn unix_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The same for a text that is at hand as a whole: nearly every one comes back as it is.
pub fn with_unix_line_ends(text: String) -> String {
    match unix_line_ends(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => changed,
    }
}

/// A step from a document's head to a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// A key of a table.
    Key(String),
    /// An item of a list, from 0.
    Item(usize),
}

impl From<&str> for PathStep {
    fn from(key: &str) -> Self {
        PathStep::Key(key.to_owned())
    }
}

impl From<usize> for PathStep {
    fn from(item: usize) -> Self {
        PathStep::Item(item)
    }
}

/// The dotted name of a place, such as `answer.voice-forums.evidence[1].date`; list items are counted from 1.
pub fn dotted(path: &[PathStep]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            PathStep::Key(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(key);
            }
            PathStep::Item(item) => out.push_str(&format!("[{}]", item + 1)),
        }
    }
    out
}

/// What of a place a problem points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The key.
    Key,
    /// The value, or the table that ought to hold it where it is missing.
    Value,
}

impl SourceTable {
    /// The name of a place for a person: list items that have an `id` are named by it, and what stands around the last of those is left
    /// out, such as `question.voice-forums.weight`.
    pub fn name_of(&self, path: &[PathStep]) -> String {
        let mut steps: Vec<PathStep> = Vec::new();
        let mut node: Option<&Value> = None;
        for (i, step) in path.iter().enumerate() {
            // A key at the end is named as it is: looking it up among thousands would make thousands of problems slow.
            if path.len() == i + 1 && matches!(step, PathStep::Key(_)) {
                steps.push(step.clone());
                break;
            }
            node = match (step, node, i) {
                (PathStep::Key(key), None, 0) => self.get(key).map(|e| &e.node.value),
                (PathStep::Key(key), Some(Value::Table(t)), _) => t.get(key).map(|e| &e.node.value),
                (PathStep::Item(item), Some(Value::List(list)), _) => list.get(*item).map(|n| &n.value),
                (PathStep::Item(0), one @ Some(Value::Table(_)), _) => one,
                _ => None,
            };
            let id = match (step, node) {
                (PathStep::Item(_), Some(Value::Table(t))) => t.get("id").map(|e| &e.node.value),
                _ => None,
            };
            match (id, steps.pop()) {
                (Some(Value::Text(id)), Some(list @ PathStep::Key(_))) if path.len() > i + 1 => {
                    steps = vec![list, PathStep::Key(id.clone())];
                }
                (_, before) => {
                    steps.extend(before);
                    steps.push(step.clone());
                }
            }
        }
        dotted(&steps)
    }

    /// The bytes of a place: of its value, of its key, or of the nearest table around it that is there.
    pub fn span_of(&self, path: &[PathStep], aim: Aim) -> Option<Range<usize>> {
        let mut table = Some(self);
        let mut node: Option<&Node> = None;
        // The head of a file stands at its first byte.
        let mut around = Some(0..0);
        let mut key = None;
        for step in path {
            let next = match step {
                PathStep::Key(name) => {
                    let Some(entry) = table.and_then(|t| t.get(name)) else {
                        return around;
                    };
                    key = entry.name_span.clone();
                    &entry.node
                }
                PathStep::Item(item) => {
                    let next = match node.map(|n| &n.value) {
                        Some(Value::List(list)) => list.get(*item),
                        // A single table stands for a list of one.
                        Some(Value::Table(_)) if *item == 0 => node,
                        _ => None,
                    };
                    let Some(next) = next else { return around };
                    key = None;
                    next
                }
            };
            node = Some(next);
            table = match &next.value {
                Value::Table(t) => Some(t),
                _ => None,
            };
            around = key.clone().or_else(|| next.span.clone());
        }
        match (aim, node) {
            (Aim::Key, _) => key.or(around),
            (Aim::Value, Some(node)) => node.span.clone().or(around),
            (Aim::Value, None) => around,
        }
    }
}
