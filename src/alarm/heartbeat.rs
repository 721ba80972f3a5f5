//! The sign of life. It leaves only while all is well, so that whoever waits for it raises the alarm
//! when this process cannot.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chat::http::Vendor;
use chrono::{DateTime, TimeDelta, Utc};
use metrics::counter;
use secrecy::{ExposeSecret, SecretString};

use super::metrics as names;

/// How soon one that was not taken is sent again.
const AGAIN_AFTER: TimeDelta = TimeDelta::seconds(15);
const MONITOR: Vendor = Vendor::new("the monitor of the heartbeat");

pub(super) struct Heartbeat {
    client: reqwest::Client,
    url: SecretString,
    every: TimeDelta,
    pace: Mutex<Pace>,
}

#[derive(Default)]
struct Pace {
    due_at: Option<DateTime<Utc>>,
    /// When one that was due last stayed out; none since one left.
    withheld_at: Option<DateTime<Utc>>,
}

impl Heartbeat {
    pub(super) fn new(client: reqwest::Client, url: SecretString, every: TimeDelta) -> Self {
        Self { client, url, every, pace: Mutex::default() }
    }

    /// Sends one where it is due. While something is wrong none leaves; the first one leaves as soon
    /// as that is over.
    pub(super) async fn beat(&self, is_well: bool, now: DateTime<Utc>) {
        let is_due = self.is_over(self.pace().due_at, now);
        if is_due && is_well {
            let pause = if self.send().await { self.every } else { AGAIN_AFTER };
            *self.pace() = Pace { due_at: Some(now + pause), withheld_at: None };
        } else if is_due {
            self.withhold(now);
        }
    }

    fn withhold(&self, now: DateTime<Utc>) {
        let mut pace = self.pace();
        if pace.withheld_at.is_none() {
            tracing::warn!("the heartbeat stays out because something is wrong; see /health");
        }
        if self.is_over(pace.withheld_at.map(|at| at + self.every), now) {
            pace.withheld_at = Some(now);
            counter!(names::HEARTBEATS_WITHHELD).increment(1);
        }
    }

    /// Whether an instant has come. One that is further ahead than a pause is from before the clock
    /// was set back.
    fn is_over(&self, at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        at.is_none_or(|at| now >= at || at - now > self.every)
    }

    async fn send(&self) -> bool {
        let request = self.client.get(self.url.expose_secret());
        let failed = match MONITOR.call(request).await {
            Ok(response) if (200..300).contains(&response.status) => None,
            Ok(response) => Some(response.trouble()),
            Err(error) => Some(error),
        };
        let Some(error) = failed else {
            counter!(names::HEARTBEATS).increment(1);
            return true;
        };
        tracing::warn!(%error, "the heartbeat was not taken");
        counter!(names::HEARTBEATS_FAILED).increment(1);
        false
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
