//! The paragraphs and lists in a text that somebody typed or pasted.

use std::borrow::Cow;

use crate::diagnostic::all_bytes;

/// A piece of a text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextBlock {
    /// A line, and whether an empty one is before it.
    Paragraph(String, bool),
    /// Two items or more in a row, without their marks.
    List {
        /// Whether they are numbered, from 1 and without a gap.
        numbered: bool,
        /// The items, each in one line.
        items: Vec<String>,
    },
}

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Bullet,
    Number(usize),
}

struct MarkedLine {
    mark: Mark,
    /// All of it.
    whole: String,
    /// Where it has a mark, what is left without it.
    rest: String,
    after_empty: bool,
}

/// Tells lists from paragraphs. A single line that begins with a dash or a year is no list: only what is followed by its like is.
pub fn blocks(text: &str) -> Vec<TextBlock> {
    // A line alone is no list, whatever it begins with.
    if !text.contains('\n') {
        let line = one_line(text).into_owned();
        return if line.is_empty() {
            Vec::new()
        } else {
            vec![TextBlock::Paragraph(line, false)]
        };
    }
    let lines = lines(text);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let run = lines.get(at..).unwrap_or_default();
        let length = match line.mark {
            Mark::None => 0,
            Mark::Bullet => run.iter().take_while(|l| l.mark == Mark::Bullet).count(),
            Mark::Number(_) => run
                .iter()
                .zip(1..)
                .take_while(|(l, n)| l.mark == Mark::Number(*n))
                .count(),
        };
        if length < 2 {
            out.push(TextBlock::Paragraph(line.whole.clone(), line.after_empty));
            at += 1;
        } else {
            out.push(TextBlock::List {
                numbered: line.mark != Mark::Bullet,
                items: run.iter().take(length).map(|l| l.rest.clone()).collect(),
            });
            at += length;
        }
    }
    out
}

fn lines(text: &str) -> Vec<MarkedLine> {
    let mut out: Vec<MarkedLine> = Vec::new();
    let mut after_empty = false;
    for line in text.lines() {
        let whole = single_spaced(line).into_owned();
        if whole.is_empty() {
            after_empty = true;
            continue;
        }
        let (mark, rest) = marked(line.trim());
        let rest = match mark {
            Mark::None => String::new(),
            Mark::Bullet | Mark::Number(_) => single_spaced(rest).into_owned(),
        };
        // A line set in under an item goes on with it.
        if mark == Mark::None
            && !after_empty
            && line.starts_with(char::is_whitespace)
            && let Some(item) = out.last_mut().filter(|l| l.mark != Mark::None)
        {
            for text in [&mut item.whole, &mut item.rest] {
                text.push(' ');
                text.push_str(&whole);
            }
            continue;
        }
        out.push(MarkedLine {
            mark,
            whole,
            rest,
            after_empty,
        });
        after_empty = false;
    }
    out
}

/// The mark of a line, and what follows it. The signs are those that word processors and people use.
fn marked(line: &str) -> (Mark, &str) {
    let item = |rest: &str| rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    if let Some(rest) = line.strip_prefix(['-', '*', '+', '•', '◦', '▪', '‣', '·', '●', '○', '■', '–'])
        && item(rest)
    {
        return (Mark::Bullet, rest);
    }
    // Word's second level, as it arrives in plain text.
    if let Some(rest) = line.strip_prefix("o\t").filter(|r| !r.trim().is_empty()) {
        return (Mark::Bullet, rest);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if let (Ok(number), Some(rest)) = (number.parse(), rest.strip_prefix(['.', ')']))
        && item(rest)
    {
        return (Mark::Number(number), rest);
    }
    (Mark::None, line)
}

/// Whether a piece stood apart from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Close,
    Apart,
}

/// Whether a text is one line already, as nearly all are: letters and signs of ASCII with single spaces between them.
pub(crate) fn is_one_line(text: &str) -> bool {
    all_bytes(text, |b| matches!(b, b' '..=b'~'))
        && !text.is_empty()
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !has_two_spaces(text.as_bytes())
}

/// Whether a text has no other space than single ones between its words, whatever letters it is written in.
pub(crate) fn is_single_spaced(text: &str) -> bool {
    !text.starts_with(' ')
        && !text.ends_with(' ')
        && !has_two_spaces(text.as_bytes())
        && !text.chars().any(|c| c != ' ' && c.is_whitespace())
}

/// Whether two spaces stand side by side: all pairs are looked at, which takes less than a search.
fn has_two_spaces(bytes: &[u8]) -> bool {
    let next = bytes.get(1..).unwrap_or_default();
    bytes
        .iter()
        .zip(next)
        .fold(false, |any, (a, b)| any | (*a == b' ' && *b == b' '))
}

/// The words of a text that has single spaces between them: what stands between its spaces.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line).filter(|line| !line.is_empty());
    std::iter::from_fn(move || {
        let line = rest?;
        let end = line.bytes().position(|b| b == b' ');
        rest = end.and_then(|end| line.get(end + 1..));
        line.get(..end.unwrap_or(line.len()))
    })
}

/// The whole text in one line, for a cell or a sentence: what stood apart is told apart by a semicolon.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_one_line(text) {
        return Cow::Borrowed(text);
    }
    if !text.trim().contains('\n') {
        return single_spaced(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut push = |piece: &str, joint: Joint| {
        if !out.is_empty() {
            if joint == Joint::Apart && !out.ends_with(['.', '!', '?', ':', ';', ',']) {
                out.push(';');
            }
            out.push(' ');
        }
        out.push_str(piece);
    };
    let mut was_list = false;
    for block in blocks(text) {
        match block {
            TextBlock::Paragraph(line, after_empty) => {
                let joint = if after_empty || was_list {
                    Joint::Apart
                } else {
                    Joint::Close
                };
                push(&line, joint);
                was_list = false;
            }
            TextBlock::List { numbered, items } => {
                for (n, item) in items.iter().enumerate() {
                    if numbered {
                        push(&format!("{}. {item}", n + 1), Joint::Apart);
                    } else {
                        push(item, Joint::Apart);
                    }
                }
                was_list = true;
            }
        }
    }
    Cow::Owned(out)
}

/// The words of a text with single spaces between them.
pub(crate) fn single_spaced(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if is_one_line(trimmed) || is_single_spaced(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(trimmed.len());
    for word in trimmed.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_lists_and_paragraphs_are_told() {
        let text =
            "What we found:\n• 14 days\n•\t9 days,\n   most of them in spring\n\n1. One\n2) Two\n4. Four\n\nLast.";
        let list = |numbered, items: &[&str]| TextBlock::List {
            numbered,
            items: items.iter().map(|i| (*i).to_owned()).collect(),
        };
        assert_eq!(
            blocks(text),
            [
                TextBlock::Paragraph("What we found:".into(), false),
                list(false, &["14 days", "9 days, most of them in spring"]),
                list(true, &["One", "Two"]),
                TextBlock::Paragraph("4. Four".into(), false),
                TextBlock::Paragraph("Last.".into(), true),
            ]
        );
        assert_eq!(
            one_line(text),
            "What we found: 14 days; 9 days, most of them in spring; 1. One; 2. Two; 4. Four; Last."
        );
        for alone in [
            "- item",
            "1986. A great year",
            "1. One",
            "-5 degrees\n-6 degrees",
            "2. b\n3. c",
        ] {
            assert!(
                blocks(alone).iter().all(|b| matches!(b, TextBlock::Paragraph(..))),
                "{alone}"
            );
        }
        assert_eq!(one_line("a\nb"), "a b");
        assert_eq!(one_line("a\n\nb"), "a; b");
        assert_eq!(one_line("- a\n- b"), "a; b");
    }
}
