//! The terminal itself, where it has modes and its input can be looked at.

use std::io::stdin;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::{Arrival, BehindKey, PASTE_GAP, PendingInput, Switch};
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
    let mut thrown_away = 0;
    for _ in 0..DISCARD_ROUNDS {
        if !waits_for(PASTE_GAP) {
            break;
        }
        let mut bytes = [0; 4096];
        match rustix::io::read(stdin(), &mut bytes) {
            Ok(n) if bytes.iter().take(n).any(|b| *b == CTRL_C) => return PendingInput::Interrupt,
            Ok(n @ 1..) => thrown_away += n,
            _ => break,
        }
    }
    // One byte is a key that was pressed twice.
    if thrown_away > 1 {
        PendingInput::Paste
    } else {
        PendingInput::None
    }
}

/// Bytes that can be read.
fn waiting() -> u64 {
    ioctl_fionread(stdin()).unwrap_or(0)
}

/// What stands in the input close behind the key just read. A key with nothing behind it is waited for so long, and no longer.
pub fn behind_key(patience: Duration) -> BehindKey {
    if waiting() == 0 && (patience.is_zero() || !waits_for(patience)) {
        return BehindKey::Key;
    }
    match waiting() {
        0 => return BehindKey::Key,
        // One more may be a key that was typed ahead, or the beginning of more.
        1 => std::thread::sleep(PASTE_GAP),
        _ => {}
    }
    if waiting() <= 1 {
        BehindKey::Key
    } else {
        take_until_quiet(Vec::new())
    }
}

/// How long it is quiet behind a burst before a person's next key: the Enter that ends a burst may come a little later.
const QUIET: Duration = Duration::from_millis(100);
/// So long a burst may go on coming in; after that it is a person at the keys.
const LONGEST_BURST: Duration = Duration::from_secs(2);
/// So much of a burst is kept to be looked at; nobody searches for more.
const MOST_KEPT: usize = 4096;

/// Takes a burst out of the input, until it is quiet behind it.
fn take_until_quiet(mut taken: Vec<u8>) -> BehindKey {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST_BURST && waits_for(QUIET) {
        let mut bytes = [0; 4096];
        match rustix::io::read(stdin(), &mut bytes) {
            Ok(n) if bytes.iter().take(n).any(|b| *b == CTRL_C) => return BehindKey::Interrupt,
            Ok(n @ 1..) if taken.len() < MOST_KEPT => taken.extend(bytes.iter().take(n)),
            Ok(1..) => {}
            _ => break,
        }
    }
    BehindKey::Burst(String::from_utf8_lossy(&taken).into_owned())
}

/// Takes a paste out of the input whose opening mark was read, with its closing mark and what comes close behind that. A Ctrl-C behind it
/// is not thrown away with it.
pub fn take_paste() -> BehindKey {
    const CLOSING: &[u8] = b"\x1b[201~";
    let mut taken: Vec<u8> = Vec::new();
    let mut looked_at = 0;
    // What stays away for half a second does not come any more.
    while waits(500) {
        let mut bytes = [0; 4096];
        match rustix::io::read(stdin(), &mut bytes) {
            Ok(n @ 1..) => taken.extend(bytes.iter().take(n)),
            _ => break,
        }
        let from = taken.get(looked_at..).unwrap_or_default();
        if let Some(at) = from.windows(CLOSING.len()).position(|w| w == CLOSING) {
            let behind = from.get(at + CLOSING.len()..).unwrap_or_default().to_vec();
            if behind.contains(&CTRL_C) {
                return BehindKey::Interrupt;
            }
            taken.truncate((looked_at + at).min(MOST_KEPT));
            taken.extend(behind);
            return take_until_quiet(taken);
        }
        looked_at = taken.len().saturating_sub(CLOSING.len());
        if looked_at > 2 * MOST_KEPT {
            taken.drain(MOST_KEPT..looked_at);
            looked_at = MOST_KEPT;
        }
    }
    taken.truncate(MOST_KEPT);
    BehindKey::Burst(String::from_utf8_lossy(&taken).into_owned())
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
