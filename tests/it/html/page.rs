//! A page as a tree, read by a tokenizer that follows the standard for HTML, and by rules that are stricter than it: every error is
//! one, every element is closed, and nothing is closed that is not open.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// An element, or a text without a name.
#[derive(Debug, Clone, Default)]
pub struct Node {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    text: String,
    inside: Vec<Node>,
}

impl Node {
    /// An attribute, or nothing.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The elements right inside.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        self.inside.iter().filter(|n| !n.name.is_empty())
    }

    /// Itself and every element inside, in order.
    pub fn nodes(&self) -> Vec<&Node> {
        let mut out = vec![self];
        for node in self.children() {
            out.extend(node.nodes());
        }
        out
    }

    /// The elements of a name.
    pub fn all(&self, name: &str) -> Vec<&Node> {
        self.nodes().into_iter().filter(|n| n.name == name).collect()
    }

    /// Its text.
    pub fn words(&self) -> String {
        if self.name.is_empty() && !self.text.is_empty() {
            return self.text.clone();
        }
        self.inside.iter().map(Node::words).collect()
    }

    /// Its text, and that of what is only read aloud.
    pub fn everything(&self) -> String {
        let mut out = self.words();
        for node in self.nodes() {
            out.push('\n');
            out.push_str(node.attribute("aria-label"));
        }
        out
    }
}

const VOID: &[&str] = &["meta", "link", "br", "hr"];
/// What a page may be made of.
const KNOWN: &[&str] = &[
    "html",
    "head",
    "body",
    "title",
    "style",
    "header",
    "nav",
    "main",
    "footer",
    "div",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "a",
    "strong",
    "del",
    "ins",
    "bdi",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "figure",
    "figcaption",
    "pre",
    "svg",
    "desc",
    "path",
    "rect",
    "circle",
    "text",
];

/// Reads a page.
#[track_caller]
pub fn parse(html: &str) -> Node {
    parse_knowing(html, &[])
}

/// Reads a page that may be made of these elements too.
#[track_caller]
pub fn parse_knowing(html: &str, more: &[&str]) -> Node {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open = vec![Node::default()];
    let string = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let node = Node {
                    name: string(&tag.name),
                    attributes: tag.attributes.iter().map(|(k, v)| (string(k), string(v))).collect(),
                    ..Node::default()
                };
                let void = VOID.contains(&node.name.as_str());
                let known = KNOWN.contains(&node.name.as_str()) || more.contains(&node.name.as_str());
                assert!(void || known, "<{}>", node.name);
                if void {
                    open.last_mut().unwrap().inside.push(node);
                } else {
                    open.push(node);
                }
            }
            Token::EndTag(tag) => {
                let node = open.pop().unwrap();
                assert_eq!(node.name, string(&tag.name), "closed in another order than opened");
                open.last_mut().unwrap().inside.push(node);
            }
            Token::String(text) => open.last_mut().unwrap().inside.push(Node {
                text: string(&text),
                ..Node::default()
            }),
            Token::Comment(comment) => assert!(string(&comment).contains("made by assure")),
            Token::Doctype(doctype) => assert!(!doctype.force_quirks),
            Token::Error(error) => panic!("{error:?} in {html}"),
        }
    }
    assert_eq!(open.len(), 1, "something is not closed");
    open.pop().unwrap()
}
