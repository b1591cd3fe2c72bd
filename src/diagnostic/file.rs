//! The problems of one file, as data and as a person sees them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::lines::{Lines, floor_boundary};
use super::{Diagnostic, Severity, clean};

/// How many problems of a file are shown to a person. A file of this kind with more mistakes than that has not been seen; a file
/// of another kind has thousands.
const MOST_SHOWN: usize = 200;

/// The problems of one file, with what is needed to show them.
#[derive(Debug, Clone)]
pub struct FileProblems {
    /// The file's name as the user gave it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What kind of file was expected, for the headline: `checklist`, `answer file`.
    pub kind: &'static str,
    /// The problems.
    pub list: Vec<Diagnostic>,
}

/// Whether a rendered text has colours in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Styling {
    /// None.
    Plain,
    /// For a terminal that shows them.
    Coloured,
}

/// A diagnostic as data, for `--format json`.
#[derive(Debug, Clone, Serialize)]
pub struct DiagnosticRecord {
    /// The file's name as the user gave it.
    pub file: String,
    /// Line from 1, where known.
    pub line: Option<usize>,
    /// Column in characters from 1, where known.
    pub column: Option<usize>,
    /// Error or warning.
    pub severity: Severity,
    /// The kind of problem.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The dotted path.
    pub place: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl FileProblems {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// As data.
    pub fn records(&self) -> Vec<DiagnosticRecord> {
        let lines = Lines::of(&self.text);
        self.list
            .iter()
            .map(|d| {
                let place = d.span.as_ref().map(|s| lines.place(s.start));
                DiagnosticRecord {
                    file: self.file.clone(),
                    line: place.map(|p| p.0),
                    column: place.map(|p| p.1),
                    severity: d.severity,
                    code: d.code,
                    message: d.message.clone(),
                    place: d.place.clone(),
                    help: d.help.clone(),
                }
            })
            .collect()
    }

    /// As text for a person: each with `path:line:column`, the line itself, a caret, and help.
    pub fn render(&self, styling: Styling, width: usize) -> String {
        let renderer = match styling {
            Styling::Coloured => Renderer::styled(),
            Styling::Plain => Renderer::plain(),
        };
        let renderer = renderer.term_width(width.max(40));
        let file = clean(&self.file);
        let lines = Lines::of(&self.text);
        let mut out = String::new();
        for d in self.list.iter().take(MOST_SHOWN) {
            let level = match d.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
            };
            let title = level.primary_title(clean(&d.message)).id(d.code);
            let group = match &d.span {
                Some(span) => {
                    let start = span.start.min(self.text.len());
                    let end = span.end.clamp(start, self.text.len());
                    let (start, end) = (floor_boundary(&self.text, start), floor_boundary(&self.text, end));
                    // Only the first line of a span, a caret under a whole question helps nobody; and only that line is handed
                    // over, or a large file with many problems would be read once for each.
                    let (number, line_start) = lines.line_of(start);
                    let line = lines.text_of(number);
                    let from = (start - line_start).min(line.len());
                    let to = (end - line_start).clamp(from, line.len());
                    let around = around(line, from);
                    let part = line.get(around.clone()).unwrap_or("");
                    let to = to.min(around.end);
                    // The same characters in other bytes: the mark moves with them.
                    let place = |at: usize| clean(line.get(around.start..at).unwrap_or("")).len();
                    let mut mark = AnnotationKind::Primary.span(place(from)..place(to));
                    if !d.label.is_empty() {
                        mark = mark.label(clean(&d.label));
                    }
                    let source = Snippet::source(clean(part)).line_start(number + 1).annotation(mark);
                    if around.start == 0 {
                        title.element(source.path(file.as_str()))
                    } else {
                        // Cut out of a long line, so that the place has to be said apart.
                        let (line, column) = lines.place(start);
                        title
                            .element(Origin::path(file.as_str()).line(line).char_column(column))
                            .element(source)
                    }
                }
                None => {
                    let place = if d.place.is_empty() {
                        self.file.clone()
                    } else {
                        format!("{}: {}", self.file, d.place)
                    };
                    Group::with_title(title).element(Level::NOTE.message(format!("in {}", clean(&place))))
                }
            };
            let group = match &d.help {
                Some(help) => group.element(Level::HELP.message(clean(help))),
                None => group,
            };
            out.push_str(&renderer.render(&[group]).to_string());
            out.push_str("\n\n");
        }
        if self.list.len() > MOST_SHOWN {
            out.push_str(&format!(
                "… and {} more: a file with so many is not of this kind at all.\n\n",
                self.list.len() - MOST_SHOWN
            ));
        }
        out
    }
}

/// The part of a line that is shown around a place: all of an ordinary line. A line of megabytes is cut before it is handed over,
/// or it would be looked through once for each problem on it.
fn around(line: &str, place: usize) -> Range<usize> {
    const ROOM: usize = 1024;
    if line.len() <= 2 * ROOM {
        return 0..line.len();
    }
    floor_boundary(line, place.saturating_sub(ROOM))..floor_boundary(line, place.saturating_add(ROOM).min(line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::is_unseen;

    /// The mark stands in the column of the word WRONG, on the line under it.
    #[track_caller]
    fn assert_marked(shown: &str) {
        let lines: Vec<&str> = shown.lines().collect();
        let source = lines.iter().position(|l| l.contains("WRONG")).unwrap();
        let column = |line: &str, what: &str| line.split(what).next().unwrap().chars().count();
        assert_eq!(
            column(lines[source], "WRONG"),
            column(lines[source + 1], "^^^^^"),
            "{shown}"
        );
    }

    #[test]
    fn a_long_line_is_shown_in_part_with_its_place() {
        let text = format!("{}WRONG{}", "é, ".repeat(50_000), " = 1".repeat(50_000));
        let at = text.find("WRONG").unwrap();
        let problems = FileProblems {
            file: "a.toml".to_owned(),
            list: vec![
                Diagnostic::error("unknown-key", "no")
                    .at(Some(at..at + 5))
                    .label("this"),
            ],
            text,
            kind: "answer file",
        };
        let shown = problems.render(Styling::Plain, 80);
        assert!(shown.contains("a.toml:1:150001"), "{shown}");
        assert_marked(&shown);
        assert!(around(&problems.text, at).len() <= 2048);
    }

    #[test]
    fn the_line_of_a_problem_shows_what_it_hides_and_the_mark_stays_under_it() {
        let text = "a = \"\u{9b}2J\u{202a}\u{200e}\u{61c}\u{200b}\" WRONG";
        let at = text.find("WRONG").unwrap();
        let problems = FileProblems {
            file: "a\u{202e}.toml".to_owned(),
            text: text.to_owned(),
            kind: "answer file",
            list: vec![Diagnostic::error("syntax", "no\u{200f}").at(Some(at..at + 5))],
        };
        let shown = problems.render(Styling::Plain, 80);
        assert!(!shown.chars().any(is_unseen), "{shown:?}");
        assert!(
            shown.contains("1 | a = \"\u{fffd}2J\u{fffd}\u{fffd}\u{fffd}\u{fffd}\" WRONG"),
            "{shown}"
        );
        assert!(shown.contains("1:15"), "the column is of the file: {shown}");
        assert_marked(&shown);
    }
}
