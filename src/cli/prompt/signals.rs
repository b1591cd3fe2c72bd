//! Ctrl-C, a termination and a closed window: the terminal is given back, one line is said, and the exit code is 130.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::guard;

type OnLeave = Box<dyn Fn() + Send>;

/// What is said on leaving; gone once it is said.
static ON_LEAVE: Mutex<Option<OnLeave>> = Mutex::new(None);
/// Held while something is done that should be finished first.
static BUSY: Mutex<()> = Mutex::new(());
/// An editor has the terminal: Ctrl-C is meant for it.
static LENT: AtomicBool = AtomicBool::new(false);
/// A signal came while an editor had the terminal.
static MISSED: AtomicBool = AtomicBool::new(false);

/// Installs the handler and the panic hook. `on_leave` says where the answers are; it is called once, whichever way the
/// program is left.
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
        // The prompt that the signal interrupts sets the terminal to its own mode once more: let it go first.
        std::thread::sleep(Duration::from_millis(20));
        leave();
        let _busy = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
        std::process::exit(130);
    });
}

/// Gives the terminal back and says the line, if it was not said yet. For the caller that gets
/// [`Outcome::Interrupted`](assure::interview::Outcome::Interrupted), before it exits with 130.
pub fn leave() {
    // The lock is held while it is said, so that the other road does not exit in the middle of it.
    let mut on_leave = ON_LEAVE.lock().unwrap_or_else(PoisonError::into_inner);
    guard::restore();
    if let Some(say) = on_leave.take() {
        say();
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
