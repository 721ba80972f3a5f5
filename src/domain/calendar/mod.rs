//! Hours and days: wall time, coverage, holidays.

pub mod wall;
