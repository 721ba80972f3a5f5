//! The windows of a coverage in one zone, laid out so that a question costs two binary searches.
//!
//! For every window the table holds its opening instant and the covered seconds before it. Both are
//! `u32` seconds (since 1970, since the first window), so that 130 years of working days take some
//! 270 kB. Nothing walks: the covered time at an instant, and the instant of a covered time, are
//! each one search, however long the target is.
//!
//! The last week of the table is an ordinary one after the end of all zone rules and published
//! holidays, and every later week is like it; so instants past the table are answered by whole
//! weeks. An instant before 1970 counts as the start of 1970: no incident is older than that.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::coverage::{DayWindow, WeeklyHours};
use super::holiday::HolidayCalendar;
use super::wall;

/// The first year of the table.
pub(super) const FIRST_YEAR: i32 = 1970;
/// The first year that lies past the table, but for its one repeating week. The zone database ends
/// here too.
pub(super) const END_YEAR: i32 = 2100;
const WEEK_SECONDS: i64 = 7 * 86_400;

/// An instant in whole seconds since 1970.
pub(super) type Second = i64;

#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Opening instants, ascending.
    opens: Vec<u32>,
    /// Covered seconds before the opening; one longer than `opens`, the last entry is the total.
    before: Vec<u32>,
    /// The start of the week that repeats for ever.
    tail_start: Second,
    /// Covered seconds of that week.
    tail_covered: i64,
}

impl Table {
    pub(super) fn build(hours: &WeeklyHours, zone: Tz, holidays: Option<&HolidayCalendar>) -> Self {
        let tail_day = first_monday_of(END_YEAR);
        let start = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or_default();
        let mut builder = Builder::default();
        let mut offsets = Offsets::around(zone, start);
        for date in start.iter_days().take_while(|date| *date < tail_day) {
            builder.push_day(&offsets, date, hours.windows_on(date, holidays));
            offsets.move_to(date + Days::new(1));
        }
        let covered_before_tail = builder.covered;
        for date in tail_day.iter_days().take(7) {
            builder.push_day(&offsets, date, hours.on(date.weekday()));
        }
        let tail_start = wall::opening_at(zone, tail_day.into()).timestamp();
        let tail_covered = builder.covered - covered_before_tail;
        builder.finish(tail_start, tail_covered)
    }

    /// Covered seconds from the start of the table to this instant.
    pub(super) fn covered_until(&self, at: Second) -> i64 {
        let (at, weeks) = self.fold_instant(at);
        let later = self.first_opening_after(at);
        let Some(index) = later.checked_sub(1) else { return 0 };
        let open_for = at - self.opens_at(index);
        self.before_window(index) + open_for.min(self.length(index)) + weeks * self.tail_covered
    }

    /// The earliest instant at which this many seconds are covered; `covered` is at least 1.
    pub(super) fn reached(&self, covered: i64) -> Second {
        let (covered, weeks) = self.fold_covered(covered);
        let index =
            self.before.partition_point(|before| i64::from(*before) < covered).saturating_sub(1);
        self.opens_at(index) + (covered - self.before_window(index)) + weeks * WEEK_SECONDS
    }

    /// The window that holds this instant, or else the next one: opening and closing instant.
    pub(super) fn window_at_or_after(&self, at: Second) -> (Second, Second) {
        let (folded, weeks) = self.fold_instant(at);
        let later = self.first_opening_after(folded);
        let holding = later.checked_sub(1).filter(|index| folded < self.closes_at(*index));
        let shift = weeks * WEEK_SECONDS;
        let index = holding.unwrap_or(later);
        if index < self.opens.len() {
            return (self.opens_at(index) + shift, self.closes_at(index) + shift);
        }
        // Past the last window of the repeating week: the first one of the week after.
        let first = self.first_opening_after(self.tail_start - 1).min(self.opens.len() - 1);
        (self.opens_at(first) + shift + WEEK_SECONDS, self.closes_at(first) + shift + WEEK_SECONDS)
    }

    fn fold_instant(&self, at: Second) -> (Second, i64) {
        let weeks = ((at - self.tail_start).div_euclid(WEEK_SECONDS)).max(0);
        (at - weeks * WEEK_SECONDS, weeks)
    }

    fn fold_covered(&self, covered: i64) -> (i64, i64) {
        let past = covered - self.total();
        if past <= 0 {
            return (covered, 0);
        }
        let weeks = (past - 1) / self.tail_covered + 1;
        (covered - weeks * self.tail_covered, weeks)
    }

    fn first_opening_after(&self, at: Second) -> usize {
        self.opens.partition_point(|open| i64::from(*open) <= at)
    }

    fn total(&self) -> i64 {
        self.before.last().map_or(0, |total| i64::from(*total))
    }

    fn opens_at(&self, index: usize) -> Second {
        i64::from(self.opens[index])
    }

    fn closes_at(&self, index: usize) -> Second {
        self.opens_at(index) + self.length(index)
    }

    fn before_window(&self, index: usize) -> i64 {
        i64::from(self.before[index])
    }

    fn length(&self, index: usize) -> i64 {
        i64::from(self.before[index + 1] - self.before[index])
    }
}

/// Collects windows in order. Where a fold makes two touch or overlap they become one, so that no
/// second is counted twice.
#[derive(Default)]
struct Builder {
    opens: Vec<u32>,
    before: Vec<u32>,
    covered: i64,
    closed_at: Second,
}

impl Builder {
    fn push_day(&mut self, offsets: &Offsets, date: NaiveDate, windows: &[DayWindow]) {
        for window in windows {
            let (opens, closes) = offsets.instants(date, *window);
            self.push(opens, closes);
        }
    }

    fn push(&mut self, opens: Second, closes: Second) {
        let opens = opens.max(self.closed_at);
        if closes <= opens {
            return;
        }
        if opens > self.closed_at || self.opens.is_empty() {
            self.opens.push(as_table_second(opens));
            self.before.push(as_table_second(self.covered));
        }
        self.covered += closes - opens;
        self.closed_at = closes;
    }

    fn finish(mut self, tail_start: Second, tail_covered: i64) -> Table {
        self.before.push(as_table_second(self.covered));
        Table { opens: self.opens, before: self.before, tail_start, tail_covered }
    }
}

/// The table ends in January 2100 and `u32` in February 2106, so nothing is cut.
fn as_table_second(second: i64) -> u32 {
    u32::try_from(second).unwrap_or(u32::MAX)
}

/// The zone's offsets around a date. On most days they are equal and an edge is a subtraction; only
/// near a change of the clocks is the zone asked for each edge. This makes building a table several
/// times faster.
struct Offsets {
    zone: Tz,
    /// At 00:00 UTC of the day before, the date, and the two days after: a local day lies between
    /// these.
    seconds: [i32; 4],
}

impl Offsets {
    fn around(zone: Tz, date: NaiveDate) -> Self {
        let day = |n: i64| offset_at_midnight(zone, date + TimeDelta::days(n));
        Self { zone, seconds: [day(-1), day(0), day(1), day(2)] }
    }

    /// Moves on by one day.
    fn move_to(&mut self, date: NaiveDate) {
        self.seconds.rotate_left(1);
        self.seconds[3] = offset_at_midnight(self.zone, date + TimeDelta::days(2));
    }

    /// The instants at which a window of the date opens and closes.
    fn instants(&self, date: NaiveDate, window: DayWindow) -> (Second, Second) {
        let midnight = date.and_time(NaiveTime::MIN);
        let wall = |minutes: u16| midnight + TimeDelta::minutes(minutes.into());
        let (from, to) = (wall(window.from), wall(window.to));
        if self.seconds.iter().all(|offset| *offset == self.seconds[0]) {
            let instant =
                |wall: NaiveDateTime| wall.and_utc().timestamp() - i64::from(self.seconds[0]);
            return (instant(from), instant(to));
        }
        (wall::opening_at(self.zone, from).timestamp(), wall::closing_at(self.zone, to).timestamp())
    }
}

fn offset_at_midnight(zone: Tz, date: NaiveDate) -> i32 {
    zone.offset_from_utc_datetime(&date.and_time(NaiveTime::MIN)).fix().local_minus_utc()
}

fn first_monday_of(year: i32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let to_monday = (7 - first.weekday().num_days_from_monday()) % 7;
    first + Days::new(to_monday.into())
}
