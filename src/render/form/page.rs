//! The form as a page for a browser: questions one by one, a draft that the browser keeps, and an answer file to save. It runs the script
//! that stands in it and nothing else, and asks the network for nothing; without a script, and on paper, it is a form for a pen.
//!
//! What a person writes goes into the same answer file that the interview writes. The texts of checklists and of last year's answers reach
//! the script as data, and the page as text nodes.

mod data;
mod paper;

use sha2::{Digest as _, Sha256};

use super::FormFormat;
use crate::diagnostic::clean;
use crate::form::Form;
use crate::render::Seal;
use crate::render::html::markup::Markup;

/// The format.
pub const FORMAT: FormFormat = FormFormat {
    name: "html",
    about: "A page for any browser, which needs nothing installed and no network; on paper a form for a pen",
    endings: &["html", "htm"],
    seal: Some(Seal::LastLine),
    write: |form| page(form).into_bytes(),
};

const STYLE: &str = include_str!("page/page.css");

/// One script in the order in which its parts build on each other, closed in itself.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("page/toml.js"),
    include_str!("page/draft.js"),
    include_str!("page/file.js"),
    include_str!("page/parts.js"),
    include_str!("page/question.js"),
    include_str!("page/pages.js"),
    "})();\n",
);

/// A form as one page, ending in a line end.
pub fn page(form: &Form) -> String {
    let mut out = Markup::default();
    head(&mut out, form);
    out.raw("<body>\n<a class=\"skip\" id=\"skip\" href=\"#main\" hidden>Skip to the content</a>\n");
    out.raw("<header id=\"service\" hidden>\n<div><a href=\"#/\">");
    out.text(&form.title);
    out.raw("</a></div>\n</header>\n");
    out.raw("<noscript><p class=\"none\">This browser runs no script on this page, so it cannot be filled in on the screen. ");
    out.raw("You can print it and fill it in by pen, or ask for the form as a spreadsheet or as plain text.</p></noscript>\n");
    out.raw("<p id=\"status\" class=\"heard\" role=\"status\"></p>\n<div id=\"app\"></div>\n");
    paper::form(&mut out, form);
    out.raw(
        "<footer>\n<div>\n<p>Made with assure. This page is complete in itself: it loads nothing and sends nothing. ",
    );
    out.raw("What you write stays in this browser until you save it as a file.</p>\n</div>\n</footer>\n");
    out.raw("<script type=\"application/json\" id=\"form-data\">");
    out.json(&data::of(form));
    out.raw("</script>\n<script>");
    out.raw(SCRIPT);
    out.raw("</script>\n</body>\n</html>\n");
    out.finish()
}

/// Whether a text is such a page. What was written into one stays in the browser: no answer is in it.
pub fn is_page(text: &str) -> bool {
    text.trim_start().starts_with("<!") && text.contains("id=\"form-data\"")
}

/// Everything before the body. Script and style are allowed by their digests: nothing else runs, should anything ever get in.
fn head(out: &mut Markup, form: &Form) {
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        allowed(SCRIPT),
        allowed(STYLE)
    );
    out.raw("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.open(
        "meta",
        &[("http-equiv", "Content-Security-Policy"), ("content", &policy)],
    );
    out.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.raw("<meta name=\"format-detection\" content=\"telephone=no\">\n<title>");
    out.words(&clean(&form.title));
    out.raw("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>");
    out.raw(STYLE);
    out.raw("</style>\n</head>\n");
}

/// How a policy names what stands between two tags.
fn allowed(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Bytes in base64: of one digest a page, which wants no library.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, i| {
            bits << 8 | three.get(i).map_or(0, |b| usize::from(*b))
        });
        for i in 0..4 {
            let sign = SIGNS.get(bits >> (18 - 6 * i) & 63).map_or('=', |s| char::from(*s));
            out.push(if i <= three.len() { sign } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
