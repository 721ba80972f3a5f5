//! What follows from a restore, in the form of the columns.

use super::outbox::MessageRow;

/// What one transaction writes after a restore.
#[derive(Debug)]
pub(crate) struct PreparedReconciliation {
    /// The number of the last operation when this was decided.
    pub(crate) after: i64,
    pub(crate) at: i64,
    /// Bodies of rows of `operations`.
    pub(crate) operations: Vec<String>,
    pub(crate) messages: Vec<MessageRow>,
}
