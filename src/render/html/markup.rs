//! The only door to the page. Markup goes in as it is and is part of the program; everything else is text, and is escaped on its
//! way in: there is no third way.

use crate::diagnostic::clean;

/// A page, or a piece of one.
#[derive(Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// Markup that stands in the program.
    pub fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// A start tag; values are escaped.
    pub fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.extend(["<", name]);
        for (attribute, value) in attributes {
            self.0.extend([" ", attribute, "=\""]);
            self.words(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// An end tag.
    pub fn close(&mut self, name: &'static str) {
        self.0.extend(["</", name, ">"]);
    }

    /// Text on the page. What runs from right to left is kept apart from its neighbours: their order stays what it was.
    pub fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(run) = right_to_left(rest) {
            let (before, behind) = rest.split_at_checked(run.start).unwrap_or((rest, ""));
            let (inside, after) = behind.split_at_checked(run.len()).unwrap_or((behind, ""));
            self.words(before);
            self.raw("<bdi>");
            self.words(inside);
            self.raw("</bdi>");
            rest = after;
        }
        self.words(rest);
    }

    /// Text where no element can be: in a title, an attribute or a picture.
    pub fn words(&mut self, text: &str) {
        for c in clean(text).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c if is_no_character(c) => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
    }

    /// Data for a script of the page. No text in it can end the element that it stands in, or begin a comment.
    pub fn json(&mut self, data: &serde_json::Value) {
        for c in data.to_string().chars() {
            match c {
                // Outside of texts, JSON has none of these.
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => self.0.push_str(&format!("\\u{:04x}", c as u32)),
                c if is_no_character(c) => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
    }

    /// The end of a line.
    pub fn line_end(&mut self) {
        self.0.push('\n');
    }

    /// The page.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Places that Unicode promises never to fill; a page that holds one is not valid.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe
}

/// From the first letter that runs from right to left to the last one before letters that do not.
fn right_to_left(text: &str) -> Option<std::ops::Range<usize>> {
    let mut run: Option<std::ops::Range<usize>> = None;
    for (at, c) in text.char_indices() {
        if runs_left(c) {
            let end = at + c.len_utf8();
            run = Some(run.map_or(at, |r| r.start)..end);
        } else if c.is_alphabetic() && run.is_some() {
            break;
        }
    }
    run
}

fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = Markup::default();
        out.text(text);
        out.finish()
    }

    #[test]
    fn text_is_text_and_nothing_turns_its_neighbours() {
        assert_eq!(text("a<b & \"c\">'"), "a&lt;b &amp; &quot;c&quot;&gt;'");
        assert_eq!(
            text("a\u{202e}b\u{0}\u{fdd0}\u{10ffff}"),
            "a\u{fffd}b\u{2400}\u{fffd}\u{fffd}"
        );
        assert_eq!(text("x אב 12 גד, 3 y"), "x <bdi>אב 12 גד</bdi>, 3 y");
        assert_eq!(text("سلام<"), "<bdi>سلام</bdi>&lt;");
        assert_eq!(text("ŵ ŷ 中 👩\u{200d}🚀"), "ŵ ŷ 中 👩\u{200d}🚀");
        let mut out = Markup::default();
        out.open("a", &[("href", "\"><script>")]);
        assert_eq!(out.finish(), "<a href=\"&quot;&gt;&lt;script&gt;\">");
    }
}
