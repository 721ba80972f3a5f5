//! A coverage compiled for one zone and one holiday calendar, which answers when covered time is
//! used up.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::coverage::{Coverage, CoverageHours, DayWindow, WeeklyHours};
use super::holiday::HolidayCalendar;
use super::table::{END_YEAR, FIRST_YEAR, Table};
use super::wall;

/// Targets are cut to this, some three hundred thousand years of coverage time, so that no sum
/// overflows.
const LONGEST_TARGET: i64 = 10_000_000_000_000;

/// When a target is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The instant, in UTC.
    pub at: DateTime<Utc>,
    /// True when it was computed over days whose public holidays are not published yet.
    pub provisional: bool,
}

/// A stretch of covered time: it counts from `opens_at` up to, not including, `closes_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First instant that counts.
    pub opens_at: DateTime<Utc>,
    /// First instant that no longer counts.
    pub closes_at: DateTime<Utc>,
}

/// A coverage compiled for a zone. Building takes a few milliseconds; queries and clones are cheap.
#[derive(Debug, Clone)]
pub struct CoverageCalendar(Arc<Kind>);

#[derive(Debug)]
enum Kind {
    Always { zone: Tz },
    Windows(Box<Compiled>),
}

#[derive(Debug)]
struct Compiled {
    zone: Tz,
    hours: WeeklyHours,
    holidays: Option<Arc<HolidayCalendar>>,
    table: Table,
    /// Stretches of whole years, in the zone, whose holidays are published, ascending.
    published: Vec<Window>,
}

impl CoverageCalendar {
    /// Compiles a coverage for a customer's zone. `holidays` is the calendar the coverage names.
    pub fn compile(
        coverage: &Coverage,
        customer_zone: Tz,
        holidays: Option<Arc<HolidayCalendar>>,
    ) -> Self {
        let zone = coverage.zone_for(customer_zone);
        let CoverageHours::Weekly(hours) = &coverage.hours else {
            return Self(Arc::new(Kind::Always { zone }));
        };
        let table = Table::build(hours, zone, holidays.as_deref());
        let published = published_stretches(zone, holidays.as_deref());
        let hours = hours.clone();
        Self(Arc::new(Kind::Windows(Box::new(Compiled {
            zone,
            hours,
            holidays,
            table,
            published,
        }))))
    }

    pub fn zone(&self) -> Tz {
        match &*self.0 {
            Kind::Always { zone } => *zone,
            Kind::Windows(compiled) => compiled.zone,
        }
    }

    /// Whether every instant counts, so that there are no windows to mention.
    pub fn is_always_open(&self) -> bool {
        matches!(&*self.0, Kind::Always { .. })
    }

    /// The earliest instant, at or after `opened`, at which the coverage time since `opened`
    /// reaches the target (`sla-semantics`, rule 3). A target used up exactly at closing time is
    /// due at closing time; a target of nothing is due at once.
    pub fn due_at(&self, opened: DateTime<Utc>, target_seconds: i64) -> Due {
        match &*self.0 {
            _ if target_seconds <= 0 => Due { at: opened, provisional: false },
            Kind::Always { .. } => Due { at: later_by(opened, target_seconds), provisional: false },
            Kind::Windows(compiled) => compiled.due_at(opened, target_seconds),
        }
    }

    /// Coverage time between two instants in whole seconds; zero when `to` is not after `from`.
    pub fn elapsed(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        if to <= from {
            return 0;
        }
        match &*self.0 {
            Kind::Always { .. } => (to - from).num_seconds(),
            Kind::Windows(compiled) => compiled.elapsed(from, to),
        }
    }

    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        self.window_at_or_after(at).is_none_or(|window| window.opens_at <= at)
    }

    /// The first instant at or after `at` that counts: `at` itself while open. `None` never comes
    /// for a coverage with windows, because every week has one; it is there for the end of
    /// representable time.
    pub fn next_opening(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.window_at_or_after(at) {
            None => Some(at),
            Some(window) => (window.closes_at > at).then(|| window.opens_at.max(at)),
        }
    }

    /// The covered stretches between two instants, cut to them, in order.
    pub fn windows(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> impl Iterator<Item = Window> + '_ {
        let mut cursor = from;
        std::iter::from_fn(move || {
            let whole =
                self.window_at_or_after(cursor).unwrap_or(Window { opens_at: from, closes_at: to });
            let cut =
                Window { opens_at: whole.opens_at.max(cursor), closes_at: whole.closes_at.min(to) };
            cursor = cut.closes_at;
            (cut.opens_at < cut.closes_at).then_some(cut)
        })
    }

    /// The windows of a local date as the rule writes them, for explanations. None when always
    /// open.
    pub fn windows_on(&self, date: NaiveDate) -> &[DayWindow] {
        match &*self.0 {
            Kind::Always { .. } => &[],
            Kind::Windows(compiled) => {
                compiled.hours.windows_on(date, compiled.holidays.as_deref())
            }
        }
    }

    pub fn holidays(&self) -> Option<&HolidayCalendar> {
        match &*self.0 {
            Kind::Always { .. } => None,
            Kind::Windows(compiled) => compiled.holidays.as_deref(),
        }
    }

    /// The window that holds the instant or else the next one; `None` when every instant counts.
    fn window_at_or_after(&self, at: DateTime<Utc>) -> Option<Window> {
        let Kind::Windows(compiled) = &*self.0 else { return None };
        let (opens, closes) = compiled.table.window_at_or_after(at.timestamp().max(0));
        Some(Window { opens_at: instant(opens, 0), closes_at: instant(closes, 0) })
    }
}

impl Compiled {
    fn due_at(&self, opened: DateTime<Utc>, target_seconds: i64) -> Due {
        let (covered, part) = self.covered_until(opened);
        // A begun second has to be covered in full by the window it ends in, hence the rounding up.
        let reached = covered + target_seconds.min(LONGEST_TARGET);
        let rounded_up = reached + i64::from(part > 0);
        let second = self.table.reached(rounded_up) - i64::from(part > 0);
        let at = instant(second, part);
        Due { at, provisional: self.is_provisional(opened, at) }
    }

    fn elapsed(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        let ((from, from_part), (to, to_part)) = (self.covered_until(from), self.covered_until(to));
        to - from - i64::from(to_part < from_part)
    }

    /// Covered seconds until the instant, and the nanoseconds of a begun one.
    fn covered_until(&self, at: DateTime<Utc>) -> (i64, u32) {
        let second = at.timestamp().max(0);
        let covered = self.table.covered_until(second);
        let part = at.timestamp_subsec_nanos();
        let counts = part > 0 && self.table.covered_until(second + 1) > covered;
        (covered, if counts { part } else { 0 })
    }

    fn is_provisional(&self, opened: DateTime<Utc>, due: DateTime<Utc>) -> bool {
        let within = |known: &Window| known.opens_at <= opened && due <= known.closes_at;
        self.holidays.is_some() && !self.published.iter().any(within)
    }
}

fn published_stretches(zone: Tz, holidays: Option<&HolidayCalendar>) -> Vec<Window> {
    let new_year = |year: i32| {
        let date = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        wall::opening_at(zone, date.and_time(NaiveTime::MIN))
    };
    let mut stretches: Vec<Window> = Vec::new();
    for year in
        holidays.into_iter().flat_map(HolidayCalendar::years).map(|published| published.year)
    {
        let stretch = Window { opens_at: new_year(year), closes_at: new_year(year + 1) };
        match stretches.last_mut() {
            Some(last) if last.closes_at == stretch.opens_at => last.closes_at = stretch.closes_at,
            _ => stretches.push(stretch),
        }
    }
    stretches
}

fn instant(second: i64, nanos: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(second, nanos).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn later_by(at: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    let by = TimeDelta::try_seconds(seconds).unwrap_or(TimeDelta::MAX);
    at.checked_add_signed(by).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Whether holidays may be published for the year: within the years a calendar is compiled for.
pub fn can_be_published(year: i32) -> bool {
    (FIRST_YEAR..END_YEAR).contains(&year)
}
