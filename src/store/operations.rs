//! What operators did to the whole database, for the record: a copy, a restore, a move.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::backend::reading;
use super::rows::{from_json, instant};
use super::{Store, StoreError};

/// Something that was done to the whole database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Who did it, and on which machine.
    pub by: String,
    #[serde(flatten)]
    pub what: Deed,
}

/// See [`Operation`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Deed {
    /// This database is a copy of another one. Only copies say so.
    BackedUp,
    /// A copy came into the place of the database that was in use.
    Restored {
        /// When the copy was made.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        taken_at: DateTime<Utc>,
    },
    /// After a restore, everybody was told, and so many pages went out again.
    Reconciled { pages: usize },
}

/// An operation that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastOperation {
    /// 1, 2, 3 …
    pub number: i64,
    pub at: DateTime<Utc>,
    pub operation: Operation,
}

impl Store {
    /// The operations that were done, the newest first, at most `limit`.
    pub async fn operations(&self, limit: i64) -> Result<Vec<PastOperation>, StoreError> {
        let rows = reading!(self.backend, operations::last(limit))?;
        rows.into_iter().map(PastOperation::decode).collect()
    }
}

impl PastOperation {
    pub(super) fn decode((number, at, body): (i64, i64, String)) -> Result<Self, StoreError> {
        let operation = from_json("operations", "body", &number.to_string(), &body)?;
        Ok(Self { number, at: instant(at), operation })
    }
}
