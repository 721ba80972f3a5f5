//! Short ways to write instants, people and rotations in the tests of this room.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::hours::DayHours;
use super::layer::{Handover, Layer};
use super::overrides::Override;
use super::policy::{EscalationPolicy, EscalationStep};
use super::rotation::Rotation;
use super::step::Context;
use super::target::Target;
use crate::ids::PersonId;

/// An instant as in `2026-03-29T01:00Z`.
pub(super) fn at(text: &str) -> DateTime<Utc> {
    let minutes = text.strip_suffix('Z').expect("instants in tests are in UTC");
    format!("{minutes}:00Z").parse().expect("an instant to the minute")
}

pub(super) fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").expect("a time of day")
}

pub(super) fn daily(text: &str) -> Handover {
    Handover::Daily { at: time(text) }
}

pub(super) fn weekly(weekday: Weekday, text: &str) -> Handover {
    Handover::Weekly { weekday, at: time(text) }
}

pub(super) fn every(days: u16, text: &str) -> Handover {
    Handover::Every { days: days.try_into().expect("at least a day"), at: time(text) }
}

/// A layer of the people in `names`, which are parted by blanks.
pub(super) fn layer(names: &str, handover: Handover, starting: &str) -> Layer {
    let people = names.split_whitespace().map(PersonId::new).collect();
    let starting: NaiveDate = starting.parse().expect("a date");
    Layer { people, handover, starting, limited_to: Vec::new(), holidays: None }
}

pub(super) fn limited(layer: Layer, hours: &[(&[Weekday], &str, &str)]) -> Layer {
    let limited_to = hours
        .iter()
        .map(|(days, from, to)| DayHours {
            weekdays: days.to_vec(),
            from: time(from),
            to: time(to),
        })
        .collect();
    Layer { limited_to, ..layer }
}

/// A rotation called `primary`.
pub(super) fn rotation(zone: Tz, layers: Vec<Layer>) -> Rotation {
    Rotation { id: "primary".into(), name: None, zone, layers, fallback: None }
}

/// An override of `primary`, made at the epoch, replacing whoever is on call.
pub(super) fn cover(person: &str, from: &str, until: &str) -> Override {
    Override {
        rotation: "primary".into(),
        person: person.into(),
        from: at(from),
        until: at(until),
        replaces: None,
        by: "dora".into(),
        made_at: DateTime::UNIX_EPOCH,
        reason: "dentist".to_owned(),
    }
}

/// A policy falling back to dora, from steps such as `0m oncall:primary tam; 40% duty_manager`.
pub(super) fn policy(steps: &str, repeat_after: &str) -> EscalationPolicy {
    let step = |text: &str| {
        let (after, targets) = text.trim().split_once(' ').expect("a delay and targets");
        EscalationStep { after: after.parse().expect("a delay"), targets: targets_in(targets) }
    };
    EscalationPolicy {
        id: "level_1".into(),
        steps: steps.split(';').map(step).collect(),
        repeat_after: repeat_after.parse().expect("a delay"),
        fallback: "dora".into(),
    }
}

fn targets_in(text: &str) -> Vec<Target> {
    text.split_whitespace().map(|target| target.parse().expect("a target")).collect()
}

/// Nobody but those whom a target names outright.
pub(super) const NOBODY: Context<'static> = Context {
    rotations: &[],
    overrides: &[],
    duty_manager: None,
    tam: None,
    tam_in_coverage: false,
    account_representative: None,
};
