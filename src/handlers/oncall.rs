//! `oncall` and `cover`: who is on call, and taking over a shift.

use chrono::{DateTime, Utc};

use super::Handlers;
use super::context::CommandContext;
use super::lookup::staff_named;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::PersonName;
use crate::commands::wall_time::{Until, WallTime};
use crate::domain::escalation::on_call::current_on_call;
use crate::domain::escalation::overrides::Override;
use crate::domain::escalation::rotation::Rotation;
use crate::ids::{PersonId, RotationId};
use crate::store::directory;

impl Handlers {
    /// Somebody takes over what a rotation has for a while, told in the zone of that rotation. They
    /// hold it for the whole of that time, whoever has the turns in it, and gaps too.
    pub(super) async fn cover(
        &self,
        context: &CommandContext<'_>,
        (person, team): (Option<PersonName>, Option<String>),
        from: Option<WallTime>,
        until: Until,
    ) -> Result<Outcome, Stopped> {
        let who = match person {
            Some(name) => staff_named(context, &name)?,
            None => context.person.ok_or(Reply::NothingOpen)?,
        };
        let rotation = covered_rotation(context, &who.id, team)?;
        let from = match from {
            Some(time) => context.instant(time, rotation.zone).ok_or(Reply::NoSuchTime { time })?,
            None => context.now,
        };
        let until = context.end(until, from, rotation.zone).ok_or(Reply::NoSuchEnd)?;
        if until <= from || until <= context.now {
            return Err(Reply::NoSuchEnd.into());
        }
        let on_call = current_on_call(rotation, &context.directory.overrides, from).person;
        let instead_of = on_call.filter(|held| *held != who.id);
        let by = context.person.map_or(&who.id, |person| &person.id).clone();
        let cover = Override {
            rotation: rotation.id.clone(),
            person: who.id.clone(),
            from,
            until,
            replaces: None,
            by,
            made_at: context.now,
            reason: String::new(),
        };
        let id = self.actions.document_id(context.now);
        let change = directory::put(directory::kind::OVERRIDE, &id, &cover)?;
        let words = Reply::Covered { cover: Box::new(cover), instead_of, zone: rotation.zone };
        self.write_directory(context, change, words).await
    }
}

/// The rotation a cover is meant for: the one named, else the only one the person takes turns on,
/// else the only one there is. Where that leaves several, none is chosen for them.
fn covered_rotation<'a>(
    context: &CommandContext<'a>,
    who: &PersonId,
    team: Option<String>,
) -> Result<&'a Rotation, Reply> {
    let rotations = &context.directory.rotations;
    if let Some(team) = team {
        let named = context.directory.rotation_called(&team);
        return named.ok_or(Reply::UnknownTeam { team });
    }
    let takes_turns =
        |rotation: &&Rotation| rotation.layers.iter().any(|layer| layer.people.contains(who));
    let own: Vec<&Rotation> = rotations.iter().filter(takes_turns).collect();
    let meant = if own.is_empty() { rotations.iter().collect() } else { own };
    match meant.as_slice() {
        [] => Err(Reply::NothingOpen),
        [only] => Ok(only),
        several => {
            Err(Reply::WhichTeam { teams: several.iter().map(|team| team.id.clone()).collect() })
        }
    }
}

/// Who is on call now or at a time, on one rotation or on all of them. A time is meant in the zone of
/// each rotation, and the answer names the instant.
pub(super) fn who_is_on_call(
    context: &CommandContext<'_>,
    team: Option<&str>,
    when: Option<WallTime>,
) -> Result<Outcome, Stopped> {
    let directory = context.directory;
    let is_asked = |rotation: &&Rotation| team.is_none_or(|team| rotation.is_called(team));
    let asked = directory.rotations.iter().filter(is_asked);
    let at = |rotation: &Rotation| match when {
        Some(time) => context.instant(time, rotation.zone).ok_or(Reply::NoSuchTime { time }),
        None => Ok(context.now),
    };
    let rotations: Vec<(RotationId, DateTime<Utc>)> = asked
        .map(|rotation| Ok((rotation.id.clone(), at(rotation)?)))
        .collect::<Result<_, Reply>>()?;
    match team {
        Some(team) if rotations.is_empty() => {
            Err(Reply::UnknownTeam { team: team.to_owned() }.into())
        }
        _ => Ok(Outcome::Reply(Reply::OnCall { rotations })),
    }
}
