//! Plain text for a terminal or a pipe: no colour, no control characters, wrapped to the width of the page.

mod aloud;
mod wrap;

use std::borrow::Cow;

use textwrap::core::display_width;

use super::{Format, Page, Rendering};
use crate::diagnostic::{all_bytes, clean};
use crate::document::{Block, Column, ColumnKind, Item, Span, Table, Text};
use crate::escape::{is_one_line, single_spaced, words};

pub use aloud::aloud;
pub use wrap::{hanging, lines, plain_width, shown_width, wrapped};

/// The format.
pub const FORMAT: Format = Format {
    name: "text",
    about: "For a person at a terminal",
    endings: &["txt"],
    seal: None,
    source: Rendering::Blocks(|blocks, page| text(blocks, page).into_bytes()),
};

/// A document as text, ending in a line end.
pub fn text(blocks: &[Block], page: &Page) -> String {
    let mut out = String::new();
    let blocks: Vec<&Block> = blocks.iter().filter(|b| !b.is_only_a_picture()).collect();
    for (i, block) in blocks.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| blocks.get(b));
        // A list or a table stands right below a heading of its own: it is one thing to the eye.
        let titled =
            matches!(before, Some(Block::Heading(3.., _))) && matches!(block, Block::List(_) | Block::Table(_));
        if before.is_some() && !titled {
            out.push('\n');
        }
        push(&mut out, block, page);
    }
    out
}

fn push(out: &mut String, block: &Block, page: &Page) {
    let mut say = |text: &Text| out.push_str(&wrapped(&line(text), page.width, ""));
    match block {
        Block::Heading(level, text) => {
            say(text);
            let rule = match level {
                0 | 1 => "=",
                2 => "-",
                _ => return,
            };
            let wide = display_width(&clean(&line(text))).min(page.width);
            out.extend([&rule.repeat(wide), "\n"]);
        }
        Block::Paragraph(text) => say(text),
        Block::UserText(text) => {
            for line in text.lines() {
                out.push_str(&wrapped(line, page.width, ""));
            }
        }
        Block::List(items) => list(out, items, "", page),
        Block::Definitions(terms) => {
            for (term, text) in terms {
                let text = format!("{}: {}", line(term), line(text));
                out.push_str(&hanging(&text, page.width, "", "  "));
            }
        }
        Block::Table(t) => table(out, t, page),
        Block::Chart(chart) => {
            say(&chart.headline);
            table(out, &chart.table(), page);
        }
        Block::Fold(fold) => {
            push(out, &Block::Heading(fold.level, fold.title.clone()), page);
            out.push('\n');
            out.push_str(&text(&fold.blocks, page));
        }
        Block::Verbatim(text) => {
            for line in text.lines() {
                out.extend([clean(line).as_ref(), "\n"]);
            }
        }
        Block::Note(text) => out.push_str(&wrapped(&format!("Note: {}", line(text)), page.width, "")),
    }
}

fn list(out: &mut String, items: &[Item], indent: &str, page: &Page) {
    if items.is_empty() {
        return;
    }
    let (first, inner) = (format!("{indent}- "), format!("{indent}  "));
    for item in items {
        out.push_str(&hanging(&line(&item.text), page.width, &first, &inner));
        list(out, &item.inside, &inner, page);
    }
}

/// A table: what cannot be broken and does not fit comes in several tables, the first column in each; and where no word would stand
/// whole, each row is an item with a line a column.
fn table(out: &mut String, table: &Table, page: &Page) {
    if let Some(caption) = &table.caption {
        out.push_str(&wrapped(&line(caption), page.width, ""));
    }
    let rows: Vec<Vec<Cow<'_, str>>> = table.rows.iter().map(|r| r.iter().map(line).collect()).collect();
    let texts = table.columns.iter().skip(1).any(|c| c.kind == ColumnKind::Text);
    if texts && least_width(&table.columns, &rows) > page.width {
        for row in &rows {
            let mut cells = table.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            if let Some((_, first)) = cells.next() {
                out.push_str(&hanging(first, page.width, "- ", "  "));
            }
            for (column, cell) in cells {
                let text = format!("{}: {cell}", column.title);
                out.push_str(&hanging(&text, page.width, "  ", "    "));
            }
        }
        return;
    }
    let parts = parts(&table.columns, &rows, page.width);
    if parts.len() == 1 {
        out.push_str(&(page.table)(&table.columns, &rows, page.width));
        return;
    }
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let columns: Vec<Column> = part.iter().filter_map(|i| table.columns.get(*i).cloned()).collect();
        let rows: Vec<Vec<Cow<'_, str>>> = rows.iter().map(|row| picked(row, part)).collect();
        out.push_str(&(page.table)(&columns, &rows, page.width));
    }
}

fn picked<'t>(row: &[Cow<'t, str>], part: &[usize]) -> Vec<Cow<'t, str>> {
    part.iter().map(|i| row.get(*i).cloned().unwrap_or_default()).collect()
}

/// The columns that a table takes in which no word is broken.
pub fn least_width(columns: &[Column], rows: &[Vec<Cow<'_, str>>]) -> usize {
    1 + (0..columns.len()).map(|i| least(columns, rows, i) + 3).sum::<usize>()
}

/// The columns that a column takes in which no word is broken, nor a cell where cells are not.
pub fn least(columns: &[Column], rows: &[Vec<Cow<'_, str>>], i: usize) -> usize {
    let widest = |text: &str| match all_bytes(text, |b| matches!(b, b' '..=b'~')) {
        true => words(text).map(str::len).max(),
        false => text.split(' ').map(shown_width).max(),
    };
    let Some(column) = columns.get(i) else { return 0 };
    // A heading is always broken at its spaces.
    let cells = rows
        .iter()
        .filter_map(|r| r.get(i))
        .filter_map(|cell| match column.kind {
            ColumnKind::Text => widest(cell),
            _ => Some(shown_width(cell)),
        });
    cells.chain(widest(&column.title)).max().unwrap_or(0)
}

/// The columns of each part. Only a table whose columns behind the first are all unbreakable is parted: any other gives way in its text.
fn parts(columns: &[Column], rows: &[Vec<Cow<'_, str>>], width: usize) -> Vec<Vec<usize>> {
    let behind: Vec<usize> = (1..columns.len()).collect();
    let breakable = |c: &Column| c.kind == ColumnKind::Text;
    if behind.is_empty() || columns.iter().skip(1).any(breakable) {
        return vec![(0..columns.len()).collect()];
    }
    let fits = |part: &[usize]| {
        let columns = part.iter().chain([&0]).map(|i| least(columns, rows, *i) + 3);
        columns.sum::<usize>() < width
    };
    let even = (1..=behind.len())
        .map(|n| behind.len().div_ceil(n))
        .find(|size| behind.chunks(*size).all(fits))
        .unwrap_or(1);
    behind
        .chunks(even)
        .map(|part| [0].into_iter().chain(part.iter().copied()).collect())
        .collect()
}

fn line(text: &Text) -> Cow<'_, str> {
    if let [Span::Plain(text) | Span::Strong(text)] = text.spans()
        && is_one_line(text)
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for span in text.spans() {
        match span {
            Span::Plain(text) | Span::Strong(text) | Span::Address(text) | Span::Reference { text, .. } => {
                out.push_str(text);
            }
            Span::Removed(text) => out.extend(["[-", text, "-]"]),
            Span::Added(text) => out.extend(["{+", text, "+}"]),
        }
    }
    // A line: what follows an end of line in a user's text is not taken for a line of ours.
    Cow::Owned(if is_one_line(&out) {
        out
    } else {
        single_spaced(&out).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{figures, names, text as words};

    fn shown(blocks: &[Block], width: usize) -> String {
        let table = |columns: &[Column], rows: &[Vec<Cow<'_, str>>], _: usize| {
            let titles: Vec<&str> = columns.iter().map(|c| c.title.as_str()).collect();
            let mut out = titles.join("|") + "\n";
            for row in rows {
                out.push_str(&(row.join("|") + "\n"));
            }
            out
        };
        text(blocks, &Page { width, table })
    }

    #[test]
    fn each_block_is_told_from_its_neighbours() {
        let item = Item {
            text: "one two three four five".into(),
            inside: vec!["inside".into()],
        };
        let blocks = [
            Block::heading(1, "Title"),
            Block::note("first"),
            Block::heading(2, "Part"),
            Block::paragraph(
                Text::new()
                    .strong("bold")
                    .plain(" ")
                    .span(Span::Removed("out".into()))
                    .span(Span::Added("in".into())),
            ),
            Block::heading(3, "List"),
            Block::List(vec![item]),
            Block::Definitions(vec![("term".into(), "text".into())]),
            Block::UserText("a\nb".to_owned()),
            Block::table(vec![words("x"), figures("y")], vec![vec!["1".into(), "2".into()]]),
        ];
        assert_eq!(
            shown(&blocks, 20),
            "Title\n=====\n\nNote: first\n\nPart\n----\n\nbold [-out-]{+in+}\n\nList\n- one two three four\n  five\n  - inside\n\nterm: text\n\na\nb\n\nx|y\n1|2\n"
        );
    }

    #[test]
    fn hostile_text_stays_on_its_line_and_moves_no_cursor() {
        let hostile = "a\u{1b}[2J\nb\u{202e}c";
        let table = Table {
            caption: Some(hostile.into()),
            columns: vec![words("x")],
            rows: Vec::new(),
        };
        for (block, lines) in [
            (Block::heading(3, hostile), 1),
            (Block::paragraph(hostile), 1),
            (Block::note(hostile), 1),
            (Block::list([hostile]), 1),
            (Block::Definitions(vec![(hostile.into(), hostile.into())]), 1),
            (Block::Table(table), 2),
            (Block::UserText(hostile.to_owned()), 2),
        ] {
            let out = shown(&[block], 200);
            assert!(!out.contains(['\u{1b}', '\u{202e}']), "{out:?}");
            assert_eq!(out.lines().count(), lines, "{out:?}");
        }
    }

    #[test]
    fn a_table_of_texts_breaks_no_word_on_a_narrow_page() {
        let row = ["done", "Ask the region", "region-asked-twice"]
            .map(Text::from)
            .to_vec();
        let blocks = [Block::table(
            ["What", "Action", "Question"].map(words).into(),
            vec![row],
        )];
        assert_eq!(
            shown(&blocks, 80),
            "What|Action|Question\ndone|Ask the region|region-asked-twice\n"
        );
        assert_eq!(
            shown(&blocks, 30),
            "- done\n  Action: Ask the region\n  Question: region-asked-twice\n"
        );
    }

    #[test]
    fn a_table_of_figures_comes_in_parts_that_fit() {
        let columns = vec![names("Year"), figures("aaaa"), figures("bbbb"), figures("cccc dddd")];
        let row = ["2025", "1", "2", "3"].map(Text::from).to_vec();
        let blocks = [Block::table(columns, vec![row])];
        assert_eq!(shown(&blocks, 40), "Year|aaaa|bbbb|cccc dddd\n2025|1|2|3\n");
        assert_eq!(
            shown(&blocks, 24),
            "Year|aaaa|bbbb\n2025|1|2\n\nYear|cccc dddd\n2025|3\n"
        );
    }
}
