//! Problems in a file: what, where and how to mend it. All problems of a file are reported at once.

use std::cell::RefCell;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

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
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| i + 1),
        );
        Self {
            text,
            starts: starts.collect(),
        }
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
        (line + 1, self.text.get(start..byte).unwrap_or("").chars().count() + 1)
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
                    let (from, to) = (start - line_start, (end - line_start).min(line.len()));
                    let mut mark = AnnotationKind::Primary.span(from.min(line.len())..to.max(from.min(line.len())));
                    if !d.label.is_empty() {
                        mark = mark.label(clean(&d.label));
                    }
                    let snippet = Snippet::source(line)
                        .line_start(number + 1)
                        .path(file.as_str())
                        .annotation(mark);
                    title.element(snippet)
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

fn floor_boundary(text: &str, mut byte: usize) -> usize {
    while byte > 0 && !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Text from files and users, safe to put on a terminal: control and direction-changing characters become visible.
pub fn clean(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// Like [`clean`], but keeps line ends.
pub fn clean_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { visible(c) }).collect()
}

/// One character made harmless on a terminal.
fn visible(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        '\u{7f}' => '\u{2421}',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        // C1 controls; line and paragraph separators; bidirectional overrides and isolates; invisible formatting.
        '\u{80}'..='\u{9f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{feff}' => '\u{fffd}',
        c => c,
    }
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
