//! Fills forms in as a person does: text behind the colons, values into cells, and nothing else touched.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use assure::assessment::{ActionStatus, Answer, Assessment, Response, State};
use assure::form::text::escaped_line;
use calamine::{Data, Reader as _, Xlsx};
use chrono::{Datelike as _, NaiveDate};

/// What is typed into a cell.
#[derive(Debug, Clone)]
pub enum Typed {
    Text(String),
    Number(f64),
    Date(NaiveDate),
    Formula(String),
}

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        Typed::Text(text.to_owned())
    }
}

/// A field by its name in a form, of which piece, and what is typed.
type Field = (String, usize, Typed);

/// What a person types to give an answer. Whatever has no room in a question's row comes last.
pub fn typed(answer: &Answer) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut add = |name: &str, piece: usize, value: Option<Typed>| {
        fields.extend(value.map(|v| (name.to_owned(), piece, v)));
    };
    let text = |t: &Option<String>| t.as_deref().map(Typed::from);
    let response = match answer.response() {
        Some(Response::Rated(r)) => Some(Typed::Number(f64::from(r))),
        Some(Response::DontKnow) => Some("Don’t know".into()),
        Some(Response::NotApplicable) => Some("not applicable".into()),
        None => None,
    };
    add("Rating", 0, response);
    add("Reason, if it does not apply", 0, text(&answer.reason));
    add("Finding", 0, text(&answer.finding));
    add("Private", 0, answer.private.then(|| "yes".into()));
    for (n, e) in answer.evidence.iter().enumerate() {
        add("Evidence kind", n, Some(e.kind.title().into()));
        add("Evidence text", n, Some(e.text.as_str().into()));
        add("Evidence date", n, e.date.map(Typed::Date));
        add("Evidence link", n, text(&e.link));
        add("Evidence review by", n, e.review_by.map(Typed::Date));
    }
    for (n, a) in answer.actions.iter().enumerate() {
        add("Action what", n, Some(a.what.as_str().into()));
        add("Action owner", n, text(&a.owner));
        add("Action due", n, a.due.map(Typed::Date));
        add("Action measure", n, text(&a.measure));
        add(
            "Action status",
            n,
            (a.status != ActionStatus::Open).then(|| a.status.word().into()),
        );
    }
    fields
}

/// As it is typed into a text: a day the British way, and a backslash where a line would be one of the form's.
fn in_text(value: &Typed) -> String {
    match value {
        Typed::Number(n) => n.to_string(),
        Typed::Date(d) => format!("{}/{}/{}", d.day(), d.month(), d.year()),
        Typed::Formula(text) | Typed::Text(text) => {
            let mut lines = text.split('\n');
            let first = lines.next().unwrap_or_default().to_owned();
            lines.fold(first, |all, line| format!("{all}\n{}", escaped_line(line)))
        }
    }
}

/// A form as text, with answers filled in.
pub fn in_text_form(form: &str, answers: &Assessment) -> String {
    let mut out = String::new();
    for (n, block) in form.split("\n### [").enumerate() {
        if n > 0 {
            out.push_str("\n### [");
        }
        let id = block.split(']').next().unwrap_or_default();
        match answers.answers.iter().find(|(known, _)| n > 0 && known.as_str() == id) {
            Some((_, answer)) => out.push_str(&block_filled(block, &typed(answer))),
            None => out.push_str(block),
        }
    }
    out
}

fn block_filled(block: &str, fields: &[Field]) -> String {
    let (guidance, rest) = block
        .split_once("\nRating:")
        .or_else(|| block.split_once("\nYes or no:"))
        .unwrap();
    // What stands behind the last field: the next section's heading.
    let behind = rest.split_once("\nAction measure:").unwrap().1;
    let line = |name: &str, piece: usize| {
        let found = fields.iter().find(|(n, p, _)| n == name && *p == piece);
        match found {
            Some((_, _, value)) => format!("{name}: {}\n", in_text(value)),
            None => format!("{name}:\n"),
        }
    };
    let pieces = |what: &str| {
        fields
            .iter()
            .filter(|(n, ..)| n.starts_with(what))
            .map(|(_, p, _)| p + 1)
            .max()
    };
    let mut out = format!("{guidance}\n");
    for name in ["Rating", "Reason, if it does not apply", "Finding", "Private"] {
        out.push_str(&line(name, 0));
    }
    for piece in 0..pieces("Evidence").unwrap_or(1) {
        for part in ["kind", "text", "date", "link", "review by"] {
            out.push_str(&line(&format!("Evidence {part}"), piece));
        }
    }
    for piece in 0..pieces("Action").unwrap_or(1) {
        for part in ["what", "owner", "due", "measure", "status"] {
            out.push_str(&line(&format!("Action {part}"), piece));
        }
    }
    format!("{out}{behind}")
}

/// The texts of a sheet by row and column, from 0.
type Cells = BTreeMap<(u32, u32), String>;

/// A workbook whose cells are being filled in.
pub struct Book {
    parts: Vec<(String, Vec<u8>)>,
    /// Each sheet's cells, by its name.
    sheets: BTreeMap<String, (usize, Cells)>,
}

impl Book {
    fn open(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for n in 0..zip.len() {
            let mut part = zip.by_index(n).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            parts.push((part.name().unwrap().into_owned(), content));
        }
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        let mut sheets = BTreeMap::new();
        for (n, name) in book.sheet_names().to_vec().into_iter().enumerate() {
            let range = book.worksheet_range(&name).unwrap();
            let (row, column) = range.start().unwrap();
            let cells = range
                .used_cells()
                .filter_map(|(r, c, value)| match value {
                    Data::String(text) => Some(((row + r as u32, column + c as u32), text.clone())),
                    _ => None,
                })
                .collect();
            sheets.insert(name, (n + 1, cells));
        }
        Self { parts, sheets }
    }

    /// The cell in the row of one text and the column of another, by row and column from 0.
    pub fn find(&self, sheet: &str, row: &str, column: &str) -> (u32, u32) {
        let cells = &self.sheets[sheet].1;
        let at = |text: &str| {
            *cells
                .iter()
                .find(|(_, t)| *t == text)
                .unwrap_or_else(|| panic!("{text}"))
                .0
        };
        (at(row).0, at(column).1)
    }

    /// The ids of the questions, in order.
    pub fn questions(&self) -> Vec<String> {
        let cells = &self.sheets["Questions"].1;
        cells
            .iter()
            .filter(|((r, c), _)| *r > 0 && *c == 0)
            .map(|(_, t)| t.clone())
            .collect()
    }

    /// Fills in the first question's cell of a column.
    pub fn put_first(&mut self, column: &str, value: impl Into<Typed>) {
        let first = self.questions()[0].clone();
        self.put("Questions", (&first, column), value);
    }

    /// Fills in the cell in a row and a column, each named by what stands in it.
    pub fn put(&mut self, sheet: &str, (row, column): (&str, &str), value: impl Into<Typed>) {
        let at = self.find(sheet, row, column);
        self.put_at(sheet, at, value);
    }

    /// Fills in a cell, whatever stands in it.
    pub fn put_at(&mut self, sheet: &str, (row, column): (u32, u32), value: impl Into<Typed>) {
        let name = format!("{}{}", letters(column), row + 1);
        let cell = match value.into() {
            Typed::Text(text) => format!(
                "t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                xml(&text)
            ),
            Typed::Number(n) => format!("><v>{n}</v></c>"),
            Typed::Date(day) => {
                let since = day - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
                format!("><v>{}</v></c>", since.num_days())
            }
            Typed::Formula(f) => format!("><f>{}</f><v>2</v></c>", xml(&f)),
        };
        self.edit(sheet, |text| {
            let from = text
                .find(&format!("<c r=\"{name}\""))
                .unwrap_or_else(|| panic!("no cell {name}"));
            let end = from + text[from..].find('>').unwrap();
            let style = text[from..end]
                .split("s=\"")
                .nth(1)
                .map_or("0", |s| s.split('"').next().unwrap());
            let to = if text[..end].ends_with('/') {
                end + 1
            } else {
                from + text[from..].find("</c>").unwrap() + 4
            };
            format!("{}<c r=\"{name}\" s=\"{style}\" {cell}{}", &text[..from], &text[to..])
        });
    }

    /// Changes a sheet's XML.
    pub fn edit(&mut self, sheet: &str, change: impl FnOnce(&str) -> String) {
        let part = format!("xl/worksheets/sheet{}.xml", self.sheets[sheet].0);
        let (_, content) = self.parts.iter_mut().find(|(n, _)| *n == part).unwrap();
        *content = change(std::str::from_utf8(content).unwrap()).into_bytes();
    }

    /// Puts a part beside the others.
    pub fn add_part(&mut self, name: &str, content: Vec<u8>) {
        self.parts.push((name.to_owned(), content));
    }

    fn packed(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

fn letters(column: u32) -> String {
    let last = char::from(b'A' + (column % 26) as u8).to_string();
    if column < 26 {
        last
    } else {
        letters(column / 26 - 1) + &last
    }
}

/// A text as XML of a workbook has it.
fn xml(text: &str) -> String {
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let looks_escaped = || {
            let rest = &text.as_bytes()[at..];
            rest.len() > 6 && rest[1] == b'x' && rest[2..6].iter().all(u8::is_ascii_hexdigit) && rest[6] == b'_'
        };
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if looks_escaped() => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push_str(&format!("_x{:04X}_", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// A workbook after somebody has worked on it.
pub fn workbook(bytes: &[u8], work: impl FnOnce(&mut Book)) -> Vec<u8> {
    let mut book = Book::open(bytes);
    work(&mut book);
    book.packed()
}

/// A form as a workbook, with answers filled in.
pub fn in_workbook_form(form: &[u8], answers: &Assessment) -> Vec<u8> {
    workbook(form, |book| {
        let (mut evidence, mut actions) = (1, 1);
        for (id, answer) in &answers.answers {
            let mut further: BTreeMap<(&str, usize), u32> = BTreeMap::new();
            for (name, piece, value) in typed(answer) {
                let (what, part) = name.split_once(' ').unwrap_or((&name, ""));
                let (room, sheet, next) = match what {
                    "Evidence" => (
                        answer.evidence[piece].review_by.is_none() && piece < 3,
                        "More evidence",
                        &mut evidence,
                    ),
                    "Action" => (
                        answer.actions[piece].status == ActionStatus::Open && piece < 2,
                        "More actions",
                        &mut actions,
                    ),
                    _ => {
                        book.put("Questions", (id.as_str(), &name), value);
                        continue;
                    }
                };
                if room {
                    book.put(
                        "Questions",
                        (id.as_str(), &format!("{what} {} {part}", piece + 1)),
                        value,
                    );
                } else {
                    let row = *further.entry((sheet, piece)).or_insert_with(|| {
                        *next += 1;
                        *next - 1
                    });
                    book.put_at(sheet, (row, 0), id.as_str());
                    let (_, column) = book.find(sheet, "Question", &name);
                    book.put_at(sheet, (row, column), value);
                }
            }
        }
    })
}

/// An answer without what a form does not carry: the day it was given, and to which words.
pub fn bare(answer: &Answer) -> Answer {
    Answer {
        on: None,
        asked: None,
        ..answer.clone()
    }
}

/// An answer of a state that a form can say.
pub fn stated(state: Option<State>, rating: Option<u8>) -> Answer {
    Answer {
        state,
        rating,
        ..Answer::default()
    }
}
