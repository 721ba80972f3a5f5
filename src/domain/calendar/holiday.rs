//! Which days of which years are off, and which weekend days are worked instead.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::domain::names::Names;

/// What a holiday calendar says about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// Nothing: the weekday decides.
    Plain,
    /// A public holiday: no window, whatever the weekday.
    Holiday,
    /// A make-up working day (调休): the ordinary weekday window, though it is a weekend.
    MakeUp,
}

/// The published days of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayYear {
    pub year: i32,
    /// Who published it, and when.
    pub source: String,
    /// The days off with the name of the holiday.
    pub holidays: BTreeMap<NaiveDate, Names>,
    /// The weekend days that are worked.
    pub make_up_days: BTreeSet<NaiveDate>,
}

/// The public holidays of a place, for the years in which they have been published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayCalendar {
    /// How plans refer to it: `cn`, `ch-sg`.
    pub id: String,
    pub names: Names,
    years: BTreeMap<i32, HolidayYear>,
}

impl HolidayCalendar {
    /// Puts the years of a place together; of two that are the same the later one counts.
    pub fn new(id: String, names: Names, years: impl IntoIterator<Item = HolidayYear>) -> Self {
        Self { id, names, years: years.into_iter().map(|year| (year.year, year)).collect() }
    }

    /// What is said about a date. In a year that is not published yet every day is plain.
    pub fn kind_of(&self, date: NaiveDate) -> DayKind {
        match self.years.get(&date.year()) {
            Some(year) if year.holidays.contains_key(&date) => DayKind::Holiday,
            Some(year) if year.make_up_days.contains(&date) => DayKind::MakeUp,
            _ => DayKind::Plain,
        }
    }

    /// The name of the holiday on that date.
    pub fn holiday_on(&self, date: NaiveDate) -> Option<&Names> {
        self.years.get(&date.year())?.holidays.get(&date)
    }

    /// Whether the holidays of the year are known. Otherwise due times in it are provisional.
    pub fn is_published(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    /// The published years, oldest first.
    pub fn years(&self) -> impl Iterator<Item = &HolidayYear> {
        self.years.values()
    }
}
