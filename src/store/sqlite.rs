//! The statements, compiled for SQLite.
//!
//! The modules below `sql/` are written once against `super::Connection` and included by both engines, so
//! each statement is type-checked against both drivers and there is no second copy to drift. The few
//! fragments that differ are constants here.

pub(crate) use sqlx::SqliteConnection as Connection;

use super::bulk::Marks;

pub(crate) const MARKS: Marks = Marks::Unnamed;
pub(crate) const BEGIN: &str = "BEGIN IMMEDIATE";

/// There is one writer, so nobody else can be claiming.
pub(crate) const CLAIM_OUTBOX: &str = "\
UPDATE outbox SET lease_until = $1, unrecorded = unrecorded + 1, attempts = attempts + 1 \
WHERE id IN (SELECT id FROM outbox WHERE destination = $2 AND state = 'waiting' AND due_at <= $3 \
AND (lease_until IS NULL OR lease_until <= $3) AND priority BETWEEN $4 AND $5 ORDER BY priority, due_at, id LIMIT $6) \
RETURNING id, incident_id, destination, priority, recipient, way, intent, reply_to, created_at, due_at, \
attempts, unrecorded";

/// There is one writer, so the version stands still until the transaction ends.
pub(crate) const VERSION_WHILE_DECIDING: &str =
    "SELECT value FROM counters WHERE name = 'directory'";
pub(crate) const VERSION_WHILE_CHANGING: &str = VERSION_WHILE_DECIDING;

#[path = "sql/anonymise.rs"]
pub(crate) mod anonymise;
#[path = "sql/batch.rs"]
pub(crate) mod batch;
#[path = "sql/credits.rs"]
pub(crate) mod credits;
#[path = "sql/directory.rs"]
pub(crate) mod directory;
#[path = "sql/events.rs"]
pub(crate) mod events;
#[path = "sql/express.rs"]
pub(crate) mod express;
#[path = "sql/incidents.rs"]
pub(crate) mod incidents;
#[path = "sql/jobs.rs"]
pub(crate) mod jobs;
#[path = "sql/leases.rs"]
pub(crate) mod leases;
#[path = "sql/outbox.rs"]
pub(crate) mod outbox;
#[path = "sql/timers.rs"]
pub(crate) mod timers;
#[path = "sql/transcript.rs"]
pub(crate) mod transcript;
