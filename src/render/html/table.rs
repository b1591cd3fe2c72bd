//! Tables: each scrolls by itself where it is wider than the page, so that the page never does.

use super::markup::Markup;
use super::outline::Outline;
use super::spans::{self, Links};
use crate::document::{Column, ColumnKind, Table, Text};

/// Whether a table's caption is seen, or is only there for a screen reader because the same stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caption {
    /// It is seen.
    Shown,
    /// It is heard.
    Hidden,
}

/// Characters that fit beside each other on the narrowest page, 320 pixels wide.
const NARROWEST: usize = 26;
/// Characters that a column of text takes at least.
const TEXT: usize = 12;
/// Characters of a name or a figure that is kept in one line, and of a word in a heading that is kept whole.
const WHOLE: usize = 30;
/// Characters that fit beside each other on paper, and how many of them are free beside each column: where each column's longest word fits,
/// no word is broken.
const PAPER: (usize, usize) = (90, 2);
/// Columns from which a table is set smaller on paper, and what fits then.
const MANY: usize = 8;
const SMALLER: (usize, usize) = (104, 1);

/// A table with its name for those who hear it.
pub fn table(out: &mut Markup, table: &Table, name: &str, caption: Caption, outline: &Outline) {
    let mut columns: Vec<Laid> = (0..).zip(&table.columns).map(|(n, c)| Laid::of(table, n, c)).collect();
    let (room, free) = if columns.len() >= MANY { SMALLER } else { PAPER };
    if columns.iter().map(|c| c.word + free).sum::<usize>() <= room {
        for column in &mut columns {
            column.class = match column.class {
                Some("t") => Some("t k"),
                Some("n") => Some("n k"),
                None => Some("k"),
                class => class,
            };
            column.least = column.least.max(column.word + 2);
        }
    }
    // Only what can be wider than a page is a stop for the tabulator key: it is scrolled from there.
    if columns.iter().map(|c| c.least).sum::<usize>() > NARROWEST {
        let attributes = [
            ("class", "table"),
            ("role", "region"),
            ("tabindex", "0"),
            ("aria-label", name),
        ];
        out.open("div", &attributes);
    } else {
        out.raw("<div class=\"table\">");
    }
    out.raw(if columns.len() >= MANY {
        "\n<table class=\"many\">\n"
    } else {
        "\n<table>\n"
    });
    if let Some(text) = &table.caption {
        let (before, behind) = match caption {
            Caption::Shown => ("<caption>", "</caption>\n"),
            Caption::Hidden => ("<caption><span class=\"heard\">", "</span></caption>\n"),
        };
        out.raw(before);
        spans::line(out, text, outline, Links::On);
        out.raw(behind);
    }
    if !columns.is_empty() {
        out.raw("<thead>\n<tr>");
        for (column, laid) in table.columns.iter().zip(&columns) {
            let class = if laid.title > WHOLE { Some("b") } else { laid.class };
            cell(out, &Text::from(&column.title), Some("col"), class, outline);
        }
        out.raw("</tr>\n</thead>\n");
    }
    out.raw("<tbody>\n");
    for row in &table.rows {
        out.raw("<tr>");
        for (n, text) in row.iter().enumerate() {
            let class = columns.get(n).and_then(|c| c.class);
            cell(out, text, (n == 0).then_some("row"), class, outline);
        }
        out.raw("</tr>\n");
    }
    out.raw("</tbody>\n</table>\n</div>\n");
}

/// A cell, or the heading of a column or a row.
fn cell(out: &mut Markup, text: &Text, heads: Option<&str>, class: Option<&str>, outline: &Outline) {
    // A heading without a word heads nothing.
    let heads = heads.filter(|_| !spans::plain(text).is_empty());
    let element = if heads.is_some() { "th" } else { "td" };
    let mut attributes = Vec::new();
    attributes.extend(heads.map(|h| ("scope", h)));
    attributes.extend(class.map(|c| ("class", c)));
    out.open(element, &attributes);
    spans::line(out, text, outline, Links::On);
    out.close(element);
}

/// How a column is laid out.
struct Laid {
    /// Its class in the style sheet.
    class: Option<&'static str>,
    /// How many characters it is wide at least, with what is beside them.
    least: usize,
    /// How many characters its longest word has, and the longest of its title.
    word: usize,
    title: usize,
}

impl Laid {
    fn of(table: &Table, n: usize, column: &Column) -> Self {
        let cells: Vec<String> = table.rows.iter().filter_map(|r| r.get(n)).map(spans::plain).collect();
        let longest = cells.iter().map(|c| c.chars().count()).max().unwrap_or(0);
        let words = |text: &str| text.split([' ', '-']).map(|w| w.chars().count()).max().unwrap_or(0);
        let title = words(&column.title);
        let word = cells.iter().map(|c| words(c)).max().unwrap_or(0).max(title);
        let (class, cells) = match column.kind {
            _ if longest > WHOLE => (Some("t"), TEXT),
            ColumnKind::Figures => (Some("n"), longest),
            ColumnKind::Names => (Some("w"), longest),
            ColumnKind::Text => ((longest > TEXT).then_some("t"), longest.min(TEXT)),
        };
        // What is kept in one line is one word.
        let word = match class {
            Some("n" | "w") => longest.max(title),
            _ => word,
        };
        Self {
            class,
            least: title.max(cells) + 2,
            word,
            title,
        }
    }
}
