//! Whether a platform is away, by the attempts to send to it. Pure.
//!
//! A platform that is away is tried by one destination at a time, at most every two seconds however
//! many wait, and the first success lets all of them try at once. So a platform that is back is
//! noticed within seconds, and one that is down is not flooded.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::sends::Sends;

/// The least time between two tries of destinations that fail.
const APART: TimeDelta = TimeDelta::seconds(2);
/// After so many failures in a row without a success the platform counts as away, whichever
/// destinations they were at.
const AWAY_AFTER: u32 = 3;

/// The memory of one platform. It is lost with the process.
#[derive(Debug, Clone, Default)]
pub struct PlatformState {
    /// What the health says about it.
    pub sends: Sends,
    failures: u32,
    recovered_at: Option<DateTime<Utc>>,
    /// When destinations that fail are tried again.
    planned: BTreeSet<DateTime<Utc>>,
}

impl PlatformState {
    /// An attempt failed because the platform is away, or seems to be. The destination would rest
    /// until `rested`; gives back until when it does.
    pub fn fail(&mut self, rested: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        self.failures = self.failures.saturating_add(1);
        self.planned.retain(|at| *at > now);
        let mut free = rested;
        for planned in &self.planned {
            if (*planned - free).abs() < APART {
                free = *planned + APART;
            }
        }
        self.planned.insert(free);
        free
    }

    /// The platform took a message, or answered why not. `was_failing` tells whether the
    /// destination had failed until now. Gives back whether the platform is back, so that all that
    /// waits for it may try.
    pub fn answer(&mut self, was_failing: bool, now: DateTime<Utc>) -> bool {
        let is_back = was_failing || self.is_away();
        self.failures = 0;
        if is_back {
            self.recovered_at = Some(now);
            self.planned.clear();
        }
        is_back
    }

    /// Failures before this instant say nothing any more.
    pub fn recovered_at(&self) -> Option<DateTime<Utc>> {
        self.recovered_at
    }

    fn is_away(&self) -> bool {
        self.failures >= AWAY_AFTER
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn one_destination_is_tried_when_it_has_rested() {
        let mut platform = PlatformState::default();
        assert_eq!(platform.fail(at(1), at(0)), at(1));
        assert_eq!(platform.fail(at(3), at(1)), at(3));
        assert!(!platform.is_away(), "two failures are no outage");
        assert_eq!(platform.fail(at(6), at(3)), at(6));
        assert!(platform.is_away());
        assert!(platform.answer(true, at(6)));
        assert_eq!((platform.is_away(), platform.recovered_at()), (false, Some(at(6))));
    }

    #[test]
    fn a_page_is_not_planned_behind_what_rests_longer() {
        let mut platform = PlatformState::default();
        assert_eq!(platform.fail(at(10), at(0)), at(10));
        assert_eq!(platform.fail(at(4), at(0)), at(4));
        assert_eq!(platform.fail(at(4), at(0)), at(6));
        assert_eq!(platform.fail(at(10), at(0)), at(12));
    }

    #[test]
    fn a_success_beside_one_broken_destination_is_no_recovery() {
        let mut platform = PlatformState::default();
        for second in 0..9 {
            platform.fail(at(second + 1), at(second));
            assert!(!platform.answer(false, at(second)), "{second}");
        }
        assert_eq!(platform.recovered_at(), None);
    }

    proptest! {
        /// However many destinations fail at the same moment, a try is never far, and two tries are
        /// never close.
        #[test]
        fn tries_are_near_and_apart(rests in prop::collection::vec(1_i64..11, 1..60)) {
            let mut platform = PlatformState::default();
            let mut planned: Vec<_> =
                rests.iter().map(|rest| platform.fail(at(*rest), at(0))).collect();
            for (rest, planned) in rests.iter().zip(&planned) {
                prop_assert!(*planned >= at(*rest));
            }
            planned.sort();
            let shortest = rests.iter().copied().min().unwrap_or_default();
            prop_assert!(planned[0] < at(shortest) + APART);
            for pair in planned.windows(2) {
                prop_assert!(pair[1] - pair[0] >= APART);
            }
        }
    }
}
