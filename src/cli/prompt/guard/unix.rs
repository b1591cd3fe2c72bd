//! The terminal itself, where it has modes and its input can be looked at.

use std::io::stdin;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::{Arrival, PASTE_GAP, PendingInput, Switch};
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

/// Waits a little for a key, in the quiet state. Nothing is heard of a new size or a stop while nothing is read, so that
/// the wait ends by itself.
pub fn arrival() -> Arrival {
    const LITTLE: Duration = Duration::from_millis(250);
    let stdin = stdin();
    let begun = Instant::now();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let timeout = Timespec::try_from(LITTLE).ok();
    let ready = poll(&mut fds, timeout.as_ref());
    // A shell that was there in between has its own modes.
    let changed = match (saved(), tcgetattr(&stdin)) {
        (Some(_), Ok(now)) => now.local_modes.intersects(LocalModes::ECHO | LocalModes::ICANON),
        _ => false,
    };
    if changed || begun.elapsed() > 3 * LITTLE {
        set_quiet();
        return Arrival::Stopped;
    }
    match ready {
        Ok(0) => Arrival::Nothing,
        Ok(_) if fds.iter().any(|f| f.revents().contains(PollFlags::IN)) => Arrival::Key,
        Ok(_) => Arrival::Gone,
        Err(rustix::io::Errno::INTR) => Arrival::Nothing,
        // Reading says what is wrong.
        Err(_) => Arrival::Key,
    }
}

/// Stops this process and what it runs together with, as the terminal does at Ctrl-Z.
pub fn stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

/// Whether a key is there, or comes soon.
pub fn waits(milliseconds: u64) -> bool {
    waits_for(Duration::from_millis(milliseconds))
}

fn waits_for(time: Duration) -> bool {
    let stdin = stdin();
    let timeout = Timespec::try_from(time).ok();
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

/// These are two seconds of a paste over a slow line; after that it is a person at the keys.
const DISCARD_ROUNDS: u32 = 100;

/// Throws away what comes in until it is quiet: the rest of a paste. A Ctrl-C in it is not thrown away with it.
pub fn discard() -> PendingInput {
    let mut rest = PendingInput::None;
    for _ in 0..DISCARD_ROUNDS {
        if !waits_for(PASTE_GAP) {
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

/// Throws a paste away whose opening mark was read, with its closing mark. A Ctrl-C behind it is not thrown away with it.
pub fn discard_paste() -> PendingInput {
    const CLOSING: &[u8] = b"\x1b[201~";
    let mut end: Vec<u8> = Vec::new();
    // What stays away for half a second does not come any more.
    while waits(500) {
        let mut bytes = [0; 4096];
        match rustix::io::read(stdin(), &mut bytes) {
            Ok(n @ 1..) => end.extend(bytes.iter().take(n)),
            _ => break,
        }
        if let Some(at) = end.windows(CLOSING.len()).position(|w| w == CLOSING) {
            return if end.iter().skip(at).any(|b| *b == CTRL_C) {
                PendingInput::Interrupt
            } else {
                PendingInput::Paste
            };
        }
        end.drain(..end.len().saturating_sub(CLOSING.len()));
    }
    PendingInput::Paste
}

/// The mark behind a paste has six bytes; one key typed ahead has at most three.
const KEY: u64 = 3;

/// Bytes that can be read.
fn waiting() -> u64 {
    ioctl_fionread(stdin()).unwrap_or(0)
}

/// Whether the key just read, close behind a text, is the rest of a paste into that text: then more comes close behind it, and is thrown
/// away.
pub fn rest_of_paste() -> PendingInput {
    let mut before = waiting();
    for _ in 0..DISCARD_ROUNDS {
        std::thread::sleep(PASTE_GAP);
        let now = waiting();
        if now == before {
            break;
        }
        before = now;
    }
    if before <= KEY { PendingInput::None } else { discard() }
}

/// Whether the key just read was part of a paste; what is left of the paste is thrown away.
pub fn pasted() -> PendingInput {
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
