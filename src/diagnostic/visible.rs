//! Text from files and users, made safe to look at: nothing in it moves a cursor, turns the reading direction or hides.

use std::borrow::Cow;

/// Text for one line of a terminal or a page: what has no look of its own gets one.
pub fn clean(text: &str) -> String {
    make_visible(text, LineEnds::Folded).into_owned()
}

/// Like [`clean`], but keeps line ends. Nearly every text comes back as it is.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    make_visible(text, LineEnds::Kept)
}

/// What becomes of the ends of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnds {
    Folded,
    Kept,
}

/// Character for character, so that positions in the cleaned text are positions in the text.
fn make_visible(text: &str, line_ends: LineEnds) -> Cow<'_, str> {
    let mut out = String::new();
    // What stands before this is in `out`; what stands behind it up to `rest` is to stay as it is.
    let mut done = 0;
    let mut rest = text;
    loop {
        // Nearly all of it is plain letters: they are passed over in one go.
        let plain = match line_ends {
            LineEnds::Folded => leading(rest, |b| matches!(b, b' '..=b'~')),
            LineEnds::Kept => leading(rest, |b| matches!(b, b' '..=b'~' | b'\n')),
        };
        let (_, behind) = rest.split_at(plain);
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        let shown = visible(c);
        let at = text.len() - behind.len();
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        if shown == c || joins(before, c, rest.chars().next()) {
            continue;
        }
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push(shown);
        done = text.len() - rest.len();
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Whether every byte of a text is of a kind.
///
/// They are looked at many at a time: what is asked of every byte of every text is to cost less than a step a byte.
pub(crate) fn all_bytes(text: &str, is: impl Fn(u8) -> bool) -> bool {
    leading(text, is) == text.len()
}

/// How many bytes at the beginning of a text are of a kind.
fn leading(text: &str, is: impl Fn(u8) -> bool) -> usize {
    let all = |bytes: &[u8; 32]| bytes.iter().fold(true, |all, b| all & is(*b));
    let (chunks, _) = text.as_bytes().as_chunks::<32>();
    let done = 32 * chunks.iter().take_while(|chunk| all(chunk)).count();
    let rest = text.as_bytes().get(done..).unwrap_or_default();
    done + rest.iter().take_while(|b| is(**b)).count()
}

/// Whether a character without a look of its own is part of a picture that has one.
///
/// A joiner makes one family of several faces, and a selector behind a sign chooses its picture: without them, what a person typed
/// falls apart. Anywhere else the same characters only hide something, and are shown.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '\u{200d}' => before.is_some_and(|b| is_picture(b) || is_selector(b)) && after.is_some_and(is_picture),
        c if is_selector(c) => {
            before.is_some_and(|b| is_picture(b) || matches!(b, '0'..='9' | '#' | '*' | '©' | '®' | '‼' | '⁉'))
        }
        _ => false,
    }
}

/// The two selectors that say whether a sign is drawn as text or as a picture.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// The blocks that emoji are in, skin tones among them.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2122}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// One character made visible, and harmless on a terminal.
fn visible(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        '\u{7f}' => '\u{2421}',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        // A place where a word may be broken: that is what it looks like.
        '\u{ad}' => '-',
        c if is_unseen(c) => '\u{fffd}',
        c => c,
    }
}

/// Whether a character acts or hides instead of being seen: control characters but for tab and line end, and everything that
/// turns the reading direction, has no width or selects a variant. For formats that can write it as an escape instead.
pub fn is_unseen(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        c if c.is_control() => true,
        c => matches!(c,
            // Soft hyphen, joiners and fillers of several scripts.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            // Zero width and direction; line and paragraph separators; embeddings, overrides and isolates.
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            // Tags and further selectors: a whole sentence can be written in them.
            | '\u{e0000}'..='\u{e0fff}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_turns_or_hides_is_shown() {
        let ranges = [
            0x00..=0x08,
            0x0b..=0x1f,
            0x7f..=0x9f,
            0xad..=0xad,
            0x61c..=0x61c,
            0x200b..=0x200f,
            0x2028..=0x202e,
            0x2060..=0x206f,
            0xfe00..=0xfe0f,
            0xfeff..=0xfeff,
            0xe0000..=0xe01ef,
        ];
        for code in ranges.into_iter().flatten() {
            let Some(c) = char::from_u32(code) else { continue };
            let text = format!("a{c}b");
            for cleaned in [clean(&text), clean_lines(&text).into_owned()] {
                assert!(!cleaned.contains(c), "U+{code:04X} passes");
                assert_eq!(cleaned.chars().count(), 3, "U+{code:04X} is not shown");
            }
            assert!(is_unseen(c) || c == '\r', "U+{code:04X} is not escaped");
        }
        assert_eq!(clean("a\nb\tc"), "a b c");
        assert_eq!(clean_lines("a\nb"), "a\nb");
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in [
            "Pobl ifanc ym Môn: ŵ ŷ â, y Fenni",
            "e\u{301}te\u{301} nai\u{308}f",
            "👩\u{200d}👩\u{200d}👧\u{200d}👦 and ❤\u{fe0f}\u{200d}🔥 and 1\u{fe0f}\u{20e3}",
            "👍🏽 👩🏽\u{200d}🚀 🇬🇧",
            "বাংলা اردو 中文 ½ £5 – “so” it’s",
        ] {
            assert_eq!(clean(text), text);
        }
        assert_eq!(clean("a\u{200d}b"), "a\u{fffd}b", "a joiner between letters hides");
        assert_eq!(clean("👩\u{200d}"), "👩\u{fffd}");
        assert_eq!(clean("a\u{fe0f}"), "a\u{fffd}");
    }
}
