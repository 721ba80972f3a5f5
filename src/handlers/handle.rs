//! The way of one event: understood, checked, carried out, answered. The answer is committed with
//! the event's id.

use chat::{ChatEvent, EventOutcome, Message};
use chrono::{DateTime, Utc};

use super::bare_number::Looked;
use super::context::CommandContext;
use super::outcome::{NotSaved, Outcome, Stopped};
use super::{Handlers, ambient_messages, express, rights};
use crate::actions::{ActionError, Committed};
use crate::commands::command::Command;
use crate::commands::error::ParseError;
use crate::commands::grammar::{Visibility, of};
use crate::domain::incident::Incident;
use crate::domain::notice::Intent;
use crate::render;
use crate::store::{Commit, RecordedReply};

impl Handlers {
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
        self.note_received(&context).await;
        if let Some(outcome) = self.without_words(&context, &event).await? {
            let answer = self.answer(&context, outcome, true).await?;
            self.actions.follow_answer(&context.origin);
            return Ok(EventOutcome { reply: answer, private: true });
        }
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
        let said = self.or_bare_code(&context, said).await?;
        if let Some((outcome, private)) = self.met(&context, &said).await? {
            let answer = self.answer(&context, outcome, private).await?;
            self.actions.follow_answer(&context.origin);
            return Ok(EventOutcome { reply: answer, private });
        }
        let said = self.or_quoted_answer(&context, &event, said).await?;
        let is_answer = matches!(&said, Ok(Command::Approve { .. } | Command::Choose { .. }));
        let (context, said) = match said {
            Ok(command) => {
                let (context, command) = self.settled(context, command).await?;
                (context, Ok(command))
            }
            unread => (context, unread),
        };
        let looked = if is_answer {
            Looked::Settled(said)
        } else {
            self.look_up_bare_number(&context, &event, said).await?
        };
        let (said, private) = match looked {
            Looked::Settled(said) => self.come_to(&context, said).await?,
            Looked::ToConfirm { command, incident } => {
                let asking = self.ask_to_publish(&context, &event, &command, &incident);
                (Box::pin(asking).await.or_else(Stopped::into_outcome)?, true)
            }
        };
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
        if let Some(words) = self.repeated(context, &command).await? {
            return Ok((Outcome::Reply(words), true));
        }
        let is_look = command.verb().is_some_and(|verb| of(verb).visibility == Visibility::Caller);
        // Boxed: the future of every event would otherwise have the size of the largest command's.
        match Box::pin(self.run(context, command)).await {
            Ok(said) => {
                let asks_back = matches!(said, Outcome::ConfirmationAsked(_));
                Ok((said, is_look || asks_back))
            }
            Err(stopped) => Ok((stopped.into_outcome()?, true)),
        }
    }

    /// Checks whether the caller may give a command, and gives it to its handler.
    pub(super) async fn run(
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
            // Nobody reads a page here.
            Outcome::AskedByLink { .. } => Ok(None),
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

    pub(super) fn render(
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
        render::notice(intent, &context.render_context(entitlement.as_deref(), incident))
    }
}
