//! The document itself: each block in its style.

use std::collections::BTreeMap;

use super::super::office::line;
use super::super::office::xml::Xml;
use super::contents::{Contents, bookmark, bookmarks, level};
use super::table::{SIDEWAYS, UPRIGHT, is_wide};
use super::{FOOTER, LINKS, WORD, text};
use crate::document::{Block, Chart, Fold, Item, Text};
use crate::escape::{TextBlock, blocks as read};

/// Which way up a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Upright,
    Sideways,
}

/// The document as it is written.
pub(super) struct Body {
    xml: Xml,
    /// The web addresses it leads to.
    pub(super) links: Vec<String>,
    /// How many numbered lists there are.
    pub(super) numbered: usize,
    /// The bookmarks of its parts, by anchor.
    pub(super) bookmarks: BTreeMap<String, String>,
    contents: Contents,
    titled: bool,
    /// How many headings of the list of contents are written, and how many bookmarks there are.
    listed: usize,
    marks: usize,
    turn: Turn,
    /// Whether the last that was written is a table. Two without anything between them are one to a word processor.
    after_table: bool,
}

impl Body {
    /// All blocks but those that are only a picture.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let shown: Vec<&Block> = blocks.iter().filter(|b| !b.is_only_a_picture()).collect();
        let titled = matches!(blocks.first(), Some(Block::Heading(0 | 1, _)));
        let mut body = Body {
            xml: Xml::piece(),
            links: Vec::new(),
            numbered: 0,
            bookmarks: bookmarks(blocks),
            contents: Contents::of(blocks, titled),
            titled,
            listed: 0,
            marks: 0,
            turn: Turn::Upright,
            after_table: false,
        };
        body.all(&shown);
        body.close_table();
        body
    }

    /// The part that holds it.
    pub(super) fn finished(self) -> Vec<u8> {
        let (body, turn) = (self.xml, self.turn);
        Xml::file("w:document", &[WORD, LINKS], |x| {
            x.element("w:body", &[], |x| {
                x.append(body);
                section(x, turn);
            });
        })
    }

    /// Blocks that no other block holds: they may stand on a page on its side, and the list of contents is before their first heading.
    fn all(&mut self, blocks: &[&Block]) {
        let turns = turns(blocks);
        self.turn = turns.first().copied().unwrap_or(Turn::Upright);
        let mut listed = self.contents.is_empty();
        for (i, (block, turn)) in blocks.iter().copied().zip(turns).enumerate() {
            if turn != self.turn {
                self.end(Some(self.turn));
                self.turn = turn;
            }
            if i == 0
                && let (true, Block::Heading(_, title)) = (self.titled, block)
            {
                self.paragraph("Title", title);
                continue;
            }
            if !listed && matches!(block, Block::Heading(..) | Block::Fold(_)) {
                self.close_table();
                self.contents.write(&mut self.xml);
                listed = true;
            }
            self.block(block, blocks.get(i + 1).copied());
        }
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block {
            Block::Heading(given, title) => self.heading(*given, title, None),
            Block::Paragraph(said) => {
                // A line that says what a list or a table is stays on its page.
                match next {
                    Some(Block::List(_) | Block::Table(_)) => self.kept("Normal", said),
                    _ => self.paragraph("Normal", said),
                }
            }
            Block::UserText(said) => self.user_text(said),
            Block::List(items) => self.list(items, 1),
            Block::Definitions(terms) => {
                for (term, said) in terms {
                    self.styled("Definition", |body, x| {
                        body.term(x, term);
                        body.runs(x, said);
                    });
                }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Fold(fold) => self.fold(fold),
            Block::Note(said) => self.paragraph("Note", said),
            Block::Verbatim(lines) => self.verbatim(lines),
        }
    }

    fn heading(&mut self, given: u8, title: &Text, anchor: Option<&str>) {
        let level = level(given, self.titled);
        let mut names = Vec::new();
        if self.contents.has(level) {
            names.push(bookmark(self.listed));
            self.listed += 1;
        }
        names.extend(anchor.and_then(|a| self.bookmarks.get(a).cloned()));
        self.styled(&format!("Heading{level}"), |body, x| {
            let first = body.marks;
            body.marks += names.len();
            for (n, name) in names.iter().enumerate() {
                let id = (first + n).to_string();
                x.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
            }
            body.runs(x, title);
            for n in 0..names.len() {
                x.empty("w:bookmarkEnd", &[("w:id", &(first + n).to_string())]);
            }
        });
    }

    fn fold(&mut self, fold: &Fold) {
        self.heading(fold.level, &fold.title, Some(&fold.anchor));
        let mut blocks = fold.blocks.as_slice();
        // The line under a question, and the first of what is said of it, stand on one page.
        if let [Block::Paragraph(facts), rest @ ..] = blocks
            && !rest.is_empty()
        {
            self.kept("Normal", facts);
            blocks = rest;
        }
        for (i, block) in blocks.iter().enumerate() {
            self.block(block, blocks.get(i + 1));
        }
    }

    /// The figures; the picture of them is for formats that can draw one anew in every size.
    fn chart(&mut self, chart: &Chart) {
        self.paragraph("ChartHeadline", &chart.headline);
        self.table(&chart.table());
    }

    fn list(&mut self, items: &[Item], depth: u8) {
        let style = match depth {
            1 => "ListBullet".to_owned(),
            n => format!("ListBullet{}", n.min(5)),
        };
        for item in items {
            // What is listed under an item begins on its page.
            if item.inside.is_empty() {
                self.paragraph(&style, &item.text);
            } else {
                self.kept(&style, &item.text);
                self.list(&item.inside, depth.saturating_add(1));
            }
        }
    }

    fn user_text(&mut self, said: &str) {
        for block in read(said) {
            match block {
                TextBlock::Paragraph(said, _) => self.paragraph("Normal", &Text::from(said)),
                TextBlock::List { numbered: false, items } => {
                    for item in items {
                        self.paragraph("ListBullet", &Text::from(item));
                    }
                }
                TextBlock::List { numbered: true, items } => {
                    let number = text::list(self.numbered);
                    self.numbered += 1;
                    for item in items {
                        let more = |x: &mut Xml| {
                            x.element("w:numPr", &[], |x| {
                                x.value("w:ilvl", "0");
                                x.value("w:numId", &number);
                            });
                        };
                        self.styled_with("ListNumber", more, |body, x| body.runs(x, &Text::from(item)));
                    }
                }
            }
        }
    }

    fn verbatim(&mut self, lines: &str) {
        self.styled("Verbatim", |_, x| {
            for (n, said) in lines.lines().enumerate() {
                if n > 0 {
                    x.element("w:r", &[], |x| x.empty("w:br", &[]));
                }
                text::run(x, &line(said), None);
            }
        });
    }

    /// What is explained, before what there is to say of it.
    fn term(&mut self, x: &mut Xml, term: &Text) {
        let term: String = super::plain(term);
        if !term.trim().is_empty() {
            text::run(x, &format!("{}:", term.trim()), Some("Strong"));
            text::run(x, " ", None);
        }
    }

    pub(super) fn paragraph(&mut self, style: &str, said: &Text) {
        self.styled(style, |body, x| body.runs(x, said));
    }

    /// The same on the page of what follows it.
    fn kept(&mut self, style: &str, said: &Text) {
        let more = |x: &mut Xml| x.empty("w:keepNext", &[]);
        self.styled_with(style, more, |body, x| body.runs(x, said));
    }

    /// A paragraph in a style.
    pub(super) fn styled(&mut self, style: &str, inside: impl FnOnce(&mut Self, &mut Xml)) {
        self.styled_with(style, |_| {}, inside);
    }

    /// The same with more properties of its own.
    fn styled_with(&mut self, style: &str, more: impl FnOnce(&mut Xml), inside: impl FnOnce(&mut Self, &mut Xml)) {
        self.close_table();
        let mut runs = Xml::piece();
        inside(self, &mut runs);
        self.xml.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| {
                x.value("w:pStyle", style);
                more(x);
            });
            x.append(runs);
        });
    }

    /// A table that was written apart.
    pub(super) fn append_table(&mut self, table: Xml) {
        self.close_table();
        self.xml.append(table);
        self.after_table = true;
    }

    fn close_table(&mut self) {
        if self.after_table {
            self.end(None);
        }
    }

    /// The gap below a table, and the end of a section with pages so turned: in one paragraph, which has no room of its own on a full page.
    fn end(&mut self, of: Option<Turn>) {
        self.after_table = false;
        self.xml.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| {
                x.value("w:pStyle", "TableEnd");
                if let Some(turn) = of {
                    section(x, turn);
                }
            });
        });
    }

    /// The width of the text on the page as it is turned.
    pub(super) fn room(&self) -> u32 {
        match self.turn {
            Turn::Upright => UPRIGHT,
            Turn::Sideways => SIDEWAYS,
        }
    }
}

/// The most blocks before the first heading that stand on the page of what follows.
const SHORT: usize = 4;

/// Which way up the page of each block is: on its side where a heading has a table below it that is too wide for a page.
fn turns(blocks: &[&Block]) -> Vec<Turn> {
    let is_heading = |b: &&Block| matches!(b, Block::Heading(..) | Block::Fold(_));
    let mut parts: Vec<&[&Block]> = Vec::new();
    let mut rest = blocks;
    while let Some((_, behind)) = rest.split_first() {
        let end = 1 + behind.iter().take_while(|b| !is_heading(b)).count();
        let (part, more) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        parts.push(part);
        rest = more;
    }
    let mut turns = Vec::with_capacity(blocks.len());
    let mut below = Turn::Upright;
    for (i, part) in parts.iter().enumerate().rev() {
        let alone = part.len() == 1 && matches!(part, [Block::Heading(..)]);
        let first = i == 0 && parts.len() > 1 && part.len() <= SHORT;
        // A list between two wide tables is no reason to turn the page twice.
        let above = i.checked_sub(1).and_then(|above| parts.get(above));
        let between = part.len() == 2 && above.is_some_and(|a| a.iter().any(|b| is_wide(b)));
        if part.iter().any(|b| is_wide(b)) {
            below = Turn::Sideways;
        } else if !alone && !first && !between {
            below = Turn::Upright;
        }
        turns.extend(part.iter().map(|_| below));
    }
    turns.reverse();
    turns
}

/// A section: A4, so turned, with the footer.
fn section(x: &mut Xml, turn: Turn) {
    x.element("w:sectPr", &[], |x| {
        x.empty("w:footerReference", &[("w:type", "default"), ("r:id", FOOTER)]);
        match turn {
            Turn::Upright => x.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]),
            Turn::Sideways => {
                let size = [("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")];
                x.empty("w:pgSz", &size);
            }
        }
        let margins = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, "1134"));
        let mut margins = margins.to_vec();
        margins.extend([("w:header", "709"), ("w:footer", "567"), ("w:gutter", "0")]);
        x.empty("w:pgMar", &margins);
    });
}
