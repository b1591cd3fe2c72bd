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

/// What comes in closer than this behind a text or a paste is the rest of a paste: nobody types so fast.
pub const PASTE_GAP: Duration = Duration::from_millis(20);

/// What was thrown away of the input behind a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code, reason = "only there can pending input be looked at"))]
pub enum PendingInput {
    /// Nothing.
    None,
    /// The rest of a paste.
    Paste,
    /// Ctrl-C.
    Interrupt,
}

/// What stands in the input close behind a key that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code, reason = "only there can pending input be looked at"))]
pub enum BehindKey {
    /// Nothing, or one more key: it stays there.
    Key,
    /// More than anybody types so fast. It was taken out of the input, and this is what it was.
    Burst(String),
    /// A burst with Ctrl-C in it.
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

/// What a wait for a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code, reason = "only there can the input be waited for"))]
pub enum Arrival {
    /// A key can be read; or it is only known once it is read.
    Key,
    /// Nothing yet.
    Nothing,
    /// The program was stopped meanwhile and goes on: something else may stand on the screen.
    Stopped,
    /// Nobody is there any more.
    Gone,
}

/// Stops the program as Ctrl-Z does everywhere, with the terminal as it was before; comes back when it goes on.
pub fn suspend() {
    pass();
    restore();
    system::stop();
    pass();
    if ACTIVE.load(Ordering::SeqCst) {
        system::set_quiet();
    }
}

pub use system::{arrival, behind_key, discard, end_idle_reads, take_paste, waits};

#[cfg(not(unix))]
#[path = "guard/other.rs"]
mod system;
#[cfg(unix)]
#[path = "guard/unix.rs"]
mod system;
