//! XML that cannot but be well-formed: an element closes where its contents end, and every text and attribute is escaped.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An attribute: its name and value.
pub type Attribute<'a> = (&'a str, &'a str);

/// XML as it is written.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A piece without a declaration.
    pub fn piece() -> Self {
        Xml(Writer::new(Vec::with_capacity(1024)))
    }

    /// A file with one element, and what is in it.
    pub fn file(root: &str, attributes: &[Attribute<'_>], inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml::piece();
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml.element(root, attributes, inside);
        xml.into_bytes()
    }

    /// An element, and what is in it.
    pub fn element(&mut self, name: &str, attributes: &[Attribute<'_>], inside: impl FnOnce(&mut Xml)) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element with one attribute of the word processor's, and nothing in it.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(text)));
    }

    /// What a piece holds, as it is.
    pub fn append(&mut self, piece: Xml) {
        self.0.get_mut().extend(piece.into_bytes());
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn event(&mut self, event: Event<'_>) {
        // Memory takes whatever is written to it.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[Attribute<'a>]) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_is_escaped() {
        let mut xml = Xml::piece();
        xml.element("a", &[("b", "\"<&>'")], |x| {
            x.text("<c> & ]]> \u{1f600}");
            x.empty("d", &[]);
        });
        let text = String::from_utf8(xml.into_bytes()).unwrap();
        assert_eq!(
            text,
            "<a b=\"&quot;&lt;&amp;&gt;&apos;\">&lt;c&gt; &amp; ]]&gt; \u{1f600}<d/></a>"
        );
    }
}
