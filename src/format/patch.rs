//! Makes a TOML text say what a new value says, and touches nothing else: comments, blank lines and the order of what a person wrote stay.

mod fresh;

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::source::unix_line_ends;
pub use fresh::FreshBlocks;
use fresh::{TableHeading, fresh_block, fresh_item};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value, value};

/// The order of keys in a block: of the table at a path (its keys, dotted), which of two keys comes first.
///
/// What it leaves equal stays in the order of the type's fields.
pub type Order<'o> = &'o dyn Fn(&[&str], &str, &str) -> Ordering;

/// A value as a document of its own, in the order of its type's fields; dates as TOML's own.
///
/// # Errors
/// A value that TOML cannot hold.
pub fn document<T: Serialize>(value: &T, dates: &Dates) -> Result<Table, String> {
    let mut table = toml_edit::ser::to_document(value)
        .map_err(|e| e.to_string())?
        .into_table();
    dates.set(&mut table);
    Ok(table)
}

/// Which keys hold dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    keys: Vec<String>,
}

impl Dates {
    /// These keys, where they are known: the schema takes longer than the change of a text.
    pub fn known(keys: &[&str]) -> Self {
        Self {
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        }
    }

    /// The keys of a type that hold dates, by its schema.
    pub fn of<T: JsonSchema>() -> Self {
        let mut keys = Vec::new();
        collect(&super::schema::of::<T>(), &mut keys);
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }

    fn set(&self, table: &mut Table) {
        for (key, item) in table.iter_mut() {
            let Some(value) = item.as_value_mut() else { continue };
            self.set_value(key.get(), value);
        }
    }

    fn set_value(&self, key: &str, value: &mut Value) {
        match value {
            Value::String(text) => {
                if self.keys.iter().any(|k| k == key)
                    && let Ok(date) = text.value().parse::<toml_edit::Datetime>()
                {
                    *value = Value::from(date);
                }
            }
            Value::InlineTable(table) => {
                for (key, value) in table.iter_mut() {
                    self.set_value(key.get(), value);
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|v| self.set_value("", v)),
            _ => {}
        }
    }
}

fn collect(schema: &Json, keys: &mut Vec<String>) {
    match schema {
        Json::Object(map) => {
            if let Some(properties) = map.get("properties").and_then(Json::as_object) {
                for (key, sub) in properties {
                    let date = |s: &Json| s.get("format").is_some_and(|f| f == "date");
                    let any = sub.get("anyOf").and_then(Json::as_array);
                    if date(sub) || any.is_some_and(|a| a.iter().any(date)) {
                        keys.push(key.clone());
                    }
                }
            }
            map.values().for_each(|s| collect(s, keys));
        }
        Json::Array(list) => list.iter().for_each(|s| collect(s, keys)),
        _ => {}
    }
}

/// A text that says `old`, changed so that it says `new`. Its line ends and its mark of UTF-8 stay.
///
/// # Errors
/// A text that cannot be edited in place.
pub fn rewritten(text: &str, old: &Table, new: &Table, order: Order<'_>) -> Result<String, String> {
    let plain = text.trim_start_matches('\u{feff}');
    let windows = plain.contains("\r\n") && plain.matches("\r\n").count() == plain.matches('\n').count();
    let mut document: DocumentMut = unix_line_ends(plain)
        .parse()
        .map_err(|e| format!("the file cannot be edited in place: {e}"))?;
    apply(&mut document, old, new, order);
    let mut made = document.to_string();
    if windows {
        made = made.replace('\n', "\r\n");
    }
    if text.starts_with('\u{feff}') {
        made.insert(0, '\u{feff}');
    }
    Ok(made)
}

/// The text of a document that says `old`, changed so that it says `new`, with more blocks behind some of those that are new in it.
///
/// # Errors
/// Blocks whose place is not to be found.
pub fn rewritten_with(
    mut document: DocumentMut,
    old: &Table,
    new: &Table,
    blocks: &[FreshBlocks],
    order: Order<'_>,
) -> Result<String, String> {
    apply(&mut document, old, new, order);
    let mut made = document.to_string();
    for FreshBlocks { first, others } in blocks {
        let at = made
            .rfind(first.as_str())
            .ok_or("the new blocks find no place in the file")?;
        made.insert_str(at + first.len(), others);
    }
    Ok(made)
}

/// Changes a document that says `old` so that it says `new`.
pub fn apply(document: &mut DocumentMut, old: &Table, new: &Table, order: Order<'_>) {
    patch_table(document.as_table_mut(), old, new, &mut Vec::new(), order);
}

fn patch_table<'n>(target: &mut Table, old: &Table, new: &'n Table, path: &mut Vec<&'n str>, order: Order<'_>) {
    for (key, _) in old.iter().filter(|(key, _)| !new.contains_key(key)) {
        target.remove(key);
    }
    let mut added = Vec::new();
    for (key, item) in new {
        let before = old.get(key);
        if before.is_some_and(|b| equal(b, item)) {
            continue;
        }
        if !target.contains_key(key) {
            added.push(key);
        }
        path.push(key);
        patch_key(target, key, before, item, path, order);
        path.pop();
    }
    if !added.is_empty() {
        let places = places(target, new, &added, path, order);
        let place = |key: &str| places.get(key).copied().unwrap_or(usize::MAX);
        target.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
    }
}

/// The place of each key of a table: what stood there stays as it stood, and what is added stands behind the key that it follows in the
/// order of its type, whichever step gave which.
fn places(target: &Table, new: &Table, added: &[&str], path: &[&str], order: Order<'_>) -> HashMap<String, usize> {
    let mut wanted: Vec<(usize, &str)> = new.iter().map(|(key, _)| key).enumerate().collect();
    // Blocks stand behind plain keys: whatever stood behind a heading would be a part of it.
    let is_block = |key: &str| new.get(key).is_some_and(is_block);
    wanted.sort_by(|(i, a), (j, b)| {
        is_block(a)
            .cmp(&is_block(b))
            .then_with(|| order(path, a, b))
            .then_with(|| i.cmp(j))
    });
    let added: HashSet<&str> = added.iter().copied().collect();
    // What follows each key that stood there; none for what comes before all of them.
    let mut behind: HashMap<Option<&str>, Vec<&str>> = HashMap::new();
    let mut stood = None;
    for (_, key) in wanted {
        if added.contains(key) {
            behind.entry(stood).or_default().push(key);
        } else {
            stood = Some(key);
        }
    }
    let kept = target.iter().map(|(key, _)| key).filter(|key| !added.contains(key));
    std::iter::once(None)
        .chain(kept.map(Some))
        .flat_map(|key| key.into_iter().chain(behind.remove(&key).unwrap_or_default()))
        .map(str::to_owned)
        .zip(0..)
        .collect()
}

fn is_block(item: &Item) -> bool {
    match item {
        Item::Value(Value::InlineTable(_)) | Item::Table(_) => true,
        Item::Value(Value::Array(list)) => list.iter().any(Value::is_inline_table),
        _ => false,
    }
}

fn equal(a: &Item, b: &Item) -> bool {
    match (a.as_value(), b.as_value()) {
        (Some(a), Some(b)) => equal_values(a, b),
        _ => false,
    }
}

fn equal_values(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.value() == b.value(),
        (Value::Integer(a), Value::Integer(b)) => a.value() == b.value(),
        (Value::Float(a), Value::Float(b)) => a.value() == b.value(),
        (Value::Boolean(a), Value::Boolean(b)) => a.value() == b.value(),
        (Value::Datetime(a), Value::Datetime(b)) => a.value() == b.value(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal_values(a, b)),
        (Value::InlineTable(a), Value::InlineTable(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal_values(a, b)))
        }
        _ => false,
    }
}

/// Sets one key, whose new value differs from the old one.
fn patch_key<'n>(
    target: &mut Table,
    key: &str,
    before: Option<&Item>,
    item: &'n Item,
    path: &mut Vec<&'n str>,
    order: Order<'_>,
) {
    if !target.contains_key(key) {
        if let Some(fresh) = fresh_item(item.clone(), path, order) {
            target.insert(key, fresh);
        }
        return;
    }
    match item.as_value() {
        Some(Value::InlineTable(new)) => {
            let nothing = Table::new();
            let old = before
                .and_then(Item::as_value)
                .and_then(Value::as_inline_table)
                .map(|t| t.clone().into_table());
            let heading = TableHeading::of(new.iter().map(|(_, v)| v.is_inline_table()));
            if let Some(block) = sub_table(target, key, heading) {
                let new_table = new.clone().into_table();
                patch_owned_table(block, old.as_ref().unwrap_or(&nothing), &new_table, path, order);
            }
        }
        Some(Value::Array(new)) if new.iter().any(Value::is_inline_table) => {
            let old = before.and_then(Item::as_value).and_then(Value::as_array);
            let items = |list: &toml_edit::Array| -> Vec<Table> {
                list.iter()
                    .filter_map(|v| v.as_inline_table().map(|t| t.clone().into_table()))
                    .collect()
            };
            patch_blocks(target, key, &old.map(items).unwrap_or_default(), &items(new), order);
        }
        Some(new) => set_plain(target, key, new.clone()),
        None => {}
    }
}

/// [`patch_table`] for a table made in passing: its keys live as long as this call, so the path is begun anew from names of its own.
fn patch_owned_table(target: &mut Table, old: &Table, new: &Table, path: &[&str], order: Order<'_>) {
    let mut path: Vec<&str> = path.to_vec();
    patch_table(target, old, new, &mut path, order);
}

/// Sets a plain value; what stands around an old one stays.
fn set_plain(target: &mut Table, key: &str, mut new: Value) {
    new.decor_mut().clear();
    match target.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = new;
            *old.decor_mut() = decor;
        }
        None => {
            target.insert(key, value(new));
        }
    }
}

/// A table under a key, made if it is not there, and turned from an inline one if it is.
fn sub_table<'a>(parent: &'a mut Table, key: &str, heading: TableHeading) -> Option<&'a mut Table> {
    match parent.get(key) {
        Some(Item::Table(_)) => {}
        Some(Item::Value(Value::InlineTable(inline))) => {
            let mut table = inline.clone().into_table();
            table.set_implicit(false);
            parent.insert(key, Item::Table(table));
        }
        _ => {
            let mut table = Table::new();
            table.set_implicit(heading == TableHeading::Implicit);
            if heading == TableHeading::Written {
                table.decor_mut().set_prefix("\n");
            }
            parent.insert(key, Item::Table(table));
        }
    }
    parent.get_mut(key).and_then(Item::as_table_mut)
}

/// A list of blocks: what stays keeps its block with the comments in it.
fn patch_blocks(target: &mut Table, key: &str, old: &[Table], new: &[Table], order: Order<'_>) {
    if !matches!(target.get(key), Some(Item::ArrayOfTables(_))) {
        // Nothing yet, or an inline list, which becomes blocks.
        let mut list = ArrayOfTables::new();
        for item in old {
            list.push(fresh_block(item.clone(), order));
        }
        target.insert(key, Item::ArrayOfTables(list));
    }
    let Some(list) = target.get_mut(key).and_then(Item::as_array_of_tables_mut) else {
        return;
    };
    let alike =
        |a: &Table, b: &Table| a.len() == b.len() && a.iter().all(|(k, a)| b.get(k).is_some_and(|b| equal(a, b)));
    // Removed items are found by what stays, so that a comment stays with its own block.
    let mut kept: Vec<&Table> = old.iter().collect();
    let mut i = 0;
    while i < kept.len() && kept.len() > new.len() {
        if kept.get(i).zip(new.get(i)).is_some_and(|(a, b)| alike(a, b)) {
            i += 1;
        } else {
            kept.remove(i);
            list.remove(i);
        }
    }
    for (i, item) in new.iter().enumerate() {
        match (kept.get(i), list.get_mut(i)) {
            (Some(before), Some(block)) => patch_table(block, before, item, &mut Vec::new(), order),
            _ => list.push(fresh_block(item.clone(), order)),
        }
    }
}
