//! Which instances live. Pure.
//!
//! An instance says until when it may work, by its own clock. Clocks differ, and may be set: an
//! instance whose row changes from look to look lives, whatever its clock says.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::recent::is_within;
use crate::store::{CLOCKS_DIFFER_BY, InstanceRow};

/// How long an instance may work after it has said that it lives. Short enough that another one
/// works within 15 s when this one is gone (`promises`, 13).
pub const LASTS: TimeDelta = TimeDelta::seconds(10);

/// What one instance has seen of the others.
#[derive(Debug, Default)]
pub(super) struct Signs {
    looked_at: Option<DateTime<Utc>>,
    seen: HashMap<String, Seen>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    until: i64,
    changed_at: Option<DateTime<Utc>>,
}

impl Signs {
    /// Takes note of what the instances say at `now`.
    pub(super) fn note(&mut self, rows: &[InstanceRow], now: DateTime<Utc>) {
        // A change since long ago may have happened long ago.
        let is_fresh = self.looked_at.replace(now).is_some_and(|at| is_within(at, now, LASTS));
        let before = std::mem::take(&mut self.seen);
        let see = |row: &InstanceRow| {
            let known = before.get(&row.id);
            let changed = known.is_some_and(|known| known.until != row.until);
            let changed_at = if changed && is_fresh {
                Some(now)
            } else {
                known.and_then(|known| known.changed_at)
            };
            (row.id.clone(), Seen { until: row.until, changed_at })
        };
        self.seen = rows.iter().map(see).collect();
    }

    /// Whether an instance may be working at `now`.
    pub(super) fn lives(&self, id: &str, now: DateTime<Utc>) -> bool {
        let Some(seen) = self.seen.get(id) else { return false };
        let left = TimeDelta::milliseconds(seen.until.saturating_sub(now.timestamp_millis()));
        let says_so = left > TimeDelta::zero() && left <= LASTS + CLOCKS_DIFFER_BY;
        let was_seen = seen.changed_at.is_some_and(|at| is_within(at, now, LASTS));
        says_so || was_seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn says(until: i64) -> [InstanceRow; 1] {
        [InstanceRow { id: "other".to_owned(), until: at(until).timestamp_millis() }]
    }

    #[test]
    fn whoever_says_nothing_more_is_gone_when_its_time_is_over() {
        let mut signs = Signs::default();
        signs.note(&says(10), at(0));
        assert!(signs.lives("other", at(9)) && !signs.lives("nobody", at(9)));
        signs.note(&says(10), at(9));
        assert!(!signs.lives("other", at(10)));
    }

    #[test]
    fn an_instance_whose_clock_is_an_hour_off_lives_while_its_row_changes() {
        for off in [-3600, 3600] {
            let mut signs = Signs::default();
            signs.note(&says(off + 10), at(0));
            assert!(!signs.lives("other", at(0)), "nobody knows yet");
            signs.note(&says(off + 11), at(1));
            assert!(signs.lives("other", at(1)) && signs.lives("other", at(10)));
            signs.note(&says(off + 11), at(2));
            assert!(!signs.lives("other", at(11)));
        }
    }

    #[test]
    fn one_that_wakes_does_not_take_old_changes_for_life() {
        let mut signs = Signs::default();
        signs.note(&says(10), at(0));
        signs.note(&says(14), at(60));
        assert!(!signs.lives("other", at(60)));
    }
}
