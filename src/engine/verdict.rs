//! What follows from the facts: which workers have stopped, which platform is down, and since when
//! nothing is sent. Pure; `/health` and the alarm judge by the same rules.

use chat::Health;
use chrono::{DateTime, TimeDelta, Utc};

use super::status::{EngineStatus, WorkerStatus};
use crate::outbox::sends::Sends;

/// The workers without which nobody is paged.
pub const VITAL: [&str; 2] = ["timers", "outbox"];
/// A platform that fails for less is not down yet: the first tries after a failure are a few seconds
/// apart.
const PLATFORM_PATIENCE: TimeDelta = TimeDelta::seconds(10);
/// After so long without a message that left, nothing can be sent. An attempt that hangs fails only
/// after some seconds, so that half a minute without a message is over by then.
const SENDING_PATIENCE: TimeDelta = TimeDelta::seconds(20);
/// A success that is older leaves it to the platform itself to say how it is.
const SUCCESS_COUNTS_FOR: TimeDelta = TimeDelta::seconds(60);

/// Since when a worker has not done its work; before its first success since the process began.
pub fn idle_since(worker: Option<&WorkerStatus>, started_at: DateTime<Utc>) -> DateTime<Utc> {
    worker.and_then(|worker| worker.succeeded_at).unwrap_or(started_at)
}

/// The vital worker that has been without a success for the longest time, and since when.
pub fn slowest(status: &EngineStatus, started_at: DateTime<Utc>) -> (&'static str, DateTime<Utc>) {
    let idle = VITAL.map(|name| (name, idle_since(status.workers.get(name), started_at)));
    let [first, second] = idle;
    if second.1 < first.1 { second } else { first }
}

/// What is known about a platform that sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// Whether customers are there; a mailbox is only another contact method.
    pub is_chat: bool,
    pub sends: Sends,
    /// What it said when it was asked.
    pub health: Health,
    /// Since when it has said that it is down.
    pub down_since: Option<DateTime<Utc>>,
}

/// How a platform is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Up,
    /// It cannot be asked, and nothing was sent lately.
    Unknown,
    /// Every call has failed since then.
    Failing {
        since: DateTime<Utc>,
    },
    /// It says so itself.
    Down {
        since: DateTime<Utc>,
        why: String,
    },
}

impl Platform {
    /// How it is at `now`. Calls that were made win over the answer to a question.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        if let Some(since) = self.sends.failing_since(now) {
            let is_down = now - since >= PLATFORM_PATIENCE;
            return if is_down { Standing::Failing { since } } else { Standing::Up };
        }
        if self.sends.taken_at.is_some_and(|at| now - at < SUCCESS_COUNTS_FOR) {
            return Standing::Up;
        }
        match &self.health {
            Health::Up => Standing::Up,
            Health::Unknown => Standing::Unknown,
            Health::Down(why) => {
                Standing::Down { since: self.down_since.unwrap_or(now), why: why.clone() }
            }
        }
    }

    fn bad_since(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.standing(now) {
            Standing::Failing { since } | Standing::Down { since, .. } => Some(since),
            Standing::Up | Standing::Unknown => None,
        }
    }
}

/// Since when nothing can be sent to any chat: every platform is down, or the calls to one fail and
/// no other has taken a message since they do. None while that is not so, or not for long enough.
pub fn nothing_sent_since(platforms: &[Platform], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let is_chat_there = platforms.iter().any(|platform| platform.is_chat);
    let counted = || platforms.iter().filter(|platform| platform.is_chat || !is_chat_there);
    let bad: Vec<_> = counted().filter_map(|platform| platform.bad_since(now)).collect();
    let all_are_bad = bad.len() == counted().count();
    let all_since = bad.iter().max().copied().filter(|_| all_are_bad);
    let failing = counted().filter_map(|platform| platform.sends.failing_since(now));
    let taken_at = counted().filter_map(|platform| platform.sends.taken_at).max();
    let alone_since = failing.min().filter(|since| taken_at.is_none_or(|taken| taken <= *since));
    let since = all_since.into_iter().chain(alone_since).min()?;
    (now - since >= SENDING_PATIENCE).then_some(since)
}

#[cfg(test)]
mod tests;
