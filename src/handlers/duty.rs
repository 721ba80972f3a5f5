//! Arrangements: taking over a shift, and the language of a group.

use super::caller::Hearing;
use super::finding::staff_named;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::commands::command::{Command, Language, PersonName};
use crate::commands::moment::{Until, WallTime};
use crate::domain::escalation::on_call::on_call;
use crate::domain::escalation::overrides::Override;
use crate::domain::escalation::rotation::Rotation;
use crate::ids::PersonId;
use crate::store::{Commit, DirectoryChange, directory};

impl Desk {
    pub(super) async fn arrange(
        &self,
        hearing: &Hearing<'_>,
        command: Command,
    ) -> Result<Said, Stopped> {
        match command {
            Command::Lang { language } => self.set_language(hearing, language).await,
            Command::Cover { person, team, from, until } => {
                self.cover(hearing, (person, team), from, until).await
            }
            _ => Err(Words::NothingOpen.into()),
        }
    }

    /// Somebody takes over what a rotation has for a while, told in the zone of that rotation.
    async fn cover(
        &self,
        hearing: &Hearing<'_>,
        (person, team): (Option<PersonName>, Option<String>),
        from: Option<WallTime>,
        until: Until,
    ) -> Result<Said, Stopped> {
        let who = match person {
            Some(name) => staff_named(hearing, &name)?,
            None => hearing.person.ok_or(Words::NothingOpen)?,
        };
        let rotation = covered_rotation(hearing, &who.id, team)?;
        let from = match from {
            Some(time) => hearing.instant(time, rotation.zone).ok_or(Words::NoSuchTime { time })?,
            None => hearing.now,
        };
        let until = hearing.end(until, from, rotation.zone).ok_or(Words::NoSuchEnd)?;
        if until <= from || until <= hearing.now {
            return Err(Words::NoSuchEnd.into());
        }
        let replaces = on_call(rotation, &hearing.directory.overrides, from).person;
        let by = hearing.person.map_or(&who.id, |person| &person.id).clone();
        let cover = Override {
            rotation: rotation.id.clone(),
            person: who.id.clone(),
            from,
            until,
            replaces: replaces.filter(|held| *held != who.id),
            by,
            made_at: hearing.now,
            reason: String::new(),
        };
        let id = self.actions.document_id(hearing.now);
        let change = directory::put(directory::kind::OVERRIDE, &id, &cover)?;
        let words = Words::Covered { cover: Box::new(cover), zone: rotation.zone };
        self.write_directory(hearing, change, words).await
    }

    async fn set_language(
        &self,
        hearing: &Hearing<'_>,
        language: Language,
    ) -> Result<Said, Stopped> {
        let Some(group) = hearing.group else { return Err(Words::NoGroupHere.into()) };
        let mut changed = group.clone();
        changed.language = language;
        let change = directory::put(directory::kind::GROUP, group.id.as_str(), &changed)?;
        self.write_directory(hearing, change, Words::LanguageSet { language }).await
    }

    async fn write_directory(
        &self,
        hearing: &Hearing<'_>,
        change: DirectoryChange,
        words: Words,
    ) -> Result<Said, Stopped> {
        let commit = Commit {
            directory: vec![change],
            directory_version: Some(hearing.directory.version),
            ..Commit::default()
        };
        self.commit_words(hearing, &words.message(hearing), false, commit).await.map(Said::Done)
    }
}

/// The rotation a cover is meant for: the one named, else the only one the person takes turns on, else the only one
/// there is. Where that leaves several, none is chosen for them.
fn covered_rotation<'a>(
    hearing: &Hearing<'a>,
    who: &PersonId,
    team: Option<String>,
) -> Result<&'a Rotation, Words> {
    let rotations = &hearing.directory.rotations;
    if let Some(team) = team {
        let named =
            rotations.iter().find(|rotation| rotation.id.as_str().eq_ignore_ascii_case(&team));
        return named.ok_or(Words::UnknownTeam { team });
    }
    let takes_turns =
        |rotation: &&Rotation| rotation.layers.iter().any(|layer| layer.people.contains(who));
    let own: Vec<&Rotation> = rotations.iter().filter(takes_turns).collect();
    let meant = if own.is_empty() { rotations.iter().collect() } else { own };
    match meant.as_slice() {
        [] => Err(Words::NothingOpen),
        [only] => Ok(only),
        several => {
            Err(Words::WhichTeam { teams: several.iter().map(|team| team.id.clone()).collect() })
        }
    }
}
