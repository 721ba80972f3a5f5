//! Acts about a request as a whole: a question skipped, a duplicate, a rating.

use super::context::CommandContext;
use super::reply::Reply;
use super::{Handlers, Outcome, Stopped, rights};
use crate::actions::ActionError;
use crate::commands::command::Command;
use crate::commands::verb::Verb;
use crate::domain::incident::{Incident, Refused, Situation};
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn act_on_request(
        &self,
        context: &CommandContext<'_>,
        command: Command,
    ) -> Result<Outcome, Stopped> {
        let actor = context.actor.clone();
        match command {
            Command::Skip { incident, item } => {
                let incident = self.find(context, incident).await?;
                self.act(context, &incident, None, |i, s| i.skip_item(s, &actor, item.as_ref()))
                    .await
            }
            Command::Duplicate { incident, original } => {
                // Boxed: it holds two incidents, as they were and as they become.
                Box::pin(self.duplicate(context, incident, original)).await
            }
            Command::Rate { incident, score, text } => {
                let incident = self.find_closed(context, incident).await?;
                let words = text.unwrap_or_default();
                self.act(context, &incident, None, |i, s| i.rate(s, &actor, score, words.clone()))
                    .await
            }
            _ => Err(Reply::NothingOpen.into()),
        }
    }

    async fn duplicate(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        original: IncidentNumber,
    ) -> Result<Outcome, Stopped> {
        let original = self.find(context, Some(original)).await?;
        let duplicate = self.find_duplicate(context, number, &original).await?;
        rights::check_reports(context, Verb::Duplicate, &duplicate, &original)?;
        self.close_as_duplicate(context, &duplicate, &original).await
    }

    /// Without a number the incident of the thread or of the quoted message is meant. Guessing among the open
    /// ones could close the wrong one.
    async fn find_duplicate(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        original: &Incident,
    ) -> Result<Incident, Stopped> {
        if number.is_some() {
            return self.find(context, number).await;
        }
        let spoken =
            self.spoken_under(context).await?.filter(|incident| incident.id != original.id);
        spoken.ok_or_else(|| Reply::NumberMissing { verb: Verb::Duplicate }.into())
    }

    /// No closed incident can be "the only open one", so without a number only the thread or the quote counts.
    async fn find_closed(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Incident, Stopped> {
        if number.is_some() {
            return self.find(context, number).await;
        }
        let spoken = self.spoken_under(context).await?;
        spoken.ok_or_else(|| Reply::NumberMissing { verb: Verb::Rate }.into())
    }

    async fn close_as_duplicate(
        &self,
        context: &CommandContext<'_>,
        duplicate: &Incident,
        original: &Incident,
    ) -> Result<Outcome, Stopped> {
        if duplicate.id == original.id {
            return Err(self.refused(context, duplicate, Refused::SameIncident));
        }
        let actor = &context.actor;
        let ids = (duplicate.id, original.id);
        let close = |i: Incident, other: &Incident, s: &Situation<'_>| {
            i.close_as_duplicate(s, actor, other)
        };
        let take =
            |i: Incident, other: &Incident, s: &Situation<'_>| i.take_duplicate(s, actor, other);
        match self.actions.act_on_two(&context.origin, ids, context.now, close, take).await {
            Ok(committed) => Ok(Outcome::Done(committed)),
            Err(ActionError::Refused(refused)) => Err(self.refused(context, duplicate, refused)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }

    fn refused(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        refused: Refused,
    ) -> Stopped {
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let (refused, incident) = (Box::new(refused), Box::new(incident.clone()));
        Reply::Refused { refused, incident, entitlement }.into()
    }
}
