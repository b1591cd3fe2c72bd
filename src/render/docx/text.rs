//! Text in a paragraph: runs, links and fields.

use super::super::office::xml::Xml;
use super::super::office::{line, web_address};
use super::body::Body;
use crate::document::{Span, Text};
use crate::escape::one_line;

/// The name of a link to the web, by its number.
pub(super) fn link(n: usize) -> String {
    format!("rIdLink{n}")
}

/// The number of a numbered list: behind those that the styles have.
pub(super) fn list(n: usize) -> String {
    (n + 3).to_string()
}

/// What a piece says.
pub(super) fn words(span: &Span) -> &str {
    match span {
        Span::Plain(text) | Span::Strong(text) | Span::Removed(text) | Span::Added(text) | Span::Address(text) => text,
        Span::Reference { text, .. } => text,
    }
}

/// A piece in one line; a space at either end is kept, because a neighbour may stand there.
pub(super) fn folded(text: &str) -> String {
    let inside = line(&one_line(text));
    let space = |is: bool| if is { " " } else { "" };
    if inside.is_empty() {
        return space(!text.is_empty()).to_owned();
    }
    let before = space(text.starts_with(char::is_whitespace));
    [before, inside.as_str(), space(text.ends_with(char::is_whitespace))].concat()
}

/// A run of text in one style; it is in one line and clean already.
pub(super) fn run(x: &mut Xml, text: &str, style: Option<&str>) {
    if text.is_empty() {
        return;
    }
    x.element("w:r", &[], |x| {
        if let Some(style) = style {
            x.element("w:rPr", &[], |x| x.value("w:rStyle", style));
        }
        x.element("w:t", &[("xml:space", "preserve")], |x| x.text(text));
    });
}

/// A field, and what it shows until a word processor reckons it.
pub(super) fn field(x: &mut Xml, code: &str, shown: &str) {
    mark(x, "begin");
    instruction(x, code);
    mark(x, "separate");
    run(x, shown, None);
    mark(x, "end");
}

/// One of the marks around a field's parts.
pub(super) fn mark(x: &mut Xml, kind: &str) {
    x.element("w:r", &[], |x| x.empty("w:fldChar", &[("w:fldCharType", kind)]));
}

/// What a field is to show.
pub(super) fn instruction(x: &mut Xml, code: &str) {
    x.element("w:r", &[], |x| {
        x.element("w:instrText", &[("xml:space", "preserve")], |x| {
            x.text(&format!(" {code} "))
        });
    });
}

/// A link inside the document.
pub(super) fn leads_to(x: &mut Xml, bookmark: &str, text: &str, style: Option<&str>) {
    x.element("w:hyperlink", &[("w:anchor", bookmark), ("w:history", "1")], |x| {
        run(x, text, style);
    });
}

impl Body {
    /// The pieces of a line.
    pub(super) fn runs(&mut self, x: &mut Xml, text: &Text) {
        for span in text.spans() {
            let said = folded(words(span));
            match span {
                Span::Plain(_) => run(x, &said, None),
                Span::Strong(_) => run(x, &said, Some("Strong")),
                Span::Removed(_) => run(x, &said, Some("Removed")),
                Span::Added(_) => run(x, &said, Some("Added")),
                Span::Address(address) => match web_address(address) {
                    Some(to) => {
                        let id = link(self.link_to(to));
                        x.element("w:hyperlink", &[("r:id", &id), ("w:history", "1")], |x| {
                            run(x, &said, Some("Hyperlink"));
                        });
                    }
                    None => run(x, &said, None),
                },
                // A part that is not there, as in a piece of a report, cannot be led to.
                Span::Reference { to, .. } => match self.bookmarks.get(to) {
                    Some(bookmark) => leads_to(x, bookmark, &said, Some("Hyperlink")),
                    None => run(x, &said, None),
                },
            }
        }
    }

    fn link_to(&mut self, address: &str) -> usize {
        self.links.iter().position(|l| l == address).unwrap_or_else(|| {
            self.links.push(address.to_owned());
            self.links.len() - 1
        })
    }
}
