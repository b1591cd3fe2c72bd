//! The seal: a digest that a file carries of itself, by which the program knows its own unedited work and writes over nothing else.

use sha2::{Digest as _, Sha256};

/// What the last line of a sealed text begins with: a comment to Markdown and to HTML.
const MARK: &str = "<!-- made by assure; unedited as long as this fits: ";

/// A text with its seal as the last line.
pub fn sealed(text: &str) -> String {
    format!("{text}\n{MARK}{} -->\n", digest(text.as_bytes()))
}

/// Whether a file is a report of this program that nobody has edited since: nothing changed, above the seal or below it.
pub fn is_unedited(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(is_unedited_text)
}

fn is_unedited_text(text: &str) -> bool {
    if let Some(at) = text.rfind(MARK) {
        let body = text.get(..at).and_then(|b| b.strip_suffix('\n')).unwrap_or("");
        return sealed(body) == text;
    }
    // JSON is for programs: one that says it is ours is ours.
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|v| {
        let kind = v.get("kind").and_then(|k| k.as_str());
        matches!(kind, Some("assure-report" | "assure-comparison" | "assure-trend"))
    })
}

/// The beginning of a digest, which is enough against an edit that nobody means to hide.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|b| format!("{b:02x}"))
        .collect()
}
