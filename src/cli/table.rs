//! Tables that fit the terminal, the layout that the library's text renderer is given.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

use console::measure_text_width;

use assure::diagnostic::clean;

pub use assure::document::{Column, ColumnKind};
pub use assure::render::text::wrapped;
use assure::render::text::{least, least_width};

/// A table no wider than `width`, ending in a line end. Cells are made safe for a terminal.
pub fn render(columns: &[Column], rows: &[Vec<String>], width: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::ASCII_MARKDOWN)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX));
    // A column is no wider for its heading's sake than its longest word.
    table.set_header(columns.iter().enumerate().map(|(i, c)| {
        let title = clean(&c.title);
        let widest = rows
            .iter()
            .filter_map(|r| r.get(i))
            .map(|cell| measure_text_width(cell))
            .max();
        Cell::new(
            if c.kind != ColumnKind::Text && widest < Some(measure_text_width(&title)) {
                title.replace(' ', "\n")
            } else {
                title
            },
        )
    }));
    for row in rows {
        table.add_row(row.iter().zip(columns).map(|(text, column)| {
            let align = if column.kind == ColumnKind::Figures {
                CellAlignment::Right
            } else {
                CellAlignment::Left
            };
            Cell::new(clean(text)).set_alignment(align)
        }));
    }
    // Figures are never broken: the columns of text give way, and break no word as long as there is room for all.
    let roomy = least_width(columns, rows) <= width;
    for (i, (column, made)) in columns.iter().zip(table.column_iter_mut()).enumerate() {
        if column.kind != ColumnKind::Text {
            made.set_constraint(ColumnConstraint::ContentWidth);
        } else if roomy {
            let padded = u16::try_from(least(columns, rows, i) + 2).unwrap_or(u16::MAX);
            made.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(padded)));
        }
    }
    let mut out = table.trim_fmt();
    out.push('\n');
    out
}
