//! How the interview reaches a person: at a rich terminal, or line by line for ears and pipes.

pub mod active_text;
mod editor;
mod guard;
mod input;
mod page;
mod plain;
pub mod signals;
mod terminal;

use std::fmt;
use std::io::IsTerminal as _;

use assure::interview::Respondent;

use super::screen::Stream;
use super::style::Colour;

/// There is nobody to ask.
#[derive(Debug)]
pub struct NoTerminal;

impl NoTerminal {
    /// The ways that work without a terminal.
    pub const HINT: &'static str = "use --plain to answer line by line, also from a pipe; --answers FILE with --no-input \
         to take the answers from a file; or --blank to print an empty answer file to fill in";
}

impl fmt::Display for NoTerminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no terminal to ask the questions at")
    }
}

impl std::error::Error for NoTerminal {}

/// How somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptMode {
    /// As well as the terminal can.
    Auto,
    /// Line by line.
    Plain,
}

impl PromptMode {
    /// What `--plain` asks for, where it stands.
    pub fn of(plain: bool) -> Self {
        if plain { PromptMode::Plain } else { PromptMode::Auto }
    }
}

/// Somebody who can be asked.
pub struct Opened {
    /// The person.
    pub respondent: Box<dyn Respondent>,
    /// How it came to be: plain too where the environment asks for it, or the terminal cannot do more.
    pub mode: PromptMode,
}

impl Opened {
    fn plain() -> Self {
        Self {
            respondent: Box::new(plain::standard()),
            mode: PromptMode::Plain,
        }
    }
}

/// Opens the best way to ask here: a rich terminal where there is one, plain lines where they are wanted.
///
/// The terminal is given back as it was when the respondent is dropped, so drop it before anything else is printed.
///
/// # Errors
/// Plain lines were not asked for, and standard input or standard error is no terminal.
pub fn open(colour: Colour, mode: PromptMode) -> Result<Opened, NoTerminal> {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    if mode == PromptMode::Plain || wants_plain(&set("TERM"), &set("ACCESSIBLE")) {
        return Ok(Opened::plain());
    }
    if !std::io::stdin().is_terminal() || !Stream::Err.is_terminal() {
        return Err(NoTerminal);
    }
    match terminal::Terminal::open(colour) {
        Some(terminal) => Ok(Opened {
            respondent: Box::new(terminal),
            mode: PromptMode::Auto,
        }),
        // A terminal that cannot be drawn on can still be talked to.
        None => Ok(Opened::plain()),
    }
}

/// Whether the environment asks for plain lines.
fn wants_plain(term: &str, accessible: &str) -> bool {
    // The three that rustyline cannot draw on.
    ["dumb", "cons25", "emacs"].iter().any(|t| term.eq_ignore_ascii_case(t))
        || !["", "0", "false", "no", "off"].contains(&accessible.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_asks_for_plain_lines() {
        assert!(wants_plain("dumb", ""));
        assert!(wants_plain("xterm", "1"));
        assert!(wants_plain("xterm", "yes"));
        for no in ["", " ", "0", "false", "False", "no", "NO", "off", " 0 "] {
            assert!(!wants_plain("xterm", no), "`{no}`");
        }
        assert!(!wants_plain("", ""));
    }
}
