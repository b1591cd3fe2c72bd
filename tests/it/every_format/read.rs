//! Every format read back by a reader that is not ours.

use std::io::Cursor;

use assure::render::Format;
use calamine::{Data, Reader as _, Xlsx};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use serde_json::Value as Json;

use crate::html::page::{Node, parse};
use crate::report::options;
use crate::word::{assert_sound, parts};

/// What parts the cells of a table in the tests' plain text.
pub const CELL: &str = " \u{1d} ";

/// What a file says: its texts with what they are, one after another, and its tables.
#[derive(Debug, Default)]
pub struct Said {
    pub pieces: Vec<(String, String)>,
    pub tables: Vec<Vec<Vec<String>>>,
}

impl Said {
    fn say(&mut self, kind: impl Into<String>, text: impl AsRef<str>) {
        self.pieces.push((kind.into(), folded(text.as_ref())));
    }

    /// How often a text stands in it.
    pub fn count(&self, text: &str) -> usize {
        self.pieces.iter().map(|(_, t)| t.matches(text).count()).sum()
    }

    /// The piece that begins so.
    pub fn after(&self, start: &str) -> Option<&str> {
        self.pieces.iter().find_map(|(_, t)| t.strip_prefix(start))
    }

    /// The table whose first headings are these.
    pub fn table(&self, headings: &[&str]) -> Option<&[Vec<String>]> {
        let is_it =
            |t: &&Vec<Vec<String>>| t[0].len() >= headings.len() && t[0].iter().zip(headings).all(|(a, b)| a == b);
        Some(&self.tables.iter().find(is_it)?[1..])
    }
}

/// Spaces and line ends are where a format wants them.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file of a format, read; and asserted to be of that format, with nothing in it that acts.
#[track_caller]
pub fn read(format: &Format, bytes: &[u8]) -> Said {
    match format.name {
        "text" => text(utf8(bytes)),
        "markdown" => markdown(utf8(bytes)),
        "html" => html(utf8(bytes)),
        "docx" => docx(bytes),
        "xlsx" => xlsx(bytes),
        "csv" | "csv-actions" => csv(bytes),
        "json" => json(bytes),
        other => panic!("nothing reads `{other}` back yet: a new format needs a reader here"),
    }
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn text(text: &str) -> Said {
    let mut said = Said::default();
    let mut row_before = false;
    for line in text.lines() {
        let cells: Vec<String> = line.split(CELL).map(folded).collect();
        for cell in &cells {
            said.say("line", cell);
        }
        let is_row = cells.len() > 1;
        match (is_row, row_before) {
            (true, true) => said.tables.last_mut().unwrap().push(cells),
            (true, false) => said.tables.push(vec![cells]),
            _ => {}
        }
        row_before = is_row;
    }
    said
}

fn markdown(text: &str) -> Said {
    let mut said = Said::default();
    let mut run = String::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(t) => run.push_str(&t),
            Event::Start(Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            Event::Html(comment) => assert!(comment.starts_with("<!-- made by assure"), "{comment}"),
            Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(tag) => {
                match &tag {
                    Tag::Table(_) => said.tables.push(Vec::new()),
                    Tag::TableHead | Tag::TableRow => said.tables.last_mut().unwrap().push(Vec::new()),
                    Tag::Link { dest_url, .. } => assert!(dest_url.starts_with("http"), "{dest_url}"),
                    Tag::Image { .. } | Tag::FootnoteDefinition(_) | Tag::CodeBlock(_) => panic!("{tag:?}"),
                    _ => {}
                }
                said.say(format!("{:?}", std::mem::discriminant(&tag)), "");
                if matches!(tag, Tag::Link { .. }) {
                    said.say("link", "");
                }
            }
            Event::End(end) => {
                let text = folded(&std::mem::take(&mut run));
                if end == TagEnd::TableCell {
                    said.tables.last_mut().unwrap().last_mut().unwrap().push(text.clone());
                }
                said.say("text", text);
            }
            Event::SoftBreak => run.push(' '),
            Event::Rule => {}
            other => panic!("{other:?}"),
        }
    }
    said
}

fn html(text: &str) -> Said {
    let page = parse(text);
    let mut said = Said::default();
    for node in page.nodes() {
        assert!(
            !node
                .attributes
                .keys()
                .any(|a| a.starts_with("on") || a == "style" || a == "src")
        );
        if matches!(node.name.as_str(), "bdi" | "style" | "") {
            continue;
        }
        let leaf = matches!(
            node.name.as_str(),
            "title"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "p"
                | "li"
                | "dt"
                | "dd"
                | "th"
                | "td"
                | "summary"
                | "a"
        );
        said.say(&node.name, if leaf { own_words(node) } else { String::new() });
        if node.name == "a" {
            let to = node.attribute("href");
            assert!(to.starts_with('#') || to.starts_with("http"), "{to}");
        }
        if node.name == "table" {
            let cells = |row: &Node| row.children().map(|c| folded(&c.words())).collect();
            said.tables.push(node.all("tr").into_iter().map(cells).collect());
        }
    }
    said
}

/// The words of an element, without those of a list inside.
fn own_words(node: &Node) -> String {
    let inside: usize = node
        .children()
        .filter(|c| c.name == "ul")
        .map(|c| c.words().len())
        .sum();
    let words = node.words();
    words[..words.len() - inside].to_owned()
}

fn docx(bytes: &[u8]) -> Said {
    assert_sound(bytes);
    let mut said = Said::default();
    let title = &parts(bytes)["docProps/core.xml"];
    said.say(
        "properties",
        utf8(title)
            .split("<dc:title>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap(),
    );
    for (style, text) in paragraphs(bytes, &mut said.tables) {
        // Behind a table on a page that lies on its side, as one of long words does.
        if style == "TableEnd" {
            continue;
        }
        said.say(style.trim_end_matches("Small"), text);
    }
    said
}

/// The paragraphs of a Word document: style and text; and its tables.
pub fn paragraphs(bytes: &[u8], tables: &mut Vec<Vec<Vec<String>>>) -> Vec<(String, String)> {
    let parts = parts(bytes);
    let mut reader = Reader::from_str(utf8(&parts["word/document.xml"]));
    let (mut out, mut inside, mut in_table) = (Vec::<(String, String)>::new(), false, false);
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(e) => match e.name().as_ref() {
                "w:p" => out.push(Default::default()),
                "w:t" => inside = true,
                "w:tbl" => {
                    tables.push(Vec::new());
                    in_table = true;
                }
                "w:tr" => tables.last_mut().unwrap().push(Vec::new()),
                "w:tc" => tables.last_mut().unwrap().last_mut().unwrap().push(String::new()),
                _ => {}
            },
            Xml::End(e) => match e.name().as_ref() {
                "w:t" => inside = false,
                "w:tbl" => in_table = false,
                "w:p" if in_table => {
                    let cell = tables.last_mut().unwrap().last_mut().unwrap().last_mut();
                    cell.unwrap().push_str(&out.last().unwrap().1);
                }
                _ => {}
            },
            Xml::Empty(e) if e.name().as_ref() == "w:pStyle" => {
                let style = e.try_get_attribute("w:val").unwrap().unwrap();
                out.last_mut().unwrap().0 = style.value.to_string();
            }
            Xml::Text(t) if inside => out.last_mut().unwrap().1.push_str(&t),
            Xml::GeneralRef(r) if inside => {
                let sign = match &*r {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => r.resolve_char_ref().unwrap().unwrap(),
                };
                out.last_mut().unwrap().1.push(sign);
            }
            Xml::Eof => return out,
            _ => {}
        }
    }
}

fn xlsx(bytes: &[u8]) -> Said {
    for (name, part) in assert_sound(bytes) {
        let part = utf8(&part).to_owned();
        assert!(!part.contains("<f>") && !part.contains("<f "), "a formula in {name}");
    }
    let mut said = Said::default();
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "a formula in {name}");
        let range = book.worksheet_range(&name).unwrap();
        for cell in range.rows().flatten() {
            said.say(&name, shown(cell));
        }
        let rows = range.rows().map(|r| r.iter().map(shown).collect());
        said.tables.push(rows.collect());
    }
    said
}

/// A cell as it is, a share as a percentage with one place.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(n) if n.fract() != 0.0 => format!("{:.1}", n * 100.0),
        Data::DateTime(d) => {
            let (year, month, day, ..) = d.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => folded(&other.to_string()),
    }
}

fn csv(bytes: &[u8]) -> Said {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("Excel's mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut said = Said::default();
    let mut table = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        for cell in &record {
            let first = cell.trim_start().chars().next().unwrap_or(' ');
            assert!(!"=+-@＝＋－＠".contains(first), "{cell:?}");
            // What it has before it so that no spreadsheet reckons it.
            said.say("cell", cell.strip_prefix('\'').unwrap_or(cell));
        }
        table.push(record.iter().map(folded).collect());
    }
    said.tables.push(table);
    said
}

fn json(bytes: &[u8]) -> Said {
    fn walk(said: &mut Said, place: &str, value: &Json) {
        match value {
            Json::String(text) => said.say(place, text),
            Json::Array(list) => list.iter().for_each(|v| walk(said, place, v)),
            Json::Object(map) => map
                .iter()
                // What a critical friend says depends on the length of the texts.
                .filter(|(key, _)| *key != "notes")
                .for_each(|(key, v)| walk(said, &format!("{place}.{key}"), v)),
            other => said.say(place, other.to_string()),
        }
    }
    let mut said = Said::default();
    walk(&mut said, "", &serde_json::from_slice(bytes).unwrap());
    said
}
