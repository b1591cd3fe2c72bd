//! The report as JSON. Its fields are documented in `docs/json.md`.

use super::Report;

/// The report as indented JSON, ending in a line end.
pub fn to_json(report: &Report) -> String {
    // A report is plain data with string keys: writing it cannot fail.
    let mut out = serde_json::to_string_pretty(report).unwrap_or_default();
    out.push('\n');
    out
}
