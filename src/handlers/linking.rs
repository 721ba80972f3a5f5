//! One person on several platforms. Who somebody is on a platform is never believed, only proved: by a code that a
//! known person reads in private and types, within minutes, under the other account.
//!
//! A wrong code is answered alike whether there is such a code or not, and guesses are few. A code that others could
//! read is no secret any more, so one that is typed in a group is used up.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::asking::in_full;
use super::caller::Hearing;
use super::finding::anybody_named;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::commands::command::{LinkCode, PersonName};
use crate::domain::directory::{Account, Link, Person, Role};
use crate::domain::notice::Notice;
use crate::ids::PersonId;
use crate::render::{Acts, Audience, Scene, accounts};
use crate::store::{Commit, PendingConfirmation, directory};

const EXPIRES_AFTER: TimeDelta = TimeDelta::minutes(10);

/// A code as it waits to be brought from another platform.
#[derive(Debug, Serialize, Deserialize)]
struct Offered {
    links: PersonId,
    asked_by: PersonId,
}

impl Desk {
    pub(super) async fn link(
        &self,
        hearing: &Hearing<'_>,
        person: Option<PersonName>,
        code: Option<LinkCode>,
    ) -> Result<Said, Stopped> {
        if let Some(code) = code {
            return if hearing.is_direct {
                self.take_code(hearing, &code).await
            } else {
                self.spoil_code(hearing, &code).await
            };
        }
        let Some(asker) = hearing.person else { return Err(Words::LinkNeedsCode.into()) };
        if hearing.is_in_customers_room() {
            return Err(Words::LinkAloneOnly.into());
        }
        match person {
            Some(_) if asker.role != Role::Admin => Err(Words::LinkOthersNot.into()),
            Some(name) => self.send_code(hearing, asker, anybody_named(hearing, &name)?).await,
            None if hearing.is_direct => self.give_code(hearing, asker).await,
            None => self.send_code(hearing, asker, asker).await,
        }
    }

    /// Gives whoever asks in a direct chat a code for themselves.
    async fn give_code(&self, hearing: &Hearing<'_>, asker: &Person) -> Result<Said, Stopped> {
        let code = self.actions.link_code();
        let commit =
            Commit { asks: Some(offer(hearing, &code, asker, asker)), ..Commit::default() };
        tracing::info!(person = %asker.id, "a code to link an account was given");
        self.said(hearing, &Words::LinkCode { code }, Vec::new(), commit).await
    }

    /// Sends a code to the private way of the person it is for; here it is only said that it was sent.
    async fn send_code(
        &self,
        hearing: &Hearing<'_>,
        asker: &Person,
        person: &Person,
    ) -> Result<Said, Stopped> {
        let name = person.name.clone();
        let Some(way) = person.private_way() else { return Err(Words::LinkNoWay { name }.into()) };
        let code = self.actions.link_code();
        let letter = in_full(
            way.clone(),
            &accounts::code(&code, &alone_with(hearing, person, &way.platform)),
        );
        let commit =
            Commit { asks: Some(offer(hearing, &code, asker, person)), ..Commit::default() };
        tracing::info!(person = %person.id, asked_by = %asker.id, "a code to link an account was sent");
        self.said(hearing, &Words::LinkCodeSent { name }, vec![letter], commit).await
    }

    /// Somebody brings a code under an account that nobody has.
    async fn take_code(&self, hearing: &Hearing<'_>, code: &LinkCode) -> Result<Said, Stopped> {
        let (platform, account) = (&hearing.origin.platform, &hearing.account);
        if let Some(owner) = hearing.directory.person_behind(platform, account) {
            return Err(Words::LinkedBefore { name: owner.name.clone() }.into());
        }
        if self.memory.has_guessed_too_often(hearing) {
            return Err(Words::LinkTooOften.into());
        }
        let Some((offered, person)) = self.offered(hearing, code).await? else {
            self.memory.remember_guess(hearing);
            return Err(Words::LinkCodeUnknown.into());
        };
        let link = Link {
            person: person.id.clone(),
            account: Account { platform: platform.clone(), id: account.clone() },
            direct: hearing.origin.room.clone(),
            asked_by: offered.asked_by,
            at: hearing.now,
        };
        let commit = Commit {
            takes: Some(code.as_str().to_owned()),
            directory: vec![directory::put(directory::kind::LINK, &link.key(), &link)?],
            directory_version: Some(hearing.directory.version),
            ..Commit::default()
        };
        let told = person.private_way().map(|way| {
            let scene = alone_with(hearing, person, &way.platform);
            in_full(
                way.clone(),
                &accounts::linked_elsewhere(platform, hearing.actor.name(), &scene),
            )
        });
        let words = Words::Linked { name: person.name.clone() };
        let said = self.said(hearing, &words, told.into_iter().collect(), commit).await?;
        tracing::info!(person = %link.person, %platform, asked_by = %link.asked_by, "an account was linked");
        Ok(said)
    }

    /// Answers the caller alone, with words for others and what is recorded with them.
    async fn said(
        &self,
        hearing: &Hearing<'_>,
        words: &Words,
        for_others: Vec<Notice>,
        commit: Commit,
    ) -> Result<Said, Stopped> {
        let message = words.message(hearing);
        self.commit_words_and_tell(hearing, &message, true, for_others, commit)
            .await
            .map(Said::Asked)
    }

    /// A code that others could read is used up. Whether there was one is not said.
    async fn spoil_code(&self, hearing: &Hearing<'_>, code: &LinkCode) -> Result<Said, Stopped> {
        let is_open = self.offered(hearing, code).await?.is_some();
        let takes = is_open.then(|| code.as_str().to_owned());
        if is_open {
            tracing::warn!(platform = %hearing.origin.platform, "a code to link an account was typed in a group");
        }
        let commit = Commit { takes, ..Commit::default() };
        self.said(hearing, &Words::LinkCodeSpoiled, Vec::new(), commit).await
    }

    /// What waits under a code, and the person it is for.
    async fn offered<'a>(
        &self,
        hearing: &Hearing<'a>,
        code: &LinkCode,
    ) -> Result<Option<(Offered, &'a Person)>, Stopped> {
        let pending = self.actions.store.confirmation(code.as_str()).await?;
        let pending = pending.filter(|pending| pending.expires_at > hearing.now);
        let offered =
            pending.and_then(|pending| serde_json::from_str::<Offered>(&pending.command).ok());
        Ok(offered.and_then(|offered| {
            let person = hearing.directory.people.get(&offered.links)?;
            Some((offered, person))
        }))
    }
}

fn offer(
    hearing: &Hearing<'_>,
    code: &str,
    asker: &Person,
    person: &Person,
) -> PendingConfirmation {
    let offered = Offered { links: person.id.clone(), asked_by: asker.id.clone() };
    PendingConfirmation {
        code: code.to_owned(),
        platform: hearing.origin.platform.clone(),
        account: hearing.account.clone(),
        room: hearing.origin.room.to_string(),
        command: serde_json::to_string(&offered).unwrap_or_default(),
        expires_at: hearing.now + EXPIRES_AFTER,
    }
}

/// What a sentence for one person in their direct chat may look at.
fn alone_with<'a>(hearing: &'a Hearing<'_>, person: &'a Person, platform: &'a str) -> Scene<'a> {
    let audience = Audience {
        keeps_cards: false,
        language: person.language,
        platform,
        side: person.role.side(),
        reader: Some(person),
        group: None,
        acts: Acts::default(),
    };
    Scene {
        now: hearing.now,
        directory: hearing.directory,
        entitlement: None,
        incident: None,
        audience,
    }
}
