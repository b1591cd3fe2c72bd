//! Lines of text.

use super::markup::Markup;
use super::outline::Outline;
use crate::document::{Span, Text};
use crate::escape::{one_line, web_address};

/// Whether a line may hold links: inside a link, or in what is clicked to unfold a part, it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// It may.
    On,
    /// Their text alone.
    Off,
}

/// A line on the page.
pub fn line(out: &mut Markup, text: &Text, outline: &Outline, links: Links) {
    // The spaces between pieces are theirs; those at the ends of the line are nobody's.
    let (mut begun, mut gap) = (false, false);
    for span in text.spans() {
        let words = words(span);
        gap = begun && (gap || words.starts_with(char::is_whitespace));
        let folded = one_line(words);
        if folded.is_empty() {
            continue;
        }
        if gap {
            out.raw(" ");
        }
        piece(out, span, &folded, outline, links);
        (begun, gap) = (true, words.ends_with(char::is_whitespace));
    }
}

fn piece(out: &mut Markup, span: &Span, words: &str, outline: &Outline, links: Links) {
    let marked = |out: &mut Markup, name: &'static str| {
        out.open(name, &[]);
        out.text(words);
        out.close(name);
    };
    let linked = |out: &mut Markup, href: Option<String>| match href.filter(|_| links == Links::On) {
        Some(href) => {
            out.open("a", &[("href", &href)]);
            out.text(words);
            out.close("a");
        }
        None => out.text(words),
    };
    match span {
        Span::Plain(_) => out.text(words),
        Span::Strong(_) => marked(out, "strong"),
        Span::Removed(_) => marked(out, "del"),
        Span::Added(_) => marked(out, "ins"),
        // A link that leads nowhere is worse than none.
        Span::Reference { to, .. } => linked(out, outline.anchor_of(to).map(|anchor| format!("#{anchor}"))),
        Span::Address(address) => linked(out, web_address(address).map(str::to_owned)),
    }
}

fn words(span: &Span) -> &str {
    match span {
        Span::Plain(text) | Span::Strong(text) | Span::Removed(text) | Span::Added(text) | Span::Address(text) => text,
        Span::Reference { text, .. } => text,
    }
}

/// The words alone, in one line.
pub fn plain(text: &Text) -> String {
    one_line(&text.spans().iter().map(words).collect::<String>()).into_owned()
}
