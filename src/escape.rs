//! Texts from files and users, made safe for Markdown: they come out as the text that they are, whichever program renders them.
//!
//! Renderers differ in what they take for markup and in how it is switched off. A backslash before one of
//! ``\ ` * _ { } [ ] ( ) > # + - . !`` is understood by all; before anything else some leave it standing, so that everything else is written as a
//! character reference. Where a sign is harmless where it stands, it stays as it is: the file is read as it is, too.

mod blocks;

pub use blocks::{TextBlock, blocks, one_line, words};
pub(crate) use blocks::{is_one_line, is_single_spaced, single_spaced};

use std::borrow::Cow;

use crate::diagnostic::clean;

/// Text for inside a paragraph, a list item or a table cell: one line, and it renders as the same characters.
pub fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_inline(&mut out, text);
    out
}

/// The same behind what is there.
pub(crate) fn push_inline(out: &mut String, text: &str) {
    // Cleaned after it is folded: the line ends tell where paragraphs and items begin.
    let text = if is_one_line(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(clean(&one_line(text)))
    };
    let mut done = 0;
    // Letters, figures and most signs are themselves everywhere: they are copied in one go.
    for (i, _) in text.bytes().enumerate().filter(|(_, b)| is_special(*b)) {
        let (before, rest) = text.split_at_checked(i).unwrap_or((text.as_ref(), ""));
        let mut after = rest.chars();
        let Some(c) = after.next() else { break };
        let escape = escape_for(before.chars().next_back(), c, after.as_str());
        if matches!(escape, Escape::None) {
            continue;
        }
        out.push_str(text.get(done..i).unwrap_or_default());
        match escape {
            Escape::None => {}
            Escape::Backslash => out.extend(['\\', c]),
            Escape::Reference => out.push_str(&reference(c)),
        }
        done = i + 1;
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

/// The characters that [`escape_for`] may escape.
const SPECIAL: &[u8] = b"\\`*_{}[]>#<|~$^@&:=+.-()";

/// Whether each byte is one of them: a table, because it is asked of every byte of a report.
#[allow(clippy::indexing_slicing, reason = "it is made while the program is built")]
const IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest = SPECIAL;
    while let [byte, behind @ ..] = rest {
        table[*byte as usize] = true;
        rest = behind;
    }
    table
};

fn is_special(byte: u8) -> bool {
    IS_SPECIAL.get(usize::from(byte)).is_some_and(|special| *special)
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
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_at_line_start(&mut out, text);
    out
}

/// The same behind what is there.
pub(crate) fn push_at_line_start(out: &mut String, text: &str) {
    let from = out.len();
    push_inline(out, text);
    let line = out.get(from..).unwrap_or_default();
    match line.chars().next() {
        Some('+' | '-' | '(' | ')' | '.' | '!') => return out.insert(from, '\\'),
        Some(first @ (':' | '=' | '%')) => return out.replace_range(from..=from, &reference(first)),
        _ => {}
    }
    // A box to tick. Where a renderer knows them, it looks for the space.
    if line.starts_with("\\[ \\]") {
        let space = from + "\\[".len();
        return out.replace_range(space..=space, "&#32;");
    }
    // `1986.`, `2)`, `a)` and `iv.` number an item.
    let length = line.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (word, rest) = line.split_at_checked(length).unwrap_or_default();
    let numbers = || {
        word.bytes().all(|b| b.is_ascii_digit())
            || word.len() == 1
            || word.bytes().all(|b| b"ivxlcdm".contains(&b.to_ascii_lowercase()))
    };
    if rest.starts_with(['.', ')']) && !word.is_empty() && numbers() {
        out.insert(from + length, '\\');
    }
}

/// Text of several lines: its paragraphs as paragraphs, its lists as lists, and everything in them as text.
pub fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_paragraphs(&mut out, text);
    out
}

/// The same behind what is there.
pub(crate) fn push_paragraphs(out: &mut String, text: &str) {
    for (n, block) in blocks(text).into_iter().enumerate() {
        if n > 0 {
            out.push_str("\n\n");
        }
        match block {
            TextBlock::Paragraph(line, _) => push_at_line_start(out, &line),
            TextBlock::List { numbered, items } => {
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        out.push('\n');
                    }
                    if numbered {
                        out.push_str(&format!("{}. ", n + 1));
                    } else {
                        out.push_str("- ");
                    }
                    push_at_line_start(out, item);
                }
            }
        }
    }
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
