//! Acts about a request as a whole: a question skipped, a duplicate, a rating.

use super::caller::Hearing;
use super::words::Words;
use super::{Desk, Said, Stopped, rights};
use crate::actions::ActionError;
use crate::commands::command::Command;
use crate::commands::verb::Verb;
use crate::domain::incident::{Incident, Refused, Situation};
use crate::ids::IncidentNumber;

impl Desk {
    pub(super) async fn act_on_request(
        &self,
        hearing: &Hearing<'_>,
        command: Command,
    ) -> Result<Said, Stopped> {
        let actor = hearing.actor.clone();
        match command {
            Command::Skip { incident, item } => {
                let incident = self.find(hearing, incident).await?;
                self.act(hearing, &incident, None, |i, s| i.skip_item(s, &actor, item.as_ref()))
                    .await
            }
            Command::Duplicate { incident, original } => {
                // Boxed: it holds two incidents, as they were and as they become.
                Box::pin(self.duplicate(hearing, incident, original)).await
            }
            Command::Rate { incident, score, text } => {
                let incident = self.find_closed(hearing, incident).await?;
                let words = text.unwrap_or_default();
                self.act(hearing, &incident, None, |i, s| i.rate(s, &actor, score, words.clone()))
                    .await
            }
            _ => Err(Words::NothingOpen.into()),
        }
    }

    async fn duplicate(
        &self,
        hearing: &Hearing<'_>,
        number: Option<IncidentNumber>,
        original: IncidentNumber,
    ) -> Result<Said, Stopped> {
        let original = self.find(hearing, Some(original)).await?;
        let duplicate = self.find_duplicate(hearing, number, &original).await?;
        rights::check_reports(hearing, Verb::Duplicate, &duplicate, &original)?;
        self.close_as_duplicate(hearing, &duplicate, &original).await
    }

    /// Without a number the incident of the thread or of the quoted message is meant. Guessing among the open
    /// ones could close the wrong one.
    async fn find_duplicate(
        &self,
        hearing: &Hearing<'_>,
        number: Option<IncidentNumber>,
        original: &Incident,
    ) -> Result<Incident, Stopped> {
        if number.is_some() {
            return self.find(hearing, number).await;
        }
        let spoken =
            self.spoken_under(hearing).await?.filter(|incident| incident.id != original.id);
        spoken.ok_or_else(|| Words::NumberMissing { verb: Verb::Duplicate }.into())
    }

    /// No closed incident can be "the only open one", so without a number only the thread or the quote counts.
    async fn find_closed(
        &self,
        hearing: &Hearing<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Incident, Stopped> {
        if number.is_some() {
            return self.find(hearing, number).await;
        }
        let spoken = self.spoken_under(hearing).await?;
        spoken.ok_or_else(|| Words::NumberMissing { verb: Verb::Rate }.into())
    }

    async fn close_as_duplicate(
        &self,
        hearing: &Hearing<'_>,
        duplicate: &Incident,
        original: &Incident,
    ) -> Result<Said, Stopped> {
        if duplicate.id == original.id {
            return Err(self.refused(hearing, duplicate, Refused::SameIncident));
        }
        let actor = &hearing.actor;
        let ids = (duplicate.id, original.id);
        let close = |i: Incident, other: &Incident, s: &Situation<'_>| {
            i.close_as_duplicate(s, actor, other)
        };
        let take =
            |i: Incident, other: &Incident, s: &Situation<'_>| i.take_duplicate(s, actor, other);
        match self.actions.act_on_two(&hearing.origin, ids, hearing.now, close, take).await {
            Ok(committed) => Ok(Said::Done(committed)),
            Err(ActionError::Refused(refused)) => Err(self.refused(hearing, duplicate, refused)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Contended) => Err(Words::Contended.into()),
        }
    }

    fn refused(&self, hearing: &Hearing<'_>, incident: &Incident, refused: Refused) -> Stopped {
        let entitlement = self.actions.entitlement_on(hearing.directory, &incident.footing);
        let (refused, incident) = (Box::new(refused), Box::new(incident.clone()));
        Words::Refused { refused, incident, entitlement }.into()
    }
}
