//! `user link`: one person on several platforms. Who somebody is on a platform is never believed,
//! only proved: by a code that a known person reads in private and types, within minutes, under the
//! other account.
//!
//! A wrong code is answered alike whether there is such a code or not, and guesses are few. A code
//! that others could read is no secret any more, so one that is typed in a group is used up.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::Handlers;
use super::confirmation::pending;
use super::context::CommandContext;
use super::lookup::anybody_named;
use super::outcome::{Outcome, Stopped};
use super::recent_commands::Guessed;
use super::reply::Reply;
use super::reply_commit::ready_notice;
use crate::commands::command::{LinkCode, PersonName};
use crate::domain::directory::{Account, Link, Person, Role};
use crate::domain::notice::Notice;
use crate::ids::PersonId;
use crate::render::{Acts, Audience, RenderContext, accounts};
use crate::store::{Commit, PendingConfirmation, directory};

const EXPIRES_AFTER: TimeDelta = TimeDelta::minutes(10);

/// A code as it waits to be brought from another platform.
#[derive(Debug, Serialize, Deserialize)]
struct Offered {
    links: PersonId,
    asked_by: PersonId,
}

impl Handlers {
    pub(super) async fn link_account(
        &self,
        context: &CommandContext<'_>,
        person: Option<PersonName>,
        code: Option<LinkCode>,
    ) -> Result<Outcome, Stopped> {
        if let Some(code) = code {
            return if context.is_direct {
                self.take_code(context, &code).await
            } else {
                self.spoil_code(context, &code).await
            };
        }
        let Some(asker) = context.person else { return Err(Reply::LinkNeedsCode.into()) };
        if context.is_in_customers_room() {
            return Err(Reply::LinkAloneOnly.into());
        }
        match person {
            Some(_) if asker.role != Role::Admin => Err(Reply::LinkOthersNot.into()),
            Some(name) => self.send_code(context, asker, anybody_named(context, &name)?).await,
            None if context.is_direct => self.give_code(context, asker).await,
            None => self.send_code(context, asker, asker).await,
        }
    }

    /// Gives whoever asks in a direct chat a code for themselves.
    async fn give_code(
        &self,
        context: &CommandContext<'_>,
        asker: &Person,
    ) -> Result<Outcome, Stopped> {
        let code = self.actions.link_code();
        let commit = Commit {
            new_confirmation: Some(offer(context, &code, asker, asker)),
            ..Commit::default()
        };
        tracing::info!(person = %asker.id, "a code to link an account was given");
        self.said(context, &Reply::LinkCode { code }, Vec::new(), commit).await
    }

    /// Sends a code to a private contact method of the person it is for. The reply here says only
    /// that it was sent.
    async fn send_code(
        &self,
        context: &CommandContext<'_>,
        asker: &Person,
        person: &Person,
    ) -> Result<Outcome, Stopped> {
        let name = person.name.clone();
        let Some(way) = person.private_way() else { return Err(Reply::LinkNoWay { name }.into()) };
        let code = self.actions.link_code();
        let message = ready_notice(
            way.clone(),
            accounts::code(&code, &alone_with(context, person, &way.platform)),
        );
        let commit = Commit {
            new_confirmation: Some(offer(context, &code, asker, person)),
            ..Commit::default()
        };
        tracing::info!(person = %person.id, asked_by = %asker.id, "a code to link an account was sent");
        self.said(context, &Reply::LinkCodeSent { name }, vec![message], commit).await
    }

    /// Links the account of somebody who types a code that was given out elsewhere.
    async fn take_code(
        &self,
        context: &CommandContext<'_>,
        code: &LinkCode,
    ) -> Result<Outcome, Stopped> {
        let (platform, account) = (&context.origin.platform, &context.account);
        if let Some(owner) = context.directory.person_behind(platform, account) {
            return Err(Reply::LinkedBefore { name: owner.name.clone() }.into());
        }
        if self.recent.has_guessed_too_often(context, Guessed::Account) {
            return Err(Reply::LinkTooOften.into());
        }
        let Some((offered, person)) = self.offered(context, code).await? else {
            self.recent.remember_guess(context, Guessed::Account);
            return Err(Reply::LinkCodeUnknown.into());
        };
        let link = Link {
            person: person.id.clone(),
            account: Account { platform: platform.clone(), id: account.clone() },
            direct: context.origin.room.clone(),
            asked_by: offered.asked_by,
            at: context.now,
        };
        let commit = Commit {
            used_confirmation: Some(code.as_str().to_owned()),
            directory: vec![directory::put(directory::kind::LINK, &link.account.key(), &link)?],
            directory_version: Some(context.directory.version),
            ..Commit::default()
        };
        let told = person.private_way().map(|way| {
            let render_context = alone_with(context, person, &way.platform);
            ready_notice(
                way.clone(),
                accounts::linked_elsewhere(platform, context.actor.name(), &render_context),
            )
        });
        let words = Reply::Linked { name: person.name.clone() };
        let said = self.said(context, &words, told.into_iter().collect(), commit).await?;
        tracing::info!(person = %link.person, %platform, asked_by = %link.asked_by, "an account was linked");
        Ok(said)
    }

    /// Replies to the caller alone; others may be told too, and rows may be recorded with it.
    async fn said(
        &self,
        context: &CommandContext<'_>,
        words: &Reply,
        for_others: Vec<Notice>,
        commit: Commit,
    ) -> Result<Outcome, Stopped> {
        let message = words.message(context);
        self.commit_reply_and_tell(context, &message, true, for_others, commit)
            .await
            .map(Outcome::ConfirmationAsked)
    }

    /// Uses up a code that others could read. The reply does not say whether there was one, so that
    /// nobody can test codes in a group.
    async fn spoil_code(
        &self,
        context: &CommandContext<'_>,
        code: &LinkCode,
    ) -> Result<Outcome, Stopped> {
        let is_open = self.offered(context, code).await?.is_some();
        let used_confirmation = is_open.then(|| code.as_str().to_owned());
        if is_open {
            tracing::warn!(platform = %context.origin.platform, "a code to link an account was typed in a group");
        }
        let commit = Commit { used_confirmation, ..Commit::default() };
        self.said(context, &Reply::LinkCodeSpoiled, Vec::new(), commit).await
    }

    /// What waits under a code, and the person it is for.
    async fn offered<'a>(
        &self,
        context: &CommandContext<'a>,
        code: &LinkCode,
    ) -> Result<Option<(Offered, &'a Person)>, Stopped> {
        let pending = self.actions.store.confirmation(code.as_str()).await?;
        let pending = pending.filter(|pending| pending.expires_at > context.now);
        let offered =
            pending.and_then(|pending| serde_json::from_str::<Offered>(&pending.command).ok());
        Ok(offered.and_then(|offered| {
            let person = context.directory.people.get(&offered.links)?;
            Some((offered, person))
        }))
    }
}

fn offer(
    context: &CommandContext<'_>,
    code: &str,
    asker: &Person,
    person: &Person,
) -> PendingConfirmation {
    let offered = Offered { links: person.id.clone(), asked_by: asker.id.clone() };
    pending(context, code.to_owned(), &offered, EXPIRES_AFTER)
}

/// The render context of one person in their direct chat.
fn alone_with<'a>(
    context: &'a CommandContext<'_>,
    person: &'a Person,
    platform: &'a str,
) -> RenderContext<'a> {
    let audience = Audience {
        keeps_cards: false,
        language: person.language,
        platform,
        side: person.role.side(),
        reader: Some(person),
        group: None,
        acts: Acts::default(),
    };
    RenderContext {
        now: context.now,
        directory: context.directory,
        entitlement: None,
        incident: None,
        audience,
    }
}
