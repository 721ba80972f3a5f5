//! Times as people say them: on a clock on the wall, in a zone that only the group knows.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Serialize, Serializer};

/// A day and a time of day in the zone of the group; either may be unsaid, not both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WallTime {
    pub day: Day,
    /// `None` when only a day was named.
    pub time: Option<NaiveTime>,
}

/// Which day a time is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Not said: the next time the clock shows it.
    Unsaid,
    /// 0 is today, 1 tomorrow.
    InDays(u8),
    /// Month and day without a year: the next such date.
    Yearly {
        month: u32,
        day: u32,
    },
    On(NaiveDate),
    /// The next such day, which may be today.
    Weekday(Weekday),
    /// So many days after the Monday of the week to come.
    NextWeek(u8),
}

impl Day {
    /// The day after, for what is said of a night: 24:00, 1 o'clock at night.
    pub(super) fn following(self) -> Self {
        match self {
            // The next midnight, or the next 1 o'clock, whatever day it is on.
            Self::Unsaid => Self::Unsaid,
            Self::InDays(days) => Self::InDays(days.saturating_add(1)),
            Self::On(date) => Self::On(date.succ_opt().unwrap_or(date)),
            Self::Weekday(day) => Self::Weekday(day.succ()),
            Self::NextWeek(days) => Self::NextWeek(days.saturating_add(1)),
            Self::Yearly { month, day } => {
                let next = NaiveDate::from_ymd_opt(2023, month, day).and_then(|it| it.succ_opt());
                let (month, day) = next.map_or((3, 1), |next| (next.month(), next.day()));
                Self::Yearly { month, day }
            }
        }
    }
}

impl WallTime {
    /// A time of day whose day was not said.
    pub fn at(time: NaiveTime) -> Self {
        Self { day: Day::Unsaid, time: Some(time) }
    }

    /// What may be meant by somebody whose clock shows `now`, the earliest first: the clock may show
    /// a time of day without a day twice. A day without a time means its beginning.
    ///
    /// Empty when the date does not exist, such as 29 February in the year to come.
    pub fn candidates(self, now: NaiveDateTime) -> Vec<NaiveDateTime> {
        let time = self.time.unwrap_or_default();
        let today = now.date();
        let on = |date: Option<NaiveDate>| date.map(|date| date.and_time(time));
        match self.day {
            Day::Unsaid => on(Some(today)).into_iter().chain(on(today.succ_opt())).collect(),
            Day::InDays(days) => {
                on(today.checked_add_days(Days::new(days.into()))).into_iter().collect()
            }
            Day::On(date) => on(Some(date)).into_iter().collect(),
            Day::Yearly { month, day } => {
                on(next_such_date(today, month, day)).into_iter().collect()
            }
            Day::Weekday(day) => {
                let ahead = u64::from(day.days_since(today.weekday()));
                let dates = [ahead, ahead + 7].map(|days| today.checked_add_days(Days::new(days)));
                dates.into_iter().filter_map(on).collect()
            }
            Day::NextWeek(days) => {
                let days = 7 - today.weekday().num_days_from_monday() + u32::from(days);
                on(today.checked_add_days(Days::new(days.into()))).into_iter().collect()
            }
        }
    }

    /// The wall time meant: the first of the candidates that is not over, else the last.
    pub fn resolve(self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let all = self.candidates(now);
        all.iter().find(|wall| **wall >= now).or(all.last()).copied()
    }

    /// Whether it counts from where something begins, and not from the day it is said on.
    pub fn follows_beginning(self) -> bool {
        match self.day {
            Day::Unsaid | Day::Weekday(_) | Day::Yearly { .. } => true,
            Day::InDays(_) | Day::On(_) | Day::NextWeek(_) => false,
        }
    }
}

fn next_such_date(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    match NaiveDate::from_ymd_opt(today.year(), month, day) {
        Some(date) if date >= today => Some(date),
        _ => NaiveDate::from_ymd_opt(today.year() + 1, month, day),
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = match self.day {
            Day::Unsaid => String::new(),
            Day::InDays(0) => "today".to_owned(),
            Day::InDays(1) => "tomorrow".to_owned(),
            Day::InDays(days) => format!("in {days} days"),
            Day::Yearly { month, day } => format!("{month:02}-{day:02}"),
            Day::On(date) => date.to_string(),
            Day::Weekday(day) => day.to_string(),
            Day::NextWeek(days) => format!("Monday next week +{days} days"),
        };
        let time = self.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
        let gap = if day.is_empty() || time.is_empty() { "" } else { " " };
        write!(f, "{day}{gap}{time}")
    }
}

impl Serialize for WallTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// When something ends. It always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// That many minutes after it began; at least one.
    Minutes(u32),
    Time(WallTime),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn time(hour: u32, minute: u32) -> Option<NaiveTime> {
        NaiveTime::from_hms_opt(hour, minute, 0)
    }

    #[test]
    fn a_wall_time_is_the_next_one_that_fits() {
        let now = wall("2026-03-10 15:00");
        for (day, time, expected) in [
            (Day::Unsaid, time(15, 30), Some("2026-03-10 15:30")),
            (Day::Unsaid, time(9, 0), Some("2026-03-11 09:00")),
            (Day::InDays(0), time(9, 0), Some("2026-03-10 09:00")),
            (Day::InDays(1), None, Some("2026-03-11 00:00")),
            (Day::Yearly { month: 3, day: 9 }, time(8, 0), Some("2027-03-09 08:00")),
            (Day::Yearly { month: 3, day: 10 }, time(8, 0), Some("2026-03-10 08:00")),
            (Day::Yearly { month: 2, day: 30 }, time(8, 0), None),
            // 10 March 2026 is a Tuesday.
            (Day::Weekday(Weekday::Tue), time(15, 30), Some("2026-03-10 15:30")),
            (Day::Weekday(Weekday::Tue), time(9, 0), Some("2026-03-17 09:00")),
            (Day::Weekday(Weekday::Fri), time(18, 0), Some("2026-03-13 18:00")),
            (Day::Weekday(Weekday::Mon), time(9, 0), Some("2026-03-16 09:00")),
            (Day::NextWeek(0), time(9, 0), Some("2026-03-16 09:00")),
            (Day::NextWeek(4), time(9, 0), Some("2026-03-20 09:00")),
        ] {
            assert_eq!(WallTime { day, time }.resolve(now), expected.map(wall), "{day:?}");
        }
    }

    #[test]
    fn a_wall_time_prints_what_was_said() {
        assert_eq!(WallTime::at(time(9, 5).unwrap()).to_string(), "09:05");
        assert_eq!(
            WallTime { day: Day::InDays(1), time: time(9, 5) }.to_string(),
            "tomorrow 09:05"
        );
        assert_eq!(WallTime { day: Day::InDays(1), time: None }.to_string(), "tomorrow");
    }
}
