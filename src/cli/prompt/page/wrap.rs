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
