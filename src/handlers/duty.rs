//! Arrangements: taking over a shift, and the language of a group.

use super::context::CommandContext;
use super::lookup::staff_named;
use super::reply::Reply;
use super::{Handlers, Outcome, Stopped};
use crate::commands::command::{Command, Languages, PersonName};
use crate::commands::moment::{Until, WallTime};
use crate::domain::escalation::on_call::on_call;
use crate::domain::escalation::overrides::Override;
use crate::domain::escalation::rotation::Rotation;
use crate::ids::PersonId;
use crate::store::{Commit, DirectoryChange, directory};

impl Handlers {
    pub(super) async fn arrange(
        &self,
        context: &CommandContext<'_>,
        command: Command,
    ) -> Result<Outcome, Stopped> {
        match command {
            Command::Lang { language } => self.set_language(context, language).await,
            Command::Cover { person, team, from, until } => {
                self.cover(context, (person, team), from, until).await
            }
            _ => Err(Reply::NothingOpen.into()),
        }
    }

    /// Somebody takes over what a rotation has for a while, told in the zone of that rotation.
    async fn cover(
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
        let replaces = on_call(rotation, &context.directory.overrides, from).person;
        let by = context.person.map_or(&who.id, |person| &person.id).clone();
        let cover = Override {
            rotation: rotation.id.clone(),
            person: who.id.clone(),
            from,
            until,
            replaces: replaces.filter(|held| *held != who.id),
            by,
            made_at: context.now,
            reason: String::new(),
        };
        let id = self.actions.document_id(context.now);
        let change = directory::put(directory::kind::OVERRIDE, &id, &cover)?;
        let words = Reply::Covered { cover: Box::new(cover), zone: rotation.zone };
        self.write_directory(context, change, words).await
    }

    async fn set_language(
        &self,
        context: &CommandContext<'_>,
        language: Languages,
    ) -> Result<Outcome, Stopped> {
        let Some(group) = context.group else { return Err(Reply::NoGroupHere.into()) };
        let mut changed = group.clone();
        changed.language = language;
        let change = directory::put(directory::kind::GROUP, group.id.as_str(), &changed)?;
        self.write_directory(context, change, Reply::LanguageSet { language }).await
    }

    async fn write_directory(
        &self,
        context: &CommandContext<'_>,
        change: DirectoryChange,
        words: Reply,
    ) -> Result<Outcome, Stopped> {
        let commit = Commit {
            directory: vec![change],
            directory_version: Some(context.directory.version),
            ..Commit::default()
        };
        self.commit_words(context, &words.message(context), false, commit).await.map(Outcome::Done)
    }
}

/// The rotation a cover is meant for: the one named, else the only one the person takes turns on, else the only one
/// there is. Where that leaves several, none is chosen for them.
fn covered_rotation<'a>(
    context: &CommandContext<'a>,
    who: &PersonId,
    team: Option<String>,
) -> Result<&'a Rotation, Reply> {
    let rotations = &context.directory.rotations;
    if let Some(team) = team {
        let named =
            rotations.iter().find(|rotation| rotation.id.as_str().eq_ignore_ascii_case(&team));
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
