//! Tables that fit the terminal, the layout that the library's text renderer is given.

use std::borrow::Cow;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

use console::measure_text_width;

use assure::diagnostic::clean;
use assure::escape::words;

pub use assure::document::{Column, ColumnKind};
use assure::render::text::{least, least_width, plain_width};

/// A table no wider than `width`, ending in a line end. Cells are made safe for a terminal.
pub fn render(columns: &[Column], rows: &[Vec<Cow<'_, str>>], width: usize) -> String {
    plainly(columns, rows, width).unwrap_or_else(|| arranged(columns, rows, width))
}

/// The table as the library arranges it, whatever is in it.
fn arranged(columns: &[Column], rows: &[Vec<Cow<'_, str>>], width: usize) -> String {
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
fn plainly(columns: &[Column], rows: &[Vec<Cow<'_, str>>], width: usize) -> Option<String> {
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
    // The column that gives way, with the lines of its heading and of its cells.
    let mut giving = None;
    if across > width {
        let mut of_text = (0..columns.len()).filter(|i| columns.get(*i).is_some_and(|c| c.kind == ColumnKind::Text));
        let (Some(column), None) = (of_text.next(), of_text.next()) else {
            return None;
        };
        let wide = widths.get_mut(column)?;
        let room = width.checked_sub(across - *wide)?;
        let title = titles.get(column).into_iter().flatten().copied();
        let cells = rows.iter().filter_map(|row| row.get(column)).map(Cow::as_ref);
        let lines: Vec<Vec<&str>> = title
            .chain(cells)
            .map(|text| broken(text, room))
            .collect::<Option<_>>()?;
        let widest = lines.iter().flatten().filter_map(|line| plain_width(line)).max()?;
        // A column or two to spare are left as they are.
        *wide = if room.saturating_sub(widest) < 3 { room } else { widest };
        giving = Some((column, lines.into_iter()));
    }
    let mut out = String::with_capacity((width + 1) * (1 + 2 * rows.len()));
    let mut cells = titles;
    if let Some((column, lines)) = &mut giving {
        *cells.get_mut(*column)? = lines.next()?;
    }
    push_row(&mut out, &cells, columns, &widths, Part::Head)?;
    for wide in &widths {
        out.push('|');
        out.extend(std::iter::repeat_n('-', wide + 2));
    }
    out.push_str("|\n");
    for row in rows {
        for (cell, text) in cells.iter_mut().zip(row) {
            cell.clear();
            cell.push(text);
        }
        if let Some((column, lines)) = &mut giving {
            *cells.get_mut(*column)? = lines.next()?;
        }
        push_row(&mut out, &cells, columns, &widths, Part::Body)?;
    }
    Some(out)
}

/// The parts of a table: a heading always stands to the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Body,
}

/// A row whose cells have a line or more each.
fn push_row(out: &mut String, cells: &[Vec<&str>], columns: &[Column], widths: &[usize], part: Part) -> Option<()> {
    let lines = cells.iter().map(Vec::len).max()?;
    for line in 0..lines {
        for ((cell, column), wide) in cells.iter().zip(columns).zip(widths) {
            out.push_str("| ");
            // Below its last line a cell is empty, as nearly all are where one of many is long.
            let Some(text) = cell.get(line) else {
                push_spaces(out, wide + 1);
                continue;
            };
            let free = wide.checked_sub(plain_width(text)?)?;
            let to_the_right = part == Part::Body && column.kind == ColumnKind::Figures;
            let (before, behind) = if to_the_right { (free, 0) } else { (0, free) };
            push_spaces(out, before);
            out.push_str(text);
            push_spaces(out, behind + 1);
        }
        out.push_str("|\n");
    }
    Some(())
}

/// Spaces, many at a time.
fn push_spaces(out: &mut String, mut count: usize) {
    const SPACES: &str = "                                ";
    while count > 0 {
        let some = SPACES.get(..count).unwrap_or(SPACES);
        out.push_str(some);
        count -= some.len();
    }
}

/// A plain text broken at its spaces; none where a word does not fit, or where there is little room to spare.
fn broken(text: &str, room: usize) -> Option<Vec<&str>> {
    let mut lines = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut wide = 0;
    // Of letters of ASCII the bytes are the columns, of other plain ones the characters.
    let ascii = text.is_ascii();
    for word in words(text) {
        let of_word = if ascii { word.len() } else { word.chars().count() };
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
            let rows: Vec<Vec<Cow<'_, str>>> = (0..thrown(&mut seed, 4))
                .map(|_| columns.iter().map(|c| cell(&mut seed, c).into()).collect())
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
