//! Which calls have to wait, from what Discord's answers said. Nothing is guessed and no limit is
//! hard-coded.
//!
//! Discord's own buckets are finer than this: a channel, a method and a kind of call make one here.
//! A token of an interaction has its own.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::http::QuotaHeaders;

/// Above so many closed buckets those that opened again are forgotten.
const REMEMBERED: usize = 1000;

/// What is closed, and until when.
#[derive(Debug, Default)]
pub(crate) struct Quota(Mutex<Closed>);

#[derive(Debug, Default)]
struct Closed {
    until: HashMap<String, DateTime<Utc>>,
    all_until: Option<DateTime<Utc>>,
}

impl Quota {
    /// How long a call of `bucket` still has to wait. Interactions do not count to the limit of the
    /// whole bot, so they pass `global: false`.
    pub(crate) fn wait(&self, bucket: &str, global: bool, now: DateTime<Utc>) -> Option<Duration> {
        let closed = self.closed();
        let of_all = closed.all_until.filter(|_| global);
        let until = closed.until.get(bucket).copied().max(of_all)?;
        (until - now).to_std().ok().filter(|left| !left.is_zero())
    }

    /// Takes note of an answer.
    pub(crate) fn note(
        &self,
        bucket: &str,
        quota: QuotaHeaders,
        wait: Option<Duration>,
        now: DateTime<Utc>,
    ) {
        let mut closed = self.closed();
        let ends = |wait: Duration| now + TimeDelta::from_std(wait).unwrap_or_default();
        if let Some(wait) = wait {
            if quota.global {
                closed.all_until = Some(ends(wait));
            } else {
                closed.close(bucket, ends(wait), now);
            }
        } else if quota.remaining == Some(0) {
            closed.close(bucket, ends(quota.reset_after.unwrap_or_default()), now);
        }
    }

    fn closed(&self) -> MutexGuard<'_, Closed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Closed {
    fn close(&mut self, bucket: &str, until: DateTime<Utc>, now: DateTime<Utc>) {
        if self.until.len() >= REMEMBERED {
            self.until.retain(|_, until| *until > now);
        }
        self.until.insert(bucket.to_owned(), until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(millis).unwrap()
    }

    #[test]
    fn an_empty_bucket_opens_when_discord_said_it_would() {
        let quota = Quota::default();
        let empty = QuotaHeaders {
            remaining: Some(0),
            reset_after: Some(Duration::from_millis(1500)),
            ..QuotaHeaders::default()
        };
        quota.note("POST a", empty, None, at(0));
        assert_eq!(quota.wait("POST a", true, at(500)), Some(Duration::from_secs(1)));
        assert_eq!(quota.wait("POST b", true, at(500)), None);
        assert_eq!(quota.wait("POST a", true, at(1500)), None);
    }

    #[test]
    fn the_limit_of_the_whole_bot_stops_everything_but_interactions() {
        let quota = Quota::default();
        let global = QuotaHeaders { global: true, ..QuotaHeaders::default() };
        quota.note("POST a", global, Some(Duration::from_secs(2)), at(0));
        assert_eq!(quota.wait("POST b", true, at(0)), Some(Duration::from_secs(2)));
        assert_eq!(quota.wait("POST b", false, at(0)), None);
    }
}
