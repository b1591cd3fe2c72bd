//! Tables that fit the terminal, the layout that the library's text renderer is given.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

use console::measure_text_width;

use assure::diagnostic::clean;

pub use assure::document::{Column, ColumnKind};
use assure::render::text::{least, least_width};

/// A table no wider than `width`, ending in a line end. Cells are made safe for a terminal.
pub fn render(columns: &[Column], rows: &[Vec<String>], width: usize) -> String {
    plainly(columns, rows, width).unwrap_or_else(|| arranged(columns, rows, width))
}

/// The table as the library arranges it, whatever is in it.
fn arranged(columns: &[Column], rows: &[Vec<String>], width: usize) -> String {
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

/// The same table where there is little to arrange: all of it fits as it is, or one column of text gives way at its spaces. None where it
/// is otherwise, or where a letter may be wider than a column.
fn plainly(columns: &[Column], rows: &[Vec<String>], width: usize) -> Option<String> {
    let mut titles: Vec<Vec<&str>> = Vec::with_capacity(columns.len());
    let mut widths = Vec::with_capacity(columns.len());
    for (i, column) in columns.iter().enumerate() {
        let mut widest = None;
        for row in rows {
            widest = widest.max(Some(plain_width(row.get(i)?)?));
        }
        let title = column.title.as_str();
        let breaks = column.kind != ColumnKind::Text && widest < Some(plain_width(title)?);
        let lines: Vec<&str> = if breaks {
            title.split(' ').collect()
        } else {
            vec![title]
        };
        let title_width = lines.iter().filter_map(|line| plain_width(line)).max();
        widths.push(title_width.max(widest).filter(|w| *w > 0)?);
        titles.push(lines);
    }
    let across = 1 + widths.iter().map(|w| w + 3).sum::<usize>();
    let mut rows: Vec<Vec<Vec<&str>>> = rows
        .iter()
        .map(|r| r.iter().map(|cell| vec![cell.as_str()]).collect())
        .collect();
    rows.insert(0, titles);
    if across > width {
        let mut of_text = (0..columns.len()).filter(|i| columns.get(*i).is_some_and(|c| c.kind == ColumnKind::Text));
        let (Some(giving), None) = (of_text.next(), of_text.next()) else {
            return None;
        };
        let wide = widths.get_mut(giving)?;
        let room = width.checked_sub(across - *wide)?;
        let mut widest = 0;
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(giving)) {
            *cell = cell
                .iter()
                .map(|line| broken(line, room))
                .collect::<Option<Vec<_>>>()?
                .concat();
            widest = cell
                .iter()
                .filter_map(|line| plain_width(line))
                .max()
                .max(Some(widest))?;
        }
        // A column or two to spare are left as they are.
        *wide = if room.saturating_sub(widest) < 3 { room } else { widest };
    }
    let mut out = String::with_capacity((width + 1) * (1 + 2 * rows.len()));
    for (n, row) in rows.iter().enumerate() {
        let lines = row.iter().map(Vec::len).max()?;
        for line in 0..lines {
            for ((cell, column), wide) in row.iter().zip(columns).zip(&widths) {
                let text = cell.get(line).copied().unwrap_or_default();
                let free = std::iter::repeat_n(' ', wide.checked_sub(plain_width(text)?)?);
                out.push_str("| ");
                if n > 0 && column.kind == ColumnKind::Figures {
                    out.extend(free);
                    out.push_str(text);
                } else {
                    out.push_str(text);
                    out.extend(free);
                }
                out.push(' ');
            }
            out.push_str("|\n");
        }
        if n == 0 {
            for wide in &widths {
                out.push('|');
                out.extend(std::iter::repeat_n('-', wide + 2));
            }
            out.push_str("|\n");
        }
    }
    Some(out)
}

/// The columns of a text whose characters are one column wide each, and have no part in their neighbours: letters and signs of ASCII, of the
/// languages of Britain, and dashes and quotation marks.
fn plain_width(text: &str) -> Option<usize> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Some(text.len());
    }
    let plain = |c: char| matches!(c, ' '..='~' | '\u{a3}' | '\u{c0}'..='\u{17f}' | '\u{2010}'..='\u{201f}' | '\u{2022}' | '\u{2026}');
    text.chars().all(plain).then(|| text.chars().count())
}

/// A text broken at its spaces; none where a word does not fit, or where there is little room to spare.
fn broken(text: &str, room: usize) -> Option<Vec<&str>> {
    let mut lines = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut wide = 0;
    for word in text.split(' ') {
        let of_word = plain_width(word)?;
        // Two columns less than there are: with fewer the arrangement takes another turn.
        if of_word + 2 > room {
            return None;
        }
        if wide > 0 && wide + 1 + of_word > room {
            lines.push(text.get(from..at - 1)?);
            (from, wide) = (at, of_word);
        } else {
            wide += of_word + usize::from(wide > 0);
        }
        at += word.len() + 1;
    }
    lines.push(text.get(from..)?);
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use assure::document::{figures, names, text};

    const WORDS: [&str; 12] = [
        "a",
        "of",
        "the",
        "children",
        "\u{2013}",
        "caf\u{e9}",
        "12.5%",
        "assessment",
        "we",
        "know",
        "it",
        "well-being",
    ];

    /// Numbers that look thrown, the same in every run.
    fn thrown(seed: &mut u64, below: usize) -> usize {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) as usize % below
    }

    #[test]
    fn what_is_laid_out_plainly_is_laid_out_the_same() {
        let mut seed = 7;
        let mut plain = 0;
        for _ in 0..3000 {
            let words = |seed: &mut u64, most: usize| -> String {
                let n = thrown(seed, most + 1);
                (0..n)
                    .map(|_| WORDS[thrown(seed, WORDS.len())])
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let columns: Vec<Column> = (0..=thrown(&mut seed, 4))
                .map(|_| match thrown(&mut seed, 3) {
                    0 => text(words(&mut seed, 3)),
                    1 => figures(words(&mut seed, 3)),
                    _ => names(words(&mut seed, 2)),
                })
                .collect();
            let cell = |seed: &mut u64, c: &Column| words(seed, if c.kind == ColumnKind::Text { 12 } else { 1 });
            let rows: Vec<Vec<String>> = (0..thrown(&mut seed, 4))
                .map(|_| columns.iter().map(|c| cell(&mut seed, c)).collect())
                .collect();
            let width = 20 + thrown(&mut seed, 80);
            if let Some(laid_out) = plainly(&columns, &rows, width) {
                plain += 1;
                assert_eq!(
                    laid_out,
                    arranged(&columns, &rows, width),
                    "{width} {columns:?} {rows:?}"
                );
            }
        }
        assert!(plain > 300, "{plain}");
    }
}
