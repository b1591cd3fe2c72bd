//! One key at a list, told from what else comes in: a paste, a longer sequence, a new size of the terminal.

use std::io;
use std::time::{Duration, Instant};

use console::{Key, Term};

use super::super::guard::{self, Arrival, BehindKey};

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    Up,
    Down,
    First,
    Last,
    PageUp,
    PageDown,
    Enter,
    Escape,
    Erase,
    Char(char),
    /// Ctrl-U.
    Clear,
    /// A text came all at once, pasted or sent by a program: none of its letters is a key.
    Paste(String),
    Interrupt,
    /// The input's end, or Ctrl-D.
    End,
    /// Ctrl-Z.
    Suspend,
    /// The terminal is another than it was: its size, or what stands on it.
    Changed,
    /// Nothing that means anything here.
    Other,
}

/// How long the rest of a sequence may take over a slow line.
const SEQUENCE_MILLISECONDS: u64 = 50;

/// Reads keys, and tells them from a text that comes all at once.
#[derive(Debug, Default)]
pub(super) struct KeyReader {
    /// A list has begun behind a text: what comes in before this moment may be the rest of a paste into the text.
    rest_until: Option<Instant>,
}

impl KeyReader {
    /// A list begins behind a text.
    pub fn begin_behind_text(&mut self) {
        self.rest_until = Some(Instant::now() + guard::PASTE_GAP);
    }

    /// Whether a list has begun behind a text, and no key was read yet.
    pub fn is_behind_text(&mut self) -> bool {
        self.rest_until.take().is_some()
    }

    /// Waits for a key, on a terminal that has this size.
    pub fn read(&mut self, term: &Term, size: (u16, u16)) -> io::Result<Press> {
        loop {
            guard::pass();
            if term.size() != size {
                return Ok(Press::Changed);
            }
            match guard::arrival() {
                Arrival::Key => break,
                Arrival::Nothing => {}
                Arrival::Stopped => return Ok(Press::Changed),
                Arrival::Gone => return Ok(Press::End),
            }
        }
        let key = match term.read_key_raw() {
            Ok(key) => key,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(Press::End),
            Err(error) => return Err(error),
        };
        guard::pass();
        let patience = match self.rest_until.take() {
            // Nobody types so close behind a text: what belongs to the key is waited for.
            Some(until) if Instant::now() < until => guard::PASTE_GAP,
            _ => Duration::ZERO,
        };
        let press = press(term, key)?;
        let typed = match press {
            Press::Char(c) => c,
            Press::Enter => '\n',
            other => return Ok(other),
        };
        Ok(match guard::behind_key(patience) {
            BehindKey::Key => press,
            BehindKey::Burst(rest) => Press::Paste(format!("{typed}{rest}")),
            BehindKey::Interrupt => Press::Interrupt,
        })
    }
}

fn press(term: &Term, key: Key) -> io::Result<Press> {
    Ok(match key {
        Key::ArrowUp | Key::BackTab => Press::Up,
        Key::ArrowDown | Key::Tab => Press::Down,
        Key::Home => Press::First,
        Key::End => Press::Last,
        Key::PageUp | Key::ArrowLeft => Press::PageUp,
        Key::PageDown | Key::ArrowRight => Press::PageDown,
        Key::Enter => Press::Enter,
        Key::Backspace | Key::Del => Press::Erase,
        Key::CtrlC | Key::Char('\u{3}') => Press::Interrupt,
        Key::Char('\u{4}') => Press::End,
        Key::Char('\u{15}') => Press::Clear,
        Key::Char('\u{1a}') => Press::Suspend,
        Key::Char(c) if !c.is_control() => Press::Char(c),
        // Over a slow line the arrow's escape comes alone, and its letter after it: it would be a key of the list.
        Key::Escape if guard::waits(SEQUENCE_MILLISECONDS) => match term.read_key_raw()? {
            Key::Char('[') => sequence(term, &[])?,
            Key::Char('O') => third(term)?,
            _ => Press::Other,
        },
        Key::Escape => Press::Escape,
        Key::UnknownEscSeq(seq) => match seq.as_slice() {
            ['O'] => third(term)?,
            ['[', rest @ ..] => sequence(term, rest)?,
            _ => Press::Other,
        },
        _ => Press::Other,
    })
}

/// The letter behind `ESC O`: so some terminals send the keys that move.
fn third(term: &Term) -> io::Result<Press> {
    if !guard::waits(SEQUENCE_MILLISECONDS) {
        return Ok(Press::Other);
    }
    Ok(match term.read_key_raw()? {
        Key::Char(c) => moved(c),
        _ => Press::Other,
    })
}

fn moved(c: char) -> Press {
    match c {
        'A' => Press::Up,
        'B' => Press::Down,
        'C' => Press::PageDown,
        'D' => Press::PageUp,
        'H' => Press::First,
        'F' => Press::Last,
        _ => Press::Other,
    }
}

/// The rest of a sequence that begins with `ESC [`: none of it may be taken for a key of the list.
fn sequence(term: &Term, begun: &[char]) -> io::Result<Press> {
    // No sequence of a keyboard is longer.
    const LONGEST: usize = 16;
    let mut seq = begun.to_vec();
    while seq.len() < LONGEST && !seq.last().is_some_and(|c| ends_sequence(*c, seq.len())) {
        if !guard::waits(SEQUENCE_MILLISECONDS) {
            return Ok(Press::Other);
        }
        match term.read_key_raw()? {
            Key::Char(c) => seq.push(c),
            Key::CtrlC => return Ok(Press::Interrupt),
            _ => return Ok(Press::Other),
        }
    }
    Ok(match seq.as_slice() {
        ['2', '0', '0', '~'] => match guard::take_paste() {
            BehindKey::Interrupt => Press::Interrupt,
            BehindKey::Burst(text) => Press::Paste(text),
            BehindKey::Key => Press::Other,
        },
        [c] => moved(*c),
        _ => Press::Other,
    })
}

/// Whether a character is the last of a sequence. A second `[` is not: the Linux console's function keys have one.
fn ends_sequence(c: char, length: usize) -> bool {
    matches!(c, '@'..='~') && !(c == '[' && length == 1)
}
