//! Whether something can be saved now.
//!
//! What people do tells first: while their acts fail, nothing can be saved. Where nobody writes, a
//! row is written and removed: every quarter of a minute, and every second while something fails,
//! so that a database that is well again is noticed without anybody's help.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::recent::is_within;
use crate::store::{Store, StoreError, Streak, Writes};
use crate::worker::{DoneBy, Tick, Worker, at_most};

const EVERY: Duration = Duration::from_secs(1);
/// Whatever was saved within this time proves enough.
const PROVEN_FOR: TimeDelta = TimeDelta::seconds(15);
/// The least time between two probes.
const PROBE_APART: TimeDelta = TimeDelta::seconds(1);
/// A write that takes longer is a failure. Whoever asks for the health waits for it.
const PATIENCE: Duration = Duration::from_secs(5);
/// A failure that a probe does not disprove, such as that of a damaged table, counts for so long
/// after the last one.
const REMEMBERED: TimeDelta = TimeDelta::seconds(30);

/// What is known about saving.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saving {
    /// When something was last saved, as far as this process has seen; none before that.
    pub saved_at: Option<DateTime<Utc>>,
    /// Since when nothing can be saved, or nothing of one kind.
    pub failing_since: Option<DateTime<Utc>>,
}

/// The check, and the worker that keeps it fresh.
pub struct SaveCheck {
    store: Store,
    known: Mutex<Known>,
    turn: tokio::sync::Mutex<()>,
}

impl SaveCheck {
    pub fn new(store: Store) -> Self {
        Self { store, known: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    /// What is known at `now`; a probe is written before where there is doubt.
    pub async fn look(&self, now: DateTime<Utc>) -> Saving {
        let _turn = self.turn.lock().await;
        self.known().note(self.store.writes(), now);
        if self.known().needs_probe(now) {
            let is_saved = self.probe().await;
            let mut known = self.known();
            known.note(self.store.writes(), now);
            known.note_probe(is_saved, now);
        }
        self.known().saving()
    }

    /// What was known at the last look.
    pub fn last(&self) -> Saving {
        self.known().saving()
    }

    async fn probe(&self) -> bool {
        match at_most(PATIENCE, self.store.probe_writing()).await {
            Some(Ok(())) => true,
            Some(Err(error)) => {
                tracing::warn!(%error, "nothing can be saved");
                false
            }
            None => {
                tracing::warn!("nothing can be saved: a write did not end in time");
                false
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Worker for SaveCheck {
    fn name(&self) -> &'static str {
        "save_check"
    }

    fn period(&self) -> Duration {
        EVERY
    }

    fn done_by(&self) -> DoneBy {
        DoneBy::Each
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.look(now).await;
        Ok(Tick::default())
    }
}

/// What was seen until now. Pure.
#[derive(Debug, Default)]
struct Known {
    acts: Kind,
    messages: Kind,
    saved_at: Option<DateTime<Utc>>,
    probed_at: Option<DateTime<Utc>>,
    /// Since when probes fail.
    probes_fail_since: Option<DateTime<Utc>>,
}

/// One kind of work.
#[derive(Debug, Default)]
struct Kind {
    /// None before the first look, which cannot tell when what it finds was saved.
    seen: Option<Streak>,
    failing: Option<Failing>,
}

#[derive(Debug, Clone, Copy)]
struct Failing {
    since: DateTime<Utc>,
    last_at: DateTime<Utc>,
}

impl Known {
    fn note(&mut self, writes: Writes, now: DateTime<Utc>) {
        let has_saved = self.acts.note(writes.acts, now) | self.messages.note(writes.messages, now);
        if has_saved {
            self.saved_at = Some(now);
        }
    }

    fn note_probe(&mut self, is_saved: bool, now: DateTime<Utc>) {
        self.probed_at = Some(now);
        if !is_saved {
            self.probes_fail_since.get_or_insert(now);
            return;
        }
        self.probes_fail_since = None;
        self.saved_at = Some(now);
        self.acts.disprove(now);
        self.messages.disprove(now);
    }

    fn needs_probe(&self, now: DateTime<Utc>) -> bool {
        let is_recent = |at: Option<DateTime<Utc>>, age: TimeDelta| {
            at.is_some_and(|at| is_within(at, now, age))
        };
        let is_in_doubt =
            self.saving().failing_since.is_some() || !is_recent(self.saved_at, PROVEN_FOR);
        is_in_doubt && !is_recent(self.probed_at, PROBE_APART)
    }

    fn saving(&self) -> Saving {
        let kinds = [&self.acts, &self.messages].into_iter();
        let since = kinds.filter_map(|kind| Some(kind.failing?.since));
        let failing_since = since.chain(self.probes_fail_since).min();
        Saving { saved_at: self.saved_at, failing_since }
    }
}

impl Kind {
    /// Gives back whether something was saved since the last look.
    fn note(&mut self, streak: Streak, now: DateTime<Utc>) -> bool {
        let has_saved = self.seen.is_some_and(|seen| seen.saved != streak.saved);
        let known = self.seen.filter(|_| !has_saved).map(|seen| seen.failures);
        if has_saved {
            self.failing = None;
        }
        if streak.failures > known.unwrap_or_default() {
            let since = self.failing.map_or(now, |failing| failing.since);
            self.failing = Some(Failing { since, last_at: now });
        }
        self.seen = Some(streak);
        has_saved
    }

    /// A probe was saved. It says that the database is well, and nothing about a table of its own.
    fn disprove(&mut self, now: DateTime<Utc>) {
        let is_over = |failing: &Failing| now - failing.last_at >= REMEMBERED;
        let is_general = self.seen.is_some_and(|seen| seen.is_general);
        if is_general || self.failing.as_ref().is_some_and(is_over) {
            self.failing = None;
        }
    }
}

#[cfg(test)]
mod tests;
