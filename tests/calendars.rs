//! The shipped holiday calendars against what can be computed or counted independently.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test binary are not seen as tests by the lint"
)]

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use watchbell::domain::calendar::{HolidayCalendar, HolidayYear};
use watchbell::plans::Plans;

fn calendar(id: &str) -> Arc<HolidayCalendar> {
    let plans = Plans::load(None, None).unwrap();
    let found = plans.holiday_calendars().find(|loaded| loaded.item.id == id).unwrap();
    Arc::clone(&found.item)
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Easter Sunday of the Gregorian calendar: the Sunday after the full moon that Gauss's numbers
/// find. The two corrections hold from 1900 to 2099.
fn easter(year: i32) -> NaiveDate {
    let moon = (19 * (year % 19) + 24) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
    let late = moon == 29 && sunday == 6 || moon == 28 && sunday == 6 && year % 19 > 10;
    date(year, 3, 22) + TimeDelta::days((moon + sunday - if late { 7 } else { 0 }).into())
}

#[test]
fn st_gallen_keeps_nine_days_and_the_movable_ones_follow_easter() {
    let calendar = calendar("ch-sg");
    assert_eq!(
        calendar.years().map(|year| year.year).collect::<Vec<_>>(),
        (2024..=2030).collect::<Vec<_>>()
    );
    for HolidayYear { year, holidays, make_up_days, .. } in calendar.years() {
        let after_easter = [-2, 1, 39, 50].map(|days| easter(*year) + TimeDelta::days(days));
        let fixed = [(1, 1), (8, 1), (11, 1), (12, 25), (12, 26)]
            .map(|(month, day)| date(*year, month, day));
        let mut expected: Vec<_> = after_easter.into_iter().chain(fixed).collect();
        expected.sort();
        assert_eq!(holidays.keys().copied().collect::<Vec<_>>(), expected, "{year}");
        assert!(make_up_days.is_empty());
    }
}

#[test]
fn china_lists_as_many_days_as_each_notice_names() {
    // Days off as the notices count them, with the days that "join the weekend" as the one day they
    // are.
    let expected = [
        (2024, 1 + 8 + 3 + 5 + 1 + 3 + 7, 8),
        (2025, 1 + 8 + 3 + 5 + 3 + 8, 5),
        (2026, 3 + 9 + 3 + 5 + 3 + 3 + 7, 6),
    ];
    let calendar = calendar("cn");
    let found: Vec<_> = calendar
        .years()
        .map(|year| (year.year, year.holidays.len(), year.make_up_days.len()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_make_up_day_is_on_a_weekend() {
    for day in calendar("cn").years().flat_map(|year| year.make_up_days.clone()) {
        assert!(matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{day}");
    }
}
