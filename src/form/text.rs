//! Reads a form that was filled in as plain text.
//!
//! A line is of the form where it begins with `#`, or with the name of a field and a colon; everything behind a field's colon and below it,
//! up to the next such line, is what was entered. A backslash before such a line makes it a line of the person's own. Guidance (`>`) is
//! only skipped where a form has it, above the first field of a question: below, it is the person's text.

use super::field::{ActionPart, EvidencePart, FormField};
use super::filled::{FilledAnswer, FilledEntry, FilledField, FilledForm, FilledHead, Given, Place};
use crate::diagnostic::Diagnostic;

/// The heading of the block that says which form it is.
pub const ABOUT: &str = "About this form";
/// The heading of the facts.
pub const FACTS: &str = "Facts";
/// The names of the lines in the first block.
pub const HEAD: [&str; 5] = ["Form", "Municipal year", "Council", "Filled in by", "Post"];
/// What stands before the short digest of what a question asks.
pub const REFERENCE: &str = " · ref ";
/// What a sealed file's last line begins with.
const SEAL: &str = "<!-- made by assure";

/// Whether a text is a form of this program, filled in or not.
pub fn is_form(text: &str) -> bool {
    head_line(text).is_some()
}

/// What a form says it is a form of; none where the text is no form.
pub fn head_line(text: &str) -> Option<FilledHead> {
    text.trim_start_matches('\u{feff}').lines().find_map(|line| {
        let (name, rest) = label(line)?;
        name.eq_ignore_ascii_case("Form").then(|| FilledHead::of_line(rest))?
    })
}

/// A line that names a field: the name, and what stands behind its colon. What an editor may have added is taken away: a list's mark
/// before it, bold or italic signs around it.
fn label(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
    let (name, rest) = line.split_once(':')?;
    let marked = name.starts_with(['*', '_']);
    let closed = name.len() > 1 && name.ends_with(['*', '_']);
    let rest = if marked && !closed {
        rest.trim_start_matches(['*', '_'])
    } else {
        rest
    };
    Some((name.trim_matches(['*', '_', ' ']), rest.trim_start()))
}

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FormBlock {
    /// Before the first heading, or below a section's.
    Between,
    /// The head.
    About,
    /// A fact: its place among those that were found.
    Fact,
    /// A question: the last of the answers.
    Question,
}

/// A field whose text is being read.
struct OpenField {
    name: FieldName,
    piece: usize,
    /// Where the text begins, and where it ends so far.
    from: usize,
    to: usize,
    lines: Vec<String>,
}

/// A field of any block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldName {
    Answer(FormField),
    Head(&'static str),
    Fact,
}

struct TextReader {
    form: FilledForm,
    block: FormBlock,
    open: Option<OpenField>,
    fact: Option<FilledEntry>,
    /// The piece of evidence and the action that are being read, with the fields of each that have something in them.
    evidence: (usize, Vec<FormField>),
    action: (usize, Vec<FormField>),
}

/// Reads a form; none where the text is no form.
pub fn parse(text: &str) -> Option<FilledForm> {
    let head = head_line(text)?;
    let mut reader = TextReader {
        form: FilledForm {
            head,
            ..FilledForm::default()
        },
        block: FormBlock::Between,
        open: None,
        fact: None,
        evidence: (0, Vec::new()),
        action: (0, Vec::new()),
    };
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut titled = false;
    for whole in text.get(at..)?.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        // The title is the first line, and the only one of its kind.
        if !titled && line.starts_with("# ") {
            titled = true;
        } else {
            reader.line(line, at);
        }
        at += whole.len();
    }
    reader.close();
    Some(reader.form)
}

/// A heading of the form: `###` and a name in brackets, which an editor may have escaped.
fn bracketed(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("###")?.trim_start();
    let rest = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix('[')?;
    let (name, _) = rest.split_once(']')?;
    Some(name.trim_end_matches('\\').trim())
}

/// Whether a line is the form's own, in whatever block.
fn is_structure(line: &str) -> bool {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let is_heading = (1..=3).contains(&level) && line.get(level..).is_some_and(|r| r.starts_with(' '));
    is_heading || line.starts_with(SEAL) || label(line).is_some_and(|(name, _)| FormField::named(name).is_some())
}

/// A line of a person's own: one backslash is taken away where it made it so.
fn own_line(line: &str) -> &str {
    let inside = line.trim_start_matches('\\');
    if inside.len() < line.len() && is_structure(inside) {
        line.strip_prefix('\\').unwrap_or(line)
    } else {
        line
    }
}

/// A text as it is written into a form, so that it is read back as it is.
pub fn escaped_line(line: &str) -> String {
    if is_structure(line.trim_start_matches('\\')) {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

impl TextReader {
    fn line(&mut self, line: &str, at: usize) {
        if line.starts_with(SEAL) {
            return self.close();
        }
        if let Some(name) = bracketed(line) {
            return self.begin(name, line, at);
        }
        if let Some(title) = line.strip_prefix("## ") {
            return self.section(title.trim(), line, at);
        }
        if line.starts_with("# ") || line.starts_with("### ") {
            let entry = text_entry(line, at);
            self.form.headings.push(entry);
            return;
        }
        if let Some((name, rest)) = label(line)
            && let Some(field) = self.field(name)
        {
            self.close();
            let from = at + line.rfind(rest).filter(|_| !rest.is_empty()).unwrap_or(line.len());
            let piece = self.piece(field);
            self.open = Some(OpenField {
                name: field,
                piece,
                from,
                to: at + line.len(),
                lines: vec![rest.to_owned()],
            });
            return;
        }
        if let Some(open) = &mut self.open {
            open.lines.push(own_line(line).to_owned());
            if !line.trim().is_empty() {
                open.to = at + line.len();
            }
            return;
        }
        self.guidance(line, at);
    }

    /// A line above the first field of a block: the form's guidance, or text that belongs nowhere.
    fn guidance(&mut self, line: &str, at: usize) {
        let trimmed = line.trim();
        if trimmed.starts_with('>') {
            if self.block == FormBlock::Question
                && let Some((_, reference)) = trimmed
                    .strip_prefix("> Question ")
                    .and_then(|r| r.rsplit_once(REFERENCE))
                && let Some(answer) = self.form.answers.last_mut()
            {
                answer.asked.get_or_insert_with(|| reference.trim().to_owned());
            }
        } else if !trimmed.is_empty() {
            self.form.problems.push(
                Diagnostic::error("stray-text", "this text belongs to no field")
                    .at(Some(at..at + line.len()))
                    .help("write it behind the colon of a field, such as `Finding:`, or take it out"),
            );
        }
    }

    /// The field of a name, as the block has it.
    fn field(&self, name: &str) -> Option<FieldName> {
        match self.block {
            FormBlock::Between => None,
            FormBlock::About => HEAD
                .into_iter()
                .find(|h| h.eq_ignore_ascii_case(name))
                .map(FieldName::Head),
            FormBlock::Fact => name.eq_ignore_ascii_case("Answer").then_some(FieldName::Fact),
            FormBlock::Question => FormField::named(name).map(FieldName::Answer),
        }
    }

    /// Which piece of evidence, or which action, a field belongs to: the next one where this one has the field already, or where a piece
    /// begins anew with its first line.
    fn piece(&mut self, field: FieldName) -> usize {
        let FieldName::Answer(field) = field else { return 0 };
        let (of, first) = match field {
            FormField::Evidence(part) => (&mut self.evidence, part == EvidencePart::Kind),
            FormField::Action(part) => (&mut self.action, part == ActionPart::What),
            _ => return 0,
        };
        if of.1.contains(&field) || (first && !of.1.is_empty()) {
            of.0 += 1;
            of.1.clear();
        }
        of.0
    }

    fn enter(&mut self, block: FormBlock) {
        self.close();
        self.block = block;
        self.evidence = (0, Vec::new());
        self.action = (0, Vec::new());
    }

    fn begin(&mut self, name: &str, line: &str, at: usize) {
        let start = at + line.find(name).unwrap_or(0);
        let entry = |name: &str, start: usize| FilledEntry {
            given: Given::Text(name.to_owned()),
            place: Place::Bytes(start..start + name.len()),
        };
        match name.strip_prefix("fact ") {
            Some(fact) => {
                self.enter(FormBlock::Fact);
                self.fact = Some(entry(fact.trim(), start + name.len() - fact.trim_start().len()));
            }
            None => {
                self.enter(FormBlock::Question);
                self.form.answers.push(FilledAnswer {
                    id: entry(name, start),
                    asked: None,
                    fields: Vec::new(),
                });
            }
        }
    }

    fn section(&mut self, title: &str, line: &str, at: usize) {
        if title.eq_ignore_ascii_case(ABOUT) {
            self.enter(FormBlock::About);
        } else {
            self.enter(FormBlock::Between);
            if !title.eq_ignore_ascii_case(FACTS) {
                let entry = FilledEntry {
                    given: Given::Text(title.to_owned()),
                    place: Place::Bytes(at..at + line.len()),
                };
                self.form.headings.push(entry);
            }
        }
    }

    /// Ends the field that is being read.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let text = open.lines.join("\n");
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let entry = FilledEntry {
            given: Given::Text(text.to_owned()),
            place: Place::Bytes(open.from..open.to.max(open.from)),
        };
        match open.name {
            FieldName::Answer(field) => {
                match field {
                    FormField::Evidence(_) => self.evidence.1.push(field),
                    FormField::Action(_) => self.action.1.push(field),
                    _ => {}
                }
                if let Some(answer) = self.form.answers.last_mut() {
                    answer.fields.push(FilledField {
                        field,
                        piece: open.piece,
                        entry,
                    });
                }
            }
            FieldName::Fact => self.form.facts.extend(self.fact.clone().map(|id| (id, entry))),
            FieldName::Head(name) => {
                let head = &mut self.form.head;
                match name {
                    "Municipal year" => head.period = Some(entry),
                    "Council" => head.council = Some(entry),
                    "Filled in by" => head.name = Some(entry),
                    "Post" => head.post = Some(entry),
                    _ => {}
                }
            }
        }
    }
}

fn text_entry(line: &str, at: usize) -> FilledEntry {
    FilledEntry {
        given: Given::Text(line.trim_start_matches('#').trim().to_owned()),
        place: Place::Bytes(at..at + line.len()),
    }
}
