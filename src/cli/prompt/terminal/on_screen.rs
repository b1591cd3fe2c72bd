//! What is drawn below everything else, and again at each key, until it is answered: a list, or a search.

use std::time::{Duration, Instant};

use assure::interview::{InterviewCommand, Reply};

use super::super::guard::{self, PendingInput, Switch};
use super::super::page::StyledLine;
use super::Terminal;
use super::frame::{Frame, Space};
use super::keys::Press;

/// A list that is answered faster than this was not read, where pending input cannot be looked at.
const MIN_READING_TIME: Duration = Duration::from_millis(if cfg!(unix) { 0 } else { 50 });
/// Fewer rows than this hold no list: keys are typed.
pub(super) const MIN_LIST_ROWS: u16 = 4;
/// What is said of a burst.
pub(super) const NOTHING_IS_CHOSEN: &str = "That came like a pasted text, so nothing is chosen.";

/// What a key came to.
pub(super) enum KeyOutcome {
    /// It goes on.
    Open,
    /// It is answered.
    Done(Reply<Vec<usize>>),
    /// A jump to where these words lead.
    Jump(String),
}

/// Something that stands on the screen and takes keys.
pub(super) trait OnScreen {
    /// How it fits.
    fn frame(&self, space: Space) -> Frame;

    /// The question it belongs to, where that has gone off the screen.
    fn recall(&mut self, question: Option<String>);

    /// Whether it needs its question.
    fn wants_question(&self) -> bool;

    /// What was said of the key before is not said any more.
    fn forget_message(&mut self);

    /// What came was no key of a person, and it is told so.
    fn refuse_burst(&mut self);

    /// What a key does; with the first choice of every page.
    fn take(&mut self, press: Press, pages: &[usize]) -> KeyOutcome;
}

impl Terminal {
    /// Until it is answered; none where there is no room for it.
    pub(super) fn run_on_screen(&mut self, state: &mut dyn OnScreen) -> Option<Reply<Vec<usize>>> {
        // The marks around a paste tell a paste from typing.
        guard::bracketed_paste(Switch::On);
        let _ = self.term.hide_cursor();
        let mut drawn: Vec<StyledLine> = Vec::new();
        let reply = self.key_loop(state, &mut drawn);
        guard::pass();
        self.clear_list(&drawn);
        let _ = self.term.show_cursor();
        guard::bracketed_paste(Switch::Off);
        reply
    }

    fn key_loop(&mut self, state: &mut dyn OnScreen, drawn: &mut Vec<StyledLine>) -> Option<Reply<Vec<usize>>> {
        let mut size = self.size();
        loop {
            if size.0 < MIN_LIST_ROWS {
                return (self.wait_out_paste() == PendingInput::Interrupt).then_some(Reply::Interrupted);
            }
            let pages = self.draw_list(state, size, drawn);
            let shown = Instant::now();
            let press = match self.keys.read(&self.term, size) {
                Ok(press) => press,
                Err(error) => {
                    self.clear_list(drawn);
                    drawn.clear();
                    self.say_unusable(&error);
                    return Some(Reply::End);
                }
            };
            if press != Press::Other {
                state.forget_message();
            }
            match press {
                Press::Changed => {
                    size = self.size();
                    self.draw_anew(state, size, drawn);
                    continue;
                }
                Press::Suspend => {
                    self.clear_list(drawn);
                    drawn.clear();
                    guard::suspend();
                    guard::bracketed_paste(Switch::On);
                    let _ = self.term.hide_cursor();
                    size = self.size();
                    self.draw_anew(state, size, drawn);
                    continue;
                }
                _ => {}
            }
            let reply = match state.take(press, &pages) {
                KeyOutcome::Open => continue,
                KeyOutcome::Done(reply) => reply,
                KeyOutcome::Jump(words) => {
                    self.unsubmitted = Some(words);
                    Reply::Command(InterviewCommand::Jump)
                }
            };
            if matches!(reply, Reply::Interrupted | Reply::End) || shown.elapsed() >= MIN_READING_TIME {
                return Some(reply);
            }
            state.refuse_burst();
        }
    }

    /// Draws it, or what has changed of it. What is drawn is no more than the screen holds.
    fn draw_list(&self, state: &mut dyn OnScreen, size: (u16, u16), drawn: &mut Vec<StyledLine>) -> Vec<usize> {
        let space = Space {
            rows: size.0.into(),
            columns: self.width_of(size),
        };
        if drawn.is_empty() && state.wants_question() {
            state.recall(None);
            let height = state.frame(space).lines.len();
            let left = space.rows.saturating_sub(height);
            let lost = self.transcript.lost_question(left, size.1.into());
            state.recall(lost.map(str::to_owned));
        }
        let frame = state.frame(space);
        if *drawn != frame.lines {
            self.clear_list(drawn);
            self.draw(&frame.lines);
            guard::line_opened();
            *drawn = frame.lines;
        }
        frame.pages
    }

    /// The whole screen once more: what stood there may be wrapped, cut, or under something else.
    fn draw_anew(&self, state: &mut dyn OnScreen, size: (u16, u16), drawn: &mut Vec<StyledLine>) {
        drawn.clear();
        guard::pass();
        let _ = self.term.clear_screen();
        if size.0 < MIN_LIST_ROWS {
            return;
        }
        let space = Space {
            rows: size.0.into(),
            columns: self.width_of(size),
        };
        state.recall(None);
        let height = state.frame(space).lines.len();
        let mut tail = self.transcript.tail(space.rows.saturating_sub(height), size.1.into());
        if !tail.is_empty() {
            // The list begins on a line of its own.
            tail.push(StyledLine::blank());
        }
        self.draw(&tail);
    }

    /// Takes the list off the screen. The cursor stands behind its last line.
    fn clear_list(&self, drawn: &[StyledLine]) {
        guard::line_closed();
        if !drawn.is_empty() {
            let _ = self.term.move_cursor_up(drawn.len() - 1);
            let _ = self.term.clear_to_end_of_screen();
        }
    }
}
