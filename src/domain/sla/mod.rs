//! The clock of a first response: when it is due, whether it came in time, what a change does to
//! it.
//!
//! Pure functions over a [`CoverageCalendar`](crate::domain::calendar::CoverageCalendar), which
//! does the counting. The rules are numbered as in the specification of the clock
//! (`sla-semantics`). What counts as a first response (rule 6) is decided where incidents live, not
//! here.

mod change;
mod clock;
mod promise;
mod verdict;
mod warning;

pub use change::{Reclassification, Recount};
pub use clock::{ResponseClock, escort_replaces};
pub use promise::{NoClock, ResponsePromise};
pub use verdict::{Verdict, judge};
pub use warning::{WarningPoint, warning_points};
