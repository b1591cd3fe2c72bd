//! Tables: how wide each column is, and rows that a reader who listens is told the columns of.

use super::super::office::width_of;
use super::super::office::xml::Xml;
use super::body::Body;
use super::{plain, text};
use crate::document::{Block, ColumnKind, Table, Text};

/// The width of the text on an upright page of A4, in twentieths of a point.
pub(super) const UPRIGHT: u32 = 9638;
/// The same on its side.
pub(super) const SIDEWAYS: u32 = 14570;
/// What a cell keeps free on its left and right together, and a little for what the estimate misses.
const MARGINS: u32 = 216 + 60;
/// A row with a cell longer than this may take a page and more: it has to be able to break.
const LONG: usize = 1500;

/// How a table is set: its style of text, the size of that in points, and the widths of the columns.
struct TableLayout {
    style: &'static str,
    widths: Vec<u32>,
}

/// What a column takes: the least in which no word is broken, and what it would like.
struct Wish {
    least: u32,
    most: u32,
}

/// Whether a table is for a page on its side: wider than an upright one with its words unbroken, or nearly so with long texts in it.
pub(super) fn is_wide(block: &Block) -> bool {
    let table = match block {
        Block::Table(table) => table,
        Block::Chart(chart) => return is_wide(&Block::Table(chart.table())),
        _ => return false,
    };
    let wishes = wishes(table, 11);
    let least: u32 = wishes.iter().map(|w| w.least).sum();
    let most: u32 = wishes.iter().map(|w| w.most).sum();
    least > UPRIGHT || (least > UPRIGHT / 4 * 3 && most > UPRIGHT / 2 * 3)
}

fn layout(table: &Table, room: u32) -> TableLayout {
    let (style, size) = if room > UPRIGHT {
        ("TableTextSmall", 10)
    } else {
        ("TableText", 11)
    };
    let wishes = wishes(table, size);
    let least: u32 = wishes.iter().map(|w| w.least).sum();
    let most: u32 = wishes.iter().map(|w| w.most).sum();
    let widths = if most <= room {
        wishes.iter().map(|w| w.most).collect()
    } else if least < room {
        spread(&wishes, room)
    } else {
        wishes.iter().map(|w| share(room, w.least, least)).collect()
    };
    TableLayout { style, widths }
}

/// Widths for columns that want more than there is: a column that wants no more than its even part gets what it wants; the others
/// share the rest, each beyond its longest word, by the root of what it lacks, so that a long text does not starve a date.
fn spread(wishes: &[Wish], room: u32) -> Vec<u32> {
    let mut widths: Vec<Option<u32>> = vec![None; wishes.len()];
    loop {
        let open: Vec<&Wish> = widths
            .iter()
            .zip(wishes)
            .filter_map(|(w, wish)| w.is_none().then_some(wish))
            .collect();
        let left = room.saturating_sub(widths.iter().flatten().sum());
        let even = left / u32::try_from(open.len()).unwrap_or(u32::MAX).max(1);
        // What one column gets is not to be taken from another's longest word.
        let free = left.saturating_sub(open.iter().map(|w| w.least).sum());
        let modest = |w: &Wish| w.most <= even && w.most - w.least <= free;
        let next = widths
            .iter_mut()
            .zip(wishes)
            .find(|(width, w)| width.is_none() && modest(w));
        if let Some((width, wish)) = next {
            *width = Some(wish.most);
            continue;
        }
        let lack = |w: &Wish| (w.most - w.least).isqrt();
        let all: u32 = open.iter().map(|w| lack(w)).sum();
        let widths = widths.iter().zip(wishes);
        return widths
            .map(|(width, w)| width.unwrap_or_else(|| w.least + share(free, lack(w), all)))
            .collect();
    }
}

fn share(of: u32, part: u32, whole: u32) -> u32 {
    let share = u64::from(of) * u64::from(part) / u64::from(whole.max(1));
    u32::try_from(share).unwrap_or(of)
}

fn wishes(table: &Table, size: u32) -> Vec<Wish> {
    let column = |(i, column): (usize, &crate::document::Column)| {
        // A word is broken behind a hyphen, and nowhere else.
        let words = |text: &str| text.split([' ', '-']).map(|w| width(w, size)).max().unwrap_or(0);
        // A heading is bold, which takes about a fifteenth more.
        let title = match column.kind {
            ColumnKind::Text => words(&column.title),
            _ => column.title.split(' ').map(|w| width(w, size)).max().unwrap_or(0),
        } * 16
            / 15;
        let mut wish = Wish {
            least: title,
            most: title,
        };
        for cell in table.rows.iter().filter_map(|r| r.get(i)) {
            let said = plain(cell);
            let whole = width(&said, size);
            let least = if column.kind == ColumnKind::Text {
                words(&said)
            } else {
                whole
            };
            wish.least = wish.least.max(least);
            wish.most = wish.most.max(whole);
        }
        // An address or a word without end does not push all else off the page, nor does a long text all short ones.
        wish.least = wish.least.min(UPRIGHT / 3) + MARGINS;
        wish.most = (wish.most.min(UPRIGHT * 2) + MARGINS).max(wish.least);
        wish
    };
    table.columns.iter().enumerate().map(column).collect()
}

/// About how wide a text of so many points is, in twentieths of a point.
fn width(text: &str, size: u32) -> u32 {
    width_of(text) * size * 20 / 1000
}

impl Body {
    /// A table, with its caption above it.
    pub(super) fn table(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            self.paragraph("Caption", caption);
        }
        let mut x = Xml::piece();
        let layout = layout(table, self.room());
        let all: u32 = layout.widths.iter().sum();
        x.element("w:tbl", &[], |x| {
            x.element("w:tblPr", &[], |x| {
                x.value("w:tblStyle", "ReportTable");
                x.empty("w:tblW", &[("w:w", &all.to_string()), ("w:type", "dxa")]);
                x.empty("w:tblLayout", &[("w:type", "fixed")]);
                let look = [
                    ("w:val", "0620"),
                    ("w:firstRow", "1"),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", "0"),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ];
                x.empty("w:tblLook", &look);
                if let Some(caption) = &table.caption {
                    x.value("w:tblCaption", plain(caption).trim());
                }
            });
            x.element("w:tblGrid", &[], |x| {
                for width in &layout.widths {
                    x.empty("w:gridCol", &[("w:w", &width.to_string())]);
                }
            });
            let titles: Vec<Text> = table.columns.iter().map(|c| Text::new().plain(&c.title)).collect();
            self.row(x, table, &layout, &titles, true);
            for row in &table.rows {
                self.row(x, table, &layout, row, false);
            }
        });
        self.append_table(x);
    }

    fn row(&mut self, x: &mut Xml, table: &Table, layout: &TableLayout, cells: &[Text], header: bool) {
        let long = |c: &Text| c.spans().iter().map(|s| text::words(s).len()).sum::<usize>() > LONG;
        x.element("w:tr", &[], |x| {
            x.element("w:trPr", &[], |x| {
                if header || !cells.iter().any(long) {
                    x.empty("w:cantSplit", &[]);
                }
                if header {
                    x.empty("w:tblHeader", &[]);
                }
            });
            let nothing = Text::new();
            for (i, (column, width)) in table.columns.iter().zip(&layout.widths).enumerate() {
                let cell = cells.get(i).unwrap_or(&nothing);
                x.element("w:tc", &[], |x| {
                    x.element("w:tcPr", &[], |x| {
                        x.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                    });
                    x.element("w:p", &[], |x| {
                        x.element("w:pPr", &[], |x| {
                            x.value("w:pStyle", layout.style);
                            if header {
                                x.empty("w:keepNext", &[]);
                            }
                            if column.kind == ColumnKind::Figures {
                                x.value("w:jc", "right");
                            }
                        });
                        self.runs(x, cell);
                    });
                });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{figures, names, text as words};

    #[test]
    fn columns_fit_the_page_and_no_short_word_is_broken() {
        let long = "word ".repeat(300);
        let endless = "x".repeat(5000);
        for cell in ["", "short", &long, &endless] {
            for columns in [1, 3, 6, 12] {
                let table = Table {
                    caption: None,
                    columns: (0..columns)
                        .map(|n| match n % 3 {
                            0 => words("What it says"),
                            1 => figures("Not applicable"),
                            _ => names("Name"),
                        })
                        .collect(),
                    rows: vec![vec![Text::from(cell), "12".into(), "a-name".into(), Text::from(cell)]],
                };
                for room in [UPRIGHT, SIDEWAYS] {
                    let widths = layout(&table, room).widths;
                    assert_eq!(widths.len(), columns);
                    assert!(widths.iter().sum::<u32>() <= room, "{widths:?}");
                    assert!(widths.iter().all(|w| *w > 300), "{widths:?}");
                }
            }
        }
        assert!(
            layout(
                &Table {
                    caption: None,
                    columns: vec![],
                    rows: vec![]
                },
                UPRIGHT
            )
            .widths
            .is_empty()
        );
    }
}
