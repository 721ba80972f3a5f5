//! What the engine asks and does: timers, the outbox, the lease, what may be forgotten.

use chrono::{DateTime, Utc};

use super::backend::reading;
use super::writer::{Answer, Job};
use super::{
    ClaimRequest, ClaimedRow, DeadRow, DueTimer, OutboxRow, SendRecord, SentBefore, Store,
    StoreError, WaitingPriority, outbox, rows,
};
use crate::domain::incident::Incident;
use crate::domain::notice::Intent;
use crate::domain::transcript::TranscriptLine;
use crate::ids::IncidentId;

impl Store {
    /// Timers due at `now`, the oldest first, at most `limit`. A row that does not fit is left out and logged:
    /// it must not keep the others from firing.
    pub async fn due_timers(
        &self,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<DueTimer>, StoreError> {
        let rows = reading!(self.backend, timers::due(now, limit))?;
        let decode = |row: rows::TimerRow| {
            row.decode().inspect_err(|error| tracing::error!(%error, "a timer cannot fire")).ok()
        };
        Ok(rows.into_iter().filter_map(decode).collect())
    }

    /// How many timers were due before an instant and have not fired.
    pub async fn overdue_timers(&self, before: DateTime<Utc>) -> Result<i64, StoreError> {
        Ok(reading!(self.backend, timers::overdue(before))?)
    }

    /// How many pages were queued before an instant and still wait.
    pub async fn pages_waiting_since(&self, before: DateTime<Utc>) -> Result<i64, StoreError> {
        Ok(reading!(self.backend, outbox::pages_waiting_since(before))?)
    }

    /// When the next timer is due.
    pub async fn next_timer(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(reading!(self.backend, timers::next_due())?)
    }

    /// What waits, by destination and priority.
    pub async fn waiting_priorities(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Vec<WaitingPriority>, StoreError> {
        Ok(reading!(self.backend, outbox::waiting(now))?)
    }

    /// What waits for one destination, by priority, the most urgent first.
    pub async fn waiting_priorities_of(
        &self,
        destination: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<WaitingPriority>, StoreError> {
        Ok(reading!(self.backend, outbox::waiting_in(destination, now))?)
    }

    /// Claims rows of one destination until the lease ends.
    pub async fn claim_outbox(&self, request: ClaimRequest) -> Result<Vec<ClaimedRow>, StoreError> {
        match self.committer.run(Job::Claim(request)).await? {
            Answer::Claimed(mut rows) => {
                // RETURNING promises no order.
                rows.sort_by(|a, b| {
                    (a.priority, a.due_at, &a.id).cmp(&(b.priority, b.due_at, &b.id))
                });
                Ok(rows)
            }
            _ => Err(StoreError::Closed),
        }
    }

    /// Records how attempts ended.
    pub async fn record_sends(&self, records: Vec<SendRecord>) -> Result<(), StoreError> {
        let sent = records.iter().filter(|record| record.result.is_sent());
        let said: Vec<TranscriptLine> = sent.flat_map(|record| &record.said).cloned().collect();
        self.committer.run(Job::Record(records, self.places.rows(&said)?)).await.map(drop)
    }

    /// Queues words that belong to no change of state, such as a page taking its next way.
    pub async fn queue(&self, rows: Vec<OutboxRow>) -> Result<(), StoreError> {
        self.committer.run(Job::Queue(rows)).await.map(drop)
    }

    /// The messages that left for a destination after an instant, the oldest first.
    pub async fn sent_since(
        &self,
        destination: &str,
        since: DateTime<Utc>,
    ) -> Result<Vec<SentBefore>, StoreError> {
        Ok(reading!(self.backend, outbox::sent_since(destination, since))?)
    }

    /// The reference of the card of an incident in a place: the first message of its own that showed how it stands.
    pub async fn card_in(
        &self,
        incident: IncidentId,
        destination: &str,
    ) -> Result<Option<String>, StoreError> {
        let cards = Intent::CARDS.map(|intent| outbox::as_stored(&intent));
        Ok(reading!(self.backend, outbox::card_in(&incident.0.to_string(), destination, &cards))?)
    }

    /// Whether a later row than this one waits to do the same.
    pub async fn is_superseded(&self, row: &ClaimedRow) -> Result<bool, StoreError> {
        Ok(reading!(self.backend, outbox::is_superseded(row))?)
    }

    /// The incident that a message in a place spoke of; none when it spoke of none or of several.
    pub async fn spoken_of(
        &self,
        destination: &str,
        reference: &str,
    ) -> Result<Option<Incident>, StoreError> {
        let ids = reading!(self.backend, outbox::spoken_of(destination, reference))?;
        let [id] = ids.as_slice() else { return Ok(None) };
        self.incident(rows::incident_id("outbox", id)?).await
    }

    /// What a message in a place said about incidents. A row that cannot be read is left out.
    pub async fn said_in(
        &self,
        destination: &str,
        reference: &str,
    ) -> Result<Vec<Intent>, StoreError> {
        let stored = reading!(self.backend, outbox::said_in(destination, reference))?;
        Ok(stored.iter().filter_map(|intent| serde_json::from_str(intent).ok()).collect())
    }

    /// Dead letters, the newest first, at most `limit`.
    pub async fn dead_letters(&self, limit: i64) -> Result<Vec<DeadRow>, StoreError> {
        Ok(reading!(self.backend, outbox::dead(limit))?)
    }

    /// How many rows wait, since when the oldest is due, and how many are dead.
    pub async fn outbox_counts(&self) -> Result<(i64, Option<DateTime<Utc>>, i64), StoreError> {
        Ok(reading!(self.backend, outbox::counts())?)
    }

    /// Takes or renews a lease; gives back its fence, or none while another holder has it.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Option<i64>, StoreError> {
        let job = Job::TakeLease { name: name.to_owned(), holder: holder.to_owned(), now, until };
        match self.committer.run(job).await? {
            Answer::Fence(fence) => Ok(fence),
            _ => Err(StoreError::Closed),
        }
    }

    /// Gives a lease back.
    pub async fn release_lease(&self, name: &str, holder: &str) -> Result<(), StoreError> {
        let job = Job::ReleaseLease { name: name.to_owned(), holder: holder.to_owned() };
        self.committer.run(job).await.map(drop)
    }

    /// Forgets seen events, spent confirmations and sent messages from before an instant.
    pub async fn forget_before(&self, before: DateTime<Utc>) -> Result<(), StoreError> {
        self.committer.run(Job::Forget { before }).await.map(drop)
    }
}
