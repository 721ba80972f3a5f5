//! The rule by which a plan counts time, before it is compiled for a zone and for years.

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Tz;

use super::holiday::{DayKind, HolidayCalendar};
use crate::domain::names::Language;

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// When the clock of a promise runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    pub hours: CoverageHours,
    /// Whose wall clock the hours are read from.
    pub zone: CoverageZone,
    /// The id of the holiday calendar that applies, if any does.
    pub holidays: Option<String>,
}

/// The hours of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoverageHours {
    /// Every instant counts: `24x7`, which has no windows and no holidays.
    Always,
    /// Only what lies in the windows counts.
    Weekly(WeeklyHours),
}

/// Whose wall clock a coverage is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverageZone {
    /// The zone of the customer's systems.
    Customer,
    /// The zone the plan names.
    Fixed(Tz),
}

/// A window of a day in wall time, in minutes since midnight; `to` may be 1440, the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayWindow {
    /// First minute that counts.
    pub from: u16,
    /// First minute that no longer counts.
    pub to: u16,
}

impl DayWindow {
    /// Length in seconds on a day without a change of the clocks.
    pub fn seconds(self) -> i64 {
        i64::from(self.to - self.from) * 60
    }
}

/// The windows of each weekday, sorted, not overlapping, at least one in the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeeklyHours {
    days: [Vec<DayWindow>; 7],
}

impl WeeklyHours {
    /// Takes windows with their weekday in any order. `None` when there are none, when one is empty
    /// or runs past the day, or when two of a day overlap.
    pub fn new(windows: impl IntoIterator<Item = (Weekday, DayWindow)>) -> Option<Self> {
        let mut days: [Vec<DayWindow>; 7] = Default::default();
        for (weekday, window) in windows {
            days[weekday.num_days_from_monday() as usize].push(window);
        }
        for day in &mut days {
            day.sort();
        }
        let mut windows = days.iter().flatten();
        let sound = windows.all(|window| window.from < window.to && window.to <= 24 * 60);
        let apart = days.iter().all(|day| day.windows(2).all(|pair| pair[0].to <= pair[1].from));
        (sound && apart && days.iter().any(|day| !day.is_empty())).then_some(Self { days })
    }

    pub fn on(&self, weekday: Weekday) -> &[DayWindow] {
        &self.days[weekday.num_days_from_monday() as usize]
    }

    /// The windows of an ordinary working day: those of the first weekday that has any. A make-up
    /// working day takes them, and their length is a business day (`sla-semantics`, rules 1 and 4).
    pub fn ordinary_day(&self) -> &[DayWindow] {
        WEEK.iter().map(|weekday| self.on(*weekday)).find(|day| !day.is_empty()).unwrap_or_default()
    }

    /// Whether all days that have windows have the same ones, so that "a business day" has one
    /// meaning.
    pub fn is_uniform(&self) -> bool {
        self.days.iter().all(|day| day.is_empty() || day == self.ordinary_day())
    }
}

impl Coverage {
    /// The coverage in which every instant counts.
    pub fn always() -> Self {
        Self { hours: CoverageHours::Always, zone: CoverageZone::Customer, holidays: None }
    }

    /// The length of a business day in seconds of coverage time (`sla-semantics`, rule 4).
    pub fn business_day_seconds(&self) -> i64 {
        match &self.hours {
            CoverageHours::Always => 24 * 3600,
            CoverageHours::Weekly(hours) => {
                hours.ordinary_day().iter().map(|window| window.seconds()).sum()
            }
        }
    }

    /// Whether "a business day" has one meaning, all working days being equally covered.
    pub fn has_one_business_day(&self) -> bool {
        match &self.hours {
            CoverageHours::Always => true,
            CoverageHours::Weekly(hours) => hours.is_uniform(),
        }
    }

    /// The zone the windows are read in for a customer who lives in `customer`.
    pub fn zone_for(&self, customer: Tz) -> Tz {
        match self.zone {
            CoverageZone::Customer => customer,
            CoverageZone::Fixed(zone) => zone,
        }
    }
}

impl WeeklyHours {
    /// The windows of a date once holidays and make-up working days are applied (`sla-semantics`,
    /// rule 1).
    pub fn windows_on(&self, date: NaiveDate, holidays: Option<&HolidayCalendar>) -> &[DayWindow] {
        match holidays.map_or(DayKind::Plain, |calendar| calendar.kind_of(date)) {
            DayKind::Plain => self.on(date.weekday()),
            DayKind::Holiday => &[],
            DayKind::MakeUp => self.ordinary_day(),
        }
    }

    /// The hours in short, such as `Mon-Fri 09:00-18:00`, weekdays with equal windows taken
    /// together.
    pub fn text(&self, language: Language) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut start = 0;
        while start < WEEK.len() {
            let day = self.on(WEEK[start]);
            let same = WEEK[start..].iter().take_while(|weekday| self.on(**weekday) == day).count();
            if !day.is_empty() {
                parts.push(format!("{} {}", days_text(start, same, language), windows_text(day)));
            }
            start += same;
        }
        parts.join(", ")
    }
}

/// The name of a weekday in short: `Mon`, `周一`.
pub fn weekday_text(weekday: Weekday, language: Language) -> &'static str {
    let names = match language {
        Language::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    names[weekday.num_days_from_monday() as usize]
}

fn days_text(start: usize, count: usize, language: Language) -> String {
    let name = |day: usize| weekday_text(WEEK[day], language);
    match (count, language) {
        (1, _) => name(start).to_owned(),
        (_, Language::Zh) => format!("{}至{}", name(start), name(start + count - 1)),
        (_, Language::En) => format!("{}-{}", name(start), name(start + count - 1)),
    }
}

fn windows_text(day: &[DayWindow]) -> String {
    let text =
        |window: &DayWindow| format!("{}-{}", clock_text(window.from), clock_text(window.to));
    day.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// Minutes since midnight as `HH:MM`.
pub fn clock_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> WeeklyHours {
        let window = DayWindow { from: 9 * 60, to: 18 * 60 };
        WeeklyHours::new(WEEK[..5].iter().map(|weekday| (*weekday, window))).unwrap()
    }

    #[test]
    fn overlapping_empty_and_endless_windows_are_refused() {
        let window = |from, to| (Weekday::Mon, DayWindow { from, to });
        for windows in [
            vec![],
            vec![window(600, 600)],
            vec![window(600, 1441)],
            vec![window(540, 720), window(700, 800)],
        ] {
            assert_eq!(WeeklyHours::new(windows.clone()), None, "{windows:?}");
        }
        assert!(WeeklyHours::new([window(540, 720), window(720, 1440)]).is_some());
    }

    #[test]
    fn a_business_day_is_the_length_of_one_ordinary_window() {
        let hours = CoverageHours::Weekly(office());
        let coverage = Coverage { hours, zone: CoverageZone::Customer, holidays: None };
        assert_eq!(coverage.business_day_seconds(), 9 * 3600);
    }

    #[test]
    fn hours_are_told_in_short() {
        assert_eq!(office().text(Language::En), "Mon-Fri 09:00-18:00");
        assert_eq!(office().text(Language::Zh), "周一至周五 09:00-18:00");
    }
}
