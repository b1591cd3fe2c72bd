//! The one door to the terminal. Whatever the binary writes to standard output or standard error goes through it, so that no call
//! can forget that a name or a text may act on a terminal instead of being seen.
//!
//! Text that comes from anywhere is cleaned here. What draws (colours, the cursor, the marks around a paste) is a type of its own,
//! [`Ink`], or a literal of the program, and cannot be made from a text. `clippy.toml` forbids the two streams everywhere else.

#![allow(clippy::disallowed_methods, reason = "the door itself")]

use std::io::{self, IsTerminal as _, Write};

use assure::diagnostic::{FileProblems, Styling, clean_lines};

use super::style::Colour;
use super::told::in_lines;

/// A text of more bytes than this is written in several pieces.
const LONG: usize = 256 * 1024;

/// One of the two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

impl Stream {
    /// Whether a person looks at it.
    pub fn is_terminal(self) -> bool {
        match self {
            Stream::Out => io::stdout().is_terminal(),
            Stream::Err => io::stderr().is_terminal(),
        }
    }

    /// The terminal behind it, for its size and its cursor.
    pub fn term(self) -> console::Term {
        match self {
            Stream::Out => console::Term::stdout(),
            Stream::Err => console::Term::stderr(),
        }
    }

    fn send(self, text: &str) -> io::Result<()> {
        self.raw(text.as_bytes())
    }

    /// Writes bytes as they are: for what is no text, and never to a terminal.
    pub fn raw(self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::Out => {
                let mut out = io::stdout().lock();
                out.write_all(bytes).and_then(|()| out.flush())
            }
            Stream::Err => io::stderr().lock().write_all(bytes),
        }
    }

    /// Writes a text, cleaned.
    pub fn write(self, text: &str) -> io::Result<()> {
        // A long one goes out piece by piece, whole lines each: no second text of its length is made.
        let mut rest = text;
        let last_end = |text: &str| text.as_bytes().get(..LONG)?.iter().rposition(|b| *b == b'\n');
        while let Some(end) = last_end(rest) {
            let (piece, behind) = rest.split_at(end + 1);
            self.send(&clean_lines(piece))?;
            rest = behind;
        }
        self.send(&clean_lines(rest))
    }

    /// Writes a file's text. To another program or into a file it goes as it is, byte for byte; to a terminal cleaned.
    pub fn copy(self, text: &str) -> io::Result<()> {
        if self.is_terminal() {
            self.write(text)
        } else {
            self.send(text)
        }
    }

    /// Writes what was drawn.
    pub fn draw(self, ink: &Ink) -> io::Result<()> {
        self.send(&ink.0)
    }

    /// Tells the terminal something, such as to mark what is pasted: a literal of the program, never a text.
    pub fn control(self, sequence: &'static str) {
        let _ = self.send(sequence);
    }
}

/// Text with styling of ours. Only what is safe gets in: texts are cleaned, and the styles are literals.
#[derive(Debug, Default)]
pub struct Ink(String);

impl Ink {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text, cleaned.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&clean_lines(text));
        self
    }

    /// Adds text that stands out.
    pub fn bold(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&bold(text));
        self
    }

    /// Adds the problems of a file, in colour where it is wanted. Everything of the file in them is cleaned before it is coloured.
    pub fn problems(&mut self, problems: &FileProblems, colour: Colour, width: usize) -> &mut Self {
        let styling = if colour.is_on() {
            Styling::Coloured
        } else {
            Styling::Plain
        };
        self.0.push_str(&problems.render(styling, width));
        self
    }
}

/// A text that stands out, cleaned.
pub fn bold(text: &str) -> String {
    format!("\u{1b}[1m{}\u{1b}[0m", clean_lines(text))
}

/// A writer to standard error that cleans whatever is written: for prompts line by line.
#[derive(Debug)]
pub struct Cleaned;

impl Write for Cleaned {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Stream::Err.write(&String::from_utf8_lossy(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the arguments came to instead of a command: help as it is drawn, or an error, in which an argument may say anything.
pub fn arguments(error: &clap::Error, colour: Colour) {
    if error.use_stderr() {
        let _ = Stream::Err.write(&in_lines(Stream::Err, error.render().to_string().into()));
    } else if colour.is_on() {
        // Nothing in it but the program's own words.
        let _ = Stream::Out.send(&error.render().ansi().to_string());
    } else {
        let _ = Stream::Out.write(&error.render().to_string());
    }
}

#[cfg(test)]
mod tests {
    use assure::diagnostic::Diagnostic;
    use assure::format::recognise::problems_of;

    use super::*;

    #[test]
    fn only_our_styles_get_into_ink() {
        let mut ink = Ink::new();
        ink.text("a\u{1b}[31m\n").bold("b\u{1b}]0;x\u{7}");
        let text = "format = 1\nid = \u{1b}[2J\u{9b}x";
        let problems = problems_of(
            "\u{1b}[1m.toml",
            text.to_owned(),
            "checklist",
            vec![
                Diagnostic::error("syntax", "\u{1b}[5m")
                    .at(Some(16..20))
                    .help("\u{1b}c"),
            ],
        );
        ink.problems(&problems, Colour::Off, 80);
        let mut rest = ink.0.clone();
        for ours in ["\u{1b}[1m", "\u{1b}[0m"] {
            rest = rest.replacen(ours, "", 1);
        }
        assert!(!rest.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{rest:?}");
    }
}
