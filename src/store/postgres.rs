//! The statements, compiled for PostgreSQL.
//!
//! The modules below `sql/` are written once against `super::Connection` and included by both
//! engines, so each statement is type-checked against both drivers and there is no second copy to
//! drift. The few fragments that differ are constants here.

pub(crate) use sqlx::PgConnection as Connection;

use super::bulk::Marks;

pub(crate) const MARKS: Marks = Marks::Numbered;
pub(crate) const BEGIN: &str = "BEGIN";

/// The version stands still until the transaction ends, or a change of the directory could slip in
/// between a decision's check and its commit.
pub(crate) const VERSION_WHILE_DECIDING: &str =
    "SELECT value FROM counters WHERE name = 'directory' FOR SHARE";
/// Sharing it first and growing it later would let two changes wait for each other.
pub(crate) const VERSION_WHILE_CHANGING: &str =
    "SELECT value FROM counters WHERE name = 'directory' FOR UPDATE";
/// Nobody takes a partition over between the look at its term and the commit that depends on it.
pub(crate) const UNCHANGED_UNTIL_THE_END: &str = " ORDER BY id FOR SHARE";
/// Two transactions that give codes wait for each other here, so that neither misses the other's.
pub(crate) const HOLD_CODES: Option<&str> =
    Some("UPDATE counters SET value = value + 1 WHERE name = 'page_code'");

#[path = "sql/anonymising.rs"]
pub(crate) mod anonymising;
#[path = "sql/audit.rs"]
pub(crate) mod audit;
#[path = "sql/batch.rs"]
pub(crate) mod batch;
#[path = "sql/chains.rs"]
pub(crate) mod chains;
#[path = "sql/codes.rs"]
mod codes;
#[path = "sql/confirmations.rs"]
pub(crate) mod confirmations;
#[path = "sql/credits.rs"]
pub(crate) mod credits;
#[path = "sql/destinations.rs"]
pub(crate) mod destinations;
#[path = "sql/directory.rs"]
pub(crate) mod directory;
#[path = "sql/directory_history.rs"]
pub(crate) mod directory_history;
#[path = "sql/events.rs"]
pub(crate) mod events;
#[path = "sql/express.rs"]
pub(crate) mod express;
#[path = "sql/held_reports.rs"]
pub(crate) mod held_reports;
#[path = "sql/incidents.rs"]
pub(crate) mod incidents;
#[path = "sql/jobs.rs"]
pub(crate) mod jobs;
#[path = "sql/leases.rs"]
pub(crate) mod leases;
#[path = "sql/messages.rs"]
pub(crate) mod messages;
#[path = "sql/operations.rs"]
pub(crate) mod operations;
#[path = "sql/outbox.rs"]
pub(crate) mod outbox;
#[path = "sql/partitions.rs"]
pub(crate) mod partitions;
#[path = "sql/probes.rs"]
pub(crate) mod probes;
#[path = "sql/processes.rs"]
pub(crate) mod processes;
#[path = "sql/records.rs"]
pub(crate) mod records;
#[path = "sql/transcript.rs"]
pub(crate) mod transcript;
#[path = "sql/undecided.rs"]
pub(crate) mod undecided;
