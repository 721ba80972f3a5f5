use chrono::{DateTime, TimeDelta, Utc, Weekday};
use chrono_tz::{America, Asia, Australia, Europe, Pacific, Tz};
use proptest::prelude::*;

use super::*;
use crate::domain::escalation::kit::{at, daily, every, layer, limited, weekly};

mod holidays;

const ZONES: [Tz; 7] = [
    Europe::Zurich,
    America::New_York,
    America::Chicago,
    America::Havana,
    Australia::Lord_Howe,
    Asia::Kathmandu,
    Pacific::Apia,
];

impl Layer {
    /// The whole turn under way at the instant, or `None` before the first turn and outside the
    /// hours to which the layer is limited.
    fn shift_at(&self, zone: Tz, at: DateTime<Utc>) -> Option<Shift> {
        let turn = self.turn_at(zone, at).filter(|_| self.applies_at(zone, at))?;
        let person = self.person_in(turn.number)?.clone();
        Some(Shift { person, from: turn.from, until: turn.until })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Shift {
    person: PersonId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of zones")]
fn handovers_keep_their_wall_time_across_daylight_saving() {
    for (zone, handover, starting, turns) in [
        // Zurich skips 02:30 on 29 March and has it twice on 25 October.
        (
            Europe::Zurich,
            daily("02:30"),
            "2026-03-28",
            ["2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z"],
        ),
        (
            Europe::Zurich,
            daily("02:30"),
            "2026-10-24",
            ["2026-10-24T00:30Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z"],
        ),
        // New York skips 02:00 on 8 March and has 01:30 twice on 1 November.
        (
            America::New_York,
            weekly(Weekday::Sun, "02:00"),
            "2026-03-01",
            ["2026-03-01T07:00Z", "2026-03-08T07:00Z", "2026-03-15T06:00Z"],
        ),
        (
            America::New_York,
            daily("01:30"),
            "2026-10-31",
            ["2026-10-31T05:30Z", "2026-11-01T05:30Z", "2026-11-02T06:30Z"],
        ),
        (
            America::Chicago,
            weekly(Weekday::Mon, "09:00"),
            "2026-03-02",
            ["2026-03-02T15:00Z", "2026-03-09T14:00Z", "2026-03-16T14:00Z"],
        ),
        // Lord Howe moves by half an hour: 02:10 is skipped on 4 October, 01:45 is there twice on 5
        // April.
        (
            Australia::Lord_Howe,
            daily("02:10"),
            "2026-10-03",
            ["2026-10-02T15:40Z", "2026-10-03T15:30Z", "2026-10-04T15:10Z"],
        ),
        (
            Australia::Lord_Howe,
            daily("01:45"),
            "2026-04-04",
            ["2026-04-03T14:45Z", "2026-04-04T14:45Z", "2026-04-05T15:15Z"],
        ),
        (
            Asia::Kathmandu,
            every(3, "09:00"),
            "2026-02-27",
            ["2026-02-27T03:15Z", "2026-03-02T03:15Z", "2026-03-05T03:15Z"],
        ),
        // Apia had no 30 December 2011.
        (
            Pacific::Apia,
            daily("09:00"),
            "2011-12-29",
            ["2011-12-29T19:00Z", "2011-12-30T10:00Z", "2011-12-30T19:00Z"],
        ),
    ] {
        let layer = layer("ada bo", handover, starting);
        for (person, turn) in ["ada", "bo"].into_iter().zip(turns.windows(2)) {
            let expected = Shift { person: person.into(), from: at(turn[0]), until: at(turn[1]) };
            let last = expected.until - TimeDelta::milliseconds(1);
            assert_eq!(
                layer.shift_at(zone, expected.from),
                Some(expected.clone()),
                "{zone} {starting}"
            );
            assert_eq!(layer.shift_at(zone, last), Some(expected), "{zone} {starting}");
        }
    }
}

#[test]
fn a_handover_at_midnight_of_a_day_that_never_was_skips_that_turn() {
    let layer = layer("ada bo cy", daily("00:00"), "2011-12-29");
    let thirty_first = layer.shift_at(Pacific::Apia, at("2011-12-30T10:00Z")).unwrap();
    assert_eq!(thirty_first.person, "cy".into());
    assert_eq!(thirty_first.from, at("2011-12-30T10:00Z"));
}

#[test]
fn the_second_pass_through_the_hour_before_midnight_belongs_to_the_next_turn() {
    // Havana goes back from 01:00 to 00:00, so that 00:30 comes twice; the first time hands over.
    let layer = layer("ada bo", daily("00:30"), "2026-10-31");
    let bo = layer.shift_at(America::Havana, at("2026-11-01T05:15Z")).unwrap();
    assert_eq!((bo.person, bo.from), ("bo".into(), at("2026-11-01T04:30Z")));
}

#[test]
fn a_weekly_layer_that_starts_midweek_has_a_short_first_turn() {
    let layer = layer("ada bo", weekly(Weekday::Mon, "09:00"), "2026-01-08");
    let turn = |text| layer.shift_at(Tz::UTC, at(text));
    assert_eq!(turn("2026-01-08T08:59Z"), None);
    let first = Shift {
        person: "ada".into(),
        from: at("2026-01-08T09:00Z"),
        until: at("2026-01-12T09:00Z"),
    };
    assert_eq!(turn("2026-01-08T09:00Z"), Some(first));
    assert_eq!(turn("2026-01-12T09:00Z").unwrap().person, "bo".into());
}

#[test]
fn a_layer_without_people_never_applies() {
    let empty = layer("", daily("09:00"), "2026-01-01");
    assert_eq!(empty.shift_at(Tz::UTC, at("2026-01-02T09:00Z")), None);
    assert_eq!(empty.next_edge(Tz::UTC, at("2026-01-02T09:00Z")), None);
}

#[test]
fn a_limited_layer_applies_only_in_its_hours() {
    let nights = limited(
        layer("ada bo", weekly(Weekday::Mon, "12:00"), "2026-03-23"),
        &[(&[Weekday::Fri, Weekday::Sat], "22:00", "02:30"), (&[Weekday::Wed], "00:00", "00:00")],
    );
    for (instant, expected) in [
        ("2026-03-27T20:59Z", None),
        ("2026-03-27T21:00Z", Some("ada")),
        ("2026-03-28T01:29Z", Some("ada")),
        ("2026-03-28T01:30Z", None),
        ("2026-03-28T21:00Z", Some("ada")),
        // The Saturday window closes at 02:30, which Zurich skips that night.
        ("2026-03-29T00:59Z", Some("ada")),
        ("2026-03-29T01:00Z", None),
        // All of Wednesday, in summer time, after the hand-over of Monday.
        ("2026-03-31T21:59Z", None),
        ("2026-03-31T22:00Z", Some("bo")),
        ("2026-04-01T21:59Z", Some("bo")),
        ("2026-04-01T22:00Z", None),
    ] {
        let person = nights.person_at(Europe::Zurich, at(instant)).map(PersonId::as_str);
        assert_eq!(person, expected, "{instant}");
    }
}

#[test]
fn a_window_closes_the_second_time_its_wall_time_comes() {
    let nights = limited(layer("ada", daily("12:00"), "2026-10-01"), &[(&[], "22:00", "02:30")]);
    assert!(nights.person_at(Europe::Zurich, at("2026-10-25T01:29Z")).is_some());
    assert!(nights.person_at(Europe::Zurich, at("2026-10-25T01:30Z")).is_none());
}

#[test]
fn a_layer_is_written_as_people_write_it() {
    let written = r#"
people = ["ada", "bo"]
starting = "2026-01-05"

[[limited_to]]
weekdays = ["sat", "sun"]
from = "08:00"
to = "00:00"

[handover.weekly]
weekday = "mon"
at = "09:00"
"#;
    let read: Layer = toml::from_str(written).unwrap();
    let expected = limited(
        layer("ada bo", weekly(Weekday::Mon, "09:00"), "2026-01-05"),
        &[(&[Weekday::Sat, Weekday::Sun], "08:00", "00:00")],
    );
    assert_eq!(read, expected);
    assert_eq!(toml::from_str::<Layer>(&written.replace("00:00", "24:00")).unwrap(), expected);
    assert_eq!(toml::from_str::<Layer>(&toml::to_string(&read).unwrap()).unwrap(), expected);
    let json = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<Layer>(&json).unwrap(), expected);
}

#[test]
fn a_slip_of_the_pen_in_a_layer_is_refused() {
    let right = r#"{"people":["ada"],"starting":"2026-01-05","handover":{"every":{"days":2,"at":"09:00"}}}"#;
    assert!(serde_json::from_str::<Layer>(right).is_ok());
    for (from, to, complaint) in [
        ("\"days\":2", "\"days\":0", "nonzero"),
        ("09:00", "9 o'clock", "is not a time of day"),
        ("09:00", "25:00", "is not a time of day"),
        ("every", "monthly", "unknown variant"),
        ("\"days\":2", "\"days\":2,\"dyas\":2", "unknown field"),
        ("people", "persons", "unknown field"),
    ] {
        let error =
            serde_json::from_str::<Layer>(&right.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(complaint), "{error}");
    }
    let weekday = r#"{"weekly":{"weekday":"moonday","at":"09:00"}}"#;
    let error = serde_json::from_str::<Handover>(weekday).unwrap_err().to_string();
    assert!(error.contains("is not a weekday"), "{error}");
}

fn handovers() -> impl Strategy<Value = Handover> {
    let weekdays = (0..7u8).prop_map(|n| Weekday::try_from(n).unwrap());
    let times =
        (0..24 * 4u32).prop_map(|quarter| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15));
    (weekdays, times, 0..10u16).prop_map(|(weekday, time, days)| match days {
        0 => weekly(weekday, &time),
        1 => daily(&time),
        days => every(days, &time),
    })
}

fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    let minutes_of_thirty_years: i64 = 30 * 365 * 24 * 60;
    (0..minutes_of_thirty_years)
        .prop_map(|minutes| at("2005-01-01T00:00Z") + TimeDelta::minutes(minutes))
}

proptest! {
    #[test]
    fn turns_follow_each_other_without_gap_or_overlap(
        zone in prop::sample::select(&ZONES[..6]),
        handover in handovers(),
        instant in instants(),
    ) {
        let layer = layer("ada bo cy", handover, "2004-12-30");
        let turn = layer.shift_at(zone, instant).unwrap();
        prop_assert!(turn.from <= instant && instant < turn.until);
        let last = turn.until - TimeDelta::milliseconds(1);
        prop_assert_eq!(layer.shift_at(zone, last), Some(turn.clone()));
        let next = layer.shift_at(zone, turn.until).unwrap();
        prop_assert_eq!(next.from, turn.until);
        let after = |person: &PersonId| layer.people.iter().cycle().skip_while(|p| *p != person).nth(1).cloned();
        prop_assert_eq!(Some(next.person), after(&turn.person));
    }

    #[test]
    fn the_arithmetic_agrees_with_counting_handovers_from_the_start(
        zone in prop::sample::select(&ZONES[..]),
        days in 1..10u16,
        offset in 0..2000i64,
        minute in 0..1440i64,
    ) {
        let layer = layer("ada bo cy", every(days, "00:30"), "2009-06-01");
        let instant = at("2009-06-02T12:00Z") + TimeDelta::days(offset) + TimeDelta::minutes(minute);
        let begun = (0..3000)
            .map(|n| layer.starting + TimeDelta::days(n * i64::from(days)))
            .take_while(|date| opening_at(zone, date.and_hms_opt(0, 30, 0).unwrap()) <= instant)
            .count();
        prop_assert_eq!(layer.person_at(zone, instant), Some(&layer.people[(begun - 1) % 3]));
    }
}
