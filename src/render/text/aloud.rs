//! A document read aloud: a table is a sentence a row, and nothing is drawn.

use super::{line, wrapped};
use crate::document::{Block, Column, ColumnKind, Item, Table};

/// A document as lines for a screen reader or a line of Braille, wrapped to the width, ending in a line end.
pub fn aloud(blocks: &[Block], width: usize) -> String {
    let mut out = String::new();
    for block in blocks.iter().filter(|b| !b.is_only_a_picture()) {
        push(&mut out, block, width);
    }
    out
}

fn push(out: &mut String, block: &Block, width: usize) {
    let mut say = |text: &str| out.push_str(&wrapped(&in_words(text), width, ""));
    match block {
        Block::Heading(_, text) | Block::Paragraph(text) => say(&sentence(&line(text))),
        Block::Note(text) => say(&format!("Note: {}", sentence(&line(text)))),
        Block::UserText(text) => {
            for line in text.lines() {
                out.push_str(&wrapped(line, width, ""));
            }
        }
        Block::List(items) => items.iter().for_each(|item| item_aloud(out, item, width)),
        Block::Definitions(terms) => {
            for (term, text) in terms {
                say(&format!("{}: {}", line(term), sentence(&line(text))));
            }
        }
        Block::Table(table) => table_aloud(out, table, width),
        Block::Chart(chart) => {
            say(&sentence(&line(&chart.headline)));
            table_aloud(out, &chart.table(), width);
        }
        Block::Fold(fold) => {
            say(&sentence(&line(&fold.title)));
            for block in &fold.blocks {
                push(out, block, width);
            }
        }
        Block::Verbatim(text) => text.lines().for_each(say),
    }
}

fn item_aloud(out: &mut String, item: &Item, width: usize) {
    // What marks an item for the eye is no word.
    let text = line(&item.text);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    out.push_str(&wrapped(&in_words(&sentence(text)), width, ""));
    for inside in &item.inside {
        item_aloud(out, inside, width);
    }
}

fn table_aloud(out: &mut String, table: &Table, width: usize) {
    if let Some(caption) = &table.caption {
        out.push_str(&wrapped(&in_words(&sentence(&line(caption))), width, ""));
    }
    let texts = table.columns.iter().skip(1).filter(|c| c.kind == ColumnKind::Text);
    let titled = texts.count() > 1;
    for row in &table.rows {
        let mut cells = table.columns.iter().zip(row.iter().map(line));
        let Some((_, first)) = cells.next() else { continue };
        let rest: Vec<String> = cells
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(column, cell)| cell_aloud(column, &cell, titled))
            .collect();
        let text = if rest.is_empty() {
            first
        } else {
            format!("{first}: {}", rest.join(", ")).into()
        };
        out.push_str(&wrapped(&in_words(&sentence(&text)), width, ""));
    }
}

/// A cell with the title of its column. A text beside figures needs none.
fn cell_aloud(column: &Column, cell: &str, titled: bool) -> String {
    if column.kind == ColumnKind::Text && !titled {
        return cell.to_owned();
    }
    let mut title = column.title.chars();
    let first: String = title.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
    let title = title.as_str();
    match (column.kind, cell.split_once('/')) {
        (ColumnKind::Figures, Some((part, whole))) => format!("{first}{title} {part} of {whole}"),
        _ => format!("{first}{title} {cell}"),
    }
}

fn sentence(text: &str) -> String {
    if text.is_empty() || text.ends_with(['.', '!', '?', ':', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// The same without signs that are read out by name, or not at all: `60.2%` is 60.2 per cent, and what stood in brackets, between commas.
fn in_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = 0_usize;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let ends = |next: Option<&char>| next.is_none_or(|n| n.is_whitespace() || ".,;:!?)".contains(*n));
        match c {
            '%' if out.ends_with(|c: char| c.is_ascii_digit()) && ends(rest.peek()) => out.push_str(" per cent"),
            '(' if out.ends_with(' ') => {
                out.truncate(out.trim_end().len());
                if !out.ends_with([',', '.', ':', ';']) {
                    out.push(',');
                }
                out.push(' ');
                open += 1;
            }
            ')' if open > 0 => {
                open -= 1;
                if rest.peek().is_some_and(|n| n.is_whitespace()) {
                    out.push(',');
                }
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{figures, text as words};

    #[test]
    fn a_table_is_a_sentence_a_row_and_nothing_is_drawn() {
        let item = Item {
            text: "! ready".into(),
            inside: vec!["inside".into()],
        };
        let blocks = [
            Block::heading(1, "Northmoor (ce@2026)"),
            Block::table(
                vec![
                    words("Section"),
                    figures("Answered"),
                    figures("Score"),
                    words("Meaning"),
                ],
                vec![
                    vec!["Roles".into(), "8/8".into(), "71.8%".into(), "it works".into()],
                    vec!["Voice".into(), "0/3".into(), "".into(), "".into()],
                    vec!["Alone".into()],
                ],
            ),
            Block::List(vec![item]),
            Block::paragraph("Score: 59.5% (173 of 291 points), so far. See f(x) and a%20b"),
            Block::Definitions(vec![("term".into(), "text".into())]),
        ];
        assert_eq!(
            aloud(&blocks, 200),
            "Northmoor, ce@2026.\nRoles: answered 8 of 8, score 71.8 per cent, it works.\nVoice: answered 0 of 3.\nAlone.\n\
             ready.\ninside.\nScore: 59.5 per cent, 173 of 291 points, so far. See f(x) and a%20b.\nterm: text.\n"
        );
    }

    #[test]
    fn hostile_text_moves_no_cursor() {
        let hostile = "a\u{1b}[2J\nb\u{202e}c (((";
        for block in [
            Block::heading(3, hostile),
            Block::list([hostile]),
            Block::UserText(hostile.to_owned()),
            Block::Verbatim(hostile.to_owned()),
        ] {
            let out = aloud(&[block], 20);
            assert!(!out.contains(['\u{1b}', '\u{202e}']), "{out:?}");
        }
    }
}
