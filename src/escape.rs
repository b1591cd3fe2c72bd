//! Texts from files and users, made safe for Markdown: they come out as the text that they are, whichever program renders them.
//!
//! Renderers differ in what they take for markup and in how it is switched off. A backslash before one of
//! ``\ ` * _ { } [ ] ( ) > # + - . !`` is understood by all; before anything else some leave it standing, so that everything else is written as a
//! character reference. Where a sign is harmless where it stands, it stays as it is: the file is read as it is, too.

mod blocks;

pub use blocks::{TextBlock, blocks, one_line};
pub(crate) use blocks::{is_one_line, words};

use std::borrow::Cow;

use crate::diagnostic::{all_bytes, clean};

/// Text for inside a paragraph, a list item or a table cell: one line, and it renders as the same characters.
pub fn inline(text: &str) -> String {
    // Cleaned after it is folded: the line ends tell where paragraphs and items begin.
    let folded = one_line(text);
    let text = if all_bytes(&folded, |b| matches!(b, b' '..=b'~')) {
        folded
    } else {
        Cow::Owned(clean(&folded))
    };
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut done = 0;
    // Letters, figures and most signs are themselves everywhere: they are copied in one go.
    for (i, _) in text.bytes().enumerate().filter(|(_, b)| is_special(*b)) {
        let (before, rest) = text.split_at_checked(i).unwrap_or((text.as_ref(), ""));
        let mut after = rest.chars();
        let Some(c) = after.next() else { break };
        out.push_str(text.get(done..i).unwrap_or_default());
        match escape_for(before.chars().next_back(), c, after.as_str()) {
            Escape::None => out.push(c),
            Escape::Backslash => out.extend(['\\', c]),
            Escape::Reference => out.push_str(&reference(c)),
        }
        done = i + 1;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// Whether [`escape_for`] may escape a character. A pattern and no list to look through: it is asked of every byte of a report.
fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        b'\\'
            | b'`'
            | b'*'
            | b'_'
            | b'{'
            | b'}'
            | b'['
            | b']'
            | b'>'
            | b'#'
            | b'<'
            | b'|'
            | b'~'
            | b'$'
            | b'^'
            | b'@'
            | b'&'
            | b':'
            | b'='
            | b'+'
            | b'.'
            | b'-'
            | b'('
            | b')'
    )
}

/// How a character is written.
enum Escape {
    None,
    Backslash,
    Reference,
}

fn escape_for(before: Option<char>, c: char, after: &str) -> Escape {
    let next = after.chars().next();
    let is = |side: Option<char>, set: &[char]| side.is_some_and(|s| set.contains(&s));
    match c {
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '>' | '#' => Escape::Backslash,
        '<' | '|' | '~' | '$' | '^' => Escape::Reference,
        // A citation, or the address of a person; not an edition's name.
        '@' if !is_edition(before, after) => Escape::Reference,
        // Only before a name or a number is it the beginning of a character reference.
        '&' if next.is_some_and(|n| n == '#' || n.is_ascii_alphanumeric()) => Escape::Reference,
        // An address, the name of a picture (`:smile:`, `:100:`), a smiley, or a fence. A time of day is none of these.
        ':' if before == Some(':')
            || next.is_some_and(|n| !n.is_whitespace() && !is_time(before, after) && !is_digest(before, after)) =>
        {
            Escape::Reference
        }
        // Marked and inserted text.
        '=' if is(before, &['=']) || is(next, &['=']) => Escape::Reference,
        '+' if is(before, &['+']) || is(next, &['+']) => Escape::Backslash,
        // The dot of `www.example.org` or `example.org`, which some make a link.
        '.' if before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphabetic) => Escape::Backslash,
        // Smileys.
        '-' if is(next, &['(', ')', '|']) => Escape::Backslash,
        '(' | ')' if before == Some(';') => Escape::Backslash,
        _ => Escape::None,
    }
}

/// Whether a colon stands between the hours and minutes of a time, or in a ratio.
fn is_time(before: Option<char>, after: &str) -> bool {
    let behind = after.trim_start_matches(|c: char| c.is_ascii_digit());
    before.is_some_and(|b| b.is_ascii_digit()) && behind.len() < after.len() && !behind.starts_with(':')
}

/// Whether a colon stands between a method and its sum, as in `sha256:` and 64 digits: too long for the name of a picture.
fn is_digest(before: Option<char>, after: &str) -> bool {
    let behind = after.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    before.is_some_and(|b| b.is_ascii_digit()) && after.len() - behind.len() == 64 && !behind.starts_with(':')
}

/// Whether an at sign stands between a name and a year, as in `ce@2026`.
fn is_edition(before: Option<char>, after: &str) -> bool {
    let behind = after.trim_start_matches(|c: char| c.is_ascii_digit());
    before.is_some_and(char::is_alphanumeric)
        && after.len() - behind.len() == 4
        && !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn reference(c: char) -> String {
    match c {
        '<' => "&lt;".to_owned(),
        '&' => "&amp;".to_owned(),
        c => format!("&#{};", c as u32),
    }
}

/// Text for the beginning of a line: also escapes what only counts there.
pub fn at_line_start(text: &str) -> String {
    let escaped = inline(text);
    let mut chars = escaped.chars();
    match chars.next() {
        Some('+' | '-' | '(' | ')' | '.' | '!') => return format!("\\{escaped}"),
        Some(first @ (':' | '=' | '%')) => return format!("{}{}", reference(first), chars.as_str()),
        _ => {}
    }
    // A box to tick. Where a renderer knows them, it looks for the space.
    if let Some(rest) = escaped.strip_prefix("\\[ \\]") {
        return format!("\\[&#32;\\]{rest}");
    }
    // `1986.`, `2)`, `a)` and `iv.` number an item.
    let word: String = escaped.chars().take_while(char::is_ascii_alphanumeric).collect();
    let numbers = word.bytes().all(|b| b.is_ascii_digit())
        || word.len() == 1
        || word.bytes().all(|b| b"ivxlcdm".contains(&b.to_ascii_lowercase()));
    match escaped.split_at_checked(word.len()) {
        Some((word, rest)) if !word.is_empty() && numbers && rest.starts_with(['.', ')']) => format!("{word}\\{rest}"),
        _ => escaped,
    }
}

/// Text of several lines: its paragraphs as paragraphs, its lists as lists, and everything in them as text.
pub fn paragraphs(text: &str) -> String {
    let parts: Vec<String> = blocks(text)
        .into_iter()
        .map(|block| match block {
            TextBlock::Paragraph(line, _) => at_line_start(&line),
            TextBlock::List { numbered, items } => {
                let items: Vec<String> = items
                    .iter()
                    .enumerate()
                    .map(|(n, item)| {
                        let mark = if numbered {
                            format!("{}.", n + 1)
                        } else {
                            "-".to_owned()
                        };
                        format!("{mark} {}", at_line_start(item))
                    })
                    .collect();
                items.join("\n")
            }
        })
        .collect();
    parts.join("\n\n")
}

/// A link as a link where it is a plain web address, and as text where it is anything else.
pub fn link(text: &str) -> String {
    // Signs that would be markup between the brackets, or end them.
    match web_address(text).filter(|a| !a.contains(['|', '*', '_', '[', ']'])) {
        Some(address) => format!("<{address}>"),
        None => inline(text.trim()),
    }
}

/// A plain web address, whole; nothing else is ever made a link.
pub fn web_address(text: &str) -> Option<&str> {
    let trimmed = text.trim();
    let behind = trimmed
        .strip_prefix("https://")
        .or_else(|| trimmed.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '`' | '"' | '|' | '[' | ']');
    (behind.starts_with(|c: char| c.is_ascii_alphanumeric()) && behind.chars().all(plain)).then_some(trimmed)
}
