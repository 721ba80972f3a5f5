//! Where instants come from. Pure code takes `now` as an argument; the shell holds a [`Clock`].

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// A source of the present instant, cut to milliseconds so that both SQL engines give back what
/// they were given.
pub trait Clock: Send + Sync + 'static {
    /// The present instant in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one ambient clock read of the program")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(3)
    }
}

/// A clock that does not run until it is moved, and never goes back. Used by the sandbox and by
/// tests.
#[derive(Debug)]
pub struct ManualClock {
    millis: AtomicI64,
}

impl ManualClock {
    /// A clock standing at `start`.
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self { millis: AtomicI64::new(start.timestamp_millis()) }
    }

    /// Moves the clock to `instant`, or to the next whole millisecond: whoever waits for an instant
    /// finds it come. An earlier instant than the present one leaves the clock where it is.
    pub fn advance_to(&self, instant: DateTime<Utc>) {
        let is_between = !instant.timestamp_subsec_nanos().is_multiple_of(1_000_000);
        let millis = instant.timestamp_millis() + i64::from(is_between);
        self.millis.fetch_max(millis, Ordering::SeqCst);
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: TimeDelta) {
        self.advance_to(self.now() + by);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.millis.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_moved_to_an_instant_between_milliseconds_does_not_stop_short_of_it() {
        let clock = ManualClock::starting_at(DateTime::UNIX_EPOCH);
        let goal = DateTime::UNIX_EPOCH + TimeDelta::nanoseconds(1_000_001);
        clock.advance_to(goal);
        assert_eq!(clock.now(), DateTime::UNIX_EPOCH + TimeDelta::milliseconds(2));
    }
}
