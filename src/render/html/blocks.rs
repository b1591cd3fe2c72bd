//! Blocks on the page.

use std::collections::HashSet;

use super::chart;
use super::markup::Markup;
use super::outline::Outline;
use super::spans::{self, Links};
use super::table::{self, Caption};
use crate::diagnostic::clean;
use crate::document::{Block, Chart, Fold, Item, Text, WithoutPictures};
use crate::escape::{TextBlock, blocks};

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Writes one block after the other.
pub struct Writer<'a> {
    out: &'a mut Markup,
    outline: &'a Outline,
    /// How many headings are written.
    headings: usize,
    /// How many charts are.
    charts: usize,
    /// The heading that stands over what is written now.
    under: String,
    /// The names of what can be scrolled by itself: no two are called alike.
    regions: HashSet<String>,
}

impl<'a> Writer<'a> {
    /// Of a page with this title.
    pub fn new(out: &'a mut Markup, outline: &'a Outline, title: &Text) -> Self {
        Self {
            out,
            outline,
            headings: 0,
            charts: 0,
            under: spans::plain(title),
            regions: HashSet::new(),
        }
    }

    /// Writes a block.
    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(_, text) => self.heading(text),
            Block::Paragraph(text) => {
                self.out.raw("<p>");
                self.line(text);
                self.out.raw("</p>\n");
            }
            Block::UserText(text) => self.user_text(text),
            Block::List(items) => self.list(items),
            Block::Definitions(terms) => self.definitions(terms),
            Block::Table(t) => {
                let name = t.caption.as_ref().map_or_else(|| self.under.clone(), spans::plain);
                let name = self.region(&name);
                table::table(self.out, t, &name, Caption::Shown, self.outline);
            }
            Block::Chart(chart) => self.chart(chart),
            Block::Fold(fold) => self.fold(fold),
            Block::Note(text) => {
                self.out.raw("<div class=\"note\" role=\"note\"><p>");
                self.line(text);
                self.out.raw("</p></div>\n");
            }
            Block::Verbatim(text) => self.verbatim(text),
        }
    }

    fn line(&mut self, text: &Text) {
        spans::line(self.out, text, self.outline, Links::On);
    }

    /// A name that no other region has.
    fn region(&mut self, name: &str) -> String {
        let name = if name.is_empty() { "Table" } else { name };
        let mut free = name.to_owned();
        let mut n = 1;
        while !self.regions.insert(free.clone()) {
            n += 1;
            free = format!("{name} ({n})");
        }
        free
    }

    fn heading(&mut self, text: &Text) {
        let (name, anchor) = self.next_heading();
        self.out.open(name, &[("id", &anchor)]);
        self.line(text);
        self.out.close(name);
        self.out.line_end();
    }

    /// The element of the next heading and its name in addresses; what is written from now on stands under it.
    fn next_heading(&mut self) -> (&'static str, String) {
        let Some(entry) = self.outline.entry(self.headings) else {
            return ("p", String::new());
        };
        self.headings += 1;
        self.under.clone_from(&entry.title);
        let name = entry.level.checked_sub(1).and_then(|l| HEADINGS.get(l));
        (name.copied().unwrap_or("h6"), entry.anchor.clone())
    }

    /// The name is that of what is inside: a browser that is led there unfolds it.
    fn fold(&mut self, fold: &Fold) {
        let (name, anchor) = self.next_heading();
        self.out.raw("<details class=\"fold\">\n<summary>");
        self.out.open(name, &[]);
        spans::line(self.out, &fold.title, self.outline, Links::Off);
        self.out.close(name);
        self.out.raw("</summary>\n");
        self.out.open("div", &[("id", &anchor)]);
        self.out.line_end();
        for inside in &fold.blocks {
            self.block(inside);
        }
        self.out.raw("</div>\n</details>\n");
    }

    /// Whoever wrote it, in whichever script: each piece begins on its own script's side.
    fn user_text(&mut self, text: &str) {
        for piece in blocks(text) {
            match piece {
                TextBlock::Paragraph(line, _) => {
                    self.out.raw("<p dir=\"auto\">");
                    self.out.text(&line);
                    self.out.raw("</p>\n");
                }
                TextBlock::List { numbered, items } => {
                    let name = if numbered { "ol" } else { "ul" };
                    self.out.open(name, &[]);
                    self.out.line_end();
                    for item in items {
                        self.out.raw("<li dir=\"auto\">");
                        self.out.text(&item);
                        self.out.raw("</li>\n");
                    }
                    self.out.close(name);
                    self.out.line_end();
                }
            }
        }
    }

    fn list(&mut self, items: &[Item]) {
        if items.is_empty() {
            return;
        }
        self.out.raw("<ul>\n");
        for item in items {
            self.out.raw("<li>");
            self.line(&item.text);
            if !item.inside.is_empty() {
                self.out.line_end();
                self.list(&item.inside);
            }
            self.out.raw("</li>\n");
        }
        self.out.raw("</ul>\n");
    }

    fn definitions(&mut self, terms: &[(Text, Text)]) {
        if terms.is_empty() {
            return;
        }
        self.out.raw("<dl>\n");
        for (term, text) in terms {
            self.out.raw("<div><dt>");
            self.line(term);
            self.out.raw("</dt><dd>");
            self.line(text);
            self.out.raw("</dd></div>\n");
        }
        self.out.raw("</dl>\n");
    }

    fn verbatim(&mut self, text: &str) {
        let name = self.region(&format!("{}: as it stands", self.under));
        self.out
            .open("pre", &[("role", "region"), ("tabindex", "0"), ("aria-label", &name)]);
        for line in text.lines() {
            self.out.words(&clean(line));
            self.out.line_end();
        }
        self.out.raw("</pre>\n");
    }

    fn chart(&mut self, chart: &Chart) {
        self.charts += 1;
        self.out.raw(match chart.without_pictures {
            WithoutPictures::TableBelow => "<figure class=\"below\">\n",
            WithoutPictures::Table | WithoutPictures::Nothing => "<figure>\n",
        });
        self.out.raw("<figcaption><strong>");
        spans::line(self.out, &chart.headline, self.outline, Links::Off);
        self.out.raw("</strong> <span>");
        self.line(&chart.about);
        self.out.raw("</span></figcaption>\n");
        chart::draw(self.out, chart, self.charts);
        let name = self.region(&format!("Figures: {}", spans::plain(&chart.headline)));
        self.out
            .raw("<details>\n<summary>The same figures as a table</summary>\n");
        table::table(self.out, &chart.table(), &name, Caption::Hidden, self.outline);
        self.out.raw("</details>\n</figure>\n");
    }
}
