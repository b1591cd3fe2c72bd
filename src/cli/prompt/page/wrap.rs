//! Lines as wide as there is room, and no address broken.

use assure::diagnostic::clean_lines;

/// The widest that text is comfortable to read.
pub const WIDEST: usize = 100;
/// Narrower than this, text is cut by the terminal rather than by us.
const NARROWEST: usize = 20;

/// The width that text is wrapped to in so many columns.
pub fn text_width(columns: usize) -> usize {
    // The last column is left free: some Windows consoles go to the next line by themselves once it is filled.
    columns.saturating_sub(1).clamp(NARROWEST, WIDEST)
}

/// Lines are broken at spaces only: a web address, a path or a question's id stays in one piece.
fn options<'a>(width: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(width)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false)
}

/// A web address or a path: broken, it could be neither followed nor copied.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains(['/', '\\', '@']) || word.starts_with("www.")
}

/// A text in lines of a width. What is too long for one is broken; an address is left to the terminal, which keeps it whole.
pub fn lines(text: &str, width: usize, indent: &str, next: &str) -> Vec<String> {
    let whole = options(width).initial_indent(indent).subsequent_indent(next);
    let mut lines = Vec::new();
    for line in textwrap::wrap(text, whole) {
        if textwrap::core::display_width(&line) <= width || line.split(' ').any(is_address) {
            lines.push(line.trim_end().to_owned());
        } else {
            let broken = options(width).break_words(true).subsequent_indent(next);
            lines.extend(
                textwrap::wrap(&line, broken)
                    .into_iter()
                    .map(|l| l.trim_end().to_owned()),
            );
        }
    }
    lines
}

/// A text as lines.
pub fn wrapped(text: &str, width: Option<usize>) -> Vec<String> {
    let text = clean_lines(text);
    match width {
        Some(width) => lines(&text, width, "", ""),
        None => text.lines().map(str::to_owned).collect(),
    }
}

/// As much of a text as has room in so many columns.
pub fn cut(text: &str, columns: usize) -> String {
    console::truncate_str(text, columns, if columns > 6 { "..." } else { "" }).into_owned()
}
