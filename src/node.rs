//! A parsed document with positions, from TOML or JSON, and a reader that reports every problem instead of the first.
//!
//! serde stops at the first error and loses positions of keys, so the files of this project are walked instead.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use chrono::NaiveDate;
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Problems, nearest};

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
    Table(Table),
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
pub struct Table {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub name: String,
    /// Where the key stands.
    pub name_span: Option<Range<usize>>,
    /// The value.
    pub node: Node,
}

impl Table {
    /// The entry of this name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.name == name)
    }
}

/// Reads TOML; on failure every syntax error.
pub fn parse_toml(text: &str) -> Result<Table, Vec<Diagnostic>> {
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

fn from_toml_table(table: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
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
    Table { entries }
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
pub fn parse_json(text: &str) -> Result<Table, Vec<Diagnostic>> {
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

fn from_json_object(map: serde_json::Map<String, Json>) -> Table {
    Table {
        entries: map
            .into_iter()
            // An absent value and `null` are the same: JSON writers can not always leave a key out.
            .filter(|(_, v)| !v.is_null())
            .map(|(name, v)| Entry {
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

/// Reads a table's fields, remembering which names it asked for: what is left over is unknown.
pub struct Fields<'a> {
    table: &'a Table,
    /// Where the table stands, for what is missing from it.
    pub span: Option<Range<usize>>,
    /// The dotted path to the table.
    pub place: String,
    problems: &'a Problems,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// A reader over a table.
    pub fn new(table: &'a Table, span: Option<Range<usize>>, place: impl Into<String>, problems: &'a Problems) -> Self {
        Self {
            table,
            span,
            place: place.into(),
            problems,
            known: RefCell::new(Vec::new()),
        }
    }

    /// The dotted path to a field.
    pub fn path(&self, name: &str) -> String {
        if self.place.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.place)
        }
    }

    /// An error at a field's value, or at the table where the field is not there.
    fn at_value(&self, name: &str, code: &'static str, message: impl Into<String>) -> Diagnostic {
        let span = self.table.get(name).and_then(|e| e.node.span.clone());
        Diagnostic::error(code, message)
            .at(span.or_else(|| self.span.clone()))
            .in_place(self.path(name))
    }

    /// Reports a problem with a field's value.
    pub fn wrong(&self, name: &'static str, code: &'static str, message: impl Into<String>, label: impl Into<String>) {
        self.problems.push(self.at_value(name, code, message).label(label));
    }

    /// Reports a problem with a field's value, with help.
    pub fn wrong_help(
        &self,
        name: &'static str,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(self.at_value(name, code, message).help(help));
    }

    /// Reports that a field is missing.
    pub fn missing(&self, name: &'static str) {
        let owner = if self.place.is_empty() {
            "the file's head".to_owned()
        } else {
            format!("`{}`", self.place)
        };
        self.problems.push(
            Diagnostic::error("missing-key", format!("{owner} has no `{name}`"))
                .at(self.span.clone())
                .in_place(self.path(name))
                .label(format!("`{name}` is needed here")),
        );
    }

    /// The field's node, if it is there.
    pub fn get(&self, name: &'static str) -> Option<&'a Node> {
        self.known.borrow_mut().push(name);
        self.table.get(name).map(|e| &e.node)
    }

    fn kind_problem(&self, name: &'static str, node: &Node, wanted: &str) {
        self.wrong(
            name,
            "wrong-kind",
            format!("`{}` must be {wanted}, not {}", self.path(name), node.value.kind()),
            format!("{wanted} is needed here"),
        );
    }

    /// Text, if it is there.
    pub fn text(&self, name: &'static str) -> Option<&'a str> {
        let node = self.get(name)?;
        match &node.value {
            Value::Text(s) => Some(s),
            _ => {
                self.kind_problem(name, node, "text in quotation marks");
                None
            }
        }
    }

    /// Text that must be there.
    pub fn required_text(&self, name: &'static str) -> Option<&'a str> {
        if self.table.get(name).is_none() {
            self.get(name);
            self.missing(name);
            return None;
        }
        self.text(name)
    }

    /// A whole number within bounds, if it is there.
    pub fn integer(&self, name: &'static str, min: i64, max: i64) -> Option<i64> {
        let node = self.get(name)?;
        match node.value {
            Value::Integer(i) if (min..=max).contains(&i) => Some(i),
            Value::Integer(_) | Value::Float(_) => {
                self.wrong(
                    name,
                    "out-of-range",
                    format!("`{}` must be a whole number between {min} and {max}", self.path(name)),
                    format!("must be between {min} and {max}"),
                );
                None
            }
            _ => {
                self.kind_problem(name, node, &format!("a whole number between {min} and {max}"));
                None
            }
        }
    }

    /// A whole number within bounds that must be there.
    pub fn required_integer(&self, name: &'static str, min: i64, max: i64) -> Option<i64> {
        if self.table.get(name).is_none() {
            self.get(name);
            self.missing(name);
            return None;
        }
        self.integer(name, min, max)
    }

    /// True or false, if it is there.
    pub fn boolean(&self, name: &'static str) -> Option<bool> {
        let node = self.get(name)?;
        match node.value {
            Value::Boolean(b) => Some(b),
            _ => {
                self.kind_problem(name, node, "true or false");
                None
            }
        }
    }

    /// A day, if it is there: a bare TOML date or text of the form `2026-11-22`.
    pub fn date(&self, name: &'static str) -> Option<NaiveDate> {
        let node = self.get(name)?;
        match &node.value {
            Value::Date(d) => Some(*d),
            Value::Text(s) if s.parse::<NaiveDate>().is_ok() && s.len() == 10 => s.parse().ok(),
            _ => {
                self.kind_problem(name, node, "a date such as 2026-11-22");
                None
            }
        }
    }

    /// A day that must be there.
    pub fn required_date(&self, name: &'static str) -> Option<NaiveDate> {
        if self.table.get(name).is_none() {
            self.get(name);
            self.missing(name);
            return None;
        }
        self.date(name)
    }

    /// One of a few words, if it is there; the error names them all and the nearest.
    pub fn one_of<T: Copy>(&self, name: &'static str, allowed: &[(&'static str, T)]) -> Option<T> {
        let given = self.text(name)?;
        if let Some((_, value)) = allowed.iter().find(|(n, _)| *n == given) {
            return Some(*value);
        }
        let names: Vec<&str> = allowed.iter().map(|(n, _)| *n).collect();
        let mut help = format!("allowed: {}", names.join(", "));
        if let Some(near) = nearest(given, names.iter().copied()) {
            help = format!("did you mean `{near}`? {help}");
        }
        self.wrong_help(
            name,
            "unknown-value",
            format!("`{given}` is no value of `{}`", self.path(name)),
            help,
        );
        None
    }

    /// A list's nodes; empty when absent.
    pub fn list(&self, name: &'static str) -> &'a [Node] {
        match self.get(name) {
            None => &[],
            Some(node) => match &node.value {
                Value::List(list) => list,
                _ => {
                    self.kind_problem(name, node, "a list");
                    &[]
                }
            },
        }
    }

    /// A list of texts; empty when absent.
    pub fn texts(&self, name: &'static str) -> Vec<&'a str> {
        self.list(name)
            .iter()
            .enumerate()
            .filter_map(|(i, node)| match &node.value {
                Value::Text(s) => Some(s.as_str()),
                other => {
                    self.problems.push(
                        Diagnostic::error(
                            "wrong-kind",
                            format!(
                                "`{}` must be a list of texts; item {} is {}",
                                self.path(name),
                                i + 1,
                                other.kind()
                            ),
                        )
                        .at(node.span.clone())
                        .in_place(self.path(name)),
                    );
                    None
                }
            })
            .collect()
    }

    /// A sub-table, if it is there.
    pub fn table(&self, name: &'static str) -> Option<Fields<'a>> {
        let node = self.get(name)?;
        match &node.value {
            Value::Table(t) => Some(Fields::new(t, node.span.clone(), self.path(name), self.problems)),
            _ => {
                self.kind_problem(name, node, "a table");
                None
            }
        }
    }

    /// A list of tables; empty when absent. A single table counts as a list of one where `or_one`.
    pub fn tables(&self, name: &'static str, or_one: bool) -> Vec<Fields<'a>> {
        if or_one
            && let Some(node) = self.table.get(name).map(|e| &e.node)
            && let Value::Table(t) = &node.value
        {
            self.get(name);
            return vec![Fields::new(t, node.span.clone(), self.path(name), self.problems)];
        }
        let place = self.path(name);
        self.list(name)
            .iter()
            .enumerate()
            .filter_map(|(i, node)| match &node.value {
                Value::Table(t) => Some(Fields::new(
                    t,
                    node.span.clone(),
                    format!("{place}[{}]", i + 1),
                    self.problems,
                )),
                other => {
                    self.problems.push(
                        Diagnostic::error(
                            "wrong-kind",
                            format!("`{place}` must be a list of tables; item {} is {}", i + 1, other.kind()),
                        )
                        .at(node.span.clone())
                        .in_place(place.clone()),
                    );
                    None
                }
            })
            .collect()
    }

    /// All entries, for tables whose keys are data.
    pub fn entries(&self) -> &'a [Entry] {
        &self.table.entries
    }

    /// Reports every key that nobody asked for, with the nearest known name.
    pub fn finish(self) {
        let known = self.known.into_inner();
        for entry in &self.table.entries {
            if known.iter().any(|k| *k == entry.name) {
                continue;
            }
            let near = nearest(&entry.name, known.iter().copied());
            let mut diagnostic = Diagnostic::error("unknown-key", format!("unknown key `{}`", entry.name))
                .at(entry.name_span.clone())
                .in_place(if self.place.is_empty() {
                    entry.name.clone()
                } else {
                    format!("{}.{}", self.place, entry.name)
                })
                .label(near.map_or("not a key of this table".to_owned(), |n| format!("did you mean `{n}`?")));
            let mut names = known.clone();
            names.sort_unstable();
            names.dedup();
            diagnostic = diagnostic.help(format!("keys allowed here: {}", names.join(", ")));
            self.problems.push(diagnostic);
        }
    }
}
