//! The hours and weekdays to which a layer is limited.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::days_off::{DaysOff, opens_on_weekday};
use super::time_text;
use crate::domain::calendar::wall::{closing_at, opening_at};

/// Days around an instant whose windows can cover it: a window lasts a day at most, and where
/// clocks go back over midnight the wall date of an instant can be one behind.
const NEAR: RangeInclusive<i64> = -2..=1;

/// Days around an instant within which the next edge lies: every window returns within a week.
const WITHIN_A_WEEK: RangeInclusive<i64> = -2..=9;

/// Where public holidays are off, the next edge may be weeks away: a window of one weekday whose
/// days are holidays twice in a row returns after three.
const BEHIND_HOLIDAYS: RangeInclusive<i64> = -2..=40;

/// A daily window of wall time in the zone of the rotation.
///
/// An edge that daylight saving skips or repeats is decided by [`crate::domain::calendar::wall`]:
/// windows open early and close late, so that two layers which meet at an edge never leave a gap
/// between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayHours {
    /// The days on which the window opens. None given means all seven.
    #[serde(default, with = "time_text::weekdays", skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Weekday>,
    /// When it opens.
    #[serde(with = "time_text::time_of_day")]
    pub from: NaiveTime,
    /// When it closes; on the next day if this is not later than `from`. Equal times are a whole
    /// day.
    #[serde(with = "time_text::time_of_day")]
    pub to: NaiveTime,
}

impl DayHours {
    /// Whether a window of these hours is open at the instant.
    pub fn covers(&self, zone: Tz, holidays: Option<&DaysOff>, at: DateTime<Utc>) -> bool {
        self.windows(zone, holidays, at, NEAR).any(|(opens, closes)| opens <= at && at < closes)
    }

    /// The first opening or closing after the instant.
    pub fn next_edge(
        &self,
        zone: Tz,
        holidays: Option<&DaysOff>,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let near = if holidays.is_some() { BEHIND_HOLIDAYS } else { WITHIN_A_WEEK };
        self.windows(zone, holidays, at, near)
            .flat_map(|(opens, closes)| [opens, closes])
            .filter(|edge| *edge > at)
            .min()
    }

    fn windows<'a>(
        &'a self,
        zone: Tz,
        holidays: Option<&'a DaysOff>,
        at: DateTime<Utc>,
        days: RangeInclusive<i64>,
    ) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> + 'a {
        let today = at.with_timezone(&zone).date_naive();
        let closes_after = TimeDelta::days(i64::from(self.to <= self.from));
        days.filter_map(move |n| today.checked_add_signed(TimeDelta::days(n)))
            .filter(move |date| self.opens_on(*date, holidays))
            .filter_map(move |date| {
                let last = date.checked_add_signed(closes_after)?;
                Some((
                    opening_at(zone, date.and_time(self.from)),
                    closing_at(zone, last.and_time(self.to)),
                ))
            })
    }

    pub(super) fn opens_on(&self, date: NaiveDate, holidays: Option<&DaysOff>) -> bool {
        match holidays {
            Some(days) => days.opens(&self.weekdays, date),
            None => opens_on_weekday(&self.weekdays, date),
        }
    }
}
