//! Layers that follow a holiday calendar, and daily turns that pass on working days alone.

use chrono::NaiveDate;

use super::*;
use crate::domain::calendar::{HolidayCalendar, HolidayYear};
use crate::domain::names::Names;

const WORKDAYS: &[Weekday] =
    &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// National Day of 2026: seven days off, a Sunday before and a Saturday after them are worked.
fn national_day() -> DaysOff {
    let holidays = (1..=7).map(|day| (date(&format!("2026-10-{day:02}")), Names::default()));
    let year = HolidayYear {
        year: 2026,
        source: String::new(),
        holidays: holidays.collect(),
        make_up_days: ["2026-09-20", "2026-10-10"].into_iter().map(date).collect(),
    };
    DaysOff::of(&HolidayCalendar::new("cn".to_owned(), Names::default(), [year]))
}

fn following(layer: Layer) -> Layer {
    Layer { holidays: Some(national_day()), ..layer }
}

/// Who has noon in Beijing on each of these days.
fn at_noon(layer: &Layer, days: &[&str]) -> Vec<String> {
    let told = |day: &&str| {
        let person = layer.person_at(Asia::Shanghai, at(&format!("{day}T04:00Z")));
        format!("{day} {}", person.map_or("-", PersonId::as_str))
    };
    days.iter().map(told).collect()
}

#[test]
fn a_daily_rotation_limited_to_working_days_passes_its_turn_on_working_days() {
    let office =
        limited(layer("ada bo cy", daily("09:00"), "2026-09-28"), &[(WORKDAYS, "09:00", "18:00")]);
    let week = ["2026-10-02", "2026-10-03", "2026-10-05", "2026-10-06", "2026-10-12"];
    assert_eq!(
        at_noon(&office, &week),
        ["2026-10-02 bo", "2026-10-03 -", "2026-10-05 cy", "2026-10-06 ada", "2026-10-12 bo"]
    );
    let days = ["2026-09-30", "2026-10-01", "2026-10-05", "2026-10-08", "2026-10-09"];
    let with_holidays = following(office);
    assert_eq!(
        at_noon(&with_holidays, &days),
        ["2026-09-30 cy", "2026-10-01 -", "2026-10-05 -", "2026-10-08 ada", "2026-10-09 bo"]
    );
    assert_eq!(
        at_noon(&with_holidays, &["2026-10-10", "2026-10-11", "2026-10-12"]),
        ["2026-10-10 cy", "2026-10-11 -", "2026-10-12 ada"]
    );
    // The turn that ends before the holidays lasts until they are over.
    let edge = with_holidays.turn_at(Asia::Shanghai, at("2026-10-03T04:00Z")).unwrap();
    assert_eq!((edge.from, edge.until), (at("2026-09-30T01:00Z"), at("2026-10-08T01:00Z")));
}

#[test]
fn a_make_up_saturday_is_worked_and_a_public_holiday_is_off() {
    let base = || layer("ada", weekly(Weekday::Mon, "09:00"), "2026-01-05");
    let days = ["2026-09-20", "2026-10-01", "2026-10-03", "2026-10-10", "2026-10-11", "2026-10-12"];
    for (limits, on) in [
        (vec![(WORKDAYS, "09:00", "18:00")], [true, false, false, true, false, true]),
        (
            vec![(&[Weekday::Sat, Weekday::Sun][..], "00:00", "00:00")],
            [false, true, true, false, true, false],
        ),
        (vec![(&[][..], "09:00", "18:00")], [true, false, false, true, true, true]),
        (vec![], [true, false, false, true, true, true]),
    ] {
        let layer = following(limited(base(), &limits));
        let person =
            |day: &&str| layer.person_at(Asia::Shanghai, at(&format!("{day}T04:00Z"))).is_some();
        assert_eq!(days.iter().map(person).collect::<Vec<_>>(), on, "{limits:?}");
    }
}

#[test]
fn a_layer_behind_holidays_is_found_however_long_they_are() {
    let mondays = limited(
        layer("ada bo", every(60, "09:00"), "2026-09-01"),
        &[(&[Weekday::Mon], "09:00", "18:00")],
    );
    let edge = following(mondays).next_edge(Asia::Shanghai, at("2026-09-28T10:00Z"));
    assert_eq!(edge, Some(at("2026-10-10T01:00Z")), "the fifth is a holiday, the tenth is worked");
}

#[test]
fn a_first_turn_begins_with_the_layer_though_it_is_a_day_off() {
    let office =
        limited(layer("ada bo", daily("09:00"), "2026-10-03"), &[(WORKDAYS, "00:00", "00:00")]);
    for (layer, until) in
        [(office.clone(), "2026-10-06T01:00Z"), (following(office), "2026-10-09T01:00Z")]
    {
        let first = layer.turn_at(Asia::Shanghai, at("2026-10-04T04:00Z")).unwrap();
        assert_eq!((first.number, first.from), (0, at("2026-10-03T01:00Z")));
        assert_eq!(first.until, at(until));
    }
}

proptest! {
    #[test]
    fn daily_turns_are_counted_as_one_counts_working_days(
        weekdays in prop::collection::btree_set(0..7u8, 1..7),
        offset in 0..500i64,
        hour in 0..24i64,
        with_holidays in any::<bool>(),
    ) {
        let weekdays: Vec<_> = weekdays.into_iter().map(|n| Weekday::try_from(n).unwrap()).collect();
        let limits: &[(&[Weekday], &str, &str)] = &[(&weekdays, "00:00", "00:00")];
        let plain = limited(layer("ada bo cy", daily("09:00"), "2026-01-05"), limits);
        let layer = if with_holidays { following(plain) } else { plain };
        let instant = at("2026-01-05T02:00Z") + TimeDelta::days(offset) + TimeDelta::hours(hour);
        let turn = layer.turn_at(Asia::Shanghai, instant).unwrap();
        let serves = |day: &NaiveDate| layer.hours()[0].opens_on(*day, layer.holidays.as_ref());
        let begun = date("2026-01-05").iter_days().filter(serves).skip(1).take_while(|day| {
            opening_at(Asia::Shanghai, day.and_hms_opt(9, 0, 0).unwrap()) <= instant
        });
        prop_assert_eq!(usize::try_from(turn.number).unwrap(), begun.count());
        prop_assert!(turn.from <= instant && instant < turn.until);
        let next = layer.turn_at(Asia::Shanghai, turn.until).unwrap();
        prop_assert_eq!((next.from, next.number), (turn.until, turn.number + 1));
    }
}
