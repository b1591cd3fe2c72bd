//! A text that finds its lines when it is known how wide the screen is: the screen may be made narrower while it stands there.

use assure::diagnostic::clean_lines;

use super::wrap::{WIDEST, cut, cut_at_word, lines};
use super::{StyledLine, Weight};

/// How much room a paragraph takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// As many lines as it needs.
    Whole,
    /// No more than so many lines; the rest is cut.
    AtMost(usize),
    /// An empty line that can be left out where there is little room.
    Spare,
    /// A line across the screen, behind the text where there is one.
    Rule,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, cleaned.
    text: String,
    indent: String,
    weight: Weight,
    room: Room,
    /// What stands behind a heading in a line across the screen: the same in fewer and fewer words.
    facts: Vec<String>,
}

impl Paragraph {
    /// A text. What follows its first line is indented as far.
    pub fn new(text: &str, indent: &str, weight: Weight) -> Self {
        Self {
            text: clean_lines(text.trim_end()).into_owned(),
            indent: indent.to_owned(),
            weight,
            room: Room::Whole,
            facts: Vec::new(),
        }
    }

    /// An empty line.
    pub fn blank() -> Self {
        Self::new("", "", Weight::Normal)
    }

    /// An empty line, if there is room for one.
    pub(super) fn spare() -> Self {
        Self {
            room: Room::Spare,
            ..Self::blank()
        }
    }

    /// A line across the screen.
    pub(super) fn rule() -> Self {
        Self {
            room: Room::Rule,
            ..Self::blank()
        }
    }

    /// A title in one line across the screen, where a page begins, and facts behind it. Where there is little room the facts are said in
    /// fewer words, and then the title is cut: it was shown in full when its section began.
    pub(super) fn headed_rule(title: &str, facts: &[&str]) -> Self {
        Self {
            room: Room::Rule,
            facts: facts.iter().map(|f| clean_lines(f).into_owned()).collect(),
            ..Self::new(title, "-- ", Weight::Normal)
        }
    }

    /// The title and the facts as they fit one line.
    fn heading(&self, width: Option<usize>) -> String {
        /// A title is known by so many columns of it.
        const LEAST: usize = 30;
        let columns = |text: &str| console::measure_text_width(text);
        let title = columns(&self.text);
        let room = |facts: &str| width.map_or(usize::MAX, |w| w.saturating_sub(self.indent.len() + columns(facts) + 2));
        let mut shorter = self.facts.iter().enumerate();
        let facts = shorter
            .find(|(i, facts)| title <= room(facts) || (*i > 0 && LEAST <= room(facts)))
            .map(|(_, facts)| facts)
            .or(self.facts.last())
            .map_or("", String::as_str);
        let line = format!("{}{}  {facts}", self.indent, cut_at_word(&self.text, room(facts)));
        width.map_or(line.clone(), |width| cut(&line, width))
    }

    /// The same in no more than so many lines.
    pub(super) fn at_most(self, lines: usize) -> Self {
        Self {
            room: Room::AtMost(lines),
            ..self
        }
    }

    /// Whether it can be left out where there is little room.
    pub fn is_spare(&self) -> bool {
        self.room == Room::Spare
    }

    /// Its lines in a width; without one it is not wrapped.
    pub fn lines(&self, width: Option<usize>) -> Vec<StyledLine> {
        if self.room == Room::Rule && self.text.is_empty() {
            return vec![StyledLine::normal("-".repeat(width.unwrap_or(WIDEST)))];
        }
        if self.text.is_empty() {
            return vec![StyledLine::blank()];
        }
        let next = " ".repeat(self.indent.len());
        let mut texts = match width {
            _ if !self.facts.is_empty() => vec![self.heading(width)],
            Some(width) => lines(&self.text, width, &self.indent, &next),
            None => self
                .text
                .lines()
                .enumerate()
                .map(|(i, line)| format!("{}{line}", if i == 0 { &self.indent } else { &next }))
                .collect(),
        };
        if let (Room::Rule, Some(width), Some(last)) = (self.room, width, texts.last_mut()) {
            let left = width.saturating_sub(console::measure_text_width(last));
            if left > 1 {
                last.push_str(&format!(" {}", "-".repeat(left - 1)));
            }
        }
        if let (Room::AtMost(most), Some(width)) = (self.room, width)
            && texts.len() > most
        {
            texts.truncate(most);
            if let Some(last) = texts.last_mut() {
                *last = format!("{} ...", cut(last, width.saturating_sub(4)).trim_end_matches("..."));
            }
        }
        texts
            .into_iter()
            .map(|text| StyledLine {
                text,
                weight: self.weight,
            })
            .collect()
    }
}
