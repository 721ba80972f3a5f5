//! `duplicate`: one incident is closed as the duplicate of another.

use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use super::{Handlers, rights};
use crate::actions::ActionError;
use crate::commands::verb::Verb;
use crate::domain::incident::{ActContext, Incident, Refused};
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn close_as_duplicate(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        original: IncidentNumber,
    ) -> Result<Outcome, Stopped> {
        let original = self.find(context, Some(original)).await?;
        let duplicate = self.find_duplicate(context, number, &original).await?;
        rights::check_reports(context, Verb::Duplicate, &duplicate, &original)?;
        self.close_one_for_the_other(context, &duplicate, &original).await
    }

    /// Without a number the incident of the thread or of the quoted message is meant. Guessing
    /// among the open ones could close the wrong one.
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
            self.spoken_under(context).await?.filter(|incident| incident.number != original.number);
        spoken.ok_or_else(|| Reply::NumberMissing { verb: Verb::Duplicate }.into())
    }

    async fn close_one_for_the_other(
        &self,
        context: &CommandContext<'_>,
        duplicate: &Incident,
        original: &Incident,
    ) -> Result<Outcome, Stopped> {
        if duplicate.number == original.number {
            return Err(self.refused(context, duplicate, Refused::SameIncident));
        }
        let actor = &context.actor;
        let ids = (duplicate.number, original.number);
        let close = |i: Incident, other: &Incident, s: &ActContext<'_>| {
            i.close_as_duplicate(s, actor, other)
        };
        let take =
            |i: Incident, other: &Incident, s: &ActContext<'_>| i.take_duplicate(s, actor, other);
        match self.actions.act_on_two(&context.origin, ids, context.now, close, take).await {
            Ok(committed) => Ok(Outcome::Done(committed)),
            Err(ActionError::Refused(refused)) => Err(self.refused(context, duplicate, refused)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }
}
