//! HTML: one page that is complete in itself. It runs no script and asks the network for nothing, reads in light and dark, on a
//! telephone and on A4, and its folds are open on paper.

mod blocks;
mod chart;
pub(in crate::render) mod markup;
mod outline;
mod spans;
mod table;

use super::{Format, Page, Rendering, Seal};
use crate::document::{Block, Text, is_short};
use markup::Markup;
use outline::{Entry, Outline};

/// The format.
pub const FORMAT: Format = Format {
    name: "html",
    about: "A page for a browser, which also prints",
    endings: &["html", "htm"],
    seal: Some(Seal::LastLine),
    source: Rendering::Blocks(|blocks, _: &Page| html(blocks).into_bytes()),
};

const STYLE: &str = include_str!("html/page.css");

/// What a page is called that has no heading of its own.
const UNTITLED: &str = "assure";

/// A document as one page, ending in a line end.
pub fn html(blocks: &[Block]) -> String {
    let (title, rest) = titled(blocks);
    let outline = Outline::of(rest.iter().copied());
    let short = is_short(blocks);
    let mut out = Markup::default();
    head(&mut out, &title);
    out.raw(if short { "<body class=\"short\">\n" } else { "<body>\n" });
    out.raw("<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>\n<div>\n");
    out.raw("<h1>");
    spans::line(&mut out, &title, &outline, spans::Links::Off);
    out.raw("</h1>\n</div>\n</header>\n");
    let contents = if short { Vec::new() } else { outline.contents() };
    out.raw(if contents.is_empty() {
        "<div class=\"page\">\n"
    } else {
        "<div class=\"page beside\">\n"
    });
    nav(&mut out, &contents);
    out.raw("<main id=\"main\" tabindex=\"-1\">\n");
    let mut writer = blocks::Writer::new(&mut out, &outline, &title);
    for block in rest {
        writer.block(block);
    }
    out.raw("</main>\n</div>\n<footer>\n<div>\n<p>Made with assure. ");
    out.raw("This page is complete in itself: it runs no script and loads nothing.</p>\n</div>\n</footer>\n</body>\n</html>\n");
    out.finish()
}

/// The title, and the blocks that are left for the page. Some documents have no heading of their own: then what they say first is
/// one, for a page without a name is lost among tabs and in a screen reader.
fn titled(blocks: &[Block]) -> (Text, Vec<&Block>) {
    let own = blocks.iter().position(|b| matches!(b, Block::Heading(0 | 1, _)));
    let at = own.unwrap_or(0);
    match blocks.get(at) {
        Some(Block::Heading(_, text) | Block::Paragraph(text)) => {
            let rest = blocks.iter().enumerate().filter(|(i, _)| *i != at);
            (text.clone(), rest.map(|(_, b)| b).collect())
        }
        _ => (UNTITLED.into(), blocks.iter().collect()),
    }
}

/// Everything before the body. The policy holds should a mistake of ours ever let something through: a browser then still runs no
/// script and loads nothing. The icon is empty so that a browser does not ask a server for one.
fn head(out: &mut Markup, title: &Text) {
    out.raw("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.raw("<meta name=\"format-detection\" content=\"telephone=no\">\n<title>");
    out.words(&spans::plain(title));
    out.raw("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n");
    out.raw(STYLE);
    out.raw("</style>\n</head>\n");
}

/// The contents: the headings of level 2, and those of level 3 inside.
fn nav(out: &mut Markup, contents: &[(&Entry, Vec<&Entry>)]) {
    if contents.is_empty() {
        return;
    }
    let link = |out: &mut Markup, entry: &Entry| {
        out.open("a", &[("href", &format!("#{}", entry.anchor))]);
        out.text(&entry.title);
        out.close("a");
    };
    out.raw("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ul>\n");
    for (part, inside) in contents {
        out.raw("<li>");
        link(out, part);
        if !inside.is_empty() {
            out.raw("\n<ul>\n");
            for entry in inside {
                out.raw("<li>");
                link(out, entry);
                out.raw("</li>\n");
            }
            out.raw("</ul>\n");
        }
        out.raw("</li>\n");
    }
    out.raw("</ul>\n</nav>\n");
}
