//! One destination as the dispatcher remembers it: what it took recently, whether it is mute, whether
//! it fails.

use chat::SendError;
use chrono::{DateTime, TimeDelta, Utc};

use super::backoff::{PAGE_PATIENCE, rest_after};
use super::rate_limit::{Allowance, Limits, Window};
use super::set_back::SeenClock;
use super::turns::{DueMessage, Turns};
use crate::domain::notice::Priority;
use crate::domain::recent::is_within;

/// So many failures in a row close a destination to pages that have another way.
const FAILURES: u32 = 3;
/// After so long without a failure it is tried again.
const MEMORY_OF_FAILURES: TimeDelta = TimeDelta::seconds(60);
/// Pages to one person within so long are one message: a phone that rings for each of twelve tells
/// nobody more.
const GATHERED: TimeDelta = TimeDelta::seconds(60);
/// Stands for "as much as you like".
const UNLIMITED: usize = 1000;

/// The memory of one destination. It is lost with the process; the window is then read from the
/// store.
#[derive(Debug, Clone, Default)]
pub struct DestinationState {
    /// None where the platform sets no limit.
    pub limits: Option<Limits>,
    pub window: Window,
    /// Whose messages left lately, so that the customers take turns.
    pub turns: Turns,
    /// Whether one person reads there.
    pub is_one_persons: bool,
    /// Whether it is somebody's contact method.
    pub is_paged: bool,
    paged_at: Option<DateTime<Utc>>,
    /// As the platform asked.
    muted_until: Option<DateTime<Utc>>,
    /// After failures.
    rests_until: Option<DateTime<Utc>>,
    failures: u32,
    failed_at: Option<DateTime<Utc>>,
    clock: SeenClock,
}

impl DestinationState {
    /// Moves everything remembered with a clock that was set back since it was looked at last: no
    /// pause gets longer by the step, and no window.
    pub fn follow_clock(&mut self, now: DateTime<Utc>) {
        let Some(step) = self.clock.set_back_by(now) else { return };
        let instants =
            [&mut self.paged_at, &mut self.muted_until, &mut self.rests_until, &mut self.failed_at];
        for at in instants.into_iter().flatten() {
            *at -= step;
        }
        self.window.shift_back(step);
        self.turns.shift_back(step);
    }

    /// How many messages of a priority may leave at `now`.
    pub fn allows(&mut self, priority: Priority, now: DateTime<Utc>) -> Allowance {
        if let Some(until) = self.paused_at(now) {
            return Allowance::From(until);
        }
        match &self.limits {
            Some(limits) => self.window.allows(limits, priority, now),
            None => Allowance::Now(UNLIMITED),
        }
    }

    /// The end of the pause, while there is one.
    pub fn paused_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.muted_until.into_iter().chain(self.rests_until).filter(|until| *until > now).max()
    }

    /// Until when pages that became due at `due_at` are gathered, because one left a moment before
    /// that. What waited by then goes on its way.
    pub fn gathers_pages_until(
        &self,
        due_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let paged_at = self.gathering_since(now).filter(|paged_at| due_at > *paged_at)?;
        Some(paged_at + GATHERED)
    }

    /// Whether pages are gathered and one of them is about a customer of whom this person heard
    /// nothing meanwhile. It does not wait for those of the others. `pages` is asked only while
    /// pages are gathered.
    pub fn has_page_of_new_party(
        &self,
        pages: impl FnOnce() -> Vec<DueMessage>,
        now: DateTime<Utc>,
    ) -> bool {
        self.gathering_since(now).is_some() && self.turns.has_new_party(&pages(), now, GATHERED)
    }

    /// When the page left after which others are gathered at `now`; none while a page may leave at
    /// once.
    fn gathering_since(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.paged_at.filter(|at| self.is_one_persons && is_within(*at, now, GATHERED))
    }

    /// Takes note of pages that were chosen to leave at `since` or later, where one did.
    pub fn note_pages(&mut self, pages: &[DueMessage], since: DateTime<Utc>) {
        if let Some(at) = self.paged_at.filter(|at| *at >= since) {
            self.turns.note_paged(pages, at, GATHERED);
        }
    }

    /// Whether a page that has another way should take it: the destination is mute for longer than
    /// a page may wait, or has failed again and again.
    pub fn turns_pages_away(&self, now: DateTime<Utc>) -> bool {
        let is_mute = self
            .paused_at(now)
            .is_some_and(|until| (until - now).to_std().is_ok_and(|left| left > PAGE_PATIENCE));
        let has_failed = self.failed_at.is_some_and(|at| now - at < MEMORY_OF_FAILURES);
        is_mute || (has_failed && self.failures >= FAILURES)
    }

    /// Whether a page that has been through all ways should pass this one over: another try says
    /// nothing new yet.
    pub fn is_passed_over(&self, now: DateTime<Utc>) -> bool {
        self.turns_pages_away(now) && self.paused_at(now).is_some()
    }

    /// Whether the last attempt failed.
    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// Until when it rests after a failure.
    pub fn rests_until(&self) -> Option<DateTime<Utc>> {
        self.rests_until
    }

    /// Makes it rest until then, in the place of the time that its own failures give.
    pub fn rest_until(&mut self, until: DateTime<Utc>) {
        self.rests_until = Some(until);
    }

    /// Forgets failures from before the platform recovered.
    pub fn heal(&mut self, recovered_at: DateTime<Utc>) {
        if self.failed_at.is_some_and(|at| at <= recovered_at) {
            self.failures = 0;
            self.failed_at = None;
            self.rests_until = None;
        }
    }

    /// Takes note of how an attempt ended at `now`.
    pub fn note(&mut self, priority: Priority, result: Result<(), &SendError>, now: DateTime<Utc>) {
        // What never reached the platform counts against no limit of it.
        if !matches!(result, Err(SendError::Away(_))) {
            self.window.note(now, priority);
        }
        if result.is_ok() && priority == Priority::Page {
            self.paged_at = Some(now);
        }
        let Err(error) = result else {
            self.failures = 0;
            self.failed_at = None;
            self.rests_until = None;
            return;
        };
        match error {
            SendError::RetryAfter(wait) => {
                let wait = TimeDelta::from_std(*wait).unwrap_or(TimeDelta::days(1));
                self.muted_until = Some(now + wait);
            }
            SendError::Away(_)
            | SendError::Uncertain(_)
            | SendError::Retryable(_)
            | SendError::Unauthorized(_) => self.fail(error, now),
            SendError::Permanent { gone: true, .. } => {
                self.failures = FAILURES;
                self.failed_at = Some(now);
            }
            // The message was at fault, not the destination.
            SendError::Permanent { gone: false, .. } => {}
        }
    }

    /// Counts a failure. The destination rests, but not long: the next try finds out whether it is
    /// well again.
    fn fail(&mut self, error: &SendError, now: DateTime<Utc>) {
        self.failures = self.failures.saturating_add(1);
        self.failed_at = Some(now);
        let rest = rest_after(self.failures, error, self.is_paged).unwrap_or_default();
        self.rests_until = Some(now + TimeDelta::from_std(rest).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn three_failures_in_a_row_turn_pages_away_for_a_minute() {
        let mut destination_state = DestinationState::default();
        let trouble = SendError::Retryable("trouble".into());
        for second in [0, 1, 2] {
            assert!(!destination_state.turns_pages_away(at(second)));
            destination_state.note(Priority::Page, Err(&trouble), at(second));
        }
        assert!(
            destination_state.turns_pages_away(at(2)) && destination_state.turns_pages_away(at(61))
        );
        assert!(!destination_state.turns_pages_away(at(62)));
        destination_state.note(Priority::Page, Err(&trouble), at(62));
        assert!(destination_state.turns_pages_away(at(62)));
        destination_state.note(Priority::Reply, Ok(()), at(63));
        assert!(!destination_state.turns_pages_away(at(63)));
    }

    #[test]
    fn a_short_pause_keeps_pages_and_a_long_one_turns_them_away() {
        for (wait, away) in [(5, false), (600, true)] {
            let mut destination_state = DestinationState::default();
            destination_state.note(
                Priority::Low,
                Err(&SendError::RetryAfter(Duration::from_secs(wait))),
                at(0),
            );
            assert_eq!(destination_state.turns_pages_away(at(1)), away);
            let ends = at(i64::try_from(wait).unwrap());
            assert_eq!(destination_state.allows(Priority::Page, at(1)), Allowance::From(ends));
            assert_eq!(destination_state.allows(Priority::Page, ends), Allowance::Now(UNLIMITED));
        }
    }

    #[test]
    fn a_refused_message_says_nothing_about_the_destination_unless_it_is_gone() {
        let mut destination_state = DestinationState::default();
        for _ in 0..5 {
            destination_state.note(Priority::Page, Err(&SendError::refused("too long")), at(0));
        }
        assert!(!destination_state.turns_pages_away(at(0)));
        destination_state.note(Priority::Page, Err(&SendError::gone("dissolved")), at(0));
        assert!(destination_state.turns_pages_away(at(0)));
    }

    fn limited() -> DestinationState {
        let rate = chat::RateLimit {
            count: 20,
            per: Duration::from_mins(1),
            mute: Duration::from_mins(10),
        };
        DestinationState { limits: Some(Limits::below(rate)), ..DestinationState::default() }
    }

    proptest! {
        /// The clock is set back by up to an hour after any history: each priority may leave within
        /// the platform's window, unless the platform itself asked for a longer pause, which does
        /// not get longer.
        #[test]
        fn a_clock_set_back_keeps_nobody_silent_for_longer_than_the_window(
            history in prop::collection::vec((0_i64..5000, 0_usize..5, 0_u8..4), 1..120),
            step in 1_i64..3_600_000,
        ) {
            let mut state = limited();
            let mut now = at(100_000);
            let mut asked_until = now;
            for (pause, priority, outcome) in history {
                now += TimeDelta::milliseconds(pause);
                state.follow_clock(now);
                let priority = Priority::ALL[priority];
                if !matches!(state.allows(priority, now), Allowance::Now(_)) {
                    continue;
                }
                let wait = SendError::RetryAfter(Duration::from_secs(5));
                let away = SendError::Away("away".into());
                let result = match outcome {
                    0 => Err(&wait),
                    1 => Err(&away),
                    _ => Ok(()),
                };
                if outcome == 0 {
                    asked_until = now + TimeDelta::seconds(5);
                }
                state.note(priority, result, now);
            }
            let pause = state.paused_at(now).map_or(TimeDelta::zero(), |until| until - now);
            let back = now - TimeDelta::milliseconds(step);
            state.follow_clock(back);
            prop_assert!(state.paused_at(back).is_none_or(|until| until - back <= pause));
            prop_assert!(asked_until - now <= TimeDelta::seconds(5));
            for priority in Priority::ALL {
                let mut state = state.clone();
                let mut at = back;
                let mut looks = 0;
                while let Allowance::From(opens) = state.allows(*priority, at) {
                    prop_assert!(opens > at && looks < 100);
                    (at, looks) = (opens, looks + 1);
                }
                prop_assert!(at - back <= TimeDelta::seconds(60), "{priority:?} after {}", at - back);
            }
        }

        /// The same where the window is what an earlier process left in the store.
        #[test]
        fn a_window_from_before_the_step_counts_as_sent_now(
            sent in prop::collection::vec(0_i64..3_600, 1..40),
        ) {
            let mut state = limited();
            for second in &sent {
                state.window.note(at(*second), Priority::Page);
            }
            for priority in Priority::ALL {
                let mut state = state.clone();
                let now = at(0);
                if let Allowance::From(opens) = state.allows(*priority, now) {
                    prop_assert!(opens - now <= TimeDelta::seconds(60));
                }
            }
        }
    }
}
