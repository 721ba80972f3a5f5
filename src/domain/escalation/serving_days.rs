//! The days on which a layer is on duty, counted by weeks and not one by one.

use chrono::{NaiveDate, TimeDelta};

use super::days_off::{DaysOff, opens_on_weekday};
use super::hours::DayHours;

/// No layer is off for longer without a break.
const LONGEST_BREAK: i64 = 400;

/// See the module.
#[derive(Debug, Clone, Copy)]
pub(super) struct ServingDays<'a> {
    pub(super) hours: &'a [DayHours],
    pub(super) holidays: Option<&'a DaysOff>,
}

impl ServingDays<'_> {
    fn includes(self, date: NaiveDate) -> bool {
        self.hours.iter().any(|hours| hours.opens_on(date, self.holidays))
    }

    /// How many there are from one date up to another, which is not counted.
    pub(super) fn count(self, from: NaiveDate, before: NaiveDate) -> i64 {
        let days = before.signed_duration_since(from).num_days();
        if days <= 0 {
            return 0;
        }
        let by_weekday =
            |date| self.hours.iter().any(|hours| opens_on_weekday(&hours.weekdays, date));
        let in_days = |count: i64| -> i64 {
            from.iter_days().zip(0..count).map(|(date, _)| i64::from(by_weekday(date))).sum()
        };
        let exceptions = self.holidays.into_iter().flat_map(|days| days.between(from, before));
        let corrected = |date| i64::from(self.includes(date)) - i64::from(by_weekday(date));
        days / 7 * in_days(7) + in_days(days % 7) + exceptions.map(corrected).sum::<i64>()
    }

    /// The first from a date on.
    pub(super) fn first_from(self, date: NaiveDate) -> Option<NaiveDate> {
        (0..LONGEST_BREAK)
            .filter_map(|days| date.checked_add_signed(TimeDelta::days(days)))
            .find(|date| self.includes(*date))
    }

    /// The last up to a date, this included.
    pub(super) fn last_until(self, date: NaiveDate) -> Option<NaiveDate> {
        (0..LONGEST_BREAK)
            .filter_map(|days| date.checked_sub_signed(TimeDelta::days(days)))
            .find(|date| self.includes(*date))
    }
}
