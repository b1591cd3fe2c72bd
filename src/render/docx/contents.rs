//! What a document leads to inside itself: the list of its contents, and the names of its parts.

use std::collections::BTreeMap;

use super::super::office::xml::Xml;
use super::{plain, text};
use crate::document::{Block, is_short};

/// How deep the list of contents goes.
const DEEPEST: u8 = 2;
/// A document with fewer headings than this needs no list of them.
const FEWEST: usize = 5;
/// The longest name of a bookmark that a word processor keeps.
const LONGEST: usize = 40;

/// The level in Word of a heading in the document: where it has a title, that stands above the headings and is none.
pub(super) fn level(given: u8, titled: bool) -> u8 {
    given.saturating_sub(u8::from(titled)).clamp(1, 5)
}

/// The list of contents: the headings down to the second level, in order.
pub(super) struct Contents {
    entries: Vec<(u8, String)>,
}

impl Contents {
    pub(super) fn of(blocks: &[Block], titled: bool) -> Self {
        let mut entries = Vec::new();
        collect(
            blocks.get(usize::from(titled)..).unwrap_or_default(),
            titled,
            &mut entries,
        );
        if entries.len() < FEWEST || is_short(blocks) {
            entries.clear();
        }
        Contents { entries }
    }

    /// Whether there is a list at all.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a heading is in it.
    pub(super) fn has(&self, level: u8) -> bool {
        !self.is_empty() && level <= DEEPEST
    }

    /// A field that a word processor can update, filled already: without page numbers, which nobody knows before it is laid out.
    pub(super) fn write(&self, x: &mut Xml) {
        x.element("w:sdt", &[], |x| {
            x.element("w:sdtPr", &[], |x| {
                x.element("w:docPartObj", &[], |x| {
                    x.value("w:docPartGallery", "Table of Contents");
                    x.empty("w:docPartUnique", &[]);
                });
            });
            x.element("w:sdtContent", &[], |x| {
                paragraph(x, "TOCHeading", |x| text::run(x, "Contents", None));
                for (n, (level, title)) in self.entries.iter().enumerate() {
                    paragraph(x, &format!("TOC{level}"), |x| {
                        if n == 0 {
                            text::mark(x, "begin");
                            text::instruction(x, &format!("TOC \\o \"1-{DEEPEST}\" \\h \\z \\u"));
                            text::mark(x, "separate");
                        }
                        text::leads_to(x, &bookmark(n), title, None);
                        if n + 1 == self.entries.len() {
                            text::mark(x, "end");
                        }
                    });
                }
            });
        });
    }
}

fn paragraph(x: &mut Xml, style: &str, inside: impl FnOnce(&mut Xml)) {
    x.element("w:p", &[], |x| {
        x.element("w:pPr", &[], |x| x.value("w:pStyle", style));
        inside(x);
    });
}

/// The bookmark of a heading in the list, by its number: such names are hidden from the reader.
pub(super) fn bookmark(n: usize) -> String {
    format!("_Toc{:06}", n + 1)
}

fn collect(blocks: &[Block], titled: bool, entries: &mut Vec<(u8, String)>) {
    for block in blocks {
        let (given, text, inside) = match block {
            Block::Heading(given, text) => (*given, text, None),
            Block::Fold(fold) => (fold.level, &fold.title, Some(&fold.blocks)),
            _ => continue,
        };
        let level = level(given, titled);
        if level <= DEEPEST {
            entries.push((level, plain(text).trim().to_owned()));
        }
        if let Some(inside) = inside {
            collect(inside, titled, entries);
        }
    }
}

/// The bookmarks of the parts that can be led to, by anchor. A bookmark's name is short and has only letters, digits and `_`.
pub(super) fn bookmarks(blocks: &[Block]) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: Vec<String> = Vec::new();
    name(blocks, &mut names, &mut taken);
    names
}

fn name(blocks: &[Block], names: &mut BTreeMap<String, String>, taken: &mut Vec<String>) {
    for block in blocks {
        let Block::Fold(fold) = block else { continue };
        if !names.contains_key(&fold.anchor) {
            let sign = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
            let base: String = "p_"
                .chars()
                .chain(fold.anchor.chars().map(sign))
                .take(LONGEST - 6)
                .collect();
            // Names that differ only in letter case are one to a word processor.
            let free = |n: &String| !taken.iter().any(|t| t.eq_ignore_ascii_case(n));
            let numbered = (2..).map(|n: u32| format!("{base}_{n}"));
            if let Some(chosen) = [base.clone()].into_iter().chain(numbered).find(free) {
                taken.push(chosen.clone());
                names.insert(fold.anchor.clone(), chosen);
            }
        }
        name(&fold.blocks, names, taken);
    }
}
