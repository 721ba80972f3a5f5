//! Rows of the outbox, as the engine sees them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::domain::notice::Intent;
use crate::domain::transcript::TranscriptLine;

/// An intent as its column holds it.
pub(super) fn as_stored(intent: &Intent) -> String {
    serde_json::to_string(intent).unwrap_or_default()
}

/// A row to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    pub id: String,
    pub incident_id: Option<String>,
    /// Platform and address, as [`Destination`](crate::domain::directory::Destination) prints itself.
    pub destination: String,
    /// The index of the priority in [`Priority::ALL`](crate::domain::notice::Priority::ALL).
    pub priority: i64,
    /// The recipient as JSON, so that the next way of a person can be found when this one fails.
    pub recipient: String,
    pub way: i64,
    /// The intent as JSON.
    pub intent: String,
    /// A short-lived way to answer, as JSON; a secret.
    pub reply_to: Option<String>,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
}

/// Which rows to claim.
#[derive(Debug, Clone)]
pub struct ClaimRequest {
    pub destination: String,
    pub now: DateTime<Utc>,
    /// Until when nobody else touches the rows.
    pub lease_until: DateTime<Utc>,
    /// The first and the last priority to take from, by index.
    pub priorities: (i64, i64),
    pub limit: i64,
}

/// What waits for one destination in one priority.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct WaitingPriority {
    pub destination: String,
    pub priority: i64,
    /// How many rows may be claimed now; asked of one destination, 64 stand for as many or more.
    pub due: i64,
    /// When the first of the priority's rows may be claimed, or could have been.
    pub next_at: DateTime<Utc>,
}

/// A message that left, as far as rate limits care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct SentBefore {
    pub sent_at: DateTime<Utc>,
    pub priority: i64,
}

/// A claimed row.
#[derive(Debug, Clone, FromRow)]
pub struct ClaimedRow {
    pub id: String,
    pub incident_id: Option<String>,
    pub destination: String,
    pub priority: i64,
    pub recipient: String,
    pub way: i64,
    pub intent: String,
    pub reply_to: Option<String>,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// Attempts, this one included.
    pub attempts: i64,
    /// Claims without a record, this one included; above one, the message may have arrived already.
    pub unrecorded: i64,
}

impl ClaimedRow {
    /// Whether an earlier attempt may have arrived.
    pub fn may_be_a_repeat(&self) -> bool {
        self.unrecorded > 1
    }
}

/// How an attempt ended.
#[derive(Debug, Clone)]
pub struct SendRecord {
    pub id: String,
    /// The attempt this is about. When the row was claimed again meanwhile, only a `Sent` still counts.
    pub attempt: i64,
    pub result: SendResult,
    /// The words as they were sent, for the transcripts of the incidents they are about; counted only with a `Sent`.
    pub said: Vec<TranscriptLine>,
}

/// See [`SendRecord`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendResult {
    /// The platform took it, by itself or listed in the message of another row.
    Sent { at: DateTime<Utc>, reference: Option<String>, carried_by: Option<String> },
    /// It was no longer true or needed, so nothing was said.
    Obsolete { at: DateTime<Utc>, why: String },
    /// Try again at `due_at`.
    Later { due_at: DateTime<Utc>, error: String, may_have_arrived: bool },
    /// Nothing was tried, for want of budget.
    Postponed { due_at: DateTime<Utc> },
    /// It will never arrive this way. What is queued instead becomes durable together with that.
    Dead { error: String, instead: Vec<OutboxRow> },
}

impl SendResult {
    pub(super) fn is_sent(&self) -> bool {
        matches!(self, Self::Sent { .. })
    }
}

/// A dead letter, for operators.
#[derive(Debug, Clone, FromRow)]
pub struct DeadRow {
    pub id: String,
    pub incident_id: Option<String>,
    pub destination: String,
    pub intent: String,
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
}
