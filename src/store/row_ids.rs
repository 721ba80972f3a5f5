//! Keys of rows that nobody says aloud: they grow with time, also within one millisecond.
//!
//! A key holds the milliseconds since 1970, a sequence within the millisecond and the number of the
//! process that wrote it. So two processes never give out the same key, rows sorted by key are in
//! the order in which they were decided, and "older than" is a range of the primary key that needs
//! no index of its own.

use std::sync::atomic::{AtomicI64, Ordering};

/// Bits for the sequence within a millisecond; what does not fit runs on into the next millisecond.
const SEQUENCE_BITS: u32 = 12;
/// Bits for the number of the process.
const PROCESS_BITS: u32 = 8;

/// Gives out keys for one process.
#[derive(Debug)]
pub(crate) struct RowIds {
    process: i64,
    last: AtomicI64,
}

impl RowIds {
    /// `process` is the number that the database gave this process; only its last eight bits count.
    pub(crate) fn new(process: i64) -> Self {
        Self { process: process & ((1 << PROCESS_BITS) - 1), last: AtomicI64::new(0) }
    }

    /// The next key for something that happened at `millis`.
    pub(crate) fn next(&self, millis: i64) -> i64 {
        let first = millis.max(0) << SEQUENCE_BITS;
        let next = |last: i64| first.max(last + 1);
        let last = self
            .last
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last)))
            .unwrap_or_else(|last| last);
        next(last) << PROCESS_BITS | self.process
    }
}

/// The smallest key of anything that happened at `millis` or later.
pub(crate) fn first_id_at(millis: i64) -> i64 {
    millis.max(0) << (SEQUENCE_BITS + PROCESS_BITS)
}

/// When something with this key happened.
pub(crate) fn millis_of(id: i64) -> i64 {
    id >> (SEQUENCE_BITS + PROCESS_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_grow_within_a_millisecond_and_with_time() {
        let ids = RowIds::new(3);
        let given: Vec<i64> = [5, 5, 5, 4, 9].into_iter().map(|millis| ids.next(millis)).collect();
        assert!(given.is_sorted_by(|a, b| a < b), "{given:?}");
        assert!(given[..3].iter().all(|id| (first_id_at(5)..first_id_at(6)).contains(id)));
        assert!(given[4] >= first_id_at(9));
        let when: Vec<i64> = given.iter().map(|id| millis_of(*id)).collect();
        assert_eq!(when, [5, 5, 5, 5, 9]);
    }

    #[test]
    fn two_processes_never_give_out_the_same_key() {
        let (one, other) = (RowIds::new(1), RowIds::new(2));
        let given: std::collections::HashSet<i64> =
            (0..5000).flat_map(|_| [one.next(7), other.next(7)]).collect();
        assert_eq!(given.len(), 10_000);
    }
}
