//! Hours and days: wall time, coverage, holidays.
//!
//! A [`Coverage`] is the rule as a plan writes it: weekly windows, a zone, the name of a holiday
//! calendar. A [`HolidayCalendar`] says which days are off and which weekend days are worked. The
//! two together, compiled for one zone, are a [`CoverageCalendar`], which answers when covered time
//! is used up.
//!
//! Reading order: `coverage`, `holiday`, `compiled`, `table`; `wall` decides gaps and folds for all
//! of them.

mod compiled;
mod coverage;
mod holiday;
#[cfg(test)]
mod oracle;
mod table;
pub mod wall;

pub use compiled::{CoverageCalendar, Due, Window, can_be_published};
pub use coverage::{
    Coverage, CoverageHours, CoverageZone, DayWindow, WeeklyHours, clock_text, weekday_text,
};
pub use holiday::{DayKind, HolidayCalendar, HolidayYear};
