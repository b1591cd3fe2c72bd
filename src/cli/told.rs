//! What is said to a person who looks at it, in lines that fit: no word is broken, and a command can be copied.

use std::borrow::Cow;

use assure::render::text::lines;
use console::measure_text_width;

use super::screen::Stream;
use super::shell::{invocation, runnable};
use super::style::width;

/// A message as it is told here: with commands that this reader can run, and at a terminal in lines that fit. Elsewhere a sentence stays a
/// line, for those who look for it.
pub fn told(text: &str) -> Cow<'_, str> {
    in_lines(Stream::Err, runnable(text))
}

/// A text at a terminal in lines that fit, elsewhere as it is.
pub fn in_lines(stream: Stream, text: Cow<'_, str>) -> Cow<'_, str> {
    if !stream.is_terminal() {
        return text;
    }
    match fitted(&text, width(stream)) {
        Some(fitted) => Cow::Owned(fitted),
        None => text,
    }
}

/// The text in lines of a width; none where they are that already.
fn fitted(text: &str, width: usize) -> Option<String> {
    let is_wide = |line: &str| measure_text_width(line) > width;
    if !text.split('\n').any(is_wide) {
        return None;
    }
    let mut out = Vec::new();
    for line in text.split('\n') {
        if !is_wide(line) {
            out.push(line.to_owned());
            continue;
        }
        let inner = line.trim_start_matches(' ');
        let indent = " ".repeat(line.len() - inner.len());
        let next = format!("{indent}  ");
        // Behind a colon a command goes to the end of the line. It gets a line of its own, which the terminal keeps together.
        let command = inner
            .find(&format!(": {} ", invocation()))
            .and_then(|at| inner.split_at_checked(at + 1));
        let (prose, command) = command.unwrap_or((inner, ""));
        out.extend(
            lines(&glued(prose, width.saturating_sub(next.len())), width, &indent, &next)
                .into_iter()
                .map(|l| l.replace('\u{a0}', " ")),
        );
        if !command.is_empty() {
            out.push(format!("{next}{}", command.trim_start()));
        }
    }
    Some(out.join("\n"))
}

/// What stands between backquotes is one word, as long as it fits a line.
fn glued(text: &str, room: usize) -> String {
    text.split('`')
        .enumerate()
        .map(|(i, part)| {
            if i % 2 == 1 && measure_text_width(part) + 2 <= room {
                part.replace(' ', "\u{a0}")
            } else {
                part.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_broken_and_a_command_has_a_line_of_its_own() {
        assert_eq!(fitted("error: short\nhint: short", 20), None);
        let program = invocation();
        let said = fitted(
            &format!("error: the reports of several `assure export` files\nhint: to go on: {program} ce --file x.toml"),
            30,
        )
        .unwrap();
        assert_eq!(
            said,
            format!(
                "error: the reports of several\n  `assure export` files\nhint: to go on:\n  {program} ce --file x.toml"
            )
        );
        let address = "https://example.org/a/very/long/address/that/cannot/be/broken";
        let said = fitted(&format!("see {address} for more"), 30).unwrap();
        assert!(said.lines().any(|l| l.trim() == address), "{said}");
    }
}
