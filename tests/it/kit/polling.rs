//! Waiting for another process, which no clock of ours moves: asked again and again, up to a
//! deadline. The only place of the tests that sleeps.

use std::time::{Duration, Instant};

const PERIOD: Duration = Duration::from_millis(1);

/// How often somebody looks at a screen; each look costs the other process a request.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// What `ask` gives once it gives something; panics with `what` when it does not within `patience`.
pub(crate) fn wait_for<T>(what: &str, patience: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let mut answer = None;
    run_out(patience, || {
        answer = ask();
        answer.is_some()
    });
    answer.unwrap_or_else(|| panic!("{what}: not within {patience:?}"))
}

/// What a look at a screen gives once it gives something; nothing when `patience` is over.
pub(crate) fn look_for<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let started_at = Instant::now();
    loop {
        let seen = look();
        if seen.is_some() || started_at.elapsed() >= patience {
            return seen;
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}

/// Lets time go by until `is_enough`, or until all of it is gone.
pub(crate) fn run_out(patience: Duration, mut is_enough: impl FnMut() -> bool) {
    let started_at = Instant::now();
    while !is_enough() && started_at.elapsed() < patience {
        std::thread::sleep(PERIOD.min(patience));
    }
}
