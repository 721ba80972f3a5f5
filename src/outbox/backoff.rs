//! What follows from a failed attempt: when to try again, and when to give a way up. Pure.
//!
//! | Attempt that failed | 1 | 2 | 3 | 4 | 5 | 6 | 7 and later |
//! |---|---|---|---|---|---|---|---|
//! | Wait before the next | 1 s | 3 s | 10 s | 30 s | 2 min | 5 min | 10 min |
//!
//! Each wait is made up to a fifth longer by chance, so that what failed together does not come
//! back together. A page gives its way up after three failures or 15 s, so that the next way begins
//! within 30 s (`promises`, 9); after the last way it begins with the first one again, until it is
//! answered. Everything else gives up after 16 attempts, some two hours.

use std::time::Duration;

use chat::SendError;
use chrono::TimeDelta;

use crate::domain::notice::Priority;

const WAITS_SECONDS: [u64; 7] = [1, 3, 10, 30, 120, 300, 600];
const PAGE_ATTEMPTS: i64 = 3;
const OTHER_ATTEMPTS: i64 = 16;
/// How long a page stays with a way that fails or is mute.
pub const PAGE_PATIENCE: Duration = Duration::from_secs(15);
/// Refused credentials are put right by people.
const OPERATOR_SECONDS: u64 = 30;

/// What is known about a row whose attempt failed.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    pub priority: Priority,
    /// Attempts by this way, the failed one included.
    pub attempts: i64,
    /// How long the row has been under way by this way.
    pub age: TimeDelta,
}

/// What to do with a row whose attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The same way again, after a while.
    Again {
        after: Duration,
        /// Whether the failed attempt may have been seen all the same.
        may_have_arrived: bool,
    },
    /// This way is closed for longer than a page may wait. Without another way it is taken again
    /// after a while.
    NotThisWay { after: Duration },
    /// Never by this way.
    GiveUp,
}

/// Judges a failed attempt. `chance` is a number from 0 up to 1.
pub fn judge(tried: &Tried, error: &SendError, chance: f64) -> Verdict {
    let is_page = tried.priority == Priority::Page;
    match error {
        SendError::RetryAfter(after) if is_page && *after > PAGE_PATIENCE => {
            Verdict::NotThisWay { after: *after }
        }
        SendError::RetryAfter(after) => Verdict::Again { after: *after, may_have_arrived: false },
        SendError::Retryable(_) if is_used_up(tried) => Verdict::GiveUp,
        SendError::Retryable(_) => Verdict::Again {
            after: spread(wait_after(tried.attempts), chance),
            may_have_arrived: true,
        },
        SendError::Unauthorized(_) if is_page || is_used_up(tried) => Verdict::GiveUp,
        SendError::Unauthorized(_) => {
            let after = wait_after(tried.attempts).max(Duration::from_secs(OPERATOR_SECONDS));
            Verdict::Again { after: spread(after, chance), may_have_arrived: false }
        }
        SendError::Permanent { .. } => Verdict::GiveUp,
    }
}

fn is_used_up(tried: &Tried) -> bool {
    match tried.priority {
        Priority::Page => {
            let is_late = tried.age.to_std().is_ok_and(|age| age >= PAGE_PATIENCE);
            tried.attempts >= PAGE_ATTEMPTS || is_late
        }
        Priority::Reply | Priority::Warning | Priority::StatusUpdate | Priority::Low => {
            tried.attempts >= OTHER_ATTEMPTS
        }
    }
}

/// The wait after the n-th failure, counted from one.
pub(super) fn wait_after(attempts: i64) -> Duration {
    let index = usize::try_from(attempts - 1).unwrap_or(0).min(WAITS_SECONDS.len() - 1);
    Duration::from_secs(WAITS_SECONDS[index])
}

/// In whole milliseconds, as all instants of the program are.
fn spread(wait: Duration, chance: f64) -> Duration {
    let longer = wait.mul_f64(chance.clamp(0.0, 1.0) / 5.0);
    wait + Duration::from_millis(longer.as_millis().try_into().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TROUBLE: fn() -> SendError = || SendError::Retryable("trouble".into());

    fn judged(priority: Priority, attempts: i64, error: &SendError) -> Verdict {
        judge(&Tried { priority, attempts, age: TimeDelta::seconds(5) }, error, 0.0)
    }

    fn again(seconds: u64, may_have_arrived: bool) -> Verdict {
        Verdict::Again { after: Duration::from_secs(seconds), may_have_arrived }
    }

    #[test]
    fn waits_grow_to_ten_minutes_and_end_after_sixteen_attempts() {
        let expected = [1, 3, 10, 30, 120, 300, 600, 600];
        for (attempt, seconds) in (1..).zip(expected) {
            assert_eq!(
                judged(Priority::StatusUpdate, attempt, &TROUBLE()),
                again(seconds, true),
                "{attempt}"
            );
        }
        assert_eq!(judged(Priority::StatusUpdate, 15, &TROUBLE()), again(600, true));
        assert_eq!(judged(Priority::StatusUpdate, 16, &TROUBLE()), Verdict::GiveUp);
    }

    #[test]
    fn a_page_gives_its_way_up_after_three_failures_or_fifteen_seconds() {
        assert_eq!(judged(Priority::Page, 1, &TROUBLE()), again(1, true));
        assert_eq!(judged(Priority::Page, 2, &TROUBLE()), again(3, true));
        assert_eq!(judged(Priority::Page, 3, &TROUBLE()), Verdict::GiveUp);
        let late = Tried { priority: Priority::Page, attempts: 1, age: TimeDelta::seconds(15) };
        assert_eq!(judge(&late, &TROUBLE(), 0.0), Verdict::GiveUp);
    }

    #[test]
    fn a_mute_destination_sends_pages_elsewhere_and_lets_the_rest_wait() {
        let mute = SendError::RetryAfter(Duration::from_mins(10));
        assert_eq!(
            judged(Priority::Page, 1, &mute),
            Verdict::NotThisWay { after: Duration::from_mins(10) }
        );
        assert_eq!(judged(Priority::Low, 40, &mute), again(600, false));
        let short = SendError::RetryAfter(Duration::from_secs(2));
        assert_eq!(judged(Priority::Page, 1, &short), again(2, false));
    }

    #[test]
    fn refused_credentials_wait_for_an_operator_but_pages_do_not() {
        let refused = SendError::Unauthorized("token".into());
        assert_eq!(judged(Priority::Page, 1, &refused), Verdict::GiveUp);
        assert_eq!(judged(Priority::Reply, 1, &refused), again(30, false));
        assert_eq!(judged(Priority::Reply, 1, &SendError::refused("too long")), Verdict::GiveUp);
    }

    #[test]
    fn chance_makes_a_wait_longer_by_a_fifth_at_most() {
        for chance in [0.0, 0.25, 0.999] {
            let wait = spread(Duration::from_secs(10), chance);
            assert!((10.0..12.0).contains(&wait.as_secs_f64()), "{wait:?}");
        }
    }
}
