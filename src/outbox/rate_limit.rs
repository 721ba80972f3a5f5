//! How much may be said to one destination, so that a page always finds room. Pure.
//!
//! A platform mutes a robot that talks too much, for as long as the shortest promise lasts
//! (`promises`, 8). The limits stand below the platform's own, and all priorities but the pages
//! stop earlier still: the first few of their messages leave at once, the next at a distance, and
//! in a storm of pages hardly any. What cannot leave by itself is merged into one message.

use std::collections::VecDeque;

use chat::RateLimit;
use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::notice::Priority;

/// So many pages in one window are a storm: the other priorities make room.
const STORM_PAGES: usize = 2;

/// How much one destination takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most messages in any window, of all priorities.
    pub per_window: usize,
    pub window: TimeDelta,
    /// Echoes, warnings and updates wait when so many messages of all priorities are in the window.
    pub others: usize,
    /// Digests wait earlier.
    pub digests: usize,
    /// So many messages that are no pages leave without a distance between them.
    pub at_once: usize,
    /// So many messages that are no pages leave in one window during a storm.
    pub in_storm: usize,
    /// The last places of a window are given out at a distance, to pages that are merged.
    pub scarce: usize,
}

impl Limits {
    /// A tenth below what the platform allows, with a third kept for pages: for `DingTalk`'s 20 a
    /// minute these are 18 a minute, 12 for the other priorities, 8 for digests, 3 at once and 3 in
    /// a storm. Fifteen pages then leave by themselves in any minute that began with a few other
    /// messages.
    pub fn below(rate: RateLimit) -> Self {
        let per_window = (rate.count as usize * 9 / 10).max(1);
        let share =
            |numerator: usize, denominator: usize| (per_window * numerator / denominator).max(1);
        Self {
            per_window,
            window: TimeDelta::from_std(rate.per).unwrap_or(TimeDelta::MAX),
            others: share(2, 3),
            digests: share(4, 9),
            at_once: share(1, 6),
            in_storm: share(1, 6),
            scarce: per_window * 2 / 9,
        }
    }

    /// For a destination that is nobody's way: there are no pages to keep room for.
    #[must_use]
    pub fn without_pages(self) -> Self {
        let at_once = (self.per_window * 2 / 3).max(1);
        Self { others: self.per_window, in_storm: self.per_window, at_once, ..self }
    }

    /// The distance between messages that do not leave at once.
    fn spacing(&self) -> TimeDelta {
        self.window / i32::try_from(self.digests).unwrap_or(i32::MAX)
    }
}

/// What may leave now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    /// So many messages, at least one.
    Now(usize),
    /// Nothing before this instant; then ask again.
    From(DateTime<Utc>),
}

/// What left for one destination in the last window.
#[derive(Debug, Clone, Default)]
pub struct Window {
    sent: VecDeque<(DateTime<Utc>, Priority)>,
}

impl Window {
    /// Counts a message that was handed to the platform, at the instant at which the platform had
    /// answered.
    pub fn note(&mut self, at: DateTime<Utc>, priority: Priority) {
        self.sent.push_back((at, priority));
    }

    /// What left in the last window, the oldest first.
    pub fn sent(&self) -> impl Iterator<Item = (DateTime<Utc>, Priority)> {
        self.sent.iter().copied()
    }

    /// How many messages of this priority may leave at `now`.
    pub fn allows(&mut self, limits: &Limits, priority: Priority, now: DateTime<Utc>) -> Allowance {
        self.believe_no_time_to_come(now);
        self.forget(now - limits.window);
        match priority {
            Priority::Page => self.allows_pages(limits, now),
            Priority::Reply | Priority::Warning | Priority::StatusUpdate => {
                self.allows_others(limits, limits.others, now)
            }
            Priority::Low => self.allows_others(limits, limits.digests, now),
        }
    }

    fn allows_pages(&self, limits: &Limits, now: DateTime<Utc>) -> Allowance {
        let free = limits.per_window.saturating_sub(self.sent.len());
        let Some((oldest, _)) = self.sent.front() else {
            return Allowance::Now((free - limits.scarce).max(1));
        };
        let opens = *oldest + limits.window;
        if free == 0 {
            return Allowance::From(opens);
        }
        if free > limits.scarce {
            return Allowance::Now(free - limits.scarce);
        }
        // What is left is spread over the time until the next place comes free, a little early:
        // better the last page of a storm waits than each of its pages.
        let from = self.last(|priority| priority == Priority::Page).map_or(now, |last| {
            last + (opens - last) / i32::try_from(free + 2).unwrap_or(i32::MAX)
        });
        if from <= now { Allowance::Now(1) } else { Allowance::From(from) }
    }

    fn allows_others(&self, limits: &Limits, most: usize, now: DateTime<Utc>) -> Allowance {
        let pages = self.sent.iter().filter(|(_, priority)| *priority == Priority::Page).count();
        let others = self.sent.len() - pages;
        let Some((oldest, _)) = self.sent.front() else {
            return Allowance::Now(limits.at_once.min(most));
        };
        if self.sent.len() >= most || (pages >= STORM_PAGES && others >= limits.in_storm) {
            return Allowance::From(*oldest + limits.window);
        }
        if others < limits.at_once {
            return Allowance::Now((limits.at_once - others).min(most - self.sent.len()));
        }
        let from = self
            .last(|priority| priority != Priority::Page)
            .map_or(now, |last| last + limits.spacing());
        if from <= now { Allowance::Now(1) } else { Allowance::From(from) }
    }

    fn last(&self, is_meant: impl Fn(Priority) -> bool) -> Option<DateTime<Utc>> {
        self.sent.iter().filter(|(_, priority)| is_meant(*priority)).map(|(at, _)| *at).max()
    }

    /// What left at a time to come left before the clock was set back. It counts as sent now, or
    /// nothing would leave until the clock is there again.
    fn believe_no_time_to_come(&mut self, now: DateTime<Utc>) {
        for (at, _) in &mut self.sent {
            *at = (*at).min(now);
        }
    }

    /// The clock was set back by so much: what left is as long ago as before.
    pub fn shift_back(&mut self, by: TimeDelta) {
        for (at, _) in &mut self.sent {
            *at -= by;
        }
    }

    /// Forgets what left at or before an instant.
    fn forget(&mut self, until: DateTime<Utc>) {
        while self.sent.front().is_some_and(|(at, _)| *at <= until) {
            self.sent.pop_front();
        }
    }
}

#[cfg(test)]
mod tests;
