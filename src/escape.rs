//! Texts from files and users, made safe for Markdown.

use crate::diagnostic::clean;

/// Text for inside a paragraph, a list item or a table cell: one line, and it renders as the same characters.
pub fn inline(text: &str) -> String {
    let text = clean(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '!' | '#' | '^' | '{' | '}'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text for the beginning of a line: also escapes what only counts there.
pub fn at_line_start(text: &str) -> String {
    let escaped = inline(text);
    let first = escaped.chars().next();
    if matches!(first, Some('+' | '-' | '=' | ':' | '.' | '"' | '(' | '%')) {
        return format!("\\{escaped}");
    }
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && matches!(escaped.chars().nth(digits), Some('.' | ')')) {
        let (number, rest) = escaped.split_at(digits);
        return format!("{number}\\{rest}");
    }
    escaped
}

/// Text of several lines as paragraphs of their own.
pub fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(at_line_start).filter(|l| !l.is_empty()).collect();
    lines.join("\n\n")
}

/// A link as a link where it is a plain web address, and as text where it is anything else.
pub fn link(text: &str) -> String {
    let trimmed = text.trim();
    let web = trimmed.starts_with("https://") || trimmed.starts_with("http://");
    let plain = trimmed
        .chars()
        .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '|' | '`' | '"' | '*' | '_' | '[' | ']'));
    if web && plain {
        format!("<{trimmed}>")
    } else {
        inline(trimmed)
    }
}
