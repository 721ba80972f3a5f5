//! How attempts to send ended, in the form of the columns they change.

use super::error::StoreError;
use super::fence::Fence;
use super::keys::Keys;
use super::outbox::{ClaimedMessage, MessageRow, SendRecord, SendResult};
use super::rows::{millis, to_json};
use super::transcript::TranscriptRow;

/// One record, and what becomes durable with it.
#[derive(Debug)]
pub(crate) struct PreparedRecord {
    pub(crate) id: i64,
    pub(crate) attempts: i64,
    /// In which right the message was claimed.
    pub(crate) fence: Fence,
    pub(crate) change: RowChange,
    /// What is queued in the place of a message that will not arrive.
    pub(crate) instead: Vec<MessageRow>,
    pub(crate) said: Vec<TranscriptRow>,
}

/// What a record does to the row of the outbox.
#[derive(Debug)]
pub(crate) enum RowChange {
    /// It was sent: the row goes, whoever has claimed it. The reference stays where there is one
    /// that can be used.
    Sent(Option<ReferenceRow>),
    /// It is no longer needed, or another one is queued instead: the row goes.
    Remove,
    /// The row goes, and this stays for operators.
    Bury(DeadRow),
    /// It is tried again.
    Later { may_have_arrived: bool },
    /// It was not tried.
    GiveBack { due_at: i64 },
}

/// One row of `messages`.
#[derive(Debug)]
pub(crate) struct ReferenceRow {
    pub(crate) id: i64,
    pub(crate) destination: i64,
    pub(crate) reference: String,
    pub(crate) incident: i64,
    pub(crate) intent: String,
    pub(crate) is_card: bool,
}

/// One row of `dead_letters`.
#[derive(Debug)]
pub(crate) struct DeadRow {
    pub(crate) incident: Option<i64>,
    pub(crate) destination: i64,
    pub(crate) notice: String,
    pub(crate) error: String,
    pub(crate) created_at: i64,
}

impl PreparedRecord {
    pub(crate) fn new(keys: &Keys, record: SendRecord) -> Result<Self, StoreError> {
        let SendRecord { message, result, said } = record;
        let said = if result.is_sent() {
            TranscriptRow::encode_all(&said, &keys.row_ids)?
        } else {
            Vec::new()
        };
        let destination = keys.id_of(&message.destination)?;
        let incident = message.incident.map(|number| number.0);
        let mut instead = Vec::new();
        let change = match result {
            SendResult::Sent { at: _, reference, is_listed } => {
                let kept = reference.zip(incident).map(|(reference, incident)| {
                    let intent = &message.notice.intent;
                    Ok::<_, StoreError>(ReferenceRow {
                        id: message.id,
                        destination,
                        reference,
                        incident,
                        is_card: intent.is_card() && !is_listed,
                        intent: to_json("messages", "intent", intent)?,
                    })
                });
                RowChange::Sent(kept.transpose()?)
            }
            SendResult::Obsolete { .. } => RowChange::Remove,
            SendResult::Later { may_have_arrived, .. } => RowChange::Later { may_have_arrived },
            SendResult::Postponed { due_at } => RowChange::GiveBack { due_at: millis(due_at) },
            SendResult::Moved { error: _, instead: messages } => {
                instead = keys.message_rows(messages)?;
                RowChange::Remove
            }
            SendResult::Dead { error, instead: messages } => {
                instead = keys.message_rows(messages)?;
                RowChange::Bury(DeadRow {
                    incident,
                    destination,
                    notice: to_json("dead_letters", "notice", &message.notice)?,
                    error,
                    created_at: millis(message.created_at),
                })
            }
        };
        let ClaimedMessage { id, attempts, fence, .. } = message;
        Ok(Self { id, attempts, fence, change, instead, said })
    }
}
