//! The right to work: with several processes on one database, one of them fires and sends.
//!
//! The lease is renewed by whoever works. A holder that was frozen has to take the lease again
//! before it acts; the claims fence what it had claimed before.

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use crate::partitions::LASTS;
use crate::store::{Store, StoreError};

const NAME: &str = "engine";
/// A lease older than this is renewed when it is asked for. Less than half of it may be gone when a
/// worker goes to sleep for its period.
const RENEWED_AFTER: TimeDelta = TimeDelta::seconds(2);
/// How often a process without the lease asks for it.
const ASKED_EVERY: TimeDelta = TimeDelta::seconds(1);

/// Whether this process may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// It may; with this term, which grows when the lease has changed hands.
    Held {
        term: i64,
    },
    Elsewhere,
}

/// This process's hold on the lease, shared by its workers.
pub struct Lease {
    store: Store,
    holder: String,
    last: Mutex<Option<(DateTime<Utc>, Right)>>,
}

impl Lease {
    pub fn new(store: Store, holder: String) -> Self {
        Self { store, holder, last: Mutex::default() }
    }

    /// Takes or renews the lease where that is due.
    pub async fn hold(&self, now: DateTime<Utc>) -> Result<Right, StoreError> {
        let mut last = self.last.lock().await;
        if let Some((asked_at, right)) = *last
            && now - asked_at < patience(right)
            && now >= asked_at
        {
            return Ok(right);
        }
        let term = self.store.take_lease(NAME, &self.holder, now, now + LASTS).await?;
        let right = term.map_or(Right::Elsewhere, |term| Right::Held { term });
        *last = Some((now, right));
        Ok(right)
    }

    /// Lets another process take over at once.
    pub async fn release(&self) -> Result<(), StoreError> {
        self.last.lock().await.take();
        self.store.release_lease(NAME, &self.holder).await
    }
}

fn patience(right: Right) -> TimeDelta {
    match right {
        Right::Held { .. } => RENEWED_AFTER,
        Right::Elsewhere => ASKED_EVERY,
    }
}
