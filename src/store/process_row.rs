//! A process that serves, as the table holds it.

use sqlx::FromRow;

/// One row of `processes`.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct ProcessRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) directory: i64,
    pub(crate) seen_at: i64,
}

/// A process that serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningProcess {
    /// Host and process id, for operators.
    pub name: String,
    /// The version of the directory that it works with.
    pub directory: i64,
}
