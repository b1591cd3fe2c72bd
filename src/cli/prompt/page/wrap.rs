//! Lines as wide as there is room, and no address broken.

use assure::diagnostic::clean_lines;
pub use assure::render::text::lines;

/// The widest that text is comfortable to read.
pub const WIDEST: usize = 100;
/// Narrower than this, text is cut by the terminal rather than by us.
const NARROWEST: usize = 20;

/// The width that text is wrapped to in so many columns.
pub fn text_width(columns: usize) -> usize {
    // The last column is left free: some Windows consoles go to the next line by themselves once it is filled.
    columns.saturating_sub(1).clamp(NARROWEST, WIDEST)
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

/// The same, with no word broken that is not wider than there is room.
pub fn cut_at_word(text: &str, columns: usize) -> String {
    let short = cut(text, columns);
    let Some(begun) = short.strip_suffix("...").filter(|_| short != text) else {
        return short;
    };
    let whole = text
        .get(begun.len()..)
        .is_some_and(|rest| rest.starts_with(char::is_whitespace));
    match begun.trim_end().rsplit_once(' ') {
        Some((words, _)) if !whole => format!("{words}..."),
        _ => format!("{}...", begun.trim_end()),
    }
}
