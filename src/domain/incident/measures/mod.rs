//! Measures beside the response: access to the customer's system, who has the last word on a severity, people on
//! site, the emergency group of experts.
//!
//! Everything here is a fact of the timeline, and what an incident keeps of it follows from those facts.

mod course;
mod facts;
mod refused;

pub use facts::MeasureTaken;
pub use refused::MeasureRefused;

pub(super) use course::record;
