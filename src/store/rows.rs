//! Rows as the tables hold them, and the way to and from the domain.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::incident::{Incident, TimelineEntry, Visibility};
use crate::domain::timer::TimerKind;
use crate::ids::{IncidentId, IncidentNumber};

/// One row of `incidents`.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct IncidentRow {
    pub(crate) id: String,
    pub(crate) number: i64,
    pub(crate) version: i64,
    pub(crate) customer_id: Option<String>,
    pub(crate) room: String,
    pub(crate) state: String,
    pub(crate) severity: Option<String>,
    pub(crate) level: i64,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) deadline_at: Option<DateTime<Utc>>,
    pub(crate) body: String,
    /// Written, and never asked for together with the rest.
    #[sqlx(default)]
    pub(crate) kept_until: Option<DateTime<Utc>>,
    #[sqlx(default)]
    pub(crate) continues: Option<i64>,
}

impl IncidentRow {
    pub(crate) fn encode(incident: &Incident) -> Result<Self, StoreError> {
        Ok(Self {
            id: incident.id.0.to_string(),
            number: incident.number.0,
            version: incident.version,
            customer_id: incident.contract_ref.customer().map(ToString::to_string),
            room: incident.room.to_string(),
            state: incident.state.word().to_owned(),
            severity: incident.severity.as_ref().map(ToString::to_string),
            level: i64::from(incident.rank),
            opened_at: incident.opened_at,
            deadline_at: incident.deadline_at(),
            body: to_json("incidents", "body", incident)?,
            kept_until: incident.ending.kept_until,
            continues: incident.ending.continues.map(|number| number.0),
        })
    }

    pub(crate) fn decode(self) -> Result<Incident, StoreError> {
        let mut incident: Incident = from_json("incidents", "body", &self.id, &self.body)?;
        incident.id = incident_id("incidents", &self.id)?;
        incident.number = IncidentNumber(self.number);
        incident.version = self.version;
        if incident.state.word() != self.state {
            return Err(inconsistent("incidents", "state", &self.id, "differs from the body"));
        }
        Ok(incident)
    }
}

/// One row of `timeline`.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct TimelineRow {
    pub(crate) incident_id: String,
    pub(crate) seq: i64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) visibility: String,
    pub(crate) actor: String,
    pub(crate) fact: String,
}

impl TimelineRow {
    pub(crate) fn encode(incident: IncidentId, entry: &TimelineEntry) -> Result<Self, StoreError> {
        Ok(Self {
            incident_id: incident.0.to_string(),
            seq: entry.seq,
            at: entry.at,
            visibility: visibility_word(entry.visibility).to_owned(),
            actor: to_json("timeline", "actor", &entry.actor)?,
            fact: to_json("timeline", "fact", &entry.fact)?,
        })
    }

    pub(crate) fn decode(self) -> Result<TimelineEntry, StoreError> {
        let id = format!("{}/{}", self.incident_id, self.seq);
        Ok(TimelineEntry {
            seq: self.seq,
            at: self.at,
            actor: from_json("timeline", "actor", &id, &self.actor)?,
            visibility: visibility_in("timeline", &id, &self.visibility)?,
            fact: from_json("timeline", "fact", &id, &self.fact)?,
        })
    }
}

/// The word of a visibility in its column.
pub(crate) fn visibility_word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Customer => "customer",
        Visibility::Internal => "internal",
    }
}

/// The visibility behind a word of a row.
pub(crate) fn visibility_in(
    table: &'static str,
    id: &str,
    word: &str,
) -> Result<Visibility, StoreError> {
    match word {
        "customer" => Ok(Visibility::Customer),
        "internal" => Ok(Visibility::Internal),
        _ => Err(inconsistent(table, "visibility", id, "is no visibility")),
    }
}

/// One row of `timers`.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct TimerRow {
    pub(crate) incident_id: String,
    pub(crate) kind: String,
    pub(crate) due_at: DateTime<Utc>,
}

/// A timer that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DueTimer {
    pub incident: IncidentId,
    pub kind: TimerKind,
    pub due_at: DateTime<Utc>,
}

impl TimerRow {
    pub(crate) fn decode(self) -> Result<DueTimer, StoreError> {
        let kind = TimerKind::from_word(&self.kind).ok_or_else(|| {
            inconsistent("timers", "kind", &self.incident_id, "is no kind of timer")
        })?;
        Ok(DueTimer {
            incident: incident_id("timers", &self.incident_id)?,
            kind,
            due_at: self.due_at,
        })
    }
}

pub(crate) fn incident_id(table: &'static str, text: &str) -> Result<IncidentId, StoreError> {
    Uuid::parse_str(text)
        .map(IncidentId)
        .map_err(|e| inconsistent(table, "incident id", text, &e.to_string()))
}

pub(crate) fn to_json<T: Serialize>(
    table: &'static str,
    column: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| inconsistent(table, column, "(new)", &e.to_string()))
}

pub(crate) fn from_json<T: DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    id: &str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| inconsistent(table, column, id, &e.to_string()))
}

pub(crate) fn inconsistent(
    table: &'static str,
    column: &'static str,
    id: &str,
    why: &str,
) -> StoreError {
    StoreError::Inconsistent { table, column, id: id.to_owned(), why: why.to_owned() }
}
