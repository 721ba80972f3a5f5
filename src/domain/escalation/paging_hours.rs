//! The hours in which people are paged: the delays of a policy count in them, and a step that would
//! leave outside them leaves when they open next.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::calendar::{CoverageCalendar, Window};

/// As many windows as a delay may span; nothing that is planned lies further ahead.
const MOST_WINDOWS: usize = 4000;

/// The hours of one incident at one time.
#[derive(Debug, Clone, Default)]
pub struct PagingHours {
    /// It is open while any of these is. None listed is around the clock.
    calendars: Vec<CoverageCalendar>,
}

impl PagingHours {
    /// Around the clock.
    pub fn always() -> Self {
        Self::default()
    }

    /// While any of these calendars is open; around the clock where none is given.
    pub fn within(calendars: impl IntoIterator<Item = CoverageCalendar>) -> Self {
        let calendars: Vec<_> = calendars.into_iter().collect();
        if calendars.iter().any(CoverageCalendar::is_always_open) {
            return Self::always();
        }
        Self { calendars }
    }

    /// The first open instant at or after `at`.
    pub fn next_opening(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        self.window_from(at).map_or(at, |window| window.opens_at)
    }

    /// When they close next; none around the clock.
    pub fn next_closing(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.window_from(at).map(|window| window.closes_at)
    }

    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        self.next_opening(at) <= at
    }

    /// The open instant at which this much open time has gone by since `at`.
    pub fn later(&self, at: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
        let (mut at, mut left) = (at, by);
        for window in self.windows_from(at).take(MOST_WINDOWS) {
            let open = window.closes_at - window.opens_at;
            if left < open {
                return window.opens_at + left;
            }
            (at, left) = (window.closes_at, left - open);
        }
        at.checked_add_signed(left).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The open time between two instants; nothing where `to` is not after `from`.
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        if self.calendars.is_empty() {
            return (to - from).max(TimeDelta::zero());
        }
        let open = self.windows_from(from).take_while(|window| window.opens_at < to);
        open.take(MOST_WINDOWS)
            .map(|window| window.closes_at.min(to) - window.opens_at)
            .fold(TimeDelta::zero(), |total, open| total + open)
    }

    fn windows_from(&self, at: DateTime<Utc>) -> impl Iterator<Item = Window> + '_ {
        std::iter::successors(self.window_from(at), |window| self.window_from(window.closes_at))
    }

    /// The open stretch that holds the instant, from there on, or else the next one.
    fn window_from(&self, at: DateTime<Utc>) -> Option<Window> {
        let next = |from: DateTime<Utc>| {
            move |calendar: &CoverageCalendar| {
                calendar.windows(from, DateTime::<Utc>::MAX_UTC).next()
            }
        };
        let mut window = self.calendars.iter().filter_map(next(at)).min_by_key(|w| w.opens_at)?;
        // Another calendar may be open where this one closes.
        while let Some(longer) = self
            .calendars
            .iter()
            .filter_map(next(window.closes_at))
            .find(|following| following.opens_at <= window.closes_at)
        {
            window.closes_at = longer.closes_at;
        }
        Some(window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Coverage, CoverageHours, CoverageZone, DayWindow, WeeklyHours};
    use crate::domain::escalation::kit::at;
    use chrono::Weekday;

    fn calendar(days: &[Weekday], from: u16, to: u16) -> CoverageCalendar {
        let window = DayWindow { from: from * 60, to: to * 60 };
        let hours = WeeklyHours::new(days.iter().map(|day| (*day, window))).unwrap();
        let hours = CoverageHours::Weekly(hours);
        let rule = Coverage { hours, zone: CoverageZone::Customer, holidays: None };
        CoverageCalendar::compile(&rule, chrono_tz::UTC, None)
    }

    fn office() -> CoverageCalendar {
        let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
        calendar(&days, 9, 18)
    }

    #[test]
    fn a_delay_rests_while_the_hours_are_closed_and_never_ends_in_them() {
        let hours = PagingHours::within([office()]);
        for (from, minutes, to) in [
            // 2026-03-06 is a Friday.
            ("2026-03-06T17:58Z", 1, "2026-03-06T17:59Z"),
            ("2026-03-06T17:58Z", 2, "2026-03-09T09:00Z"),
            ("2026-03-06T17:58Z", 5, "2026-03-09T09:03Z"),
            ("2026-03-06T18:01Z", 0, "2026-03-09T09:00Z"),
            ("2026-03-07T12:00Z", 9 * 60 + 1, "2026-03-10T09:01Z"),
        ] {
            let due = hours.later(at(from), TimeDelta::minutes(minutes));
            assert_eq!(due, at(to), "{from} + {minutes} min");
            assert_eq!(hours.between(at(from), due), TimeDelta::minutes(minutes), "{from}");
        }
    }

    #[test]
    fn around_the_clock_a_delay_is_a_delay() {
        for hours in [PagingHours::always(), PagingHours::within([])] {
            assert_eq!(
                hours.later(at("2026-03-07T03:00Z"), TimeDelta::minutes(5)),
                at("2026-03-07T03:05Z")
            );
            assert_eq!(hours.next_closing(at("2026-03-07T03:00Z")), None);
            assert!(hours.is_open(at("2026-03-07T03:00Z")));
        }
    }

    #[test]
    fn two_calendars_are_open_while_either_is() {
        let saturday = calendar(&[Weekday::Sat], 8, 12);
        let evening = calendar(&[Weekday::Fri], 18, 20);
        let hours = PagingHours::within([office(), saturday, evening]);
        assert_eq!(hours.next_closing(at("2026-03-06T10:00Z")), Some(at("2026-03-06T20:00Z")));
        assert_eq!(hours.next_opening(at("2026-03-06T20:00Z")), at("2026-03-07T08:00Z"));
        let due = hours.later(at("2026-03-06T17:00Z"), TimeDelta::hours(8));
        assert_eq!(due, at("2026-03-09T10:00Z"));
    }
}
