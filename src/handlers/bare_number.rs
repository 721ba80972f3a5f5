//! A bare number before words: `update 47 it is back` may be about incident 47, and
//! `update 2 disks were replaced` is not about incident 2.
//!
//! It is a reference only if the caller can see an incident with that number. Where several
//! customers are in view, words for a customer also need a yes that names the group: a wrong number
//! would publish them to somebody else.

use chat::{ChatEvent, EventBody};

use super::confirmation::Waiting;
use super::context::{CommandContext, View};
use super::outcome::{NotSaved, Outcome, Stopped};
use super::reply::Reply;
use super::{Handlers, rights};
use crate::commands::command::Command;
use crate::commands::error::ParseError;
use crate::commands::{BareNumbers, parse_addressed, parse_addressed_with};
use crate::domain::incident::Incident;
use crate::render::answers;

/// What became of a command with its bare number looked up.
pub(super) enum Looked {
    Settled(Result<Command, ParseError>),
    /// The words would be published by a bare number.
    ToConfirm {
        command: Command,
        incident: Box<Incident>,
    },
}

impl Handlers {
    /// Looks up the number that a command names without a mark. Where it leads nowhere, the number
    /// is read as the first of the words.
    pub(super) async fn look_up_bare_number(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
        said: Result<Command, ParseError>,
    ) -> Result<Looked, NotSaved> {
        let Ok(command) = said else { return Ok(Looked::Settled(said)) };
        let number = command.incident();
        let with_words = number.and_then(|_| self.read_with_number_as_words(context, event));
        let (Some(number), Some(with_words)) = (number, with_words) else {
            return Ok(Looked::Settled(Ok(command)));
        };
        if with_words.as_ref() == Ok(&command) {
            return Ok(Looked::Settled(Ok(command)));
        }
        let incident = match self.in_view(context, number).await {
            Ok(Some(incident)) => incident,
            Ok(None) | Err(Stopped::Reply(_)) => return Ok(Looked::Settled(with_words)),
            Err(Stopped::Store(error)) => return Err(NotSaved(error)),
        };
        let sees_several = matches!(context.view(), View::EveryCustomer);
        if sees_several && command.has_words_for_customer() {
            return Ok(Looked::ToConfirm { command, incident: Box::new(incident) });
        }
        Ok(Looked::Settled(Ok(command)))
    }

    fn read_with_number_as_words(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
    ) -> Option<Result<Command, ParseError>> {
        let EventBody::Message { text, addressed, .. } = &event.body else { return None };
        let words = self.vocabularies.of(context);
        parse_addressed_with(text, context.bot_name(), *addressed, &words, BareNumbers::AreWords)
    }

    /// Asks whether the words are for the customer whose incident has the bare number.
    pub(super) async fn ask_to_publish(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
        command: &Command,
        incident: &Incident,
    ) -> Result<Outcome, Stopped> {
        rights::check(context, command)?;
        let EventBody::Message { text, .. } = &event.body else {
            return Err(Reply::ConfirmationUnknown.into());
        };
        let waiting = Waiting::Words { incident: incident.number, text: text.clone() };
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        self.ask_first(context, &waiting, |code| {
            let rendered = context.render_context(entitlement.as_deref(), Some(incident));
            answers::publishing_asked(code, &rendered)
        })
        .await
    }

    /// What was typed with a bare number, in place of the caller's yes to the incident. The act uses
    /// up the code.
    pub(super) async fn approved_words<'a>(
        &self,
        context: CommandContext<'a>,
        command: Command,
    ) -> Result<(CommandContext<'a>, Command), NotSaved> {
        let Command::Approve { code } = &command else { return Ok((context, command)) };
        let Some(Waiting::Words { incident, text }) = self.waiting(&context, code).await? else {
            return Ok((context, command));
        };
        let words = self.vocabularies.of(&context);
        let typed = parse_addressed(&text, context.bot_name(), true, &words);
        let typed = typed.and_then(Result::ok).filter(|typed| typed.incident() == Some(incident));
        let Some(typed) = typed else { return Ok((context, command)) };
        Ok((CommandContext { confirmed: Some(code.as_str().to_owned()), ..context }, typed))
    }
}
