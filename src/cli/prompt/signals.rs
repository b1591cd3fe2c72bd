//! Ctrl-C, a termination and a closed window: the terminal is given back, one line is said, and the exit code is 130.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::guard;

type OnLeave = Box<dyn Fn() + Send>;

/// What is done and said on leaving; gone once it is said.
static ON_LEAVE: Mutex<Option<OnLeave>> = Mutex::new(None);
/// Held while something is done that should be finished first.
static BUSY: Mutex<()> = Mutex::new(());
/// An editor has the terminal: Ctrl-C is meant for it.
static LENT: AtomicBool = AtomicBool::new(false);
/// A signal came while an editor had the terminal.
static MISSED: AtomicBool = AtomicBool::new(false);

/// Installs the handler and the panic hook, which gives the terminal back before anything is said: nothing is unwound, so nothing else
/// would. `on_leave` gives the lock back and says where the answers are; it is called
/// once, whichever way the program is left.
pub fn install(on_leave: impl Fn() + Send + 'static) {
    *ON_LEAVE.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(on_leave));
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        guard::restore();
        before(info);
    }));
    // It fails only where a handler already stands, and then that one does.
    let _ = ctrlc::set_handler(|| {
        if LENT.load(Ordering::SeqCst) {
            MISSED.store(true, Ordering::SeqCst);
            return;
        }
        // Where the person's thread was first, it leaves by itself.
        if guard::close() {
            in_order(&BUSY, say_goodbye, || std::process::exit(130));
        }
    });
}

/// Gives the terminal back and says the line. For the caller that gets
/// [`InterviewOutcome::Interrupted`](assure::interview::InterviewOutcome::Interrupted), before it exits with 130.
///
/// One thread does it: if a signal's thread is at it, this does not return, and the process ends.
pub fn leave() {
    if guard::close() {
        in_order(&BUSY, say_goodbye, || ());
    } else {
        guard::wait_for_the_end();
    }
}

/// Goes on, unless a signal's thread is leaving: one thread says how it ended.
pub fn go_on() {
    guard::pass();
}

/// What is running is finished; only then the lock is given back and the line said; then the end. Nothing new begins in
/// between: as soon as the lock is given back, the file may be somebody else's.
fn in_order(busy: &Mutex<()>, goodbye: impl FnOnce(), end: impl FnOnce()) {
    let _busy = busy.lock().unwrap_or_else(PoisonError::into_inner);
    goodbye();
    end();
}

fn say_goodbye() {
    guard::restore();
    if let Some(on_leave) = ON_LEAVE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        on_leave();
    }
}

/// Does something that a signal should not cut in two, such as saving a file.
pub fn undisturbed<T>(what: impl FnOnce() -> T) -> T {
    let _busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
    what()
}

/// Leaves signals to an editor while it runs. Says whether one came.
pub(super) fn lent<T>(to: impl FnOnce() -> T) -> (T, bool) {
    MISSED.store(false, Ordering::SeqCst);
    LENT.store(true, Ordering::SeqCst);
    let result = to();
    LENT.store(false, Ordering::SeqCst);
    (result, MISSED.swap(false, Ordering::SeqCst))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn the_lock_is_given_back_only_after_the_save_that_runs() {
        let busy = Mutex::new(());
        let done = Mutex::new(Vec::new());
        let note = |what: &'static str| done.lock().unwrap().push(what);
        let (begun, has_begun) = channel();
        let (go_on, may_go_on) = channel();
        std::thread::scope(|threads| {
            let (busy, note) = (&busy, &note);
            threads.spawn(move || {
                let _busy = busy.lock().unwrap();
                begun.send(()).unwrap();
                may_go_on.recv().unwrap();
                note("saved");
            });
            has_begun.recv().unwrap();
            // The signal comes in the middle of the save.
            let leaving = threads.spawn(move || {
                in_order(
                    busy,
                    || note("lock given back"),
                    || {
                        // No further save begins before the end.
                        assert!(busy.try_lock().is_err());
                        note("end");
                    },
                );
            });
            assert!(!leaving.is_finished());
            go_on.send(()).unwrap();
        });
        assert_eq!(done.into_inner().unwrap(), ["saved", "lock given back", "end"]);
    }

    /// Not a test by itself: what the next one runs in a terminal of its own.
    #[cfg(unix)]
    #[test]
    #[ignore = "it panics, for the next test to look at"]
    fn a_panic_while_the_terminal_is_quiet() {
        use rustix::termios::{LocalModes, tcgetattr};
        crate::cli::end_at_panic();
        install(|| ());
        // Never dropped: as in the release build, only the hook can give the terminal back.
        std::mem::forget(guard::TerminalGuard::new());
        guard::bracketed_paste(guard::Switch::On);
        let _ = crate::cli::screen::Stream::Err.term().hide_cursor();
        let modes = tcgetattr(std::io::stdin()).unwrap().local_modes;
        assert!(!modes.intersects(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG));
        panic!("the terminal was quiet");
    }

    #[cfg(unix)]
    #[test]
    fn a_panic_gives_the_terminal_back_although_nothing_is_unwound() {
        use portable_pty::{CommandBuilder, PtySize, native_pty_system};
        use std::io::Read as _;
        let pty = native_pty_system().openpty(PtySize::default()).unwrap();
        let modes = || {
            let t = pty.master.get_termios().unwrap();
            format!(
                "{:?} {:?} {:?} {:?}",
                t.local_flags, t.input_flags, t.output_flags, t.control_chars
            )
        };
        let before = modes();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        let name = format!("{}::a_panic_while_the_terminal_is_quiet", module_path!());
        let (_, name) = name.split_once("::").unwrap();
        command.args(["--ignored", "--exact", name, "--nocapture"]);
        command.env("TERM", "xterm-256color");
        let mut child = pty.slave.spawn_command(command).unwrap();
        // A slave kept open keeps the terminal's modes until they are looked at.
        let mut shown = Vec::new();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let reading = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                shown.extend_from_slice(&buffer[..n]);
            }
            String::from_utf8_lossy(&shown).into_owned()
        });
        assert_eq!(child.wait().unwrap().exit_code(), 101);
        assert_eq!(modes(), before, "the modes");
        drop(pty.slave);
        let shown = reading.join().unwrap();
        assert!(shown.contains("the terminal was quiet"), "{shown:?}");
        for (taken, given_back) in [("\u{1b}[?2004h", "\u{1b}[?2004l"), ("\u{1b}[?25l", "\u{1b}[?25h")] {
            let at = shown.rfind(taken).unwrap_or_else(|| panic!("{taken:?} in {shown:?}"));
            assert!(shown[at..].contains(given_back), "{shown:?}");
        }
    }
}
