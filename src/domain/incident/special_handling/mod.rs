//! Special handling beyond the response: access to the customer's system, the duty manager's
//! decision on a severity, on-site visits, and the emergency group of experts.
//!
//! Everything here is a fact of the timeline, and what an incident keeps of it follows from those
//! facts.

mod course;
mod facts;
mod refused;

pub use facts::HandlingFact;
pub use refused::HandlingRefused;

pub(super) use course::record;
