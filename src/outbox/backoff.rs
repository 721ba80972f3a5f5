//! What follows from a failed attempt: whether the message is tried again by the same way. Pure.
//!
//! How long a destination rests after a failure (`rest_after`), by how often it failed in a row:
//!
//! | Failure in a row | 1 | 2 | 3 | 4 | 5 | 6 and later |
//! |---|---|---|---|---|---|---|
//! | nothing arrived, pages go there | 1 s | 2 s | 3 s | 3 s | 3 s | 3 s |
//! | nothing arrived, no pages go there | 1 s | 2 s | 3 s | 10 s | 10 s | 10 s |
//! | a copy may have arrived | 1 s | 3 s | 10 s | 10 s | 10 s | 30 s |
//! | credentials refused | 30 s | 30 s | 30 s | 30 s | 30 s | 30 s |
//!
//! Where the platform is away the messages keep their order: the first one is tried again. A message
//! that the platform answered, or may have taken, lets others pass meanwhile, because it may be at
//! fault itself (`hold_after`):
//!
//! | Attempt that failed | 1 | 2 | 3 | 4 | 5 | 6 | 7 and later |
//! |---|---|---|---|---|---|---|---|
//! | Others may pass for | 1 s | 3 s | 10 s | 30 s | 2 min | 5 min | 10 min |
//!
//! The first success at a destination ends both ([`super::send_queue`]). A page gives its way up
//! after three failures or 15 s, so that the next way begins within 30 s (`promises`, 9); after the
//! last way it begins with the first one again, until it is answered. Everything else is given up
//! after 16 attempts, and not before two hours.

use std::time::Duration;

use chat::SendError;
use chrono::TimeDelta;

use crate::domain::notice::Priority;

const HOLD_SECONDS: [u64; 7] = [1, 3, 10, 30, 120, 300, 600];
const REST_SECONDS_WITH_PAGES: [u64; 3] = [1, 2, 3];
const REST_SECONDS: [u64; 4] = [1, 2, 3, 10];
/// Each try may be one more copy that people read.
const REST_SECONDS_UNCERTAIN: [u64; 6] = [1, 3, 10, 10, 10, 30];
/// Refused credentials are put right by people.
const OPERATOR_SECONDS: [u64; 1] = [30];
const PAGE_ATTEMPTS: i64 = 3;
const OTHER_ATTEMPTS: i64 = 16;
/// A message that is no page is not given up before that.
const OTHER_PATIENCE: TimeDelta = TimeDelta::hours(2);
/// How long a page stays with a way that fails or is mute.
pub const PAGE_PATIENCE: Duration = Duration::from_secs(15);

/// What is known about a row whose attempt failed.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    pub priority: Priority,
    /// How often the row has been through all contact methods of its recipient.
    pub round: i64,
    /// Attempts by this way, the failed one included.
    pub attempts: i64,
    /// How long the row has been under way by this way.
    pub age: TimeDelta,
}

/// What to do with a row whose attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The same way again, when the destination has rested. Others may pass until this is over.
    Again { hold: Duration },
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
        SendError::RetryAfter(_) => Verdict::Again { hold: Duration::ZERO },
        SendError::Permanent { .. } => Verdict::GiveUp,
        SendError::Unauthorized(_) if is_page => Verdict::GiveUp,
        _ if is_used_up(tried) => Verdict::GiveUp,
        SendError::Away(_) | SendError::Unauthorized(_) => Verdict::Again { hold: Duration::ZERO },
        SendError::Uncertain(_) | SendError::Retryable(_) => {
            Verdict::Again { hold: spread(hold_after(tried.attempts), chance) }
        }
    }
}

fn is_used_up(tried: &Tried) -> bool {
    match tried.priority {
        Priority::Page => {
            let is_late = tried.age.to_std().is_ok_and(|age| age >= PAGE_PATIENCE);
            tried.round > 0 || tried.attempts >= PAGE_ATTEMPTS || is_late
        }
        Priority::Reply | Priority::Warning | Priority::StatusUpdate | Priority::Low => {
            tried.attempts >= OTHER_ATTEMPTS && tried.age >= OTHER_PATIENCE
        }
    }
}

/// How long a destination rests after its n-th failure in a row; none where it need not. `is_paged`
/// tells whether pages go there.
pub(super) fn rest_after(failures: u32, error: &SendError, is_paged: bool) -> Option<Duration> {
    let seconds: &[u64] = match error {
        SendError::Uncertain(_) => &REST_SECONDS_UNCERTAIN,
        SendError::Away(_) | SendError::Retryable(_) if is_paged => &REST_SECONDS_WITH_PAGES,
        SendError::Away(_) | SendError::Retryable(_) => &REST_SECONDS,
        SendError::Unauthorized(_) => &OPERATOR_SECONDS,
        SendError::RetryAfter(_) | SendError::Permanent { .. } => return None,
    };
    Some(nth(seconds, failures.into()))
}

/// How long others may pass after a message's n-th failure.
fn hold_after(attempts: i64) -> Duration {
    nth(&HOLD_SECONDS, attempts)
}

/// The n-th of these waits, counted from one; the last one for all that follow.
fn nth(seconds: &[u64], n: i64) -> Duration {
    let index = usize::try_from(n - 1).unwrap_or(0).min(seconds.len().saturating_sub(1));
    Duration::from_secs(seconds.get(index).copied().unwrap_or_default())
}

/// Up to a fifth longer, so that what failed together does not come back together; in whole
/// milliseconds, as all instants of the program are.
fn spread(wait: Duration, chance: f64) -> Duration {
    let longer = wait.mul_f64(chance.clamp(0.0, 1.0) / 5.0);
    wait + Duration::from_millis(longer.as_millis().try_into().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TROUBLE: fn() -> SendError = || SendError::Retryable("trouble".into());
    const AWAY: fn() -> SendError = || SendError::Away("refused".into());
    const TIMEOUT: fn() -> SendError = || SendError::Uncertain("no answer".into());

    fn judged(priority: Priority, attempts: i64, error: &SendError) -> Verdict {
        let tried = Tried { priority, round: 0, attempts, age: TimeDelta::seconds(5) };
        judge(&tried, error, 0.0)
    }

    fn again(seconds: u64) -> Verdict {
        Verdict::Again { hold: Duration::from_secs(seconds) }
    }

    #[test]
    fn a_message_that_may_be_at_fault_lets_others_pass_and_is_given_up_after_two_hours() {
        for (attempt, seconds) in (1..).zip([1, 3, 10, 30, 120, 300, 600, 600]) {
            for error in [TROUBLE(), TIMEOUT()] {
                let verdict = judged(Priority::StatusUpdate, attempt, &error);
                assert_eq!(verdict, again(seconds), "{attempt} {error:?}");
            }
            assert_eq!(judged(Priority::StatusUpdate, attempt, &AWAY()), again(0), "{attempt}");
        }
        assert_eq!(judged(Priority::StatusUpdate, 99, &TROUBLE()), again(600));
        let priority = Priority::StatusUpdate;
        let old = Tried { priority, round: 0, attempts: 16, age: OTHER_PATIENCE };
        assert_eq!(judge(&old, &TROUBLE(), 0.0), Verdict::GiveUp);
        assert_eq!(judge(&Tried { attempts: 15, ..old }, &AWAY(), 0.0), again(0));
    }

    #[test]
    fn a_page_gives_its_way_up_after_three_failures_or_fifteen_seconds() {
        for error in [TROUBLE(), AWAY(), TIMEOUT()] {
            assert!(matches!(judged(Priority::Page, 2, &error), Verdict::Again { .. }), "{error}");
            assert_eq!(judged(Priority::Page, 3, &error), Verdict::GiveUp);
        }
        let (priority, age) = (Priority::Page, TimeDelta::seconds(15));
        let late = Tried { priority, round: 0, attempts: 1, age };
        assert_eq!(judge(&late, &TROUBLE(), 0.0), Verdict::GiveUp);
        let young = Tried { age: TimeDelta::zero(), ..late };
        assert_eq!(judge(&Tried { round: 1, ..young }, &AWAY(), 0.0), Verdict::GiveUp);
    }

    #[test]
    fn a_mute_destination_sends_pages_elsewhere_and_lets_the_rest_wait() {
        let mute = SendError::RetryAfter(Duration::from_mins(10));
        assert_eq!(
            judged(Priority::Page, 1, &mute),
            Verdict::NotThisWay { after: Duration::from_mins(10) }
        );
        assert_eq!(judged(Priority::Low, 40, &mute), again(0));
        let short = SendError::RetryAfter(Duration::from_secs(2));
        assert_eq!(judged(Priority::Page, 1, &short), again(0));
    }

    #[test]
    fn refused_credentials_wait_for_an_operator_but_pages_do_not() {
        let refused = SendError::Unauthorized("token".into());
        assert_eq!(judged(Priority::Page, 1, &refused), Verdict::GiveUp);
        assert_eq!(judged(Priority::Reply, 1, &refused), again(0));
        assert_eq!(rest_after(1, &refused, true), Some(Duration::from_secs(30)));
        assert_eq!(judged(Priority::Reply, 1, &SendError::refused("too long")), Verdict::GiveUp);
    }

    #[test]
    fn a_destination_rests_as_the_table_says() {
        let rests = |error: &SendError, is_paged| {
            let rest = |n| rest_after(n, error, is_paged).unwrap_or_default().as_secs();
            (1..=7).map(rest).collect::<Vec<_>>()
        };
        assert_eq!(rests(&AWAY(), true), [1, 2, 3, 3, 3, 3, 3]);
        assert_eq!(rests(&TROUBLE(), false), [1, 2, 3, 10, 10, 10, 10]);
        assert_eq!(rests(&TIMEOUT(), true), [1, 3, 10, 10, 10, 30, 30]);
        assert_eq!(rest_after(3, &SendError::gone("dissolved"), true), None);
    }

    #[test]
    fn chance_makes_a_wait_longer_by_a_fifth_at_most() {
        for chance in [0.0, 0.25, 0.999] {
            let wait = spread(Duration::from_secs(10), chance);
            assert!((10.0..12.0).contains(&wait.as_secs_f64()), "{wait:?}");
        }
    }
}
