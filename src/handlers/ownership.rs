//! `ack`, `assign`, `handoff` and `takeover`: who works on an incident.

use super::Handlers;
use super::context::CommandContext;
use super::lookup::staff_named;
use super::outcome::{Outcome, Stopped};
use crate::commands::command::{PersonName, Target};
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn acknowledge(
        &self,
        context: &CommandContext<'_>,
        target: Option<Target>,
    ) -> Result<Outcome, Stopped> {
        if target == Some(Target::All) {
            return Box::pin(self.ask_to_acknowledge_all(context)).await;
        }
        let incident = self.find_target(context, target).await?;
        self.act(context, &incident, |i, s| i.acknowledge(s, &context.actor)).await
    }

    pub(super) async fn assign(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        person: &PersonName,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let to = &staff_named(context, person)?.id;
        self.act(context, &incident, |i, s| i.assign(s, &context.actor, to.clone())).await
    }

    /// Offers the incident to somebody; without a person the page continues to the next step of the
    /// policy.
    pub(super) async fn hand_off(
        &self,
        context: &CommandContext<'_>,
        target: Option<Target>,
        person: Option<PersonName>,
        text: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find_target(context, target).await?;
        let actor = &context.actor;
        let Some(person) = person else {
            return self.act(context, &incident, |i, s| i.pass_on(s, actor)).await;
        };
        let to = &staff_named(context, &person)?.id;
        let summary = text.unwrap_or_default();
        self.act(context, &incident, |i, s| i.offer_handoff(s, actor, to.clone(), summary.clone()))
            .await
    }

    pub(super) async fn take_over(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, s| i.take_over(s, &context.actor)).await
    }
}
