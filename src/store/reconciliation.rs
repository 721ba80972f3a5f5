//! What is written once after a restore of the database.

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};

use super::job::{Job, Output};
use super::operations::{Deed, Operation};
use super::outbox::NewMessage;
use super::reconciliation_row::PreparedReconciliation;
use super::rows::{instant, millis, to_json};
use super::{Store, StoreError};

/// How many operations are looked through for the last restore; each has two rows.
const OPERATIONS: i64 = 20;

/// See the module.
#[derive(Debug)]
pub struct Reconciliation {
    /// The number of the last operation when this was decided. Another one refuses it.
    pub after: i64,
    pub at: DateTime<Utc>,
    /// What is added to the record.
    pub operations: Vec<Operation>,
    pub messages: Vec<NewMessage>,
}

impl Store {
    /// Marks whatever waits as a possible repeat, queues messages and adds to the record, all of it
    /// or nothing; false where another process was first.
    pub async fn reconcile(&self, what: Reconciliation) -> Result<bool, StoreError> {
        let Reconciliation { after, at, operations, messages } = what;
        self.number_destinations(messages.iter().map(|message| &message.destination)).await?;
        let operations = operations.iter().map(|did| to_json("operations", "body", did));
        let job = Job::Reconcile(PreparedReconciliation {
            after,
            at: millis(at),
            operations: operations.collect::<Result<_, _>>()?,
            messages: self.keys.message_rows(messages)?,
        });
        let done = matches!(self.writer.run(job).await?, Output::Reconciled(true));
        self.learn_restore().await?;
        Ok(done)
    }

    /// When the database was last restored. What was due before that may have been done already, in
    /// the time of which the database knows nothing.
    pub fn restored_at(&self) -> Option<DateTime<Utc>> {
        let at = self.restored_at.load(Ordering::Relaxed);
        (at > 0).then(|| instant(at))
    }

    pub(super) async fn learn_restore(&self) -> Result<(), StoreError> {
        let operations = self.operations(OPERATIONS).await?;
        let is_restore =
            |did: &&super::PastOperation| matches!(did.operation.what, Deed::Restored { .. });
        if let Some(restore) = operations.iter().find(is_restore) {
            self.restored_at.store(millis(restore.at), Ordering::Relaxed);
        }
        Ok(())
    }
}
