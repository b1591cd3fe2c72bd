//! Tables that fit the terminal.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};

use assure::diagnostic::clean;

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Whether it holds figures, which stand to the right.
    pub figures: bool,
    /// Whether its cells are never broken; figures never are.
    pub whole: bool,
}

/// A column of text.
pub const fn text(title: &'static str) -> Column {
    Column {
        title,
        figures: false,
        whole: false,
    }
}

/// A column of figures.
pub const fn figures(title: &'static str) -> Column {
    Column {
        title,
        figures: true,
        whole: true,
    }
}

/// A column of short names that are never broken.
pub const fn names(title: &'static str) -> Column {
    Column {
        title,
        figures: false,
        whole: true,
    }
}

/// A table no wider than `width`, ending in a line end. Cells are made safe for a terminal.
pub fn render(columns: &[Column], rows: &[Vec<String>], width: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::ASCII_MARKDOWN)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(columns.iter().map(|c| Cell::new(c.title)));
    for row in rows {
        table.add_row(row.iter().zip(columns).map(|(text, column)| {
            let align = if column.figures {
                CellAlignment::Right
            } else {
                CellAlignment::Left
            };
            Cell::new(clean(text)).set_alignment(align)
        }));
    }
    // Figures are never broken: the columns of text give way.
    for (column, made) in columns.iter().zip(table.column_iter_mut()) {
        if column.whole {
            made.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    let mut out = table.trim_fmt();
    out.push('\n');
    out
}

/// Text wrapped to `width`, ending in a line end. It is broken at spaces only: nobody who copies or searches for an id or an
/// address means to find a piece of it.
pub fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let options = textwrap::Options::new(width.max(20))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .initial_indent(indent)
        .subsequent_indent(indent);
    let mut out = textwrap::fill(&clean(text), options);
    out.push('\n');
    out
}
