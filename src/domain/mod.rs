//! The rules. Pure: no async, no SQL, no clock; `now` is always an argument.

pub mod actor;
pub mod calendar;
pub mod decision;
pub mod directory;
pub mod entitlement;
pub mod escalation;
pub mod fingerprint;
pub mod incident;
pub mod ledger;
pub mod names;
pub mod notice;
pub mod plan;
pub mod recent;
pub mod sla;
pub mod timer;
pub mod transcript;
