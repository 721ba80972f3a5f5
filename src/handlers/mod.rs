//! Command handlers: an inbound event becomes a command, the command is carried out, and the reply
//! goes back.
//!
//! `context` finds out who speaks, from where and under which contract; [`crate::commands`] reads
//! the text; `rights` checks whether the caller may; `dispatch` is the table from a command to its
//! handler, one file for each topic; `reply` holds what a command says without an act. Every reply
//! is committed with the event's id, so a second delivery of an event changes nothing and gets the
//! same reply.

mod access;
mod account_link;
mod act;
mod ambient_messages;
mod autocomplete;
mod buttons;
mod closing;
mod comments;
mod confirmation;
mod contacts;
mod context;
mod credits;
mod customer_question;
mod dispatch;
mod duplicate;
mod escalation;
mod experts;
mod express;
mod group_check;
mod history;
mod language;
mod lookup;
mod mirrors;
mod oncall;
mod onsite;
mod open;
mod ownership;
mod paging;
mod queries;
mod rating;
mod recent_commands;
mod reopening;
mod reply;
mod reply_commit;
mod required_info;
pub mod rights;
mod severity;
mod signed_link;
mod subscriptions;
mod updates;
mod vocabularies;

pub use group_check::{PlatformStatus, RoomStatus};
pub use reply::Reply;

use std::sync::Arc;

use chat::{ChatEvent, EventBody, EventOutcome, Message};
use chrono::{DateTime, Utc};

use crate::actions::{ActionError, Actions, Committed};
use crate::commands::command::Command;
use crate::commands::error::ParseError;
use crate::commands::grammar::{Visibility, of};
use crate::domain::incident::Incident;
use crate::domain::notice::Intent;
use crate::store::{Commit, RecordedReply, StoreError};
use context::CommandContext;
use recent_commands::RecentCommands;
use vocabularies::Vocabularies;

/// Handles events. Cheap to clone.
#[derive(Clone)]
pub struct Handlers {
    actions: Actions,
    recent: Arc<RecentCommands>,
    vocabularies: Arc<Vocabularies>,
    /// Platforms whose own response carries the reply.
    reply_in_response: Arc<[String]>,
    /// Platforms that can show a reply to the caller alone.
    private_replies: Arc<[String]>,
    platform_status: Arc<dyn PlatformStatus>,
    /// The platform that takes news to mailboxes; none if there is no mail.
    mail: Option<Arc<str>>,
}

/// Nothing was saved; the platform should deliver the event again.
#[derive(Debug, thiserror::Error)]
#[error("not saved: {0}")]
pub struct NotSaved(#[from] StoreError);

/// What a handler came to.
enum Outcome {
    /// An act was carried out, now or by an earlier delivery.
    Done(Committed),
    /// The caller is asked whether to do it, and nobody else's yes counts.
    ConfirmationAsked(Committed),
    /// Nothing changed; this is the reply.
    Reply(Reply),
}

/// Why a handler did not come to an end.
enum Stopped {
    Store(StoreError),
    Reply(Reply),
}

impl Handlers {
    /// `reply_in_response` names the platforms whose own response carries the answer.
    pub fn new(
        actions: Actions,
        reply_in_response: Vec<String>,
        platform_status: Arc<dyn PlatformStatus>,
    ) -> Self {
        Self {
            actions,
            recent: Arc::default(),
            vocabularies: Arc::default(),
            reply_in_response: reply_in_response.into(),
            private_replies: Arc::default(),
            platform_status,
            mail: None,
        }
    }

    /// Sends updates to mailboxes through the platform of this name.
    #[must_use]
    pub fn with_mail(self, platform: Option<&str>) -> Self {
        Self { mail: platform.map(Arc::from), ..self }
    }

    /// On these platforms, a reply for the caller alone is not shown in the group.
    #[must_use]
    pub fn with_private_replies_on(self, platforms: Vec<String>) -> Self {
        Self { private_replies: platforms.into(), ..self }
    }

    /// Decides and commits what an event asks for. Gives back the answer where the platform carries
    /// it on its own response; elsewhere the answer waits in the outbox.
    pub async fn handle(
        &self,
        event: ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<EventOutcome, NotSaved> {
        let directory = self.actions.store.directory();
        let (event, had_secrets) = ambient_messages::without_secrets(event);
        let context =
            CommandContext::of(&self.actions, &directory, &event, &self.reply_in_response, now)
                .warned_of_secrets(had_secrets);
        let Some(said) = self.understand(&context, &event) else {
            let kept = self.keep_ambient_message(&context).await;
            // The response carries no reply, so messages for this room need not wait for it.
            self.actions.follow_answer(&context.origin);
            return kept;
        };
        let said = match said {
            Err(error) => self.understand_by_incident(&context, &event, error).await,
            understood => understood,
        };
        let said = self.or_quoted_answer(&context, &event, said).await?;
        let (said, private) = self.come_to(&context, said).await?;
        let answer = self.answer(&context, said, private).await?;
        self.actions.follow_answer(&context.origin);
        Ok(EventOutcome { reply: answer, private })
    }

    /// The outcome of a command, understood or not, and whether the reply is for the caller alone.
    async fn come_to(
        &self,
        context: &CommandContext<'_>,
        said: Result<Command, ParseError>,
    ) -> Result<(Outcome, bool), NotSaved> {
        let command = match said {
            Ok(command) => command,
            Err(error) => return Ok((Outcome::Reply(self.not_understood(context, error)), true)),
        };
        if let Some(words) = self.answered_lately(context, &command) {
            return Ok((Outcome::Reply(words), true));
        }
        let is_look = command.verb().is_some_and(|verb| of(verb).visibility == Visibility::Caller);
        // Boxed: the future of every event would otherwise have the size of the largest command's.
        match Box::pin(self.run(context, command)).await {
            Ok(said) => {
                let asks_back = matches!(said, Outcome::ConfirmationAsked(_));
                Ok((said, is_look || asks_back))
            }
            Err(Stopped::Reply(words)) => Ok((Outcome::Reply(words), true)),
            Err(Stopped::Store(error)) => Err(NotSaved(error)),
        }
    }

    /// The command in an event; none when it is not for the bot.
    fn understand(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
    ) -> Option<Result<Command, ParseError>> {
        match &event.body {
            EventBody::Message { text, addressed, .. } => {
                let words = self.vocabularies.of(context);
                crate::commands::parse_addressed(text, context.bot_name(), *addressed, &words)
            }
            EventBody::Action { key, .. } => buttons::command_of(key).map(Ok),
            EventBody::Membership { .. } => None,
        }
    }

    fn not_understood(&self, context: &CommandContext<'_>, error: ParseError) -> Reply {
        let refused = error.verb().and_then(|verb| rights::check_verb(context, verb).err());
        refused.unwrap_or_else(|| self.recent.remember_suggestions(context, error))
    }

    /// The reply, if the same person gave the same command here a moment ago.
    fn answered_lately(&self, context: &CommandContext<'_>, command: &Command) -> Option<Reply> {
        let (ago, answer) = self.recent.find(context, command)?;
        Some(Reply::AlreadyDone { ago, answer: Box::new(answer) })
    }

    /// Checks whether the caller may give a command, and gives it to its handler.
    async fn run(
        &self,
        context: &CommandContext<'_>,
        command: Command,
    ) -> Result<Outcome, Stopped> {
        let command = express::as_meant(context, command)?;
        rights::check(context, &command)?;
        let remembered = command.clone();
        let outcome = self.dispatch(context, command).await?;
        if let Outcome::Done(Committed::Now { incident, answer: Some(answer) }) = &outcome {
            self.recent.remember(context, &remembered, incident, answer);
        }
        Ok(outcome)
    }

    /// Gives the reply to the caller: in the platform's own response, or as a committed notice.
    async fn answer(
        &self,
        context: &CommandContext<'_>,
        said: Outcome,
        private: bool,
    ) -> Result<Option<Message>, NotSaved> {
        match said {
            Outcome::Done(Committed::Now { incident, answer })
            | Outcome::ConfirmationAsked(Committed::Now { incident, answer }) => {
                let answer = answer.filter(|_| context.origin.answers_itself);
                let Some(notice) = answer else { return Ok(None) };
                let message = self.render(context, &notice.intent, Some(&incident));
                self.keep_answer(context, &incident, &message).await;
                Ok(Some(message))
            }
            Outcome::Done(Committed::Before { answer })
            | Outcome::ConfirmationAsked(Committed::Before { answer }) => {
                self.repeat(context, answer).await
            }
            Outcome::Reply(words) => {
                self.answer_in_words(context, &words.message(context), private).await
            }
        }
    }

    async fn answer_in_words(
        &self,
        context: &CommandContext<'_>,
        message: &Message,
        private: bool,
    ) -> Result<Option<Message>, NotSaved> {
        let notice = context.answer(message, private);
        let transcript = match self.lines_of_exchange(context, message, private).await {
            Ok(lines) => lines,
            Err(Stopped::Store(error)) => return Err(NotSaved(error)),
            Err(Stopped::Reply(_)) => Vec::new(),
        };
        let commit = Commit { transcript, ..Commit::default() };
        match self
            .actions
            .answer_with(&context.origin, notice, Vec::new(), commit, context.now)
            .await
        {
            Ok(Committed::Before { answer }) => self.repeat(context, answer).await,
            Ok(Committed::Now { .. }) | Err(ActionError::Refused(_) | ActionError::Contended) => {
                Ok(context.origin.answers_itself.then(|| message.clone()))
            }
            Err(ActionError::Store(error)) => Err(NotSaved(error)),
        }
    }

    /// The reply that was recorded with the event, rendered from the current state.
    async fn repeat(
        &self,
        context: &CommandContext<'_>,
        recorded: Option<Box<RecordedReply>>,
    ) -> Result<Option<Message>, NotSaved> {
        let Some(recorded) = recorded.filter(|_| context.origin.answers_itself) else {
            return Ok(None);
        };
        let incident = match recorded.incident {
            Some(number) => self.actions.store.incident(number).await?,
            None => None,
        };
        Ok(Some(self.render(context, &recorded.notice.intent, incident.as_ref())))
    }

    fn render(
        &self,
        context: &CommandContext<'_>,
        intent: &Intent,
        incident: Option<&Incident>,
    ) -> Message {
        let entitlement = incident
            .and_then(|incident| {
                self.actions.entitlement_on(context.directory, &incident.contract_ref)
            })
            .or_else(|| context.entitlement.clone());
        crate::render::notice(intent, &context.render_context(entitlement.as_deref(), incident))
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Reply> for Stopped {
    fn from(words: Reply) -> Self {
        Self::Reply(words)
    }
}
