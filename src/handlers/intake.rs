//! The customer's answers to what the plan asks a request to carry.
//!
//! Words that name an item fill it. Words that name none answer the question that waits when the reporter says
//! them, or when anybody of the customer says them in answer to the message that asked.

use chat::{ChatEvent, EventBody};

use super::caller::Hearing;
use super::words::Words;
use super::{Desk, Said, Stopped, Unsaved};
use crate::commands::command::Command;
use crate::commands::error::ParseError;
use crate::commands::items::itemised;
use crate::domain::incident::{Incident, Reading, Utterance};
use crate::ids::IncidentNumber;

impl Desk {
    /// Words added to an incident. Those of the staff fill no item: they may well be the question.
    pub(super) async fn say(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        text: String,
    ) -> Result<Said, Stopped> {
        if hearing.is_support() {
            return self.fill_in(hearing, incident, text, Reading::default()).await;
        }
        let answers =
            hearing.actor.is_same_as(&incident.reporter) || self.quotes_a_question(hearing).await?;
        let reading = Reading { answers, ..self.read(hearing, incident, &text) };
        self.fill_in(hearing, incident, text, reading).await
    }

    /// `intake #128` alone shows what is there and what is missing; with words it fills items in, by whomever.
    pub(super) async fn intake(
        &self,
        hearing: &Hearing<'_>,
        number: Option<IncidentNumber>,
        text: Option<String>,
    ) -> Result<Said, Stopped> {
        let incident = self.find(hearing, number).await?;
        let reading = self.read(hearing, &incident, text.as_deref().unwrap_or_default());
        match text {
            Some(text) if !reading.named.is_empty() => {
                self.fill_in(hearing, &incident, text, reading).await
            }
            unread => {
                let entitlement = self.actions.entitlement_on(hearing.directory, &incident.footing);
                let (incident, was_unread) = (Box::new(incident), unread.is_some());
                Ok(Said::Words(Words::Intake { incident, entitlement, was_unread }))
            }
        }
    }

    /// Where somebody answers the message that asked, and says nothing that even resembles a command, their words
    /// are the answer.
    pub(super) async fn or_quoted_answer(
        &self,
        hearing: &Hearing<'_>,
        event: &ChatEvent,
        said: Result<Command, ParseError>,
    ) -> Result<Result<Command, ParseError>, Unsaved> {
        let resembles_nothing = matches!(&said, Err(ParseError::UnknownVerb { suggestions, .. }) if suggestions.is_empty());
        if !resembles_nothing || hearing.is_support() {
            return Ok(said);
        }
        match self.answered_question(hearing).await {
            Ok(Some(number)) => {
                let answer = words_of(hearing, event)
                    .map(|text| Command::Say { incident: Some(number), text });
                Ok(answer.map_or(said, Ok))
            }
            Ok(None) | Err(Stopped::Words(_)) => Ok(said),
            Err(Stopped::Store(error)) => Err(Unsaved(error)),
        }
    }

    async fn fill_in(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        text: String,
        reading: Reading,
    ) -> Result<Said, Stopped> {
        let actor = hearing.actor.clone();
        let words = Utterance { text, from: hearing.spoken_in().cloned() };
        self.act(hearing, incident, None, |i, s| i.tell(s, &actor, words.clone(), reading.clone()))
            .await
    }

    fn read(&self, hearing: &Hearing<'_>, incident: &Incident, text: &str) -> Reading {
        let Some(terms) = self.actions.entitlement_on(hearing.directory, &incident.footing) else {
            return Reading::default();
        };
        let read = itemised(text, &terms.plan.intake);
        Reading { named: read.items, rest: read.rest, answers: false }
    }

    /// The incident whose waiting question the quoted message asked.
    async fn answered_question(
        &self,
        hearing: &Hearing<'_>,
    ) -> Result<Option<IncidentNumber>, Stopped> {
        if !self.quotes_a_question(hearing).await? {
            return Ok(None);
        }
        let asked = self.spoken_under(hearing).await?;
        Ok(asked
            .filter(|incident| incident.intake.pending().is_some())
            .map(|incident| incident.number))
    }

    async fn quotes_a_question(&self, hearing: &Hearing<'_>) -> Result<bool, Stopped> {
        let Some(reference) = &hearing.quoted else { return Ok(false) };
        let said = self.actions.store.said_in(&hearing.origin.room.to_string(), reference).await?;
        Ok(said.iter().any(crate::domain::notice::Intent::asks_for_an_item))
    }
}

/// What was typed, without the ways of addressing the bot.
fn words_of(hearing: &Hearing<'_>, event: &ChatEvent) -> Option<String> {
    let EventBody::Message { text, addressed, .. } = &event.body else { return None };
    let words = crate::commands::words_addressed(text, hearing.bot_name(), *addressed)?;
    (!words.is_empty()).then(|| words.to_owned())
}
