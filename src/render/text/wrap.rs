//! Lines as wide as there is room, and no address broken.

use textwrap::core::display_width;

use crate::diagnostic::clean;
use crate::escape::{is_one_line, words};

/// Text wrapped to `width`, ending in a line end. It is broken at spaces only: nobody who copies or searches for an id or an
/// address means to find a piece of it.
pub fn wrapped(text: &str, width: usize, indent: &str) -> String {
    hanging(text, width, indent, indent)
}

/// The same, with what stands before the first line and before the others.
pub fn hanging(text: &str, width: usize, first: &str, indent: &str) -> String {
    let width = width.max(20);
    if is_one_line(text)
        && let Some(filled) = filled(text, width, first, indent)
    {
        return filled;
    }
    let text = clean(text);
    // Where no word is wider than a line, none is looked at for what it is.
    let room = width.saturating_sub(first.len().max(indent.len()));
    let mut out = if text.split(' ').any(|word| word.len() > room) {
        lines(&text, width, first, indent).join("\n")
    } else {
        textwrap::fill(&text, options(width).initial_indent(first).subsequent_indent(indent))
    };
    out.push('\n');
    out
}

/// A web address or a path: broken, it could be neither followed nor copied.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains(['/', '\\', '@']) || word.starts_with("www.")
}

/// Lines are broken at spaces only.
fn options<'a>(width: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(width)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false)
}

/// A cleaned text in lines of a width, broken at spaces only. A word that is too long for a line is broken, an address is left whole on a line
/// of its own: the terminal keeps it together.
pub fn lines(text: &str, width: usize, first: &str, indent: &str) -> Vec<String> {
    let whole = options(width);
    let mut lines = Vec::new();
    for line in textwrap::wrap(text, whole.clone().initial_indent(first).subsequent_indent(indent)) {
        if display_width(&line) <= width || line.split(' ').any(is_address) {
            lines.push(line.trim_end().to_owned());
        } else {
            let broken = whole.clone().break_words(true).subsequent_indent(indent);
            lines.extend(
                textwrap::wrap(&line, broken)
                    .into_iter()
                    .map(|l| l.trim_end().to_owned()),
            );
        }
    }
    lines
}

/// The same for words of ASCII with single spaces between them, as nearly all are: their bytes are their columns. None where one is wider than
/// a line.
fn filled(text: &str, width: usize, first: &str, indent: &str) -> Option<String> {
    let room = width.saturating_sub(first.len().max(indent.len()));
    let mut out = String::with_capacity(text.len() + text.len() / 16 + first.len() + 1);
    out.push_str(first);
    let mut at = first.len();
    for (i, word) in words(text).enumerate() {
        if word.len() > room {
            return None;
        }
        if i > 0 && at + 1 + word.len() > width {
            out.push('\n');
            out.push_str(indent);
            at = indent.len();
        } else if i > 0 {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += word.len();
    }
    out.push('\n');
    Some(out)
}
