//! The holiday calendar that a layer follows.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::calendar::{DayKind, HolidayCalendar};

/// The days of a holiday calendar, as they were when the directory was applied: so all processes
/// agree, and a change of a calendar is shown before it moves anybody's turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct DaysOff {
    /// The id of the calendar: `cn`.
    pub calendar: String,
    /// The years that are published.
    pub years: BTreeSet<i32>,
    off: BTreeSet<NaiveDate>,
    worked: BTreeSet<NaiveDate>,
}

/// A file names the calendar alone; what is stored has its days.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Name(String),
    Days {
        calendar: String,
        years: BTreeSet<i32>,
        off: BTreeSet<NaiveDate>,
        worked: BTreeSet<NaiveDate>,
    },
}

impl From<Written> for DaysOff {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(calendar) => Self {
                calendar,
                years: BTreeSet::new(),
                off: BTreeSet::new(),
                worked: BTreeSet::new(),
            },
            Written::Days { calendar, years, off, worked } => Self { calendar, years, off, worked },
        }
    }
}

impl DaysOff {
    /// All days that the calendar knows.
    pub fn of(calendar: &HolidayCalendar) -> Self {
        let years = calendar.years();
        Self {
            calendar: calendar.id.clone(),
            years: years.map(|year| year.year).collect(),
            off: calendar.years().flat_map(|year| year.holidays.keys().copied()).collect(),
            worked: calendar.years().flat_map(|year| year.make_up_days.iter().copied()).collect(),
        }
    }

    /// Whether hours of these weekdays apply on the date. A public holiday is like a Sunday, and a
    /// make-up day like a working day; hours of every day are off on public holidays.
    pub(super) fn opens(&self, weekdays: &[Weekday], date: NaiveDate) -> bool {
        let is_working_day = |day: &Weekday| !matches!(day, Weekday::Sat | Weekday::Sun);
        match self.kind_of(date) {
            DayKind::Plain => opens_on_weekday(weekdays, date),
            DayKind::Holiday => weekdays.contains(&Weekday::Sun),
            DayKind::MakeUp => weekdays.is_empty() || weekdays.iter().any(is_working_day),
        }
    }

    /// The days of the calendar from one date up to another, which is not among them.
    pub(super) fn between(
        &self,
        from: NaiveDate,
        before: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> {
        self.off.range(from..before).chain(self.worked.range(from..before)).copied()
    }

    fn kind_of(&self, date: NaiveDate) -> DayKind {
        if self.off.contains(&date) {
            DayKind::Holiday
        } else if self.worked.contains(&date) {
            DayKind::MakeUp
        } else {
            DayKind::Plain
        }
    }
}

/// Whether hours of these weekdays apply on the date, whatever a calendar says.
pub(super) fn opens_on_weekday(weekdays: &[Weekday], date: NaiveDate) -> bool {
    weekdays.is_empty() || weekdays.contains(&date.weekday())
}
