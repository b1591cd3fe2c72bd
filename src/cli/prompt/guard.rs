//! The state of the terminal: quiet while the interview draws on it, and always given back as it was.
//!
//! Everything that draws or changes the terminal's modes passes a gate. Who leaves closes it, waits until nobody is inside,
//! and only then gives the terminal back: what comes to a closed gate stays there until the process ends.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// The gate.
static GATE: Mutex<Gate> = Mutex::new(Gate {
    closed_by: None,
    inside: None,
});
static GATE_CHANGED: Condvar = Condvar::new();

struct Gate {
    /// Who leaves.
    closed_by: Option<ThreadId>,
    /// Who draws, or waits for a key in the modes of a prompt.
    inside: Option<ThreadId>,
}

fn gate() -> MutexGuard<'static, Gate> {
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// While it lives, this thread draws.
#[derive(Debug)]
pub struct DrawPermit(());

/// Goes in to draw, if the gate is open.
pub fn enter() -> DrawPermit {
    pass();
    gate().inside = Some(std::thread::current().id());
    // It may have been closed in between.
    pass();
    DrawPermit(())
}

impl Drop for DrawPermit {
    fn drop(&mut self) {
        gate().inside = None;
        GATE_CHANGED.notify_all();
        pass();
    }
}

/// Goes on if the gate is open or was closed by this thread. Otherwise the process is about to end, and this does not return.
pub fn pass() {
    let mut gate = gate();
    if gate.closed_by.is_some_and(|by| by != std::thread::current().id()) {
        gate.inside = None;
        drop(gate);
        GATE_CHANGED.notify_all();
        wait_for_the_end();
    }
}

/// Nothing more to do for this thread.
pub fn wait_for_the_end() -> ! {
    loop {
        std::thread::park();
    }
}

/// Closes the gate for good and waits until nobody else is inside. False if another thread has closed it: it leaves.
pub fn close() -> bool {
    /// A terminal that takes nothing must not keep the program from ending; and not everywhere can a prompt be woken.
    const PATIENCE: Duration = Duration::from_millis(if cfg!(unix) { 2000 } else { 20 });
    let me = std::thread::current().id();
    let mut gate = gate();
    if let Some(by) = gate.closed_by {
        return by == me;
    }
    gate.closed_by = Some(me);
    let end = Instant::now() + PATIENCE;
    while gate.inside.is_some_and(|i| i != me) && Instant::now() < end {
        // A prompt that waits for a key is woken, and comes to the gate.
        system::wake_prompt();
        gate = GATE_CHANGED
            .wait_timeout(gate, Duration::from_millis(5))
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
    true
}

/// What stood in the input behind a key or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code, reason = "only there can pending input be looked at"))]
pub enum PendingInput {
    /// Nothing, or a key typed ahead.
    None,
    /// The rest of a paste; it is thrown away.
    Paste,
    /// Ctrl-C.
    Interrupt,
}

use crate::cli::screen::Stream;

/// Whether a guard lives: only then is there something to give back.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// Whether the cursor stands behind a prompt, so that a message needs a new line first.
static OPEN_LINE: AtomicBool = AtomicBool::new(false);

/// While it lives, what is typed between two prompts is not echoed over what is drawn.
#[derive(Debug)]
pub struct TerminalGuard(());

impl TerminalGuard {
    /// Remembers the terminal's state and makes it quiet.
    pub fn new() -> Self {
        let _permit = enter();
        ACTIVE.store(true, Ordering::SeqCst);
        system::save();
        system::set_quiet();
        Self(())
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        pass();
        restore();
        ACTIVE.store(false, Ordering::SeqCst);
    }
}

/// Gives the terminal back as it was. Does nothing where it already was.
pub fn restore() {
    if OPEN_LINE.swap(false, Ordering::SeqCst) {
        Stream::Err.control("\n");
    }
    if ACTIVE.load(Ordering::SeqCst) {
        system::restore_original();
        let _ = Stream::Err.term().show_cursor();
        bracketed_paste(Switch::Off);
    }
}

/// Lends the terminal in its original state, to an editor.
pub fn lend<T>(to: impl FnOnce() -> T) -> T {
    pass();
    let active = ACTIVE.load(Ordering::SeqCst);
    if active {
        system::restore_original();
    }
    let result = to();
    pass();
    if active {
        system::set_quiet();
    }
    result
}

/// The cursor stands behind a prompt from here on.
pub fn line_opened() {
    OPEN_LINE.store(true, Ordering::SeqCst);
}

/// It stands at the beginning of a line again.
pub fn line_closed() {
    OPEN_LINE.store(false, Ordering::SeqCst);
}

/// A mode of the terminal, on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// From now on.
    On,
    /// No longer.
    Off,
}

/// Asks the terminal to put marks around what is pasted, or no longer.
pub fn bracketed_paste(switch: Switch) {
    if cfg!(unix) {
        Stream::Err.control(match switch {
            Switch::On => "\x1b[?2004h",
            Switch::Off => "\x1b[?2004l",
        });
    }
}

pub use system::{discard, end_idle_reads, pasted};

#[cfg(unix)]
mod system {
    use std::io::stdin;
    use std::sync::Mutex;
    use std::time::Duration;

    use super::{PendingInput, Switch};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::ioctl_fionread;
    use rustix::termios::{
        LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush, tcgetattr, tcsetattr,
    };

    /// The state that the terminal had before the interview.
    static SAVED: Mutex<Option<Termios>> = Mutex::new(None);

    fn saved() -> Option<Termios> {
        SAVED.lock().ok().and_then(|s| s.clone())
    }

    pub fn save() {
        if let (Ok(mut saved), Ok(now)) = (SAVED.lock(), tcgetattr(stdin())) {
            *saved = Some(now);
        }
    }

    /// No echo, and keys are there at once: a poll sees a key only when the kernel does not wait for the line's end.
    /// Ctrl-C is a key too, and the next prompt reads it: as a signal it was lost where the line editor, just done, still
    /// caught it.
    pub fn set_quiet() {
        if let Some(mut quiet) = saved() {
            quiet.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
            quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
            quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
            let _ = tcsetattr(stdin(), OptionalActions::Now, &quiet);
        }
    }

    /// What was typed ahead is thrown away: the rest of a paste must not become commands of the shell.
    pub fn restore_original() {
        if let Some(original) = saved() {
            let _ = tcflush(stdin(), QueueSelector::IFlush);
            let _ = tcsetattr(stdin(), OptionalActions::Now, &original);
        }
    }

    /// Whether a key is there, or comes soon.
    fn waits(milliseconds: u64) -> bool {
        let stdin = stdin();
        let timeout = Timespec::try_from(Duration::from_millis(milliseconds)).ok();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        poll(&mut fds, timeout.as_ref()).is_ok_and(|n| n > 0)
            && fds
                .iter()
                .all(|f| !f.revents().intersects(PollFlags::HUP | PollFlags::ERR))
    }

    /// Ctrl-C, where the terminal hands it over as a key.
    const CTRL_C: u8 = 3;

    /// Wakes the person's thread where it waits for a key: its read ends at any signal that is caught, and this one is,
    /// by the line editor while it reads and by the handler that is leaving at every other time.
    pub fn wake_prompt() {
        use rustix::process::{Signal, getpid, kill_process};
        let _ = kill_process(getpid(), Signal::INT);
    }

    /// Throws away what comes in until it is quiet: the rest of a paste. A Ctrl-C in it is not thrown away with it.
    pub fn discard() -> PendingInput {
        let mut rest = PendingInput::None;
        // A hundred rounds are two seconds of a paste over a slow line; after that it is a person at the keys.
        for _ in 0..100 {
            if !waits(20) {
                break;
            }
            let mut bytes = [0; 4096];
            match rustix::io::read(stdin(), &mut bytes) {
                Ok(n) if bytes.iter().take(n).any(|b| *b == CTRL_C) => return PendingInput::Interrupt,
                Ok(1..) => rest = PendingInput::Paste,
                _ => break,
            }
        }
        rest
    }

    /// Whether the key just read was part of a paste; what is left of the paste is thrown away.
    pub fn pasted() -> PendingInput {
        // The mark behind a paste has six bytes; one key typed ahead has at most three.
        const KEY: u64 = 3;
        let waiting = || ioctl_fionread(stdin()).unwrap_or(0);
        if waiting() == 0 {
            return PendingInput::None;
        }
        if waiting() <= KEY {
            std::thread::sleep(Duration::from_millis(10));
            if waiting() <= KEY {
                return PendingInput::None;
            }
        }
        if discard() == PendingInput::Interrupt {
            PendingInput::Interrupt
        } else {
            PendingInput::Paste
        }
    }

    /// Makes a read that finds nothing end after a tenth of a second, or wait again. False where the terminal cannot.
    ///
    /// So an Enter that came in one burst with the text before it can be told: inside a paste something follows.
    pub fn end_idle_reads(switch: Switch) -> bool {
        let Ok(mut now) = tcgetattr(stdin()) else {
            return false;
        };
        let (least, tenths) = match switch {
            Switch::On => (0, 1),
            Switch::Off => (1, 0),
        };
        now.special_codes[SpecialCodeIndex::VMIN] = least;
        now.special_codes[SpecialCodeIndex::VTIME] = tenths;
        tcsetattr(stdin(), OptionalActions::Now, &now).is_ok()
    }
}

#[cfg(not(unix))]
mod system {
    pub fn save() {}

    pub fn set_quiet() {}

    pub fn restore_original() {}

    pub fn wake_prompt() {}

    pub fn discard() -> super::PendingInput {
        super::PendingInput::None
    }

    pub fn pasted() -> super::PendingInput {
        super::PendingInput::None
    }

    pub fn end_idle_reads(_: super::Switch) -> bool {
        false
    }
}
