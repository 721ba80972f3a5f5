//! `show`, `why`, `list` and `board`. They change nothing.

use super::Handlers;
use super::context::{CommandContext, View};
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::ListScope;
use crate::domain::incident::{Clocks, Incident};
use crate::ids::IncidentNumber;

/// How many incidents a list shows.
const LISTED: i64 = 20;

impl Handlers {
    pub(super) async fn show(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        page: Option<u32>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let timeline = self.actions.store.timeline_of(incident.number).await?;
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        if let Some(page) = page {
            let incident = Box::new(incident);
            return Ok(Outcome::Reply(Reply::ShowInFull { incident, timeline, entitlement, page }));
        }
        let continued_as = self.actions.store.continuation_of(incident.number).await?;
        let incident = Box::new(incident);
        Ok(Outcome::Reply(Reply::Show { incident, timeline, entitlement, continued_as }))
    }

    pub(super) async fn why(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let timeline = self.actions.store.timeline_of(incident.number).await?;
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        if !Clocks::agree(&incident, &timeline, entitlement.as_deref()) {
            tracing::warn!(incident = %incident.number, "the clocks do not follow from the timeline and today's plan");
        }
        let incident = Box::new(incident);
        Ok(Outcome::Reply(Reply::Why { incident, timeline, entitlement }))
    }

    pub(super) async fn board(&self) -> Result<Outcome, Stopped> {
        let incidents = self.actions.store.open_by_deadline(LISTED).await?;
        Ok(Outcome::Reply(Reply::Board { incidents }))
    }

    pub(super) async fn list(
        &self,
        context: &CommandContext<'_>,
        scope: ListScope,
    ) -> Result<Outcome, Stopped> {
        let mut incidents = self.all_in_view(context, scope == ListScope::Open, LISTED).await?;
        if scope == ListScope::Mine {
            incidents.retain(|incident| is_mine(context, incident));
        }
        Ok(Outcome::Reply(Reply::List { incidents, scope }))
    }

    /// What can be seen from where the caller speaks, at most `limit`. For the staff it is what is
    /// open.
    pub(super) async fn all_in_view(
        &self,
        context: &CommandContext<'_>,
        only_open: bool,
        limit: i64,
    ) -> Result<Vec<Incident>, Stopped> {
        let store = &self.actions.store;
        match context.view() {
            View::EveryCustomer => Ok(store.open_by_deadline(limit).await?),
            View::Group(group) if only_open => self.open_followed_in(context, group, limit).await,
            View::Group(group) => self.all_followed_in(context, group, limit).await,
            View::OutOfContract(room) if only_open => {
                Ok(store.open_incidents_in(room, limit).await?)
            }
            View::OutOfContract(room) => Ok(store.incidents_in(room, limit).await?),
        }
    }
}

fn is_mine(context: &CommandContext<'_>, incident: &Incident) -> bool {
    let owned = context.person.is_some_and(|person| incident.owner.as_ref() == Some(&person.id));
    owned || incident.reporter == context.actor
}
