//! What was said, as far as it may still stand on the screen: for drawing it again, and for not saying it twice.

use super::super::page::{Paragraph, StyledLine, text_width};

/// So many paragraphs fill any screen.
const KEPT: usize = 400;

/// What was said, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    paragraphs: Vec<Paragraph>,
    /// The question that is being asked: where its words stand, and the words.
    question: Option<(usize, String)>,
    /// Where the last page began.
    page: usize,
}

impl Transcript {
    pub fn push(&mut self, paragraph: Paragraph) {
        self.paragraphs.push(paragraph);
        let over = self.paragraphs.len().saturating_sub(KEPT);
        if over > 0 {
            self.paragraphs.drain(..over);
            self.page = self.page.saturating_sub(over);
            // Where it is gone from here, it is gone from the screen.
            if let Some((at, _)) = &mut self.question {
                *at = at.saturating_sub(over);
            }
        }
    }

    /// A page begins that asks something, or none in particular.
    pub fn begin_page(&mut self, question: Option<&str>) {
        self.page = self.paragraphs.len();
        self.question = question.map(|text| (self.page, text.to_owned()));
    }

    /// The rows of everything from a paragraph on. A line that is wider than the screen takes several.
    fn rows(&self, from: usize, columns: usize) -> usize {
        self.paragraphs
            .iter()
            .skip(from)
            .flat_map(|p| p.lines(Some(text_width(columns))))
            .map(|l| rows_of(&l, columns))
            .sum()
    }

    /// The question, where it has gone off a screen on which so many rows are left for what was said.
    pub fn lost_question(&self, rows: usize, columns: usize) -> Option<&str> {
        let (at, text) = self.question.as_ref()?;
        (self.rows(*at, columns) > rows).then_some(text)
    }

    /// Whether these paragraphs are the last page, and that is still on a screen with so many rows for what was said.
    pub fn shows(&self, page: &[Paragraph], rows: usize, columns: usize) -> bool {
        let from = self.paragraphs.get(self.page..).unwrap_or_default();
        !page.is_empty() && from.starts_with(page) && self.rows(self.page, columns) <= rows
    }

    /// Whether a paragraph is still on a screen of so many rows.
    pub fn has(&self, paragraph: &Paragraph, rows: usize, columns: usize) -> bool {
        self.paragraphs
            .iter()
            .rposition(|p| p == paragraph)
            .is_some_and(|at| self.rows(at, columns) <= rows)
    }

    /// The end of what was said, as much of it as so many rows hold.
    pub fn tail(&self, rows: usize, columns: usize) -> Vec<StyledLine> {
        let crowded = self.rows(self.page, columns) > rows;
        let mut tail: Vec<StyledLine> = Vec::new();
        let mut used = 0;
        let lines = self
            .paragraphs
            .iter()
            .rev()
            .filter(|p| !(crowded && p.is_spare()))
            .flat_map(|p| p.lines(Some(text_width(columns))).into_iter().rev());
        for line in lines {
            used += rows_of(&line, columns);
            if used > rows {
                break;
            }
            tail.push(line);
        }
        tail.reverse();
        tail
    }
}

fn rows_of(line: &StyledLine, columns: usize) -> usize {
    console::measure_text_width(&line.text).div_ceil(columns.max(1)).max(1)
}
