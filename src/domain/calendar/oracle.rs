//! Properties of compiled calendars, and a slow second opinion that shares no code with them.
//!
//! The oracle colours every minute of six weeks by looking at what the wall clock shows, minute by
//! minute, and then counts. It knows nothing of tables, searches or the `wall` module.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{
    DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
    Weekday,
};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::domain::names::Names;

const DAYS: i64 = 42;
const ZONES: [Tz; 6] = [
    chrono_tz::Europe::Zurich,
    chrono_tz::America::New_York,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::Asia::Kathmandu,
    chrono_tz::Asia::Shanghai,
    chrono_tz::America::Sao_Paulo,
];

/// A random rule with everything the oracle needs to judge it.
#[derive(Debug, Clone)]
struct Case {
    zone: Tz,
    week: Vec<(Weekday, DayWindow)>,
    holidays: BTreeSet<NaiveDate>,
    make_up_days: BTreeSet<NaiveDate>,
    first_day: NaiveDate,
}

impl Case {
    fn hours(&self) -> WeeklyHours {
        WeeklyHours::new(self.week.clone()).unwrap()
    }

    fn compile(&self) -> CoverageCalendar {
        let year = |year: i32| HolidayYear {
            year,
            source: "made up".to_owned(),
            holidays: named(self.holidays.iter().filter(|day| day.year() == year)),
            make_up_days: self
                .make_up_days
                .iter()
                .filter(|day| day.year() == year)
                .copied()
                .collect(),
        };
        let calendar =
            HolidayCalendar::new("xx".to_owned(), Names::default(), [year(2025), year(2026)]);
        let rule = Coverage {
            hours: CoverageHours::Weekly(self.hours()),
            zone: CoverageZone::Customer,
            holidays: Some("xx".to_owned()),
        };
        CoverageCalendar::compile(&rule, self.zone, Some(Arc::new(calendar)))
    }

    fn start(&self) -> DateTime<Utc> {
        self.first_day.and_time(NaiveTime::MIN).and_utc()
    }

    fn windows_of(&self, date: NaiveDate) -> Vec<DayWindow> {
        let on = |weekday| {
            self.week.iter().filter(move |(day, _)| *day == weekday).map(|(_, window)| *window)
        };
        if self.holidays.contains(&date) {
            return Vec::new();
        }
        if self.make_up_days.contains(&date) {
            let mut weekday = Weekday::Mon;
            while on(weekday).next().is_none() {
                weekday = weekday.succ();
            }
            return on(weekday).collect();
        }
        on(date.weekday()).collect()
    }

    /// One flag for each minute since the start: whether it counts.
    fn minutes(&self) -> Vec<bool> {
        let mut minutes = vec![false; usize::try_from(DAYS * 24 * 60).unwrap()];
        for day in -2..DAYS + 2 {
            let date = self.first_day + TimeDelta::days(day);
            for window in self.windows_of(date) {
                let (opens, closes) =
                    (self.first_showing(date, window.from), self.last_before(date, window.to));
                for minute in opens.max(0)..closes.min(DAYS * 24 * 60) {
                    minutes[usize::try_from(minute).unwrap()] = true;
                }
            }
        }
        minutes
    }

    /// The first minute at which the wall clock shows the edge or later.
    fn first_showing(&self, date: NaiveDate, edge: u16) -> i64 {
        let edge = wall_time(date, edge);
        let mut minute = self.guess(edge) - 180;
        while self.shown(minute) < edge {
            minute += 1;
        }
        minute
    }

    /// The minute after the last one at which the wall clock shows less than the edge.
    fn last_before(&self, date: NaiveDate, edge: u16) -> i64 {
        let edge = wall_time(date, edge);
        let mut minute = self.guess(edge) + 180;
        while self.shown(minute - 1) >= edge {
            minute -= 1;
        }
        minute
    }

    fn guess(&self, wall: NaiveDateTime) -> i64 {
        let offset = self.zone.offset_from_utc_datetime(&wall).fix().local_minus_utc();
        (wall.and_utc() - self.start()).num_minutes() - i64::from(offset) / 60
    }

    fn shown(&self, minute: i64) -> NaiveDateTime {
        (self.start() + TimeDelta::minutes(minute)).with_timezone(&self.zone).naive_local()
    }
}

fn named<'d>(dates: impl Iterator<Item = &'d NaiveDate>) -> BTreeMap<NaiveDate, Names> {
    dates.map(|date| (*date, Names::new("节", "Feast"))).collect()
}

fn wall_time(date: NaiveDate, minutes: u16) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.into())
}

/// Seconds that count before the second `until`, by adding minute after minute.
fn counted(minutes: &[bool], until: i64) -> i64 {
    let part = |minute: usize| (until - i64::try_from(minute).unwrap() * 60).clamp(0, 60);
    minutes.iter().enumerate().filter(|(_, counts)| **counts).map(|(minute, _)| part(minute)).sum()
}

/// The second at which the target is reached, by walking; `None` when that is after the six weeks.
fn walked(minutes: &[bool], opened: i64, target: i64) -> Option<i64> {
    let mut left = target;
    for (minute, counts) in minutes.iter().enumerate() {
        let start = i64::try_from(minute).unwrap() * 60;
        let from = start.max(opened);
        let part = if *counts { (start + 60 - from).max(0) } else { 0 };
        if left <= part {
            return Some(from + left);
        }
        left -= part;
    }
    None
}

/// Up to three windows a day on at least three days, on edges of ten minutes so that some fall into
/// gaps.
fn weeks() -> impl Strategy<Value = Vec<(Weekday, DayWindow)>> {
    let day = prop::collection::btree_set(0_u16..=144, 2..=6).prop_map(|edges| {
        let edges: Vec<_> = edges.into_iter().map(|edge| edge * 10).collect();
        let pairs: Vec<_> =
            edges.chunks_exact(2).map(|pair| DayWindow { from: pair[0], to: pair[1] }).collect();
        pairs
    });
    prop::collection::btree_map(0_u8..7, day, 3..=7).prop_map(|days| {
        let windows = days.into_iter().flat_map(|(day, windows)| {
            let weekday = Weekday::try_from(day).unwrap();
            windows.into_iter().map(move |window| (weekday, window))
        });
        windows.collect()
    })
}

fn cases() -> impl Strategy<Value = Case> {
    // The six weeks start before each change of the clocks in 2026, so every case has one where the
    // zone has.
    let starts = prop::sample::select(vec![
        "2026-02-20",
        "2026-03-10",
        "2026-09-15",
        "2026-10-05",
        "2025-12-10",
    ]);
    let days = |most| prop::collection::btree_set(0_i64..DAYS, 0..most);
    (prop::sample::select(ZONES.to_vec()), weeks(), days(6), days(4), starts).prop_map(
        |(zone, week, holidays, make_up_days, start)| {
            let first_day: NaiveDate = start.parse().unwrap();
            let dates = |days: BTreeSet<i64>| {
                days.into_iter().map(move |day| first_day + TimeDelta::days(day))
            };
            let holidays: BTreeSet<_> = dates(holidays).collect();
            let make_up_days = dates(make_up_days).filter(|day| !holidays.contains(day)).collect();
            Case { zone, week, holidays, make_up_days, first_day }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn due_elapsed_and_openings_agree_with_a_walk_over_every_minute(
        case in cases(), opened in 0_i64..10 * 86_400, target in 1_i64..40 * 3600, later in 0_i64..20 * 86_400,
    ) {
        let (calendar, minutes) = (case.compile(), case.minutes());
        let at = |second: i64| case.start() + TimeDelta::seconds(second);
        let elapsed = calendar.elapsed(at(opened), at(opened + later));
        prop_assert_eq!(elapsed, counted(&minutes, opened + later) - counted(&minutes, opened));
        let open = minutes[usize::try_from(opened / 60).unwrap()];
        prop_assert_eq!(calendar.is_open(at(opened)), open);
        let next = (opened..DAYS * 86_400).find(|second| minutes[usize::try_from(second / 60).unwrap()]);
        prop_assert_eq!(calendar.next_opening(at(opened)), next.map(at));
        if let Some(due) = walked(&minutes, opened, target) {
            prop_assert_eq!(calendar.due_at(at(opened), target).at, at(due));
        }
    }

    #[test]
    fn due_times_obey_their_laws(
        case in cases(), opened in 0_i64..30 * 86_400, millis in 0_i64..1000,
        target in 1_i64..400 * 3600, split in 0.0_f64..1.0, later in 0_i64..5 * 86_400,
    ) {
        let calendar = case.compile();
        let opened = case.start() + TimeDelta::seconds(opened) + TimeDelta::milliseconds(millis);
        let due = calendar.due_at(opened, target).at;
        prop_assert_eq!(calendar.elapsed(opened, due), target, "what is due is used up");
        let before = due - TimeDelta::milliseconds(1);
        prop_assert!(calendar.elapsed(opened, before) < target, "and not a moment earlier");
        prop_assert!(calendar.due_at(opened, target + 1).at > due, "a longer target is due later");
        let later = opened + TimeDelta::seconds(later);
        prop_assert!(calendar.due_at(later, target).at >= due, "what opens later is not due earlier");
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a share of a target")]
        let first = (target as f64 * split) as i64;
        let halfway = calendar.due_at(opened, first).at;
        prop_assert_eq!(calendar.due_at(halfway, target - first).at, due.max(halfway), "two parts make a whole");
        let windows: i64 = calendar.windows(opened, due).map(|w| (w.closes_at - w.opens_at).num_milliseconds()).sum();
        prop_assert_eq!(windows, target * 1000, "the windows told are the time counted");
    }
}

fn office(zone: Tz) -> CoverageCalendar {
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let windows = days.map(|day| (day, DayWindow { from: 9 * 60, to: 18 * 60 }));
    let hours = CoverageHours::Weekly(WeeklyHours::new(windows).unwrap());
    CoverageCalendar::compile(
        &Coverage { hours, zone: CoverageZone::Customer, holidays: None },
        zone,
        None,
    )
}

#[test]
fn no_zone_changes_its_clocks_after_the_table_ends() {
    for zone in chrono_tz::TZ_VARIANTS {
        let offset = |day: i64| {
            let at = NaiveDate::from_ymd_opt(2100, 1, 1).unwrap().and_time(NaiveTime::MIN);
            zone.offset_from_utc_datetime(&(at + TimeDelta::days(day))).fix()
        };
        for day in (0..1000).step_by(30) {
            assert_eq!(offset(day), offset(0), "{zone} on day {day}");
        }
    }
}

#[test]
fn centuries_past_the_table_are_counted_by_weeks() {
    let calendar = office(chrono_tz::Europe::Zurich);
    let friday: DateTime<Utc> = "2300-03-02T16:00:00Z".parse().unwrap();
    assert_eq!(friday.weekday(), Weekday::Fri);
    assert_eq!(calendar.due_at(friday, 2 * 3600).at.to_rfc3339(), "2300-03-05T09:00:00+00:00");
    let (opened, week) = ("2026-01-05T08:00:00Z".parse().unwrap(), 5 * 9 * 3600);
    let due = calendar.due_at(opened, 10_000 * week).at;
    assert_eq!((due.weekday(), calendar.elapsed(opened, due)), (Weekday::Fri, 10_000 * week));
    assert_eq!(calendar.next_opening(due).unwrap() - due, TimeDelta::hours(15 + 48));
}

#[test]
fn a_due_time_past_the_published_years_is_provisional() {
    let case = Case {
        zone: chrono_tz::Asia::Shanghai,
        week: vec![
            (Weekday::Mon, DayWindow { from: 540, to: 1080 }),
            (Weekday::Thu, DayWindow { from: 540, to: 1440 }),
        ],
        holidays: BTreeSet::new(),
        make_up_days: BTreeSet::new(),
        first_day: "2026-12-01".parse().unwrap(),
    };
    let calendar = case.compile();
    for (opened, hours, provisional) in [
        ("2026-12-28T01:00:00Z", 9, false),
        // Thursday 31 December closes at midnight, the last instant of the published year.
        ("2026-12-31T01:00:00Z", 15, false),
        ("2026-12-31T01:00:00Z", 16, true),
        ("2024-12-30T01:00:00Z", 1, true),
    ] {
        let due = calendar.due_at(opened.parse().unwrap(), hours * 3600);
        assert_eq!(due.provisional, provisional, "{opened} + {hours} h is due {}", due.at);
    }
}

#[test]
fn a_target_of_nothing_is_due_at_once_and_the_longest_one_at_the_end_of_time() {
    let (calendar, sunday) = (office(chrono_tz::UTC), "2026-03-01T12:00:00Z".parse().unwrap());
    assert_eq!(calendar.due_at(sunday, 0).at, sunday);
    assert_eq!(calendar.due_at(sunday, i64::MAX).at, DateTime::<Utc>::MAX_UTC);
}
