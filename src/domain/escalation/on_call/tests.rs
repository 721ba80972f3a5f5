use chrono::Weekday;
use chrono_tz::{America, Asia, Australia, Europe, Tz};
use proptest::prelude::*;

use super::*;
use crate::domain::escalation::kit::{at, cover, daily, every, layer, limited, rotation, weekly};

/// A stretch of the final schedule in which neither holder nor source changes. Gaps are stretches
/// too.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ScheduledShift {
    /// The holder; `None` is a gap.
    person: Option<PersonId>,
    /// The first instant.
    from: DateTime<Utc>,
    /// The first instant after it.
    until: DateTime<Utc>,
    /// What made them the holder.
    source: Source,
    /// Whom the layers name, when an override put someone else in their place.
    instead_of: Option<PersonId>,
}

/// The final schedule from `from` up to `to`: stretches in order, each beginning where the one
/// before it ended, gaps among them. Turns of one person that follow each other in a layer are one
/// stretch.
fn shifts(
    rotation: &Rotation,
    overrides: &[Override],
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Vec<ScheduledShift> {
    let schedule = Schedule::new(rotation, overrides);
    let mut shifts: Vec<ScheduledShift> = Vec::new();
    for begins in schedule.edges_from(from).take_while(|edge| *edge < to) {
        let holder = schedule.holder_at(begins);
        if shifts.last().is_some_and(|shift| holder.continues(shift)) {
            continue;
        }
        if let Some(ending) = shifts.last_mut() {
            ending.until = begins;
        }
        shifts.push(holder.scheduled(begins, to));
    }
    shifts
}

impl Holder<'_> {
    fn continues(&self, shift: &ScheduledShift) -> bool {
        self.person == shift.person.as_ref()
            && self.source == shift.source
            && self.instead_of == shift.instead_of.as_ref()
    }

    fn scheduled(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> ScheduledShift {
        ScheduledShift {
            person: self.person.cloned(),
            from,
            until,
            source: self.source,
            instead_of: self.instead_of.cloned(),
        }
    }
}

const WORKDAYS: &[Weekday] =
    &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// Weekly from Monday 09:00 in UTC; ada's first week begins on 4 May 2026.
fn weeks(names: &str) -> Rotation {
    rotation(Tz::UTC, vec![layer(names, weekly(Weekday::Mon, "09:00"), "2026-05-04")])
}

/// The final schedule, one line for each stretch.
fn told(rotation: &Rotation, overrides: &[Override], from: &str, to: &str) -> String {
    let line = |shift: &ScheduledShift| {
        let (from, until) = (shift.from.format("%a %d %H:%M"), shift.until.format("%a %d %H:%M"));
        let person = shift.person.as_ref().map_or("nobody", PersonId::as_str);
        let instead =
            shift.instead_of.as_ref().map(|p| format!(" instead of {p}")).unwrap_or_default();
        format!("{from} - {until} {person}{instead} {:?}", shift.source)
    };
    shifts(rotation, overrides, at(from), at(to)).iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_higher_layer_holds_in_its_hours_and_the_base_layer_outside_them() {
    let base = layer("ada bo", weekly(Weekday::Mon, "09:00"), "2026-05-04");
    let days = limited(layer("cy", daily("09:00"), "2026-05-04"), &[(WORKDAYS, "09:00", "17:00")]);
    let rotation = rotation(Tz::UTC, vec![base, days]);
    insta::assert_snapshot!(told(&rotation, &[], "2026-05-07T00:00Z", "2026-05-12T00:00Z"), @"
    Thu 07 00:00 - Thu 07 09:00 ada Layer(0)
    Thu 07 09:00 - Thu 07 17:00 cy Layer(1)
    Thu 07 17:00 - Fri 08 09:00 ada Layer(0)
    Fri 08 09:00 - Fri 08 17:00 cy Layer(1)
    Fri 08 17:00 - Mon 11 09:00 ada Layer(0)
    Mon 11 09:00 - Mon 11 17:00 cy Layer(1)
    Mon 11 17:00 - Tue 12 00:00 bo Layer(0)
    ");
    let cy = on_call(&rotation, &[], at("2026-05-08T12:00Z"));
    assert_eq!((cy.person, cy.source), (Some("cy".into()), Source::Layer(1)));
    assert_eq!(cy.until, Some(at("2026-05-08T17:00Z")));
}

#[test]
fn gaps_are_stretches_of_the_schedule() {
    let days =
        limited(layer("ada bo", daily("09:00"), "2026-05-08"), &[(WORKDAYS, "09:00", "17:00")]);
    let rotation = rotation(Tz::UTC, vec![days]);
    insta::assert_snapshot!(told(&rotation, &[], "2026-05-07T00:00Z", "2026-05-12T00:00Z"), @"
    Thu 07 00:00 - Fri 08 09:00 nobody Gap
    Fri 08 09:00 - Fri 08 17:00 ada Layer(0)
    Fri 08 17:00 - Mon 11 09:00 nobody Gap
    Mon 11 09:00 - Mon 11 17:00 bo Layer(0)
    Mon 11 17:00 - Tue 12 00:00 nobody Gap
    ");
    let weekend = on_call(&rotation, &[], at("2026-05-09T12:00Z"));
    let expected = OnCall {
        person: None,
        until: Some(at("2026-05-11T09:00Z")),
        source: Source::Gap,
        instead_of: None,
    };
    assert_eq!(weekend, expected);
}

#[test]
fn an_override_splits_a_shift_and_gives_it_back() {
    let overrides = [cover("cy", "2026-05-06T12:00Z", "2026-05-06T18:00Z")];
    let schedule = told(&weeks("ada bo"), &overrides, "2026-05-04T09:00Z", "2026-05-12T00:00Z");
    insta::assert_snapshot!(schedule, @"
    Mon 04 09:00 - Wed 06 12:00 ada Layer(0)
    Wed 06 12:00 - Wed 06 18:00 cy instead of ada Override(0)
    Wed 06 18:00 - Mon 11 09:00 ada Layer(0)
    Mon 11 09:00 - Tue 12 00:00 bo Layer(0)
    ");
}

#[test]
fn an_override_over_a_handover_tells_whom_it_replaces_on_either_side_but_ends_once() {
    let overrides = [cover("cy", "2026-05-10T00:00Z", "2026-05-12T00:00Z")];
    let rotation = weeks("ada bo");
    insta::assert_snapshot!(told(&rotation, &overrides, "2026-05-09T00:00Z", "2026-05-13T00:00Z"), @"
    Sat 09 00:00 - Sun 10 00:00 ada Layer(0)
    Sun 10 00:00 - Mon 11 09:00 cy instead of ada Override(0)
    Mon 11 09:00 - Tue 12 00:00 cy instead of bo Override(0)
    Tue 12 00:00 - Wed 13 00:00 bo Layer(0)
    ");
    assert_eq!(
        on_call(&rotation, &overrides, at("2026-05-10T12:00Z")).until,
        Some(at("2026-05-12T00:00Z"))
    );
}

#[test]
fn someone_alone_on_a_rotation_is_on_call_without_end() {
    let alone = on_call(&weeks("ada"), &[], at("2026-05-06T12:00Z"));
    assert_eq!((alone.person, alone.until), (Some("ada".into()), None));
    assert_eq!(next_on_call(&weeks("ada"), &[], at("2026-05-06T12:00Z")), None);
}

#[test]
fn a_rotation_with_nobody_is_one_gap() {
    let empty = rotation(Tz::UTC, vec![]);
    let expected = OnCall { person: None, until: None, source: Source::Gap, instead_of: None };
    assert_eq!(on_call(&empty, &[], at("2026-05-06T12:00Z")), expected);
    insta::assert_snapshot!(told(&empty, &[], "2026-05-06T00:00Z", "2026-05-07T00:00Z"), @"Wed 06 00:00 - Thu 07 00:00 nobody Gap");
    assert_eq!(shifts(&empty, &[], at("2026-05-07T00:00Z"), at("2026-05-06T00:00Z")), []);
}

#[test]
fn a_gap_before_a_far_first_shift_ends_when_that_begins() {
    let instant = at("2021-01-01T00:00Z");
    assert_eq!(on_call(&weeks("ada"), &[], instant).until, Some(at("2026-05-04T09:00Z")));
}

#[test]
fn next_is_whoever_takes_over_next_and_not_whoever_is_away() {
    let wednesday = "2026-05-06T12:00Z";
    let afternoon = |person| cover(person, "2026-05-06T06:00Z", "2026-05-06T18:00Z");
    let next_week = |person| cover(person, "2026-05-11T09:00Z", "2026-05-18T09:00Z");
    for (rotation, overrides, expected) in [
        (weeks("ada bo cy"), vec![], Some(("bo", "2026-05-11T09:00Z"))),
        // ada is stood in for, so the week after hers counts.
        (weeks("ada bo cy"), vec![afternoon("cy")], Some(("bo", "2026-05-11T09:00Z"))),
        // bo holds now and next week; the one after that is cy.
        (weeks("ada bo cy"), vec![afternoon("bo")], Some(("cy", "2026-05-18T09:00Z"))),
        (weeks("ada bo cy"), vec![next_week("dan")], Some(("dan", "2026-05-11T09:00Z"))),
        (weeks("ada ada bo"), vec![], Some(("bo", "2026-05-18T09:00Z"))),
        (weeks("ada bo"), vec![afternoon("bo")], None),
    ] {
        let next = next_on_call(&rotation, &overrides, at(wednesday));
        let expected =
            expected.map(|(person, from)| NextOnCall { person: person.into(), from: at(from) });
        assert_eq!(next, expected, "{overrides:?}");
    }
}

#[test]
fn whoever_is_stood_in_for_returns_when_the_cover_ends() {
    let until = |until| vec![cover("dan", "2026-05-06T06:00Z", until)];
    for (overrides, expected) in [
        (vec![], ("bo", "2026-05-11T09:00Z")),
        (until("2026-05-08T18:00Z"), ("ada", "2026-05-08T18:00Z")),
        // Over the hand-over: bo's turn began while dan still held it.
        (until("2026-05-12T18:00Z"), ("bo", "2026-05-12T18:00Z")),
        (until("2026-05-11T09:00Z"), ("bo", "2026-05-11T09:00Z")),
        (until("2026-05-19T18:00Z"), ("cy", "2026-05-19T18:00Z")),
    ] {
        let next = takes_over_next(&weeks("ada bo cy"), &overrides, at("2026-05-06T12:00Z"));
        let (person, from) = expected;
        assert_eq!(next, Some(NextOnCall { person: person.into(), from: at(from) }));
        let held = |on: &str| on_call(&weeks("ada bo cy"), &overrides, at(on)).person;
        if let Some(cover) = overrides.first() {
            assert_eq!(held("2026-05-07T12:00Z"), Some("dan".into()));
            let last =
                on_call(&weeks("ada bo cy"), &overrides, cover.until - TimeDelta::minutes(1));
            assert_eq!(last.person, Some("dan".into()), "the whole interval");
        }
    }
}

fn zones() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        Europe::Zurich,
        America::New_York,
        America::Chicago,
        Australia::Lord_Howe,
        Asia::Kathmandu,
    ])
}

fn quarters() -> impl Strategy<Value = String> {
    (0..24 * 4u32).prop_map(|quarter| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15))
}

prop_compose! {
    /// Layers that begin just before or within the fortnight that the properties look at.
    fn layers()(
        names in prop::sample::select(vec!["ada", "ada bo", "bo cy dan", ""]),
        days in 0..4u16,
        handover in quarters(),
        starting in prop::sample::select(vec!["2026-03-20", "2026-03-27", "2026-03-30"]),
        limits in prop::collection::vec((0..7u8, quarters(), quarters()), 0..3),
    ) -> Layer {
        let days_of = |first| [0, 1, 3].map(|n| Weekday::try_from((first + n) % 7).unwrap()).to_vec();
        let limits: Vec<_> = limits.into_iter().map(|(first, from, to)| (days_of(first), from, to)).collect();
        let hours: Vec<_> = limits.iter().map(|(d, from, to)| (&d[..], from.as_str(), to.as_str())).collect();
        let handover = if days == 0 { daily(&handover) } else { every(days, &handover) };
        limited(layer(names, handover, starting), &hours)
    }
}

prop_compose! {
    fn replacements()(
        person in prop::sample::select(vec!["ada", "bo", "eve"]),
        replaces in prop::option::of(prop::sample::select(vec!["ada", "bo", "eve"])),
        begins in 0..13 * 96i64,
        lasts in 0..200i64,
        made in 0..5i64,
    ) -> Override {
        let from = at(FIRST) + QUARTER * i32::try_from(begins).unwrap();
        Override {
            from,
            until: from + QUARTER * i32::try_from(lasts).unwrap(),
            replaces: replaces.map(PersonId::from),
            made_at: DateTime::UNIX_EPOCH + TimeDelta::minutes(made),
            ..cover(person, FIRST, FIRST)
        }
    }
}

/// A fortnight around the changes of clocks in Zurich (29 March) and on Lord Howe (5 April).
const FIRST: &str = "2026-03-26T00:00Z";
const LAST: &str = "2026-04-09T00:00Z";
const QUARTER: TimeDelta = TimeDelta::minutes(15);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// All edges lie on quarters of an hour here, so asking at each quarter finds any that was
    /// missed.
    #[test]
    fn the_schedule_agrees_with_the_holder_at_every_instant(
        zone in zones(),
        layers in prop::collection::vec(layers(), 0..3),
        overrides in prop::collection::vec(replacements(), 0..4),
    ) {
        let rotation = rotation(zone, layers);
        let schedule = shifts(&rotation, &overrides, at(FIRST), at(LAST));
        prop_assert_eq!(schedule.first().unwrap().from, at(FIRST));
        prop_assert_eq!(schedule.last().unwrap().until, at(LAST));
        prop_assert!(schedule.windows(2).all(|pair| pair[0].until == pair[1].from));
        prop_assert!(schedule.iter().all(|s| s.from < s.until));
        prop_assert!(schedule.iter().all(|s| s.person.is_none() == (s.source == Source::Gap)));
        for (place, shift) in schedule.iter().enumerate() {
            let other = schedule[place..].iter().find(|later| later.person != shift.person);
            let until = other.map(|later| later.from);
            for instant in successors(Some(shift.from), |i| Some(*i + QUARTER)).take_while(|i| *i < shift.until) {
                let now = on_call(&rotation, &overrides, instant);
                prop_assert_eq!(&now.person, &shift.person, "{}", instant);
                prop_assert_eq!(now.source, shift.source, "{}", instant);
                prop_assert_eq!(&now.instead_of, &shift.instead_of, "{}", instant);
                prop_assert!(until.is_none() || now.until == until, "{} {:?}", instant, now.until);
            }
        }
    }

    #[test]
    fn whoever_is_next_is_on_call_then_and_is_somebody_else(
        zone in zones(),
        layers in prop::collection::vec(layers(), 1..3),
        overrides in prop::collection::vec(replacements(), 0..4),
        quarter in 0..13 * 96i32,
    ) {
        let rotation = rotation(zone, layers);
        let instant = at(FIRST) + QUARTER * quarter;
        let now = on_call(&rotation, &overrides, instant);
        if let Some(next) = next_on_call(&rotation, &overrides, instant) {
            prop_assert!(next.from > instant);
            prop_assert!(Some(&next.person) != now.person.as_ref());
            prop_assert!(Some(&next.person) != now.instead_of.as_ref());
            prop_assert_eq!(on_call(&rotation, &overrides, next.from).person, Some(next.person));
        }
    }
}
