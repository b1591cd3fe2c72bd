//! The answer file's text: read, changed in place, written back.
//!
//! Only what changed is touched. Comments, blank lines and the order of what a person wrote stay; a file that was only read
//! comes back byte for byte. After every change the new text is read again and must say exactly what was meant.

use std::fmt::Write as _;

use chrono::NaiveDate;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, Value, value};

use super::read::{self, Belongs};
use super::{Action, Answer, Assessment, Evidence, ReadOptions, Response, read_answers};
use crate::checklist::Checklist;
use crate::diagnostic::Diagnostic;
use crate::node;

/// An answer file in memory: its text and what it says.
#[derive(Debug, Clone)]
pub struct AnswerFile {
    text: String,
    assessment: Assessment,
    checklist_file: Option<String>,
}

/// An answer file's text, parsed once, before it is known which checklist it answers.
#[derive(Debug)]
pub struct Unbound<'t> {
    text: &'t str,
    table: node::Table,
    /// What it says it belongs to.
    pub belongs: Belongs,
}

impl<'t> Unbound<'t> {
    /// Reads a file's syntax and what it belongs to.
    ///
    /// # Errors
    /// An empty file, syntax errors, and a newer format.
    pub fn parse(text: &'t str) -> Result<Self, Vec<Diagnostic>> {
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(vec![
                Diagnostic::error("empty-file", "the file is empty").help(
                    "an interrupted copy can leave an empty file: look for another copy of it; nothing was written to this one",
                ),
            ]);
        }
        let table = node::parse_toml(text)?;
        let belongs = read::belongs(&table)?;
        Ok(Self { text, table, belongs })
    }

    /// Reads it as answers to a checklist.
    ///
    /// # Errors
    /// Every problem, in the order of the file.
    pub fn bind(self, checklist: &Checklist) -> Result<AnswerFile, Vec<Diagnostic>> {
        let assessment = read_answers(&self.table, checklist, ReadOptions::Whole)?;
        Ok(AnswerFile {
            text: self.text.to_owned(),
            assessment,
            checklist_file: self.belongs.checklist_file,
        })
    }
}

/// A change that could not be made in the text without risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotWritable {
    /// What went wrong.
    pub message: String,
}

impl AnswerFile {
    /// A new file with nothing but its head.
    pub fn create(
        assessment: Assessment,
        checklist: &Checklist,
        checklist_file: Option<&str>,
    ) -> Result<Self, NotWritable> {
        let empty = Assessment {
            no_personal_data: Vec::new(),
            answers: Default::default(),
            archived: Default::default(),
            context: Default::default(),
            ..assessment.clone()
        };
        let text = head_text(&empty, checklist_file);
        let mut file = Self {
            text,
            assessment: empty,
            checklist_file: checklist_file.map(str::to_owned),
        };
        file.apply(&assessment, checklist)?;
        Ok(file)
    }

    /// Reads a file's text as answers to a checklist.
    ///
    /// # Errors
    /// Every problem, in the order of the file.
    pub fn parse(text: &str, checklist: &Checklist) -> Result<Self, Vec<Diagnostic>> {
        Unbound::parse(text)?.bind(checklist)
    }

    /// The text, as it should stand on disk.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The path of a council's own checklist, as written in the file.
    pub fn checklist_file(&self) -> Option<&str> {
        self.checklist_file.as_deref()
    }

    /// Changes the text so that it says what `wanted` says.
    ///
    /// # Errors
    /// If the changed text would not say exactly that; the file in memory is then as it was.
    pub fn apply(&mut self, wanted: &Assessment, checklist: &Checklist) -> Result<(), NotWritable> {
        if *wanted == self.assessment {
            return Ok(());
        }
        let bom = self.text.starts_with('\u{feff}');
        let plain = self.text.trim_start_matches('\u{feff}');
        let windows = plain.contains("\r\n") && plain.matches("\r\n").count() == plain.matches('\n').count();
        let unix;
        let source = if plain.contains('\r') {
            unix = node::unix_line_ends(plain).into_owned();
            unix.as_str()
        } else {
            plain
        };
        let mut document: DocumentMut = source.parse().map_err(|e| NotWritable {
            message: format!("the file can not be edited in place: {e}"),
        })?;
        edit(&mut document, &self.assessment, wanted, checklist);
        let mut text = document.to_string();
        if windows {
            text = text.replace('\n', "\r\n");
        }
        if bom {
            text.insert(0, '\u{feff}');
        }
        match Self::parse(&text, checklist) {
            Ok(file) if file.assessment == *wanted => {
                *self = file;
                Ok(())
            }
            Ok(_) => Err(NotWritable {
                message: "the changed file would not say what was answered".to_owned(),
            }),
            Err(problems) => Err(NotWritable {
                message: format!(
                    "the changed file would not be valid: {}",
                    problems.first().map_or("", |d| d.message.as_str())
                ),
            }),
        }
    }

    /// This file's text carried to another edition of its checklist: its head with what a person wrote there, and the wanted answers.
    ///
    /// Comments between the answers stay behind, in the old file: they may speak of questions that are no longer asked.
    ///
    /// # Errors
    /// If the text would not say exactly what is wanted.
    pub fn upgraded(
        &self,
        wanted: &Assessment,
        checklist: &Checklist,
        checklist_file: Option<&str>,
    ) -> Result<Self, NotWritable> {
        let bom = self.text.starts_with('\u{feff}');
        let plain = self.text.trim_start_matches('\u{feff}');
        let windows = plain.contains("\r\n");
        let mut document: DocumentMut = node::unix_line_ends(plain).parse().map_err(|e| NotWritable {
            message: format!("the file can not be carried over: {e}"),
        })?;
        let root = document.as_table_mut();
        for key in ["answer", "archived"] {
            root.remove(key);
        }
        document.set_trailing("");
        let root = document.as_table_mut();
        put(root, "checklist", Some(Value::from(wanted.checklist.as_str())));
        put(root, "edition", Some(Value::from(i64::from(wanted.edition))));
        put(root, "checklist_file", checklist_file.map(Value::from));
        if let Some(context) = root.get_mut("context").and_then(Item::as_table_like_mut) {
            for id in self
                .assessment
                .context
                .keys()
                .filter(|id| !wanted.context.contains_key(*id))
            {
                context.remove(id);
            }
        }
        let head = Assessment {
            context: wanted.context.clone(),
            answers: Default::default(),
            archived: Default::default(),
            ..self.assessment.clone()
        };
        edit(&mut document, &head, wanted, checklist);
        let mut text = document.to_string();
        if windows {
            text = text.replace('\n', "\r\n");
        }
        if bom {
            text.insert(0, '\u{feff}');
        }
        match Self::parse(&text, checklist) {
            Ok(file) if file.assessment == *wanted => Ok(file),
            Ok(_) => Err(NotWritable {
                message: "the new file would not say what was answered".to_owned(),
            }),
            Err(problems) => Err(NotWritable {
                message: format!(
                    "the new file would not be valid: {}",
                    problems.first().map_or("", |d| d.message.as_str())
                ),
            }),
        }
    }
}

/// What stands at the top of every new answer file.
pub(super) const PREFACE: &str = "\
# Answers kept by assure. The report is made from this file, and next year's assessment starts from it: keep it.
# It can be asked for under freedom of information. Never write a child's name or details in it.
";

fn head_text(a: &Assessment, checklist_file: Option<&str>) -> String {
    let mut out = PREFACE.to_owned();
    let _ = writeln!(out, "format = {}", read::FORMAT);
    let _ = writeln!(out, "checklist = {}", quoted(&a.checklist));
    let _ = writeln!(out, "edition = {}", a.edition);
    if let Some(revision) = a.revision {
        let _ = writeln!(out, "revision = {revision}");
    }
    if let Some(path) = checklist_file {
        let _ = writeln!(out, "checklist_file = {}", quoted(path));
    }
    if let Some(digest) = &a.digest {
        let _ = writeln!(out, "digest = {}", quoted(digest));
    }
    let _ = writeln!(out, "rule = {}", quoted(&a.rule));
    if let Some(council) = &a.council {
        let _ = writeln!(out, "council = {}", quoted(council));
    }
    let _ = writeln!(out, "period = {}", quoted(&a.period.to_string()));
    let _ = writeln!(out, "started = {}", a.started);
    let _ = writeln!(out, "updated = {}", a.updated);
    if let Some(path) = &a.previous {
        let _ = writeln!(out, "previous = {}", quoted(path));
    }
    if let Some(text) = &a.series_break {
        let _ = writeln!(out, "break = {}", quoted(text));
    }
    let _ = writeln!(out, "\n[assessor]");
    if let Some(name) = &a.assessor.name {
        let _ = writeln!(out, "name = {}", quoted(name));
    }
    if let Some(post) = &a.assessor.post {
        let _ = writeln!(out, "post = {}", quoted(post));
    }
    out
}

/// Text as TOML.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn date(day: NaiveDate) -> Value {
    // A date always parses; text is only the type system's other road.
    day.to_string()
        .parse::<toml_edit::Datetime>()
        .map_or_else(|_| Value::from(day.to_string()), Value::from)
}

/// Sets, changes or removes one key; what stands around an old value stays.
fn put(table: &mut dyn TableLike, key: &str, new: Option<Value>) {
    match new {
        None => {
            table.remove(key);
        }
        Some(new) => match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) => {
                if same_value(old, &new) {
                    return;
                }
                let decor = old.decor().clone();
                *old = new;
                *old.decor_mut() = decor;
            }
            None => {
                table.insert(key, value(new));
            }
        },
    }
}

fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.value() == b.value(),
        (Value::Integer(a), Value::Integer(b)) => a.value() == b.value(),
        (Value::Boolean(a), Value::Boolean(b)) => a.value() == b.value(),
        (Value::Datetime(a), Value::Datetime(b)) => a.value() == b.value(),
        (Value::String(a), Value::Datetime(b)) => *a.value() == b.value().to_string(),
        _ => false,
    }
}

fn put_text(table: &mut dyn TableLike, key: &str, old: Option<&String>, new: Option<&String>) {
    if old != new {
        put(table, key, new.map(|t| Value::from(t.as_str())));
    }
}

fn put_confirmed(table: &mut dyn TableLike, old: &[String], new: &[String]) {
    if old != new {
        let confirmed: toml_edit::Array = new.iter().map(String::as_str).collect();
        put(
            table,
            "no_personal_data",
            (!new.is_empty()).then_some(Value::Array(confirmed)),
        );
    }
}

fn put_date(table: &mut dyn TableLike, key: &str, old: Option<NaiveDate>, new: Option<NaiveDate>) {
    if old != new {
        put(table, key, new.map(date));
    }
}

/// A table under a key, made if it is not there, and turned from an inline one if it is.
fn sub_table<'a>(parent: &'a mut Table, key: &str, implicit: bool) -> Option<&'a mut Table> {
    match parent.get(key) {
        Some(Item::Table(_)) => {}
        Some(Item::Value(Value::InlineTable(inline))) => {
            let mut table = inline.clone().into_table();
            table.set_implicit(false);
            parent.insert(key, Item::Table(table));
        }
        _ => {
            let mut table = Table::new();
            table.set_implicit(implicit);
            if !implicit {
                table.decor_mut().set_prefix("\n");
            }
            parent.insert(key, Item::Table(table));
        }
    }
    parent.get_mut(key).and_then(Item::as_table_mut)
}

fn edit(document: &mut DocumentMut, old: &Assessment, new: &Assessment, checklist: &Checklist) {
    let root = document.as_table_mut();
    if old.revision != new.revision {
        put(root, "revision", new.revision.map(|r| Value::from(i64::from(r))));
    }
    put_text(root, "digest", old.digest.as_ref(), new.digest.as_ref());
    put_text(root, "council", old.council.as_ref(), new.council.as_ref());
    if old.period != new.period {
        put(root, "period", Some(Value::from(new.period.to_string())));
    }
    put_date(root, "started", Some(old.started), Some(new.started));
    put_date(root, "updated", Some(old.updated), Some(new.updated));
    put_text(root, "previous", old.previous.as_ref(), new.previous.as_ref());
    put_text(root, "break", old.series_break.as_ref(), new.series_break.as_ref());
    put_confirmed(root, &old.no_personal_data, &new.no_personal_data);
    if old.assessor != new.assessor
        && let Some(table) = sub_table(root, "assessor", false)
    {
        put_text(table, "name", old.assessor.name.as_ref(), new.assessor.name.as_ref());
        put_text(table, "post", old.assessor.post.as_ref(), new.assessor.post.as_ref());
    }
    if old.context != new.context
        && let Some(table) = sub_table(root, "context", false)
    {
        for context in &checklist.contexts {
            let wanted = new.context.get(&context.id);
            if old.context.get(&context.id) != wanted {
                put(table, &context.id, wanted.map(|b| Value::from(*b)));
            }
        }
    }
    let order: Vec<&str> = checklist.questions().map(|q| q.id.as_str()).collect();
    edit_answers(root, "answer", &old.answers, &new.answers, &order);
    edit_answers(root, "archived", &old.archived, &new.archived, &[]);
    // What has no place of its own yet is printed after what stands before it in this order.
    let rank = |key: &str| {
        ["assessor", "context", "answer", "archived"]
            .iter()
            .position(|k| *k == key)
            .map_or(0, |i| i + 1)
    };
    root.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
}

type Answers = std::collections::BTreeMap<String, Answer>;

fn edit_answers(root: &mut Table, key: &str, old: &Answers, new: &Answers, order: &[&str]) {
    if old == new {
        return;
    }
    let Some(parent) = sub_table(root, key, true) else {
        return;
    };
    let nothing = Answer::default();
    for id in old.keys().filter(|id| !new.contains_key(*id)) {
        parent.remove(id);
    }
    for (id, answer) in new {
        let before = old.get(id);
        if before == Some(answer) {
            continue;
        }
        if let Some(table) = sub_table(parent, id, false) {
            edit_answer(table, before.unwrap_or(&nothing), answer);
        }
    }
    let rank = |id: &str| order.iter().position(|o| *o == id).unwrap_or(usize::MAX);
    parent.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
}

/// The keys of an answer in the order in which a new block has them; the lists come last because they are tables of their own.
fn edit_answer(table: &mut Table, old: &Answer, new: &Answer) {
    if old.response != new.response {
        let (rating, state) = match new.response {
            Some(Response::Rated(r)) => (Some(Value::from(i64::from(r))), None),
            Some(Response::DontKnow) => (None, Some(Value::from("dont-know"))),
            Some(Response::NotApplicable) => (None, Some(Value::from("not-applicable"))),
            None => (None, None),
        };
        put(table, "rating", rating);
        put(table, "state", state);
    }
    put_text(table, "reason", old.reason.as_ref(), new.reason.as_ref());
    put_text(table, "finding", old.finding.as_ref(), new.finding.as_ref());
    if old.private != new.private {
        put(table, "private", new.private.then(|| Value::from(true)));
    }
    put_confirmed(table, &old.no_personal_data, &new.no_personal_data);
    if old.unfinished != new.unfinished {
        put(table, "unfinished", new.unfinished.then(|| Value::from(true)));
    }
    put_text(table, "by", old.by.as_ref(), new.by.as_ref());
    put_date(table, "on", old.on, new.on);
    put_text(table, "asked", old.asked.as_ref(), new.asked.as_ref());
    in_order(
        table,
        &[
            "rating",
            "state",
            "reason",
            "finding",
            "private",
            "no_personal_data",
            "unfinished",
            "by",
            "on",
            "asked",
            "evidence",
            "action",
        ],
    );
    edit_list(table, "evidence", &old.evidence, &new.evidence, edit_evidence);
    edit_list(table, "action", &old.actions, &new.actions, edit_action);
}

fn edit_list<T: PartialEq + Clone>(
    table: &mut Table,
    key: &str,
    old: &[T],
    new: &[T],
    edit: fn(&mut Table, Option<&T>, &T),
) {
    if old == new {
        return;
    }
    if new.is_empty() {
        table.remove(key);
        return;
    }
    if !matches!(table.get(key), Some(Item::ArrayOfTables(_))) {
        // Nothing yet, or an inline list, which becomes blocks.
        let mut list = ArrayOfTables::new();
        if !old.is_empty() {
            for item in old {
                let mut block = fresh_block();
                edit(&mut block, None, item);
                list.push(block);
            }
        }
        table.insert(key, Item::ArrayOfTables(list));
    }
    let Some(list) = table.get_mut(key).and_then(Item::as_array_of_tables_mut) else {
        return;
    };
    // Removed items are found by what stays, so that a comment stays with its own block.
    let mut kept: Vec<T> = old.to_vec();
    if new.len() < old.len() {
        let mut i = 0;
        while i < kept.len() && kept.len() > new.len() {
            if kept.get(i) == new.get(i) {
                i += 1;
            } else {
                kept.remove(i);
                list.remove(i);
            }
        }
        while kept.len() > new.len() {
            kept.pop();
            list.remove(kept.len());
        }
    }
    for (i, item) in new.iter().enumerate() {
        match (kept.get(i), list.get_mut(i)) {
            (Some(before), Some(block)) => {
                if before != item {
                    edit(block, Some(before), item);
                }
            }
            _ => {
                let mut block = fresh_block();
                edit(&mut block, None, item);
                list.push(block);
            }
        }
    }
}

fn fresh_block() -> Table {
    let mut block = Table::new();
    block.decor_mut().set_prefix("\n");
    block
}

/// Keys are printed in the order in which they came; a block has one order only, whichever step gave which key.
fn in_order(table: &mut Table, keys: &[&str]) {
    let rank = |key: &str| keys.iter().position(|k| *k == key).unwrap_or(keys.len());
    table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
}

fn edit_evidence(table: &mut Table, old: Option<&Evidence>, new: &Evidence) {
    put(table, "kind", Some(Value::from(new.kind.word())));
    put(table, "text", Some(Value::from(new.text.as_str())));
    put_date(table, "date", old.and_then(|o| o.date), new.date);
    put_text(table, "link", old.and_then(|o| o.link.as_ref()), new.link.as_ref());
    put_date(table, "review_by", old.and_then(|o| o.review_by), new.review_by);
    in_order(table, &["kind", "text", "date", "link", "review_by"]);
}

fn edit_action(table: &mut Table, old: Option<&Action>, new: &Action) {
    put(table, "what", Some(Value::from(new.what.as_str())));
    put_text(table, "owner", old.and_then(|o| o.owner.as_ref()), new.owner.as_ref());
    put_date(table, "due", old.and_then(|o| o.due), new.due);
    put_text(
        table,
        "measure",
        old.and_then(|o| o.measure.as_ref()),
        new.measure.as_ref(),
    );
    if old.map(|o| o.status) != Some(new.status) {
        put(table, "status", Some(Value::from(new.status.word())));
    }
    put_text(
        table,
        "reason",
        old.and_then(|o| o.reason.as_ref()),
        new.reason.as_ref(),
    );
    in_order(table, &["what", "owner", "due", "measure", "status", "reason"]);
}
