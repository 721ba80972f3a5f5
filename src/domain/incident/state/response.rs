//! The promise of a first response to an incident, and whether it came.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::sla::ResponsePromise;
use crate::ids::PersonId;

/// The promise of a first response, and whether it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    pub promise: ResponsePromise,
    /// When and by whom the first human answer of the support side was given.
    pub given: Option<ResponseGiven>,
    /// The due instant whose miss has been told, so that it is told once.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub missed: Option<DateTime<Utc>>,
}

impl Response {
    /// The instant before which an answer must come or had to come; none where no clock was
    /// promised.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        self.promise.due_at()
    }

    /// The instant before which an answer must come, while none has come.
    pub fn pending_due(&self) -> Option<DateTime<Utc>> {
        self.due_at().filter(|_| self.given.is_none())
    }
}

/// The first response of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseGiven {
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub by: PersonId,
}
