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

/// Installs the handler and the panic hook. `on_leave` gives the lock back and says where the answers are; it is called
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
}
