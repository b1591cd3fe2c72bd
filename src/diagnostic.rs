//! Problems in a file: what, where and how to mend it. All problems of a file are reported at once.

use std::cell::RefCell;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

mod visible;

pub use visible::{clean, clean_lines, is_unseen};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; a person ought to look.
    Warning,
}

/// One problem at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the file can be used all the same.
    pub severity: Severity,
    /// A permanent short name for the kind of problem, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The bytes of the file that are wrong, where the format tells.
    pub span: Option<Range<usize>>,
    /// The dotted path to the value, such as `answer.voice-forums.rating`; empty at the top.
    pub place: String,
    /// What stands beside the caret.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            span: None,
            place: String::new(),
            label: String::new(),
            help: None,
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// The bytes it is about.
    #[must_use]
    pub fn at(mut self, span: Option<Range<usize>>) -> Self {
        self.span = span;
        self
    }

    /// The dotted path it is about.
    #[must_use]
    pub fn in_place(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// What stands beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// How to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Where problems are put while a file is read. Shared by reference, so that nested readers can all report.
#[derive(Debug, Default)]
pub struct Problems {
    list: RefCell<Vec<Diagnostic>>,
}

impl Problems {
    /// Adds one.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.list.borrow_mut().push(diagnostic);
    }

    /// Whether there is an error among them.
    pub fn any_error(&self) -> bool {
        self.list.borrow().iter().any(|d| d.severity == Severity::Error)
    }

    /// All of them, in the order of the file.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut list = self.list.into_inner();
        list.sort_by_key(|d| d.span.as_ref().map_or(usize::MAX, |s| s.start));
        list
    }
}

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

/// Where the lines of a text begin, for finding many places in it.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters begin before each block of [`BLOCK`] bytes: the column of a place on a line of megabytes is a
    /// subtraction, and not the line counted once more for each of its problems.
    counts: Vec<usize>,
}

/// Bytes that are counted at most to know how many characters stand before a place.
const BLOCK: usize = 1024;

/// How many characters begin in these bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xc0) != 0x80).count()
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| i + 1),
        );
        let mut counts = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            counts.push(counts.last().copied().unwrap_or(0) + beginnings(block));
        }
        Self {
            text,
            starts: starts.collect(),
            counts,
        }
    }

    /// How many characters stand before a byte, and the bytes that had to be looked at for it.
    fn before(&self, byte: usize) -> (usize, usize) {
        let block = byte / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        (
            self.counts.get(block).copied().unwrap_or(0) + beginnings(rest),
            rest.len(),
        )
    }

    /// The line from 0 that a byte stands on, and where it begins.
    fn line_of(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|s| *s <= byte).saturating_sub(1);
        (line, self.starts.get(line).copied().unwrap_or(0))
    }

    /// The line's text without its line end.
    fn text_of(&self, line: usize) -> &'t str {
        let start = self.starts.get(line).copied().unwrap_or(0);
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        self.text.get(start..end).unwrap_or("").trim_end_matches('\r')
    }

    /// Line and column, both from 1, the column in characters.
    fn place(&self, byte: usize) -> (usize, usize) {
        let byte = floor_boundary(self.text, byte.min(self.text.len()));
        let (line, start) = self.line_of(byte);
        (line + 1, self.before(byte).0 - self.before(start).0 + 1)
    }
}

/// The place of a byte: line and column, both from 1, the column in characters.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    Lines::of(text).place(byte)
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
    pub fn render(&self, colour: bool, width: usize) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
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

fn floor_boundary(text: &str, mut byte: usize) -> usize {
    while byte > 0 && !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The longest text for which a near name is looked for: no name of ours is half as long, and the comparison grows with the
/// square of the length.
pub const LONGEST_SLIP: usize = 160;

/// The nearest of the names, where one is near enough to be meant.
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if given.len() > LONGEST_SLIP {
        return None;
    }
    let given = given.to_lowercase();
    names
        .into_iter()
        .map(|n| (strsim::jaro_winkler(&given, &n.to_lowercase()), n))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, n)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_place_is_found_without_reading_its_line_again() {
        let text = format!("aé\n{}", "é, ".repeat(50_000));
        let lines = Lines::of(&text);
        for (byte, _) in text.char_indices().step_by(997) {
            let before = text.get(..byte).unwrap();
            let slow = (
                before.matches('\n').count() + 1,
                before.rsplit('\n').next().unwrap().chars().count() + 1,
            );
            assert_eq!(lines.place(byte), slow);
            assert!(lines.before(byte).1 < BLOCK, "looked at {} bytes", lines.before(byte).1);
        }
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
        let shown = problems.render(false, 80);
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
        let shown = problems.render(false, 80);
        assert!(!shown.chars().any(is_unseen), "{shown:?}");
        assert!(
            shown.contains("1 | a = \"\u{fffd}2J\u{fffd}\u{fffd}\u{fffd}\u{fffd}\" WRONG"),
            "{shown}"
        );
        assert!(shown.contains("1:15"), "the column is of the file: {shown}");
        assert_marked(&shown);
    }
}
