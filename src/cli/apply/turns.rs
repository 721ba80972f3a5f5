//! Whose turn it is on a rotation that a file changes: told before and after, and kept while it is
//! under way.

use chrono::{DateTime, Utc};

use super::difference::Change;
use crate::domain::directory::Directory;
use crate::domain::escalation::on_call::{Source, on_call, takes_over_next};
use crate::domain::escalation::overrides::Override;
use crate::domain::escalation::rotation::Rotation;
use crate::store::directory::kind;

/// What the changes of rotations mean for the people on call.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// One line for each rotation that is changed.
    pub(super) lines: Vec<String>,
    /// Covers that let whoever has the turn keep it to its end.
    pub(super) kept: Vec<Override>,
}

/// Who is on call now and next on each rotation that is changed, before and after.
pub(super) fn of(
    changes: &[Change],
    stored: &Directory,
    declared: &Directory,
    now: DateTime<Utc>,
) -> Turns {
    let mut turns = Turns::default();
    for change in changes {
        let Change::Changed { kind: kind::ROTATION, id, .. } = change else { continue };
        let (Some(before), Some(after)) = (named(stored, id), named(declared, id)) else {
            continue;
        };
        let mut overrides = stored.overrides.clone();
        let told_before = told(before, &overrides, stored, now);
        if let Some(kept) = turn_under_way(before, after, &overrides, now) {
            overrides.push(kept.clone());
            turns.kept.push(kept);
        }
        let told_after = told(after, &overrides, declared, now);
        turns.lines.push(format!("rotation {id}, on call before: {told_before}"));
        turns.lines.push(format!("rotation {id}, on call after: {told_after}"));
    }
    turns
}

fn named<'a>(directory: &'a Directory, id: &str) -> Option<&'a Rotation> {
    directory.rotations.iter().find(|rotation| rotation.id.as_str() == id)
}

/// A cover for the rest of the turn of whoever has it now, where they stay on the rotation and the
/// new list would take it from them.
fn turn_under_way(
    before: &Rotation,
    after: &Rotation,
    overrides: &[Override],
    now: DateTime<Utc>,
) -> Option<Override> {
    let held = on_call(before, overrides, now);
    let person = held.person.filter(|_| matches!(held.source, Source::Layer(_)))?;
    let stays = after.layers.iter().any(|layer| layer.people.contains(&person));
    let loses_it = on_call(after, overrides, now).person.as_ref() != Some(&person);
    let until = held.until.filter(|_| stays && loses_it)?;
    Some(Override {
        rotation: after.id.clone(),
        person: person.clone(),
        from: now,
        until,
        replaces: None,
        by: person,
        made_at: now,
        reason: "the turn under way when the rotation was changed".to_owned(),
    })
}

fn told(
    rotation: &Rotation,
    overrides: &[Override],
    directory: &Directory,
    now: DateTime<Utc>,
) -> String {
    let name = |id: &crate::ids::PersonId| {
        directory.people.get(id).map_or_else(|| id.to_string(), |person| person.name.clone())
    };
    let clock = |at: DateTime<Utc>| {
        format!("{} {}", at.with_timezone(&rotation.zone).format("%Y-%m-%d %H:%M"), rotation.zone)
    };
    let held = on_call(rotation, overrides, now);
    let holder = held.person.as_ref().map_or_else(|| "nobody".to_owned(), name);
    let until = held.until.map(|at| format!(" until {}", clock(at))).unwrap_or_default();
    let next = takes_over_next(rotation, overrides, now);
    let next = next.map(|next| format!(", next {}", name(&next.person))).unwrap_or_default();
    format!("{holder}{until}{next}")
}
