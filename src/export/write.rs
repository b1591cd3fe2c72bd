//! Rows to bytes: CSV and JSON Lines.

use std::borrow::Cow;

use csv::{Terminator, Writer, WriterBuilder};
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use super::ExportFormat;
use super::column::{ExportColumn, ExportValue};
use crate::render::csv::{MARK, guarded};
use crate::report::add_json_line;

pub(super) fn head(format: ExportFormat, names: &[&str]) -> Vec<u8> {
    match format {
        ExportFormat::Csv => {
            let mut writer = csv_writer(MARK.as_bytes().to_vec());
            // Memory takes whatever is written to it.
            let _ = writer.write_record(names);
            writer.into_inner().unwrap_or_default()
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
    match format {
        ExportFormat::Csv => {
            let mut writer = csv_writer(std::mem::take(out));
            for row in rows {
                for column in columns {
                    let _ = writer.write_field(cell(&(column.value)(&row)).as_bytes());
                }
                let _ = writer.write_record(None::<&[u8]>);
            }
            *out = writer.into_inner().unwrap_or_default();
        }
        ExportFormat::JsonLines => {
            for row in rows {
                add_json_line(&Line { columns, row: &row }, out);
            }
        }
    }
}

fn csv_writer(into: Vec<u8>) -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(into)
}

fn cell<'v>(value: &'v ExportValue<'_>) -> Cow<'v, str> {
    match value {
        ExportValue::Empty => "".into(),
        ExportValue::Text(text) => guarded(text).into(),
        ExportValue::Word(word) => (*word).into(),
        ExportValue::Number(n) => n.to_string().into(),
        ExportValue::PerMille(n) => format!("{}.{}", n / 10, n % 10).into(),
        ExportValue::Date(date) => date.to_string().into(),
        ExportValue::YesNo(is) => if *is { "true" } else { "false" }.into(),
    }
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
            ExportValue::Date(date) => date.serialize(serializer),
            ExportValue::YesNo(is) => serializer.serialize_bool(*is),
        }
    }
}
