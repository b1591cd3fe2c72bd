//! What is new in a text: values, tables and blocks where nothing stood.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::{Order, is_block};

/// Blocks for a text that may be many: the first of their kind stands in the document that is changed, and shows the others their place.
#[derive(Debug, Default)]
pub struct FreshBlocks {
    /// The first block, as it comes to stand in the text.
    pub first: String,
    /// The text of the others, in their order.
    pub others: String,
}

impl FreshBlocks {
    /// The text of the block of a key under another, such as `[answer.x]`, with all that is in it.
    pub fn block(under: &str, key: &str, mut value: Table, order: Order<'_>) -> String {
        let mut document = DocumentMut::new();
        let mut outer = Table::new();
        outer.set_implicit(true);
        let heading = TableHeading::of(value.iter().map(|(_, item)| item.is_inline_table()));
        let block = fresh_table(drained(&mut value), heading, &[under, key], order);
        outer.insert(key, Item::Table(block));
        document.as_table_mut().insert(under, Item::Table(outer));
        document.to_string()
    }
}

/// Whether a table has a heading of its own in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableHeading {
    Written,
    Implicit,
}

impl TableHeading {
    /// A table of tables has no heading of its own: `[answer.x]` says it all.
    ///
    /// `tables` says of each entry whether it is one.
    pub(super) fn of(mut tables: impl Iterator<Item = bool>) -> Self {
        match tables.next() {
            Some(true) if tables.all(|is_table| is_table) => TableHeading::Implicit,
            _ => TableHeading::Written,
        }
    }
}

/// What a value is in a place where nothing stood; none of what is no value.
pub(super) fn fresh_item(item: Item, path: &[&str], order: Order<'_>) -> Option<Item> {
    match item.into_value().ok()? {
        Value::InlineTable(new) => {
            let heading = TableHeading::of(new.iter().map(|(_, v)| v.is_inline_table()));
            let mut new = new.into_table();
            Some(Item::Table(fresh_table(drained(&mut new), heading, path, order)))
        }
        Value::Array(new) if new.iter().any(Value::is_inline_table) => {
            let mut list = ArrayOfTables::new();
            for item in new {
                if let Value::InlineTable(item) = item {
                    list.push(fresh_block(item.into_table(), order));
                }
            }
            Some(Item::ArrayOfTables(list))
        }
        mut new => {
            new.decor_mut().clear();
            Some(value(new))
        }
    }
}

/// A table of entries where nothing stood: plain keys, and the blocks behind them.
fn fresh_table(entries: Vec<(String, Item)>, heading: TableHeading, path: &[&str], order: Order<'_>) -> Table {
    let mut entries = entries;
    // A stable order: what it leaves equal stays in the order of the type's fields.
    entries.sort_by(|(a, x), (b, y)| is_block(x).cmp(&is_block(y)).then_with(|| order(path, a, b)));
    let mut table = Table::new();
    table.set_implicit(heading == TableHeading::Implicit);
    if heading == TableHeading::Written {
        table.decor_mut().set_prefix("\n");
    }
    for (key, item) in entries {
        let inside: Vec<&str> = path.iter().copied().chain([key.as_str()]).collect();
        if let Some(item) = fresh_item(item, &inside, order) {
            table.insert(&key, item);
        }
    }
    table
}

/// The entries of a table, taken out of it.
fn drained(table: &mut Table) -> Vec<(String, Item)> {
    std::mem::take(table)
        .into_iter()
        .map(|(key, item)| (key.to_string(), item))
        .collect()
}

/// A block of a list where nothing stood.
pub(super) fn fresh_block(mut item: Table, order: Order<'_>) -> Table {
    fresh_table(drained(&mut item), TableHeading::Written, &[], order)
}
