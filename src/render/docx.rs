//! Word: a document with real styles, so that it can be edited, restyled, listened to and printed.
//!
//! Its parts are written here, packed by `zip` and with XML by `quick-xml`. The library that makes such documents (docx-rs 0.4) has no way to mark a
//! table's first row as its header, and none to say the language, and what a reader who listens needs most is just these two. The fixed
//! parts (styles, list marks, settings) are files beside this one.

mod body;
mod contents;
mod table;
mod text;

use super::office::line;
use super::office::package::{PackagePart, RELATIONS, TYPES, pack};
use super::office::xml::{Attribute, Xml};
use super::{Format, Page, Rendering, Seal};
use crate::document::{Block, Text, is_short};
use body::Body;

/// The format.
pub const FORMAT: Format = Format {
    name: "docx",
    about: "A Word document",
    endings: &["docx"],
    seal: Some(Seal::Package),
    source: Rendering::Blocks(|blocks, _: &Page| docx(blocks)),
};

const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");

/// The text's own name for itself, the names of relations, and what stands before the types of the parts.
const WORD: Attribute<'_> = (
    "xmlns:w",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
);
const LINKS: Attribute<'_> = (
    "xmlns:r",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
);
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The parts that the document leads to: file, what it is, and the name under which it is led to.
const BESIDE: [(&str, &str, &str); 4] = [
    ("styles.xml", "styles", "rIdStyles"),
    ("numbering.xml", "numbering", "rIdNumbering"),
    ("settings.xml", "settings", "rIdSettings"),
    ("footer1.xml", "footer", FOOTER),
];
/// The name under which a section finds its footer.
const FOOTER: &str = "rIdFooter";

/// A document as the bytes of a .docx.
pub fn docx(blocks: &[Block]) -> Vec<u8> {
    let title = title(blocks);
    let body = Body::of(blocks);
    let mut parts: Vec<PackagePart> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| parts.push((name.to_owned(), bytes));
    add(TYPES, types());
    add(RELATIONS, relations());
    add("docProps/core.xml", core(&title));
    add("word/_rels/document.xml.rels", links(&body.links));
    add("word/numbering.xml", numbering(body.numbered));
    add("word/document.xml", body.finished());
    add("word/styles.xml", styles(blocks).into());
    add("word/settings.xml", SETTINGS.into());
    add("word/footer1.xml", footer(&title));
    pack(&parts)
}

/// The styles. A document of a few pages stands closer.
fn styles(blocks: &[Block]) -> String {
    if is_short(blocks) {
        const CLOSER: [(&str, &str); 5] = [
            ("w:after=\"120\" w:line=\"276\"", "w:after=\"60\" w:line=\"247\""),
            ("w:before=\"400\" w:after=\"160\"", "w:before=\"200\" w:after=\"60\""),
            ("w:before=\"320\" w:after=\"120\"", "w:before=\"160\" w:after=\"60\""),
            ("w:before=\"260\" w:after=\"80\"", "w:before=\"120\" w:after=\"40\""),
            ("<w:spacing w:after=\"80\"/>", "<w:spacing w:after=\"40\"/>"),
        ];
        let closer = |styles: String, (from, to): &(&str, &str)| styles.replace(from, to);
        CLOSER.iter().fold(STYLES.to_owned(), closer)
    } else {
        STYLES.to_owned()
    }
}

/// What the document is called: its title, or its first heading.
fn title(blocks: &[Block]) -> String {
    let heading = blocks.iter().find_map(|b| match b {
        Block::Heading(_, text) => Some(text),
        Block::Fold(fold) => Some(&fold.title),
        _ => None,
    });
    heading.map_or_else(|| "assure".to_owned(), |text| plain(text).trim().to_owned())
}

/// A text without what is done to its pieces.
fn plain(text: &Text) -> String {
    text.spans().iter().map(|s| text::folded(text::words(s))).collect()
}

fn types() -> Vec<u8> {
    let spaces = [("xmlns", format!("{PACKAGE}/content-types"))];
    Xml::file("Types", &borrowed(&spaces), |x| {
        for (ending, kind) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ] {
            x.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
        let mut part = |name: &str, kind: &str| {
            x.empty("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        part("/word/document.xml", &format!("{TYPE}.document.main+xml"));
        for (file, kind, _) in BESIDE {
            part(&format!("/word/{file}"), &format!("{TYPE}.{kind}+xml"));
        }
        part("/docProps/core.xml", CORE_TYPE);
    })
}

fn relations() -> Vec<u8> {
    let spaces = [("xmlns", format!("{PACKAGE}/relationships"))];
    Xml::file("Relationships", &borrowed(&spaces), |x| {
        relation(
            x,
            "rId1",
            &format!("{RELATED}/officeDocument"),
            "word/document.xml",
            &[],
        );
        let core = format!("{PACKAGE}/relationships/metadata/core-properties");
        relation(x, "rId2", &core, "docProps/core.xml", &[]);
    })
}

/// What the document leads to: its other parts, and the web.
fn links(addresses: &[String]) -> Vec<u8> {
    let spaces = [("xmlns", format!("{PACKAGE}/relationships"))];
    Xml::file("Relationships", &borrowed(&spaces), |x| {
        for (file, kind, id) in BESIDE {
            relation(x, id, &format!("{RELATED}/{kind}"), file, &[]);
        }
        for (n, address) in addresses.iter().enumerate() {
            let outside = [("TargetMode", "External")];
            relation(x, &text::link(n), &format!("{RELATED}/hyperlink"), address, &outside);
        }
    })
}

fn relation(x: &mut Xml, id: &str, kind: &str, target: &str, more: &[Attribute<'_>]) {
    let mut attributes = vec![("Id", id), ("Type", kind), ("Target", target)];
    attributes.extend(more);
    x.empty("Relationship", &attributes);
}

/// Title and language. No date: the same report is the same file on any day.
fn core(title: &str) -> Vec<u8> {
    let core = format!("{PACKAGE}/metadata/core-properties");
    let spaces = [
        ("xmlns:cp", core.as_str()),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    Xml::file("cp:coreProperties", &spaces, |x| {
        x.element("dc:title", &[], |x| x.text(&line(title)));
        x.element("dc:language", &[], |x| x.text("en-GB"));
    })
}

/// The marks of lists, with one more list for each numbered one: each begins at 1.
fn numbering(lists: usize) -> Vec<u8> {
    let mut more = Xml::piece();
    for n in 0..lists {
        more.element("w:num", &[("w:numId", &text::list(n))], |x| {
            x.value("w:abstractNumId", "1");
            x.element("w:lvlOverride", &[("w:ilvl", "0")], |x| x.value("w:startOverride", "1"));
        });
    }
    let (before, end) = NUMBERING.rsplit_once("</").unwrap_or((NUMBERING, ""));
    [before.as_bytes(), &more.into_bytes(), b"</", end.as_bytes()].concat()
}

/// The title, and which page of how many.
fn footer(title: &str) -> Vec<u8> {
    Xml::file("w:ftr", &[WORD], |x| {
        x.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| x.value("w:pStyle", "Footer"));
            // No tab before the page: some pages are wider than others.
            text::run(x, &format!("{title} · page "), None);
            text::field(x, "PAGE", "1");
            text::run(x, " of ", None);
            text::field(x, "NUMPAGES", "1");
        });
    })
}

fn borrowed<'a>(attributes: &'a [(&'a str, String)]) -> Vec<Attribute<'a>> {
    attributes.iter().map(|(name, value)| (*name, value.as_str())).collect()
}
