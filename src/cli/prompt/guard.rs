//! The state of the terminal: quiet while the interview draws on it, and always given back as it was.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::screen::Stream;

/// Whether a guard lives: only then is there something to give back.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// Whether the cursor stands behind a prompt, so that a message needs a new line first.
static OPEN_LINE: AtomicBool = AtomicBool::new(false);

/// While it lives, what is typed between two prompts is not echoed over what is drawn.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Remembers the terminal's state and makes it quiet.
    pub fn new() -> Self {
        ACTIVE.store(true, Ordering::SeqCst);
        system::save();
        system::quiet();
        Self(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
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
        system::original();
        let _ = Stream::Err.term().show_cursor();
        bracketed_paste(false);
    }
}

/// Lends the terminal in its original state, to an editor.
pub fn lend<T>(to: impl FnOnce() -> T) -> T {
    let active = ACTIVE.load(Ordering::SeqCst);
    if active {
        system::original();
    }
    let result = to();
    if active {
        system::quiet();
    }
    result
}

/// Says whether the cursor stands behind a prompt.
pub fn open_line(open: bool) {
    OPEN_LINE.store(open, Ordering::SeqCst);
}

/// Asks the terminal to put marks around what is pasted, or no longer.
pub fn bracketed_paste(on: bool) {
    if cfg!(unix) {
        Stream::Err.control(if on { "\x1b[?2004h" } else { "\x1b[?2004l" });
    }
}

pub use system::{discard, pasted, probe};

#[cfg(unix)]
mod system {
    use std::io::stdin;
    use std::sync::Mutex;
    use std::time::Duration;

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
    /// Signals stay on, so that Ctrl-C works between two prompts.
    pub fn quiet() {
        if let Some(mut quiet) = saved() {
            quiet.local_modes -= LocalModes::ECHO | LocalModes::ICANON;
            quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
            quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
            let _ = tcsetattr(stdin(), OptionalActions::Now, &quiet);
        }
    }

    /// What was typed ahead is thrown away: the rest of a paste must not become commands of the shell.
    pub fn original() {
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

    /// Throws away what comes in until it is quiet: the rest of a paste.
    pub fn discard() {
        // A hundred rounds are two seconds of a paste over a slow line; after that it is a person at the keys.
        for _ in 0..100 {
            if !waits(20) {
                return;
            }
            let _ = tcflush(stdin(), QueueSelector::IFlush);
        }
    }

    /// Whether the key just read was part of a paste; what is left of the paste is thrown away.
    pub fn pasted() -> bool {
        // The mark behind a paste has six bytes; one key typed ahead has at most three.
        const KEY: u64 = 3;
        let waiting = || ioctl_fionread(stdin()).unwrap_or(0);
        if waiting() == 0 {
            return false;
        }
        if waiting() <= KEY {
            std::thread::sleep(Duration::from_millis(10));
            if waiting() <= KEY {
                return false;
            }
        }
        discard();
        true
    }

    /// Makes a read that finds nothing end after a tenth of a second, or wait again.
    ///
    /// So an Enter that came in one burst with the text before it can be told: inside a paste something follows.
    pub fn probe(on: bool) -> bool {
        let Ok(mut now) = tcgetattr(stdin()) else {
            return false;
        };
        now.special_codes[SpecialCodeIndex::VMIN] = u8::from(!on);
        now.special_codes[SpecialCodeIndex::VTIME] = u8::from(on);
        tcsetattr(stdin(), OptionalActions::Now, &now).is_ok()
    }
}

#[cfg(not(unix))]
mod system {
    pub fn save() {}

    pub fn quiet() {}

    pub fn original() {}

    pub fn discard() {}

    pub fn pasted() -> bool {
        false
    }

    pub fn probe(_on: bool) -> bool {
        false
    }
}
