//! Messages that wait to be sent, as the outbox sees them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::fence::Fence;
use super::row_ids::millis_of;
use super::rows::{from_json, instant};
use super::{StoreError, destinations::Destinations, rows};
use crate::domain::directory::Destination;
use crate::domain::notice::{Intent, Notice, Priority};
use crate::domain::transcript::TranscriptLine;
use crate::ids::IncidentNumber;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// No incident.
    Nothing,
    /// The incident of the commit that queues it, whose number may not be given yet.
    ThisIncident,
    Incident(IncidentNumber),
}

/// A message to be queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    pub about: About,
    pub destination: Destination,
    /// Which of the recipient's contact methods the destination is, counted from zero. A page that
    /// has been through all of them counts on: with two methods, 3 is the second one again.
    pub contact_method: i64,
    /// Whether a copy may have arrived at this destination already, so that this one is marked as a
    /// repeat.
    pub may_have_arrived: bool,
    /// By which contact methods a copy may have arrived: bit n for the n-th one. With the sign bit,
    /// a copy may have left before a restore of the database.
    pub arrived_by: i64,
    pub notice: Notice,
    /// A short-lived address to reply to, as JSON; a secret.
    pub reply_to: Option<String>,
    /// Whether it waits until the reply has left that rides on a platform's response to the same
    /// room.
    pub follows_reply: bool,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
}

impl NewMessage {
    /// The same as a possible repeat of one that the database does not know, because it was
    /// restored: it may have arrived by any method.
    #[must_use]
    pub fn repeated(self) -> Self {
        Self { may_have_arrived: true, arrived_by: -1, ..self }
    }
}

/// A message as its columns hold it, without its incident.
#[derive(Debug)]
pub(crate) struct MessageRow {
    pub(crate) id: i64,
    pub(crate) about: About,
    pub(crate) destination: i64,
    pub(crate) priority: i64,
    pub(crate) contact_method: i64,
    pub(crate) may_have_arrived: bool,
    pub(crate) arrived_by: i64,
    pub(crate) notice: String,
    pub(crate) is_card_update: bool,
    pub(crate) reply_to: Option<String>,
    pub(crate) follows_reply: bool,
    pub(crate) created_at: i64,
    pub(crate) due_at: i64,
}

impl MessageRow {
    pub(crate) fn encode(
        message: NewMessage,
        id: i64,
        destination: i64,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            id,
            about: message.about,
            destination,
            priority: priority_index(message.notice.priority),
            contact_method: message.contact_method,
            may_have_arrived: message.may_have_arrived,
            arrived_by: message.arrived_by,
            notice: rows::to_json("outbox", "notice", &message.notice)?,
            is_card_update: message.notice.intent == Intent::Card,
            reply_to: message.reply_to,
            follows_reply: message.follows_reply,
            created_at: rows::millis(message.created_at),
            due_at: rows::millis(message.due_at),
        })
    }

    /// The incident it is about, given the number of the commit's own.
    pub(crate) fn incident(&self, own: Option<i64>) -> Option<i64> {
        match self.about {
            About::Nothing => None,
            About::ThisIncident => own,
            About::Incident(number) => Some(number.0),
        }
    }

    pub(crate) fn waiting(&self, own: Option<i64>) -> WaitingMessage {
        WaitingMessage {
            id: self.id,
            incident: self.incident(own),
            room: None,
            destination: self.destination,
            priority: self.priority,
            due_at: self.due_at,
            is_card_update: self.is_card_update,
            claimed_until: None,
            follows_reply: self.follows_reply,
        }
    }
}

/// What the send queue knows of a message: when it may leave, and before which others. Instants are
/// milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct WaitingMessage {
    pub id: i64,
    pub incident: Option<i64>,
    /// The room of that incident, by its key, so that customers take turns; none where this is not
    /// known to whoever queued the message.
    pub room: Option<i64>,
    pub destination: i64,
    pub priority: i64,
    pub due_at: i64,
    pub is_card_update: bool,
    /// Until when whoever claimed it may be sending it.
    pub claimed_until: Option<i64>,
    /// Whether it waits until a reply has left; that is over once it is read from the table.
    #[sqlx(default)]
    pub follows_reply: bool,
}

impl WaitingMessage {
    /// When it was queued, in milliseconds, as its key tells.
    pub fn created_at(&self) -> i64 {
        millis_of(self.id)
    }
}

/// Which messages to claim.
#[derive(Debug, Clone)]
pub struct ClaimRequest {
    pub ids: Vec<i64>,
    pub now: DateTime<Utc>,
    /// Until when nobody else touches them.
    pub until: DateTime<Utc>,
    /// Whether they are pages.
    pub is_urgent: bool,
    /// The right to send to their destination.
    pub fence: Fence,
}

/// A claimed row, as it is read.
#[derive(Debug, FromRow)]
pub(crate) struct ClaimedRow {
    pub(crate) id: i64,
    incident: Option<i64>,
    destination: i64,
    contact_method: i64,
    notice: String,
    reply_to: Option<String>,
    created_at: i64,
    due_at: i64,
    attempts: i64,
    unrecorded: i64,
    arrived_by: i64,
}

/// A message that this process may send until its claim ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedMessage {
    pub id: i64,
    pub incident: Option<IncidentNumber>,
    pub destination: Destination,
    pub contact_method: i64,
    pub notice: Notice,
    pub reply_to: Option<String>,
    pub created_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// Attempts, this one included.
    pub attempts: i64,
    /// Claims without a record, this one included; above one, the message may have arrived already.
    pub unrecorded: i64,
    /// By which other contact methods a copy may have arrived: bit n for the n-th one.
    pub arrived_by: i64,
    /// The right in which it was claimed.
    pub fence: Fence,
}

impl ClaimedMessage {
    /// Whether an earlier attempt may have arrived.
    pub fn may_be_a_repeat(&self) -> bool {
        self.unrecorded > 1 || self.is_from_before_a_restore()
    }

    /// Whether a copy may have been sent under a key that the database no longer knows, so that no
    /// platform can tell that this is the same message.
    pub fn is_from_before_a_restore(&self) -> bool {
        self.arrived_by < 0
    }

    /// Its incident, where it has one.
    pub fn about(&self) -> About {
        self.incident.map_or(About::Nothing, About::Incident)
    }
}

impl ClaimedRow {
    pub(crate) fn decode(
        self,
        known: &Destinations,
        fence: Fence,
    ) -> Result<ClaimedMessage, StoreError> {
        let id = self.id.to_string();
        let destination = known.get(self.destination).ok_or_else(|| {
            rows::inconsistent("outbox", "destination", &id, "is no known destination")
        })?;
        Ok(ClaimedMessage {
            id: self.id,
            incident: self.incident.map(IncidentNumber),
            destination,
            contact_method: self.contact_method,
            notice: from_json("outbox", "notice", &id, &self.notice)?,
            reply_to: self.reply_to,
            created_at: instant(self.created_at),
            due_at: instant(self.due_at),
            attempts: self.attempts,
            unrecorded: self.unrecorded,
            arrived_by: self.arrived_by,
            fence,
        })
    }
}

/// How an attempt ended.
#[derive(Debug, Clone)]
pub struct SendRecord {
    pub message: ClaimedMessage,
    /// When the message was claimed again meanwhile, only a `Sent` still counts.
    pub result: SendResult,
    /// The text as it was sent, for the transcripts of the incidents it is about; counted only with
    /// a `Sent`.
    pub said: Vec<TranscriptLine>,
}

/// See [`SendRecord`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendResult {
    /// The platform accepted it, by itself or listed in one message with others.
    Sent { at: DateTime<Utc>, reference: Option<String>, is_listed: bool },
    /// It was no longer true or needed, so nothing was sent.
    Obsolete { at: DateTime<Utc>, why: String },
    /// Try again in its place among the others, and not before this instant; a process that starts
    /// tries at once.
    Later { not_before: DateTime<Utc>, error: String, may_have_arrived: bool },
    /// Nothing was tried, for want of budget.
    Postponed { due_at: DateTime<Utc> },
    /// A page goes on by another contact method, or by the same one after a pause; no method is
    /// given up.
    Moved { error: String, instead: Vec<NewMessage> },
    /// It will never arrive this way. What is queued instead becomes durable together with that.
    Dead { error: String, instead: Vec<NewMessage> },
}

impl SendResult {
    pub(super) fn is_sent(&self) -> bool {
        matches!(self, Self::Sent { .. })
    }

    /// What is queued in the place of a message that will not arrive.
    pub(super) fn instead(&self) -> &[NewMessage] {
        match self {
            Self::Dead { instead, .. } | Self::Moved { instead, .. } => instead,
            _ => &[],
        }
    }
}

/// What left for a destination within its platform's rate window, for the process that sends there
/// next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentlySent {
    pub destination: Destination,
    /// The right in which it was sent.
    pub fence: Fence,
    pub sent: Vec<SentBefore>,
}

/// A message that left, as far as rate limits care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SentBefore {
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub priority: Priority,
}

/// A dead letter, for operators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    pub id: i64,
    pub incident: Option<IncidentNumber>,
    pub destination: Destination,
    pub notice: Notice,
    pub error: String,
    pub created_at: DateTime<Utc>,
}

/// One row of `dead_letters`.
#[derive(Debug, FromRow)]
pub(crate) struct DeadLetterRow {
    id: i64,
    incident: Option<i64>,
    destination: i64,
    notice: String,
    error: String,
    created_at: i64,
}

impl DeadLetterRow {
    pub(crate) fn decode(self, known: &Destinations) -> Result<DeadLetter, StoreError> {
        let id = self.id.to_string();
        let destination = known.get(self.destination).ok_or_else(|| {
            rows::inconsistent("dead_letters", "destination", &id, "is no known destination")
        })?;
        Ok(DeadLetter {
            id: self.id,
            incident: self.incident.map(IncidentNumber),
            destination,
            notice: from_json("dead_letters", "notice", &id, &self.notice)?,
            error: self.error,
            created_at: instant(self.created_at),
        })
    }
}

/// The index of a priority in its column, the most urgent first.
pub(crate) fn priority_index(priority: Priority) -> i64 {
    Priority::ALL
        .iter()
        .position(|known| *known == priority)
        .and_then(|index| i64::try_from(index).ok())
        .unwrap_or(0)
}
