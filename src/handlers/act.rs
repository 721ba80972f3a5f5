//! Carries out one act on one incident, for the handlers of all commands.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::actions::ActionError;
use crate::domain::incident::{ActContext, Changed, Incident, Refused};
use crate::ids::IncidentNumber;

impl Handlers {
    /// Finds the incident that is meant and carries out an act on it.
    pub(super) async fn act_on(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        decide: impl Fn(Incident, &mut ActContext<'_>) -> Result<Changed, Refused> + Sync,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        self.act(context, &incident, decide).await
    }

    /// Carries out an act; a refusal by the incident's state becomes a reply.
    pub(super) async fn act(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        decide: impl Fn(Incident, &mut ActContext<'_>) -> Result<Changed, Refused> + Sync,
    ) -> Result<Outcome, Stopped> {
        let confirmed = context.confirmed.as_deref();
        match self
            .actions
            .act(&context.origin, incident.number, confirmed, context.now, decide)
            .await
        {
            Ok(committed) => Ok(Outcome::Done(committed)),
            Err(ActionError::Refused(refused)) => {
                let current = self.actions.store.incident(incident.number).await?;
                Err(self.refused(context, &current.unwrap_or_else(|| incident.clone()), refused))
            }
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }

    /// Why an act was not applied, as a reply.
    pub(super) fn refused(
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
