//! The rules. Pure: no async, no SQL, no clock; `now` is always an argument.

pub mod calendar;
pub mod draft;
pub mod escalation;
pub mod names;
pub mod plan;
pub mod sla;
