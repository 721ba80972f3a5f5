//! One order of people taking turns, and whose turn it is at an instant.
//!
//! The turn is computed from the local date in a few steps of arithmetic, never by walking from the
//! first shift, so a layer that began ten years ago costs no more than one that began today.

use std::num::NonZeroU16;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::days_off::DaysOff;
use super::hours::DayHours;
use super::serving_days::ServingDays;
use super::time_text;
use crate::domain::calendar::wall::opening_at;
use crate::ids::PersonId;

/// People who take turns. In a file:
///
/// ```toml
/// people = ["ada", "bo"]
/// handover.weekly = { weekday = "mon", at = "09:00" }
/// starting = "2026-01-05"
/// limited_to = [{ weekdays = ["sat", "sun"], from = "08:00", to = "20:00" }]
/// holidays = "cn"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// In the order of their turns; someone may be listed twice. With nobody listed the layer never
    /// applies.
    pub people: Vec<PersonId>,
    /// When one turn ends and the next begins.
    pub handover: Handover,
    /// The date on which the first person's first turn begins, at the hand-over time. A weekly
    /// layer that starts between two hand-over days has a short first turn rather than a gap.
    pub starting: NaiveDate,
    /// The hours in which the layer applies; none given means always. A daily turn passes on the
    /// days on which one of them begins, longer turns continue outside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limited_to: Vec<DayHours>,
    /// The holiday calendar that decides which days are working days; none leaves it to the
    /// weekday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holidays: Option<DaysOff>,
}

/// The hours of a layer that is limited by a holiday calendar alone.
static WHOLE_DAYS: [DayHours; 1] =
    [DayHours { weekdays: Vec::new(), from: NaiveTime::MIN, to: NaiveTime::MIN }];

/// How often, and at what wall time in the rotation's zone, the turn passes on.
///
/// A hand-over at a time that daylight saving skips happens at the first instant after the gap; at
/// a time that occurs twice, the first time. Turns are therefore not all equally long, but never
/// overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Handover {
    Daily {
        /// Wall time of the hand-over.
        #[serde(with = "time_text::time_of_day")]
        at: NaiveTime,
    },
    Weekly {
        #[serde(with = "time_text::weekday")]
        weekday: Weekday,
        /// Wall time of the hand-over.
        #[serde(with = "time_text::time_of_day")]
        at: NaiveTime,
    },
    /// After a number of days, counted from the starting date.
    Every {
        /// Days in a turn.
        days: NonZeroU16,
        /// Wall time of the hand-over.
        #[serde(with = "time_text::time_of_day")]
        at: NaiveTime,
    },
}

/// One turn of a layer: from one hand-over to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Turn {
    /// Counted from 0.
    number: i64,
    /// The first instant of the turn.
    from: DateTime<Utc>,
    /// The first instant after the turn.
    until: DateTime<Utc>,
}

/// How many days a break for holidays adds to a round of turns at most.
const LONGEST_HOLIDAYS: i64 = 31;

impl Layer {
    /// The holder of the turn under way at the instant; none before the first turn and outside the
    /// hours to which the layer is limited.
    pub fn person_at(&self, zone: Tz, at: DateTime<Utc>) -> Option<&PersonId> {
        if self.applies_at(zone, at) {
            self.person_in(self.turn_at(zone, at)?.number)
        } else {
            None
        }
    }

    /// The first instant after `at` at which another turn may be under way.
    pub fn next_edge(&self, zone: Tz, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.people.is_empty() {
            return None;
        }
        let starts_at = self.starts_at(zone);
        if at < starts_at {
            return Some(starts_at);
        }
        let turn_ends = self.turn_at(zone, at).map(|turn| turn.until);
        let holidays = self.holidays.as_ref();
        let edges = self.hours().iter().filter_map(|hours| hours.next_edge(zone, holidays, at));
        edges.chain(turn_ends).min()
    }

    /// When the first turn begins.
    pub fn starts_at(&self, zone: Tz) -> DateTime<Utc> {
        opening_at(zone, self.starting.and_time(self.handover.at()))
    }

    /// How long it takes at most, give or take a change of clocks, until everybody has had a turn.
    pub fn round(&self) -> TimeDelta {
        let people = i64::try_from(self.people.len()).unwrap_or(i64::MAX);
        // Of a layer that serves on one day a week, each daily turn takes a week.
        let days = if self.serving_days().is_some() { 7 } else { self.handover.days() };
        let holidays = if self.holidays.is_some() { LONGEST_HOLIDAYS } else { 0 };
        let days = days.saturating_mul(people).saturating_add(holidays);
        TimeDelta::try_days(days).unwrap_or(TimeDelta::MAX)
    }

    fn applies_at(&self, zone: Tz, at: DateTime<Utc>) -> bool {
        let holidays = self.holidays.as_ref();
        let hours = self.hours();
        hours.is_empty() || hours.iter().any(|hours| hours.covers(zone, holidays, at))
    }

    fn hours(&self) -> &[DayHours] {
        let by_holidays_alone = self.limited_to.is_empty() && self.holidays.is_some();
        if by_holidays_alone { &WHOLE_DAYS } else { &self.limited_to }
    }

    /// The days by which daily turns are counted; none where turns pass whatever the day.
    fn serving_days(&self) -> Option<ServingDays<'_>> {
        let passes_daily = matches!(self.handover, Handover::Daily { .. });
        let days = ServingDays { hours: self.hours(), holidays: self.holidays.as_ref() };
        (passes_daily && !days.hours.is_empty()).then_some(days)
    }

    /// The turn under way; none before the first.
    fn turn_at(&self, zone: Tz, at: DateTime<Utc>) -> Option<Turn> {
        if at < self.starts_at(zone) {
            return None;
        }
        if let Some(days) = self.serving_days() {
            return self.serving_turn_at(days, zone, at);
        }
        let number = self.turn_number(zone, at)?;
        let from = self.handover_at(zone, number)?.max(self.starts_at(zone));
        Some(Turn { number, from, until: self.handover_at(zone, number + 1)? })
    }

    /// A turn begins on each serving day. The first one also has the days before the first of them.
    fn serving_turn_at(&self, days: ServingDays<'_>, zone: Tz, at: DateTime<Utc>) -> Option<Turn> {
        let handover = |date: NaiveDate| opening_at(zone, date.and_time(self.handover.at()));
        let tomorrow = at.with_timezone(&zone).date_naive().checked_add_days(Days::new(1))?;
        let first = days.first_from(self.starting)?;
        let mut serving = std::iter::successors(days.last_until(tomorrow), |date| {
            days.last_until(date.pred_opt()?)
        });
        let begun = serving.find(|date| handover(*date) <= at || *date <= first)?.max(first);
        let next = days.first_from(begun.succ_opt()?)?;
        let number = days.count(self.starting, begun);
        let from = if number == 0 { self.starts_at(zone) } else { handover(begun) };
        Some(Turn { number, from, until: handover(next) })
    }

    fn person_in(&self, turn: i64) -> Option<&PersonId> {
        let people = i64::try_from(self.people.len()).ok()?;
        self.people.get(usize::try_from(turn.checked_rem_euclid(people)?).ok()?)
    }

    /// The last turn that has begun. The local date gives it to within one: the hand-over of the
    /// day may be still to come, and where clocks go back over midnight that of the next date may
    /// have passed already.
    fn turn_number(&self, zone: Tz, at: DateTime<Utc>) -> Option<i64> {
        let today = at.with_timezone(&zone).date_naive();
        let near = today
            .signed_duration_since(self.first_handover())
            .num_days()
            .div_euclid(self.handover.days());
        let has_begun =
            |number: &i64| self.handover_at(zone, *number).is_some_and(|begins| begins <= at);
        [near + 1, near, near - 1].into_iter().find(has_begun)
    }

    fn handover_at(&self, zone: Tz, number: i64) -> Option<DateTime<Utc>> {
        let days = TimeDelta::try_days(number.checked_mul(self.handover.days())?)?;
        let date = self.first_handover().checked_add_signed(days)?;
        Some(opening_at(zone, date.and_time(self.handover.at())))
    }

    /// The hand-over day on or before the starting date, from which turns are counted.
    fn first_handover(&self) -> NaiveDate {
        let Handover::Weekly { weekday, .. } = self.handover else {
            return self.starting;
        };
        let late_by = i64::from(self.starting.weekday().days_since(weekday));
        self.starting.checked_sub_signed(TimeDelta::days(late_by)).unwrap_or(self.starting)
    }
}

impl Handover {
    /// Days in a turn.
    pub fn days(self) -> i64 {
        match self {
            Self::Daily { .. } => 1,
            Self::Weekly { .. } => 7,
            Self::Every { days, .. } => i64::from(days.get()),
        }
    }

    fn at(self) -> NaiveTime {
        match self {
            Self::Daily { at } | Self::Weekly { at, .. } | Self::Every { at, .. } => at,
        }
    }
}

#[cfg(test)]
mod tests;
