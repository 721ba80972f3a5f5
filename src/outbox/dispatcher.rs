//! From claimed rows to sent messages. Nothing else in the program sends or changes one.
//!
//! Rows are claimed for a short time, looked at in the light of what is true now, sent, and recorded one by
//! one. A crash in between repeats a message once, marked as a repeat; what is recorded as sent is never sent
//! again (`promises`, 7).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chat::{Capabilities, ChatPlatform};
use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;

use super::delivery_context;
use super::destination::DestinationState;
use super::rate_limit::Limits;
use super::renderer::Renderer;
use super::selection::{Step, next_step, priority_at};
use crate::actions::{Actions, Random};
use crate::clock::Clock;
use crate::domain::notice::Priority;
use crate::store::{ClaimRequest, ClaimedRow, SendRecord, SendResult, Store, StoreError};

/// How long a claim on pages lasts. The next process takes them after that.
const PAGE_CLAIM: TimeDelta = TimeDelta::seconds(10);
/// How long other claims last.
const CLAIM: TimeDelta = TimeDelta::seconds(30);
/// Characters or bytes that one line of a merged message may need.
const LINE: usize = 80;
/// The most rows that one message lists, however long it may be.
const LISTED: usize = 50;
/// When to look again at rows that somebody else has claimed.
const CLAIMED_ELSEWHERE: TimeDelta = TimeDelta::seconds(1);

/// Sends what waits for a destination, within its limits.
pub struct Dispatcher {
    pub(super) store: Store,
    pub(super) platforms: HashMap<String, Arc<dyn ChatPlatform>>,
    pub(super) renderer: Arc<dyn Renderer>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) actions: Actions,
    /// Cancelled when the program ends: what has begun is finished, what is claimed is given back.
    pub(super) stopping: CancellationToken,
    outlets: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Option<DestinationState>>>>>,
}

/// What came of looking at a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Rows that were sent, put off or given up.
    pub handled: usize,
    /// When to look again, if something waits.
    pub next: Option<DateTime<Utc>>,
}

/// Rows claimed together.
pub(super) struct Batch {
    pub(super) rows: Vec<ClaimedRow>,
    /// From then on they may be somebody else's.
    pub(super) until: DateTime<Utc>,
}

impl Dispatcher {
    pub fn new(
        store: Store,
        platforms: Vec<Arc<dyn ChatPlatform>>,
        renderer: Arc<dyn Renderer>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        actions: Actions,
    ) -> Self {
        let platforms =
            platforms.into_iter().map(|platform| (platform.name().to_owned(), platform));
        Self {
            store,
            platforms: platforms.collect(),
            renderer,
            clock,
            random,
            actions,
            stopping: CancellationToken::new(),
            outlets: Mutex::default(),
        }
    }

    /// Sends what can leave for a destination now. `at_least` is the instant of the tick; the clock may be past it.
    pub async fn dispatch(
        &self,
        destination: &str,
        at_least: DateTime<Utc>,
    ) -> Result<Round, StoreError> {
        let destination_state = self.outlet_of(destination);
        let mut destination_state = destination_state.lock().await;
        let destination_state =
            self.refreshed(&mut destination_state, destination, self.now(at_least)).await?;
        let mut handled = 0;
        while !self.stopping.is_cancelled() {
            let now = self.now(at_least);
            let waiting = self.store.waiting_priorities_of(destination, now).await?;
            let step = next_step(destination_state, &waiting, self.listable(destination), now);
            let (priorities, limit) = match step {
                Step::Rest { until } => return Ok(Round { handled, next: until }),
                Step::OneByOne { priorities, limit } | Step::Merged { priorities, limit } => {
                    (priorities, limit)
                }
            };
            let batch = self.claim(destination, priorities, limit, now).await?;
            if batch.rows.is_empty() {
                return Ok(Round { handled, next: Some(now + CLAIMED_ELSEWHERE) });
            }
            handled += batch.rows.len();
            match step {
                Step::Merged { .. } => {
                    self.deliver_merged(destination_state, batch, at_least).await?
                }
                _ => self.deliver_one_by_one(destination_state, batch, at_least).await?,
            }
        }
        Ok(Round { handled, next: None })
    }

    /// Forgets what destinations took lately; it is read from the store again. For a process that takes over.
    pub fn forget(&self) {
        self.outlets.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The instant now, not before that of the tick.
    pub(super) fn now(&self, at_least: DateTime<Utc>) -> DateTime<Utc> {
        self.clock.now().max(at_least)
    }

    pub(super) fn platform_of(&self, destination: &str) -> Option<&Arc<dyn ChatPlatform>> {
        destination.split_once(':').and_then(|(platform, _)| self.platforms.get(platform))
    }

    /// What the platform can do at a destination.
    pub(super) fn capabilities_at(&self, destination: &str) -> Option<&Capabilities> {
        let (platform, address) = destination.split_once(':')?;
        Some(self.platforms.get(platform)?.capabilities_at(address))
    }

    pub(super) async fn record(
        &self,
        row: &ClaimedRow,
        result: SendResult,
    ) -> Result<(), StoreError> {
        self.store.record_sends(vec![record_of(row, result)]).await
    }

    fn outlet_of(&self, destination: &str) -> Arc<tokio::sync::Mutex<Option<DestinationState>>> {
        let mut outlets = self.outlets.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(outlets.entry(destination.to_owned()).or_default())
    }

    /// Reads the last window from the store on first use, and the limits each time, since the directory may say
    /// otherwise by now.
    async fn refreshed<'o>(
        &self,
        slot: &'o mut Option<DestinationState>,
        destination: &str,
        now: DateTime<Utc>,
    ) -> Result<&'o mut DestinationState, StoreError> {
        let limits = self.limits_of(destination);
        let mut destination_state = match slot.take() {
            Some(destination_state) => destination_state,
            None => self.remembered(destination, limits, now).await?,
        };
        destination_state.limits = limits;
        Ok(slot.insert(destination_state))
    }

    async fn remembered(
        &self,
        destination: &str,
        limits: Option<Limits>,
        now: DateTime<Utc>,
    ) -> Result<DestinationState, StoreError> {
        let mut destination_state = DestinationState::default();
        if let Some(limits) = limits {
            for sent in self.store.sent_since(destination, now - limits.window).await? {
                destination_state.window.note(sent.sent_at, priority_at(sent.priority));
            }
        }
        Ok(destination_state)
    }

    fn limits_of(&self, destination: &str) -> Option<Limits> {
        let limits = Limits::below(self.capabilities_at(destination)?.rate?);
        let has_pages = delivery_context::carries_pages(&self.store.directory(), destination);
        Some(if has_pages { limits } else { limits.without_pages() })
    }

    /// How many rows one message to a destination can list without losing a line.
    fn listable(&self, destination: &str) -> usize {
        let length =
            self.capabilities_at(destination).map(|capabilities| capabilities.length.most());
        (length.unwrap_or_default() / LINE).clamp(2, LISTED)
    }

    async fn claim(
        &self,
        destination: &str,
        priorities: (i64, i64),
        limit: i64,
        now: DateTime<Utc>,
    ) -> Result<Batch, StoreError> {
        let until =
            now + if priority_at(priorities.0) == Priority::Page { PAGE_CLAIM } else { CLAIM };
        let destination = destination.to_owned();
        let request = ClaimRequest { destination, now, lease_until: until, priorities, limit };
        Ok(Batch { rows: self.store.claim_outbox(request).await?, until })
    }
}

pub(super) fn record_of(row: &ClaimedRow, result: SendResult) -> SendRecord {
    SendRecord { id: row.id.clone(), attempt: row.attempts, result, said: Vec::new() }
}
