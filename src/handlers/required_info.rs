//! `intake` and `skip`: what the plan requires a report to contain.
//!
//! A text that names an item fills it. A text that names none answers the pending question if the
//! reporter writes it, or if anybody of the customer writes it in reply to the message that asked.

use chat::{ChatEvent, EventBody};

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{NotSaved, Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::Command;
use crate::commands::error::ParseError;
use crate::commands::items::itemised;
use crate::domain::incident::{Incident, Reading, Utterance};
use crate::ids::{IncidentNumber, RequiredInfoItemId};

impl Handlers {
    /// `intake #128` alone shows what is there and what is missing; with words it fills items in,
    /// by whomever.
    pub(super) async fn required_info(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        text: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let reading = self.read(context, &incident, text.as_deref().unwrap_or_default());
        match text {
            Some(text) if !reading.named.is_empty() => {
                self.fill_in(context, &incident, text, reading).await
            }
            unread => {
                let entitlement =
                    self.actions.entitlement_on(context.directory, &incident.contract_ref);
                let (incident, was_unread) = (Box::new(incident), unread.is_some());
                Ok(Outcome::Reply(Reply::RequiredInfo { incident, entitlement, was_unread }))
            }
        }
    }

    /// `skip`: there is no answer to an item, the one that is asked for now where none is named.
    pub(super) async fn skip_item(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        item: Option<RequiredInfoItemId>,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, s| i.skip_item(s, &context.actor, item.as_ref())).await
    }

    /// If the text does not even resemble a command, it is the answer of whoever was asked: of the
    /// reporter, and of whoever replies to the message that asked.
    pub(super) async fn or_quoted_answer(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
        said: Result<Command, ParseError>,
    ) -> Result<Result<Command, ParseError>, NotSaved> {
        let resembles_nothing = matches!(&said, Err(ParseError::UnknownVerb { suggestions, .. }) if suggestions.is_empty());
        if !resembles_nothing || context.is_support() {
            return Ok(said);
        }
        let asked = match self.answered_question(context).await {
            Ok(None) if !context.is_direct => self.question_to_reporter(context).await,
            quoted => quoted,
        };
        match asked {
            Ok(Some(number)) => {
                let answer = words_of(context, event)
                    .map(|text| Command::Say { incident: Some(number), text });
                Ok(answer.map_or(said, Ok))
            }
            Ok(None) | Err(Stopped::Reply(_)) => Ok(said),
            Err(Stopped::Store(error)) => Err(NotSaved(error)),
        }
    }

    pub(super) async fn fill_in(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        text: String,
        reading: Reading,
    ) -> Result<Outcome, Stopped> {
        let words = Utterance { text, from: context.spoken_in().cloned() };
        self.act(context, incident, |i, s| {
            i.tell(s, &context.actor, words.clone(), reading.clone())
        })
        .await
    }

    pub(super) fn read(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        text: &str,
    ) -> Reading {
        let Some(terms) = self.actions.entitlement_on(context.directory, &incident.contract_ref)
        else {
            return Reading::default();
        };
        let read = itemised(text, &terms.plan.required_info);
        Reading { named: read.items, rest: read.rest, answers: false }
    }

    /// The incident whose waiting question the quoted message asked.
    async fn answered_question(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Option<IncidentNumber>, Stopped> {
        if !self.quotes_a_question(context).await? {
            return Ok(None);
        }
        let asked = self.spoken_under(context).await?;
        Ok(asked
            .filter(|incident| incident.required_info.pending().is_some())
            .map(|incident| incident.number))
    }

    /// The only incident that the caller reported here and whose question waits.
    async fn question_to_reporter(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Option<IncidentNumber>, Stopped> {
        let open = self.open_in_group(context).await?;
        let mut waiting = open.iter().filter(|incident| {
            context.actor.is_same_as(&incident.reporter)
                && incident.required_info.pending().is_some()
        });
        let first = waiting.next().map(|incident| incident.number);
        Ok(first.filter(|_| waiting.next().is_none()))
    }

    pub(super) async fn quotes_a_question(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<bool, Stopped> {
        let Some(reference) = &context.quoted else { return Ok(false) };
        let said = self.actions.store.said_in(&context.origin.room, reference).await?;
        Ok(said.iter().any(crate::domain::notice::Intent::asks_for_an_item))
    }
}

/// What was typed, without the ways of addressing the bot.
fn words_of(context: &CommandContext<'_>, event: &ChatEvent) -> Option<String> {
    let EventBody::Message { text, addressed, .. } = &event.body else { return None };
    let words = crate::commands::words_addressed(text, context.bot_name(), *addressed)?;
    (!words.is_empty()).then_some(words)
}
