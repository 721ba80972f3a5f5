//! Waiting for another process, which no clock of ours moves: asked again every millisecond, up to a deadline.
//! The only place of the tests that sleeps.

use std::time::{Duration, Instant};

const PERIOD: Duration = Duration::from_millis(1);

/// What `ask` gives once it gives something; panics with `what` when it does not within `patience`.
pub(crate) fn wait_for<T>(what: &str, patience: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let asked_at = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(asked_at.elapsed() < patience, "{what}: not within {patience:?}");
        std::thread::sleep(PERIOD);
    }
}
