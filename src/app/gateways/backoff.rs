//! How long to wait before a lost connection is tried again. Pure.
//!
//! | Loss in a row | 1 | 2 | 3 | 4 | 5 | 6 and later |
//! |---|---|---|---|---|---|---|
//! | At most | 2 s | 4 s | 8 s | 16 s | 32 s | 60 s |
//!
//! Randomness takes up to half of it away, so that processes that lost their connections together
//! do not come back together.

use std::time::Duration;

use chrono::TimeDelta;

const LONGEST_SECONDS: u64 = 60;
/// A connection that lasted so long was a good one; the next loss counts as the first.
const LASTED: TimeDelta = TimeDelta::seconds(60);

/// The pause after so many losses in a row. `chance` is a random number from 0 up to 1.
pub(super) fn pause(losses: u32, chance: f64) -> Duration {
    let most = 2_u64.saturating_pow(losses.max(1)).min(LONGEST_SECONDS);
    Duration::from_secs(most).mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
}

/// The losses in a row, with one more after a connection that lasted for `held`.
pub(super) fn losses_after(losses: u32, held: TimeDelta) -> u32 {
    if held >= LASTED { 1 } else { losses.saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_from_a_second_to_a_minute() {
        let shortest = [1, 2, 4, 8, 16, 30, 30];
        for (losses, seconds) in (1..).zip(shortest) {
            assert_eq!(pause(losses, 0.0), Duration::from_secs(seconds));
            assert!(pause(losses, 0.999) <= Duration::from_mins(1));
            assert!(pause(losses, 0.999) > pause(losses, 0.0));
        }
        assert!(pause(u32::MAX, 1.0) <= Duration::from_mins(1));
    }

    #[test]
    fn a_connection_that_lasted_begins_the_count_anew() {
        assert_eq!(losses_after(5, TimeDelta::seconds(59)), 6);
        assert_eq!(losses_after(5, TimeDelta::seconds(60)), 1);
        assert_eq!(losses_after(0, TimeDelta::zero()), 1);
    }
}
