//! The headings of a page: how deep they are, and by which names links find them.

use std::collections::{HashMap, HashSet};

use super::spans;
use crate::document::Block;

/// Names that the page itself uses.
const OWN: [&str; 2] = ["main", "contents"];

/// As long as a name gets: in an address line the end of it is still seen.
const LONGEST: usize = 60;

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its level on the page, without gaps.
    pub level: usize,
    /// Its name in addresses.
    pub anchor: String,
    /// Its words.
    pub title: String,
    /// Whether it is the title of a part that folds.
    folds: bool,
}

/// All headings, in order.
#[derive(Debug, Default)]
pub struct Outline {
    entries: Vec<Entry>,
    /// What a document calls a part, and what it is called on the page.
    anchors: HashMap<String, String>,
    taken: HashSet<String>,
}

impl Outline {
    /// Of a page's blocks but its title.
    pub fn of<'b>(blocks: impl Iterator<Item = &'b Block> + Clone) -> Self {
        let mut out = Self::default();
        out.taken.extend(OWN.map(str::to_owned));
        // A part's own name comes before what headings are called: references count on it.
        let mut folds = Vec::new();
        for block in blocks.clone() {
            out.name_folds(block, &mut folds);
        }
        let mut folds = folds.into_iter();
        let mut above = Vec::new();
        for block in blocks {
            out.enter(block, &mut above, &mut folds);
        }
        out
    }

    fn name_folds(&mut self, block: &Block, names: &mut Vec<String>) {
        if let Block::Fold(fold) = block {
            let anchor = self.unique(&in_address(&fold.anchor));
            self.anchors
                .entry(fold.anchor.clone())
                .or_insert_with(|| anchor.clone());
            names.push(anchor);
            for inside in &fold.blocks {
                self.name_folds(inside, names);
            }
        }
    }

    fn enter(&mut self, block: &Block, above: &mut Vec<u8>, folds: &mut impl Iterator<Item = String>) {
        match block {
            Block::Heading(level, text) => {
                let (level, title) = (deepen(above, *level), spans::plain(text));
                let slug = slug(&title);
                let anchor = self.unique(&slug);
                self.anchors.entry(slug).or_insert_with(|| anchor.clone());
                let folds = false;
                self.entries.push(Entry {
                    level,
                    anchor,
                    title,
                    folds,
                });
            }
            Block::Fold(fold) => {
                let (level, title) = (deepen(above, fold.level), spans::plain(&fold.title));
                let anchor = folds.next().unwrap_or_default();
                self.entries.push(Entry {
                    level,
                    anchor,
                    title,
                    folds: true,
                });
                for inside in &fold.blocks {
                    self.enter(inside, above, folds);
                }
            }
            _ => {}
        }
    }

    /// The name, or the first that goes on from it and is free.
    fn unique(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut n = 1;
        while !self.taken.insert(free.clone()) {
            n += 1;
            free = format!("{name}-{n}");
        }
        free
    }

    /// The heading or fold that comes so many after the first.
    pub fn entry(&self, n: usize) -> Option<&Entry> {
        self.entries.get(n)
    }

    /// What a part is called on this page, if it is on it.
    pub fn anchor_of(&self, to: &str) -> Option<&str> {
        self.anchors.get(to).map(String::as_str)
    }

    /// The headings of level 2, each with those of level 3 below it. Parts that fold are too many for it.
    pub fn contents(&self) -> Vec<(&Entry, Vec<&Entry>)> {
        let mut out: Vec<(&Entry, Vec<&Entry>)> = Vec::new();
        for entry in self.entries.iter().filter(|e| !e.folds && !e.title.is_empty()) {
            match (entry.level, out.last_mut()) {
                (2, _) => out.push((entry, Vec::new())),
                (3, Some((_, inside))) => inside.push(entry),
                _ => {}
            }
        }
        out
    }
}

/// A heading's level on the page: one below the last heading that stands over it, so that none is skipped.
fn deepen(above: &mut Vec<u8>, level: u8) -> usize {
    while above.last().is_some_and(|l| *l >= level) {
        above.pop();
    }
    above.push(level);
    (above.len() + 1).min(6)
}

/// A heading's name in addresses: its words without figures, which are another each year.
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    let words = title.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
    for word in words {
        let word: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        let word = word.to_lowercase();
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            if out.len() + word.len() >= LONGEST {
                break;
            }
            out.push('-');
        }
        out.extend(word.chars().take(LONGEST));
    }
    if out.is_empty() { "part".to_owned() } else { out }
}

/// A part's own name, without what would end it in an address.
fn in_address(anchor: &str) -> String {
    let name: String = anchor
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c
            } else {
                '-'
            }
        })
        .collect();
    if name.is_empty() { "part".to_owned() } else { name }
}
