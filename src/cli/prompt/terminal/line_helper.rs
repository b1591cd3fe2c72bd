//! What rustyline asks at every key: how the text is drawn, and whether an Enter ends it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use assure::diagnostic::{clean, clean_lines};
use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Cmd, ConditionalEventHandler, Context, Event, EventContext, Helper, RepeatCount};

use super::super::active_text;
use super::super::guard::{self, Switch};
use crate::cli::screen::bold;
use crate::cli::style::Colour;

/// Keys that come faster than this were not typed one by one.
const BURST_GAP: Duration = Duration::from_millis(if cfg!(windows) { 10 } else { 5 });

/// Watches one line as it is typed.
pub(super) struct LineHelper {
    colour: Colour,
    /// When the key before was done with.
    last: Cell<Instant>,
    /// The text that stood when an Enter came in a burst, until something follows it.
    burst_text: RefCell<Option<String>>,
    /// The text as it was last drawn.
    drawn_text: RefCell<String>,
}

impl LineHelper {
    pub(super) fn new(colour: Colour) -> Self {
        Self {
            colour,
            last: Cell::new(Instant::now()),
            burst_text: RefCell::new(None),
            drawn_text: RefCell::new(String::new()),
        }
    }

    /// The text stands like this now.
    fn record_drawn(&self, line: &str) {
        let mut seen = self.drawn_text.borrow_mut();
        if *seen != line {
            line.clone_into(&mut seen);
            active_text::update(line);
        }
    }

    /// A line begins with this text.
    pub(super) fn begin(&self, initial: &str) {
        self.last.set(Instant::now());
        *self.burst_text.borrow_mut() = None;
        initial.clone_into(&mut self.drawn_text.borrow_mut());
    }

    /// The text that an Enter in a burst ended, where nothing followed it.
    pub(super) fn take_burst_text(&self) -> Option<String> {
        self.burst_text.borrow_mut().take()
    }

    /// The text as it was last drawn.
    pub(super) fn drawn_text(&self) -> String {
        self.drawn_text.borrow().clone()
    }
}

/// Esc: it ends the line as Ctrl-C does, and is told from it afterwards.
#[derive(Debug, Clone, Default)]
pub(super) struct EscapeKey(Arc<AtomicBool>);

impl EscapeKey {
    /// Whether it was pressed, once.
    pub(super) fn take(&self) -> bool {
        self.0.swap(false, Ordering::SeqCst)
    }
}

impl ConditionalEventHandler for EscapeKey {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        self.0.store(true, Ordering::SeqCst);
        Some(Cmd::Interrupt)
    }
}

/// Whether a character may be drawn as it is. A tab moves the cursor, and rustyline counts on it.
fn is_harmless(c: char, cleaned: char) -> bool {
    c == cleaned || c == '\t'
}

/// Whether a whole text may be. Most are plain, and it is asked at every key.
fn is_drawable(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t'))
        || line
            .chars()
            .zip(clean_lines(line).chars())
            .all(|(c, v)| is_harmless(c, v))
}

impl Helper for LineHelper {}

impl Completer for LineHelper {
    type Candidate = String;
}

impl Hinter for LineHelper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<String> {
        // Where a burst cannot be told by waiting, a line end at its end may have been the person's Enter.
        (cfg!(not(unix)) && pos == line.len() && line.ends_with('\n')).then(|| "(Enter ends the text)".to_owned())
    }
}

impl Highlighter for LineHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        self.record_drawn(line);
        if is_drawable(line) {
            return Cow::Borrowed(line);
        }
        let cleaned = clean_lines(line);
        // Left out rather than replaced: rustyline reckons that they have no width.
        Cow::Owned(
            line.chars()
                .zip(cleaned.chars())
                .filter(|(c, v)| is_harmless(*c, *v))
                .map(|(c, _)| c)
                .collect(),
        )
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        guard::pass();
        if self.colour.is_on() {
            Cow::Owned(bold(prompt))
        } else {
            Cow::Owned(clean(prompt))
        }
    }

    fn highlight_char(&self, line: &str, _: usize, kind: CmdKind) -> bool {
        if kind != CmdKind::ForcedRefresh {
            self.last.set(Instant::now());
        }
        let mut probe = self.burst_text.borrow_mut();
        if probe
            .as_ref()
            .is_some_and(|before| line.len() != before.len() && line.len() != before.len() + 1)
        {
            // Something followed: it was a paste, and the text goes on.
            *probe = None;
            guard::end_idle_reads(Switch::Off);
        }
        self.record_drawn(line);
        !is_drawable(line)
    }
}

impl Validator for LineHelper {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        if self.last.get().elapsed() >= BURST_GAP {
            return Ok(ValidationResult::Valid(None));
        }
        // An Enter in a burst: inside a paste it is a line end, at the end of one it ends the text. A line end it is for
        // now; if nothing follows, the read ends, and the text is what stood before it.
        if guard::end_idle_reads(Switch::On) {
            *self.burst_text.borrow_mut() = Some(ctx.input().to_owned());
        }
        Ok(ValidationResult::Incomplete)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_left_out() {
        let keys = LineHelper::new(Colour::Off);
        assert_eq!(keys.highlight("a\u{1b}b\tc\nd\u{202e}", 0), "ab\tc\nd");
        assert!(keys.highlight_char("a\u{7}", 0, CmdKind::Other));
        assert!(!keys.highlight_char("a\té\n", 0, CmdKind::Other));
    }
}
