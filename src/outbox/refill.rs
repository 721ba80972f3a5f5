//! Which rows of the table are read again, and when. Pure.
//!
//! The queue is in memory; what other processes commit is found by reading the table. A row's number
//! grows with the clock of the process that wrote it, so a short look back finds what is new. It
//! does not find the rows of a process whose clock is behind, nor those written before this
//! process's own clock was put back. So the whole table is read too, less often: it holds only what
//! waits.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// How far back the table is read for what other processes committed; more than a commit takes.
const COMMITTED_ELSEWHERE: TimeDelta = TimeDelta::seconds(30);
/// What a wrong clock hides is found within this time; pages aside, all may wait 15 s.
const WHOLE_EVERY: TimeDelta = TimeDelta::seconds(10);

/// What to read now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    Nothing,
    /// What was written since then.
    Since(DateTime<Utc>),
    Whole,
}

/// When the table was read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Refill {
    last: Option<DateTime<Utc>>,
    whole: Option<DateTime<Utc>>,
}

impl Refill {
    /// What has to be read at `now`. `period` is the least time between two looks; where no other
    /// process writes, one look is enough.
    pub(super) fn next(&self, now: DateTime<Utc>, period: Duration, is_shared: bool) -> Read {
        let Some((last, whole)) = self.last.zip(self.whole) else { return Read::Whole };
        let period = TimeDelta::from_std(period).unwrap_or_default();
        if !is_shared {
            Read::Nothing
        } else if now < last || now - whole >= WHOLE_EVERY {
            Read::Whole
        } else if now - last < period {
            Read::Nothing
        } else {
            Read::Since(last - COMMITTED_ELSEWHERE)
        }
    }

    /// It was read.
    pub(super) fn note(&mut self, read: Read, now: DateTime<Utc>) {
        self.last = Some(now);
        if read == Read::Whole {
            self.whole = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Duration = Duration::from_millis(500);

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(millis)
    }

    fn read_at(millis: i64) -> Refill {
        let mut refill = Refill::default();
        refill.note(Read::Whole, at(millis));
        refill
    }

    #[test]
    fn whoever_begins_to_send_reads_everything_once() {
        assert_eq!(Refill::default().next(at(0), PERIOD, false), Read::Whole);
        assert_eq!(read_at(0).next(at(60_000), PERIOD, false), Read::Nothing);
    }

    #[test]
    fn what_others_commit_is_found_once_a_period() {
        assert_eq!(read_at(0).next(at(499), PERIOD, true), Read::Nothing);
        assert_eq!(read_at(0).next(at(500), PERIOD, true), Read::Since(at(-30_000)));
    }

    #[test]
    fn rows_of_a_clock_that_is_behind_are_found_within_seconds() {
        let mut refill = read_at(0);
        for millis in (500..10_000).step_by(500) {
            assert!(matches!(refill.next(at(millis), PERIOD, true), Read::Since(_)), "{millis}");
            refill.note(Read::Since(at(millis)), at(millis));
        }
        assert_eq!(refill.next(at(10_000), PERIOD, true), Read::Whole);
    }

    #[test]
    fn a_clock_that_was_put_back_looks_at_once() {
        for behind in [1, 499, 110_000, 3_600_000] {
            assert_eq!(read_at(0).next(at(-behind), PERIOD, true), Read::Whole, "{behind}");
        }
    }
}
