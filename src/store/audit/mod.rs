//! The record of who did what, and whether it is as the bot wrote it.

mod fault;
mod history;
mod incident;
mod walk;

pub use fault::{Fault, Finding, Place};
pub use walk::{Audit, Head};

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::act_origin::ActOrigin;
use super::backend::reading;
use super::chain;
use super::rows::{ActRow, act_id, from_json, hash_in, instant};
use super::{Store, StoreError};
use crate::domain::incident::{ActHash, TimelineEntry};
use crate::ids::IncidentNumber;

/// One row of `acts` as it is read to be checked.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct StoredAct {
    pub(crate) id: i64,
    pub(crate) incident: i64,
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) facts: String,
    pub(crate) origin: Option<String>,
    pub(crate) digest: Option<String>,
    pub(crate) hash: String,
}

/// One row of `incidents` as it is read to be checked.
#[derive(Debug, FromRow)]
pub(crate) struct SealedIncident {
    pub(crate) number: i64,
    pub(crate) version: i64,
    pub(crate) room: i64,
    pub(crate) is_closed: bool,
    pub(crate) deadline_at: i64,
    pub(crate) next_timer_at: Option<i64>,
    pub(crate) anonymise_at: Option<i64>,
    pub(crate) continues: Option<i64>,
    pub(crate) chain: String,
    pub(crate) seal: String,
    pub(crate) body: String,
    /// Platform and address of its room.
    pub(crate) place: Option<String>,
}

/// One row of `directory_history` or `operations`.
#[derive(Debug, FromRow)]
pub(crate) struct ChainRow {
    pub(crate) id: i64,
    pub(crate) at: i64,
    pub(crate) body: String,
    pub(crate) hash: String,
}

impl StoredAct {
    pub(crate) fn row(&self) -> ActRow {
        ActRow { seq: self.seq, at: self.at, facts: self.facts.clone() }
    }

    /// The digest of what it said, also after its texts were removed.
    pub(crate) fn content(&self) -> Result<ActHash, StoreError> {
        let id = || format!("{}/{}", self.incident, self.seq);
        self.digest.as_ref().map_or_else(
            || Ok(chain::content(&self.facts, self.origin.as_deref())),
            |digest| hash_in("acts", "digest", &id(), digest),
        )
    }
}

/// An act, with everything that is known of it.
#[derive(Debug, Clone)]
pub struct AuditedAct {
    pub incident: IncidentNumber,
    /// The number of its first fact.
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// None for what the bot does by itself, and for acts that are anonymised.
    pub origin: Option<ActOrigin>,
    pub entries: Vec<TimelineEntry>,
    key: i64,
}

impl Store {
    /// Acts in the order of incidents and of what happened to each, at most `limit`; of one
    /// incident or of all, after the act that was read last.
    pub async fn audited_acts(
        &self,
        of: Option<IncidentNumber>,
        after: Option<&AuditedAct>,
        limit: i64,
    ) -> Result<Vec<AuditedAct>, StoreError> {
        let end = of.map_or(i64::MAX, |number| act_id(number.0 + 1, 0));
        let first = of.map_or(0, |number| act_id(number.0, 0));
        let range = (after.map_or(first, |act| act.key + 1), end);
        let rows = reading!(self.backend, audit::acts(range, limit))?;
        rows.iter().map(AuditedAct::decode).collect()
    }
}

impl AuditedAct {
    fn decode(stored: &StoredAct) -> Result<Self, StoreError> {
        let id = format!("{}/{}", stored.incident, stored.seq);
        let origin = stored.origin.as_ref();
        let origin = origin.map(|text| from_json("acts", "origin", &id, text)).transpose()?;
        Ok(Self {
            incident: IncidentNumber(stored.incident),
            seq: stored.seq,
            at: instant(stored.at),
            origin,
            entries: stored.row().decode(stored.incident)?,
            key: stored.id,
        })
    }
}
