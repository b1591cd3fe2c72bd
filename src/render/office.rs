//! What the formats of office programs share: the package that such a file is, the XML inside it, and text that may stand in it.

pub mod package;
pub mod xml;

use crate::diagnostic::{clean, clean_lines};

/// A text in one line: what acts or hides is made visible, and what XML cannot hold is replaced.
pub fn line(text: &str) -> String {
    legal(clean(text))
}

/// The same with its line ends kept, one character each.
pub fn lines(text: &str) -> String {
    if text.contains('\r') {
        return legal(clean_lines(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned());
    }
    legal(clean_lines(text).into_owned())
}

/// Two code points are no characters, and no XML holds them; every other that XML forbids is a control character, and shown by now.
fn legal(text: String) -> String {
    if text.contains(['\u{fffe}', '\u{ffff}']) {
        return text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    }
    text
}

/// About how wide a text is in Arial, in thousandths of its size; at most some millions.
pub fn width_of(text: &str) -> u32 {
    let sign = |c| match c {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' => 260,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '-' | '/' => 333,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 870,
        'A'..='Z' => 700,
        c if c.is_ascii() || ('\u{a0}'..'\u{2fff}').contains(&c) => 560,
        _ => 1000,
    };
    // Longer than any page is wide, whatever follows.
    text.chars().take(4_000).map(sign).sum()
}

/// The longest address that becomes a link: what office programs take.
const LONGEST_ADDRESS: usize = 2000;

/// A text as a web address, where it is one that every office program takes for one. They call a whole file damaged over a single
/// address that is none, so that anything in doubt stays text.
pub fn web_address(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let named = name.len() <= 253 && name.split('.').all(label);
    let ported = port.is_none_or(|p| (1..=5).contains(&p.len()) && p.parse::<u16>().is_ok());
    (text.len() <= LONGEST_ADDRESS && named && ported && is_path(rest)).then_some(text)
}

/// Whether what follows the host has only signs that an address may have, with at most one `#`.
fn is_path(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    rest.matches('#').count() < 2
        && bytes.iter().enumerate().all(|(i, b)| match b {
            b'%' => hex(i + 1) && hex(i + 2),
            b => b.is_ascii_alphanumeric() || b"-._~/?#@!$&'()*+,;=:".contains(b),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_web_address_beyond_doubt_is_one() {
        for good in [
            "https://example.org",
            " http://www.example.org:8080/a_b/(c)?d=e%20f&g=*#h ",
            "https://a-b.gov.uk/x;y,z",
        ] {
            assert_eq!(web_address(good), Some(good.trim()));
        }
        for bad in [
            "",
            "https://",
            "https:///x",
            "ftp://example.org",
            "javascript:alert(1)",
            "https://[::1]/",
            "https://user@example.org/",
            "https://example.org:/",
            "https://example.org:99999/",
            "https://example..org/",
            "https://-a.org/",
            "https://example.org/%zz",
            "https://example.org/a b",
            "https://example.org/#a#b",
            "https://example.org/\"x",
            "https://example.org/ü",
            "https://example.org/a\\b",
            "file:///etc/passwd",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
        assert_eq!(web_address(&format!("https://example.org/{}", "a".repeat(2000))), None);
    }

    #[test]
    fn what_xml_cannot_hold_is_shown_or_replaced() {
        let every: String = (0..=0x10_ffff_u32).filter_map(char::from_u32).collect();
        for text in [line(&every), lines(&every)] {
            let forbidden = |c: char| {
                (c < ' ' && !matches!(c, '\t' | '\n')) || matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
            };
            assert_eq!(text.chars().find(|c| forbidden(*c)), None);
        }
        assert_eq!(lines("a\r\nb\rc\nd"), "a\nb\nc\nd");
        assert_eq!(line("a\nb"), "a b");
    }
}
