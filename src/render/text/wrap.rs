//! Lines of a page of fixed width: how wide a text is, and where it is broken; no address is.

use textwrap::core::display_width;

use crate::diagnostic::{all_bytes, clean};
use crate::escape::{is_one_line, is_single_spaced, words};

/// The columns of a text whose characters are one column wide each, and have no part in their neighbours: letters and signs of ASCII, of the
/// languages of Britain, and dashes, quotation marks and the arrow of a change.
pub fn plain_width(text: &str) -> Option<usize> {
    if all_bytes(text, |b| matches!(b, b' '..=b'~')) {
        return Some(text.len());
    }
    let plain = |c: char| {
        matches!(c,
            ' '..='~' | '\u{a3}' | '\u{b7}' | '\u{c0}'..='\u{17f}' | '\u{2010}'..='\u{201f}' | '\u{2022}' | '\u{2026}' | '\u{2192}')
    };
    let mut width = 0;
    text.chars()
        .all(|c| {
            width += 1;
            plain(c)
        })
        .then_some(width)
}

/// The columns that a text takes as it is shown.
pub fn shown_width(text: &str) -> usize {
    plain_width(text).unwrap_or_else(|| display_width(&clean(text)))
}

/// Text wrapped to `width`, ending in a line end. It is broken at spaces only: nobody who copies or searches for an id or an
/// address means to find a piece of it.
pub fn wrapped(text: &str, width: usize, indent: &str) -> String {
    hanging(text, width, indent, indent)
}

/// The same, with what stands before the first line and before the others.
pub fn hanging(text: &str, width: usize, first: &str, indent: &str) -> String {
    let width = width.max(20);
    let filled = if is_one_line(text) {
        filled(text, width, first, indent, str::len)
    } else if plain_width(text).is_some_and(|width| width > 0) && is_single_spaced(text) {
        filled(text, width, first, indent, |word| word.chars().count())
    } else {
        None
    };
    if let Some(filled) = filled {
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

/// The same for plain words with single spaces between them, as nearly all are, whose width is easily told. None where one is wider than a
/// line.
fn filled(text: &str, width: usize, first: &str, indent: &str, wide: impl Fn(&str) -> usize) -> Option<String> {
    let room = width.saturating_sub(first.len().max(indent.len()));
    let mut out = String::with_capacity(text.len() + text.len() / 16 + first.len() + 1);
    out.push_str(first);
    let mut at = first.len();
    for (i, word) in words(text).enumerate() {
        let wide = wide(word);
        if wide > room {
            return None;
        }
        if i > 0 && at + 1 + wide > width {
            out.push('\n');
            out.push_str(indent);
            at = indent.len();
        } else if i > 0 {
            out.push(' ');
            at += 1;
        }
        out.push_str(word);
        at += wide;
    }
    out.push('\n');
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_wrapped_as_the_library_wraps_them() {
        let texts = [
            "the risk \u{2013} that we know of \u{2013} is \u{201c}seen\u{201d} \u{2192} shown at \u{a3}5 a day \u{b7} caf\u{e9}",
            "\u{2192}",
            "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9} x",
            "one two three four five six seven",
        ];
        for text in texts {
            for width in 20..80 {
                let plain = filled(text, width, "- ", "  ", |word| word.chars().count());
                let options = textwrap::Options::new(width)
                    .word_separator(textwrap::WordSeparator::AsciiSpace)
                    .word_splitter(textwrap::WordSplitter::NoHyphenation)
                    .initial_indent("- ")
                    .subsequent_indent("  ");
                assert_eq!(plain, Some(textwrap::fill(text, options) + "\n"), "{width} {text}");
                assert_eq!(plain_width(text), Some(display_width(text)));
            }
        }
        assert_eq!(filled("a longer word", 7, "- ", "  ", str::len), None);
    }
}
