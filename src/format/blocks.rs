//! A TOML text cut at its headings, without reading what stands below them.

/// A heading with everything up to the next one, and with the blank lines and comments right above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextBlock<'t> {
    /// The first two keys of the heading, the second where there is one; none for what stands above the first heading.
    pub heading: Option<(&'t str, Option<&'t str>)>,
    /// All of its text: the texts of all blocks behind each other are the whole.
    pub text: &'t str,
}

/// The blocks of a text that is valid TOML. None where a heading is written in a way that is not looked into: with quotes, or spaces.
pub fn blocks(text: &str) -> Option<Vec<TextBlock<'_>>> {
    let bytes = text.as_bytes();
    let mut blocks = Vec::new();
    let (mut heading, mut start) = (None, 0);
    // Behind the last line that is no comment and not blank: what follows belongs to the next heading.
    let mut content_end = 0;
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    while at < bytes.len() {
        let first = at
            + bytes
                .get(at..)?
                .iter()
                .take_while(|b| matches!(b, b' ' | b'\t'))
                .count();
        match bytes.get(first) {
            None => break,
            Some(b'\n' | b'\r' | b'#') => at = next_line(bytes, first),
            Some(b'[') => {
                blocks.push(TextBlock {
                    heading,
                    text: text.get(start..content_end)?,
                });
                at = next_line(bytes, first);
                heading = Some(keys(text.get(first..at)?)?);
                (start, content_end) = (content_end, at);
            }
            Some(_) => {
                at = value_end(bytes, first)?;
                content_end = at;
            }
        }
    }
    blocks.push(TextBlock {
        heading,
        text: text.get(start..)?,
    });
    Some(blocks)
}

/// Where the line ends.
fn newline(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|b| *b == b'\n').map_or(bytes.len(), |n| from + n)
}

/// Where the next line begins.
fn next_line(bytes: &[u8], from: usize) -> usize {
    (newline(bytes, from) + 1).min(bytes.len())
}

/// The first two keys of a heading.
fn keys(line: &str) -> Option<(&str, Option<&str>)> {
    let inner = line.strip_prefix("[[").or_else(|| line.strip_prefix('['))?;
    let (inner, _) = inner.split_once(']')?;
    let is_bare =
        |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let mut keys = inner.split('.');
    keys.clone()
        .all(is_bare)
        .then(|| Some((keys.next()?, keys.next())))
        .flatten()
}

/// Behind the line on which a key's value ends. None where it does not end.
fn value_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' if depth == 0 => return Some(at + 1),
            b'#' => {
                at = newline(bytes, at);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.checked_sub(1)?,
            quote @ (b'"' | b'\'') => {
                at = string_end(bytes, at, *quote)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (depth == 0).then_some(at)
}

/// Behind a string that begins here.
fn string_end(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let three = [quote; 3];
    let long = bytes.get(from..)?.starts_with(&three);
    let mut at = from + if long { 3 } else { 1 };
    loop {
        // Most of a file is text: it is passed over as fast as can be.
        at += bytes
            .get(at..)?
            .iter()
            .position(|b| *b == quote || matches!(b, b'\\' | b'\n'))?;
        match bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            b'\n' if !long => return None,
            b if *b == quote && !long => return Some(at + 1),
            b if *b == quote && bytes.get(at..)?.starts_with(&three) => {
                // Two more may stand right before the three that end it.
                let more = bytes.get(at + 3..)?.iter().take(2).take_while(|b| **b == quote).count();
                return Some(at + 3 + more);
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_headings_and_nowhere_else() {
        let text = "\u{feff}# Kept.\na = '[x]' # [no]\n\n# About b.\n[b]\nlong = \"\"\"\n[answer.no]\n\\\"\"\"\"\"\nlist = [ # ]\n  [1], '''\n]'''',\n]\n\
                    [[b.c]] # said\r\nd = { e = \"]\\\"\" }\n\n  [b.c.f]\n# The end.";
        let found = blocks(text).unwrap();
        let headings: Vec<_> = found.iter().map(|b| b.heading).collect();
        assert_eq!(
            headings,
            [None, Some(("b", None)), Some(("b", Some("c"))), Some(("b", Some("c")))]
        );
        assert!(found[1].text.starts_with("\n# About b.\n[b]"));
        assert!(found[3].text.ends_with("# The end."));
        assert_eq!(found.iter().map(|b| b.text).collect::<String>(), text);
    }

    #[test]
    fn a_heading_with_quotes_or_spaces_is_not_looked_into() {
        for text in [
            "[a.\"b]\"]\n",
            "[ a . b ]\n",
            "['a']\n",
            "[]\n",
            "a = \"",
            "a = [",
            "a = ]",
        ] {
            assert_eq!(blocks(text), None, "{text}");
        }
        assert_eq!(blocks("").unwrap().len(), 1);
    }
}
