//! Rows to bytes: CSV and JSON Lines.

use std::io::Write as _;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use super::ExportFormat;
use super::column::{ExportColumn, ExportValue};
use crate::render::csv::{MARK, guarded};
use crate::report::add_json_line;

pub(super) fn head(format: ExportFormat, names: &[&str]) -> Vec<u8> {
    match format {
        ExportFormat::Csv => {
            let mut out = MARK.as_bytes().to_vec();
            let names = names.iter().map(|name| ExportValue::Word(name));
            add_record(&mut out, names);
            out
        }
        ExportFormat::JsonLines => Vec::new(),
    }
}

pub(super) fn rows<R>(
    format: ExportFormat,
    columns: &[ExportColumn<R>],
    rows: impl Iterator<Item = R>,
    out: &mut Vec<u8>,
) {
    for row in rows {
        match format {
            ExportFormat::Csv => add_record(out, columns.iter().map(|column| (column.value)(&row))),
            ExportFormat::JsonLines => add_json_line(&Line { columns, row: &row }, out),
        }
    }
}

/// Adds a line of CSV (RFC 4180). A national collection has half a million of them, and most of what is in them is short words of ours: for
/// those the package that reads and writes CSV elsewhere looks at every byte in vain. That it reads them back, the tests see to.
fn add_record<'v>(out: &mut Vec<u8>, cells: impl Iterator<Item = ExportValue<'v>>) {
    for (i, value) in cells.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        add_cell(out, &value);
    }
    out.extend(b"\r\n");
}

fn add_cell(out: &mut Vec<u8>, value: &ExportValue<'_>) {
    // Into memory everything can be written.
    match value {
        ExportValue::Empty => {}
        // Words and ids have no comma, no quote and no end of line.
        ExportValue::Word(word) => out.extend(word.as_bytes()),
        ExportValue::YesNo(is) => out.extend(if *is { b"true".as_slice() } else { b"false" }),
        ExportValue::Text(text) if is_plain(text) => out.extend(text.as_bytes()),
        ExportValue::Text(text) => {
            let text = guarded(text);
            if text.contains([',', '"', '\n', '\r']) {
                out.push(b'"');
                out.extend(text.replace('"', "\"\"").as_bytes());
                out.push(b'"');
            } else {
                out.extend(text.as_bytes());
            }
        }
        ExportValue::Number(n) => match DIGITS.get(*n as usize) {
            Some(digit) => out.extend(digit.as_bytes()),
            None => {
                let _ = write!(out, "{n}");
            }
        },
        ExportValue::PerMille(n) => {
            let _ = write!(out, "{}.{}", n / 10, n % 10);
        }
        ExportValue::Date(date) => out.extend(day(*date).as_bytes()),
    }
}

/// Most numbers are counts of a few.
const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// Whether a text stands in a cell as it is: it is not the beginning of a formula, and there is nothing in it to be quoted or made visible.
fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| matches!(b, b' '..=b'~') && b != b',' && b != b'"')
}

/// A day as `2026-11-22`.
fn day(date: NaiveDate) -> String {
    let Ok(year @ 1000..=9999) = u32::try_from(date.year()) else {
        return date.to_string();
    };
    let (month, day) = (date.month(), date.day());
    let digit = |n: u32| char::from_digit(n % 10, 10).unwrap_or('0');
    let mut out = String::with_capacity(10);
    out.extend([year / 1000, year / 100, year / 10, year].map(digit));
    out.extend(['-', digit(month / 10), digit(month), '-', digit(day / 10), digit(day)]);
    out
}

/// A row as a JSON object.
struct Line<'r, R> {
    columns: &'r [ExportColumn<R>],
    row: &'r R,
}

impl<R> Serialize for Line<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for column in self.columns {
            map.serialize_entry(column.record.name, &(column.value)(self.row))?;
        }
        map.end()
    }
}

impl Serialize for ExportValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ExportValue::Empty => serializer.serialize_none(),
            ExportValue::Text(text) => serializer.serialize_str(text),
            ExportValue::Word(word) => serializer.serialize_str(word),
            ExportValue::Number(n) => serializer.serialize_u32(*n),
            ExportValue::PerMille(n) => serializer.serialize_f64(f64::from(*n) / 10.0),
            ExportValue::Date(date) => serializer.serialize_str(&day(*date)),
            ExportValue::YesNo(is) => serializer.serialize_bool(*is),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_standard_has_them() {
        for year in [-1, 0, 999, 1000, 1989, 2026, 9999, 10_000] {
            for (month, day) in [(1, 1), (2, 28), (11, 22), (12, 31)] {
                let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
                assert_eq!(super::day(date), date.to_string());
            }
        }
    }

    #[test]
    fn what_is_plain_needs_no_guard() {
        for text in [
            "Northmoor Council",
            "a=1",
            "2026-27",
            "/x",
            " x",
            "=1",
            "-1",
            "é",
            "a\tb",
            "",
        ] {
            if is_plain(text) {
                assert_eq!(guarded(text), text);
            }
        }
        assert!(is_plain("Northmoor Council") && !is_plain("=1") && !is_plain(" =1"));
    }
}
