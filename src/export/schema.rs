//! The schema of a row: what columns there are, of what kind.

use serde_json::{Value as Json, json};

use super::{Export, ExportFormat, ExportRows, ExportTexts, Nullable, ValueKind};

/// The JSON Schema (2020-12) of a line of JSON Lines. The columns of texts may be left out; every other one is there, if only as `null`.
pub fn schema(rows: ExportRows) -> Json {
    let export = |texts| Export {
        rows,
        texts,
        format: ExportFormat::JsonLines,
    };
    let always: Vec<&str> = export(ExportTexts::LeftOut).columns().iter().map(|c| c.name).collect();
    let mut properties = serde_json::Map::new();
    for column in export(ExportTexts::Included).columns() {
        let kind = match column.kind {
            ValueKind::Text | ValueKind::Word(_) => "string",
            ValueKind::Number => "integer",
            ValueKind::Percentage => "number",
            ValueKind::Date => "string",
            ValueKind::YesNo => "boolean",
        };
        let kinds = match column.nullable {
            Nullable::Never => json!(kind),
            Nullable::Empty => json!([kind, "null"]),
        };
        let mut property = json!({ "type": kinds, "description": column.about });
        let rules = match column.kind {
            ValueKind::Word(words) => {
                let words = words().into_iter().map(Json::from);
                let none = (column.nullable == Nullable::Empty).then_some(Json::Null);
                vec![("enum", words.chain(none).collect())]
            }
            ValueKind::Number => vec![("minimum", json!(0))],
            ValueKind::Percentage => vec![("minimum", json!(0)), ("maximum", json!(100))],
            ValueKind::Date => vec![("format", json!("date"))],
            ValueKind::Text | ValueKind::YesNo => Vec::new(),
        };
        if let Some(map) = property.as_object_mut() {
            map.extend(rules.into_iter().map(|(key, rule)| (key.to_owned(), rule)));
        }
        properties.insert(column.name.to_owned(), property);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("A line of `assure export`: {}", rows.name()),
        "description": rows.about(),
        "type": "object",
        "properties": properties,
        "required": always,
        "additionalProperties": false,
    })
}
