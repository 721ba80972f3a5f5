//! A holiday calendar as written in `calendars/*.toml`.
//!
//! Every year is listed with its source; the format is described in `calendars/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use toml::Spanned;

use crate::domain::calendar::{HolidayCalendar, HolidayYear, can_be_published};
use crate::domain::names::Names;
use crate::toml_file::{self, Problem, Problems, Section};

/// The longest run of days one entry may name; a longer one is a slip in a year or a month.
const LONGEST_HOLIDAY_DAYS: i64 = 31;

/// Reads a calendar, or tells everything that is wrong with it.
pub fn read(text: &str) -> Result<HolidayCalendar, Vec<Problem>> {
    let problems = Problems::default();
    let table = toml_file::parse(text, &problems);
    let calendar = read_root(Section::root(&table, &problems));
    match (calendar, problems.into_sorted()) {
        (Some(calendar), problems) if problems.is_empty() => Ok(calendar),
        (_, problems) => Err(problems),
    }
}

fn read_root(mut root: Section<'_, '_>) -> Option<HolidayCalendar> {
    let (id, names) = (root.text("id"), root.names("names"));
    let mut years = BTreeMap::new();
    for section in root.sections("year") {
        let (span, problems) = (section.span(), section.problems());
        let Some(year) = read_year(section) else { continue };
        if years.insert(year.year, year).is_some() {
            problems.add(span, "this year is listed twice");
        }
    }
    if years.is_empty() {
        root.problems()
            .add(root.span(), "there is no `[[year]]`, so every due time would be provisional");
    }
    root.finish();
    Some(HolidayCalendar::new(id?.into_inner(), names?, years.into_values()))
}

fn read_year(mut section: Section<'_, '_>) -> Option<HolidayYear> {
    let (year, source) = (section.number("year"), section.text("source"));
    let mut holidays = BTreeMap::new();
    for entry in section.sections("holidays") {
        add_holiday(entry, &mut holidays);
    }
    let make_up_days = section.maybe_dates("make_up_days");
    let year = year.and_then(|year| check_year(&year, &section));
    if let Some(year) = year {
        check_dates(year, &holidays, &make_up_days, section.problems());
    }
    section.finish();
    let holidays = holidays.into_iter().map(|(date, (_, names))| (date, names)).collect();
    let make_up_days: BTreeSet<_> = make_up_days.into_iter().map(Spanned::into_inner).collect();
    Some(HolidayYear { year: year?, source: source?.into_inner(), holidays, make_up_days })
}

type Holidays = BTreeMap<NaiveDate, (Range<usize>, Names)>;

fn add_holiday(mut entry: Section<'_, '_>, holidays: &mut Holidays) {
    let (names, from) = (entry.names("names"), entry.date("from"));
    let to = if entry.has("to") { entry.date("to") } else { from.clone() };
    let (span, problems) = (entry.span(), entry.problems());
    entry.finish();
    let (Some(names), Some(from), Some(to)) = (names, from, to) else { return };
    let days = (*to.get_ref() - *from.get_ref()).num_days();
    if !(0..LONGEST_HOLIDAY_DAYS).contains(&days) {
        problems.add(to.span(), "a holiday must end on or after its first day and within a month");
        return;
    }
    for date in from.get_ref().iter_days().take_while(|date| date <= to.get_ref()) {
        if holidays.insert(date, (span.clone(), names.clone())).is_some() {
            problems.add(span.clone(), format!("{date} is listed twice as a holiday"));
        }
    }
}

fn check_year(year: &Spanned<i64>, section: &Section<'_, '_>) -> Option<i32> {
    let known = i32::try_from(*year.get_ref()).ok().filter(|year| can_be_published(*year));
    if known.is_none() {
        section.problems().add(year.span(), "a year must be between 1970 and 2099");
    }
    known
}

fn check_dates(
    year: i32,
    holidays: &Holidays,
    make_up_days: &[Spanned<NaiveDate>],
    problems: &Problems,
) {
    for (date, (span, _)) in holidays.iter().filter(|(date, _)| date.year() != year) {
        problems.add(span.clone(), format!("{date} is not in {year}"));
    }
    for day in make_up_days {
        if day.get_ref().year() != year {
            problems.add(day.span(), format!("{} is not in {year}", day.get_ref()));
        }
        if holidays.contains_key(day.get_ref()) {
            problems
                .add(day.span(), format!("{} is both a holiday and a make-up day", day.get_ref()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::DayKind;

    #[test]
    fn every_problem_of_a_calendar_is_told_at_once() {
        let text = r#"
id = "xx"
nmaes = { zh = "某地", en = "Somewhere" }
[[year]]
year = 2026
source = "gazette"
holidays = [
    { names = { zh = "节", en = "Feast" }, from = 2026-05-01, to = 2026-04-30 },
    { names = { zh = "节", en = "Feast" }, from = 2025-12-31 },
    { names = { zh = "节" }, from = "2026-06-01" },
]
make_up_days = [2026-02-30, 2025-12-31]
"#;
        let told: Vec<_> = read(text)
            .unwrap_err()
            .into_iter()
            .map(|p| format!("{}: {}", &text[p.at], p.what))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        : `names` is missing
        nmaes: unknown key `nmaes`
        2026-04-30: a holiday must end on or after its first day and within a month
        { names = { zh = "节", en = "Feast" }, from = 2025-12-31 }: 2025-12-31 is not in 2026
        { zh = "节" }: `en` is missing
        "2026-06-01": `from` should be a date such as 2026-10-01
        2026-02-30: this is not TOML: invalid date, expected day between 01 and 28
        2026-02-30: `make_up_days` should be a date such as 2026-10-01
        2025-12-31: 2025-12-31 is not in 2026
        2025-12-31: 2025-12-31 is both a holiday and a make-up day
        "#);
    }

    #[test]
    fn a_day_is_a_holiday_a_make_up_day_or_plain() {
        let text = "id = 'xx'\nnames = { zh = '某地', en = 'Somewhere' }\n[[year]]\nyear = 2026\nsource = 's'\n\
             holidays = [{ names = { zh = '节', en = 'Feast' }, from = 2026-05-01, to = 2026-05-02 }]\n\
             make_up_days = [2026-05-09]";
        let calendar = read(text).unwrap();
        for (day, expected) in [
            ("2026-05-02", DayKind::Holiday),
            ("2026-05-09", DayKind::MakeUp),
            ("2026-05-03", DayKind::Plain),
        ] {
            assert_eq!(calendar.kind_of(day.parse().unwrap()), expected, "{day}");
        }
        assert!(calendar.is_published(2026) && !calendar.is_published(2027));
    }
}
