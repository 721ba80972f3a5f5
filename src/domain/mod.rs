//! The rules. Pure: no async, no SQL, no clock; `now` is always an argument.

pub mod calendar;
<<<<<<< HEAD
pub mod customer;
pub mod decision;
pub mod escalation;
pub mod incident;
pub mod notice;
=======
pub mod draft;
pub mod escalation;
pub mod names;
>>>>>>> sla
pub mod plan;
pub mod sla;
pub mod timer;
