//! `dispatch` and `arrived`: somebody goes to the customer's site.

use super::Handlers;
use super::context::CommandContext;
use super::lookup::staff_named;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::PersonName;
use crate::commands::wall_time::Until;
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn send_to_site(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        person: &PersonName,
        eta: Until,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let person = &staff_named(context, person)?.id;
        let expected_at = context.end(eta, context.now, incident.zone).ok_or(Reply::NoSuchEnd)?;
        self.act(context, &incident, |i, s| {
            i.send_out(s, &context.actor, person.clone(), expected_at)
        })
        .await
    }

    pub(super) async fn arrive_on_site(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, s| i.arrive(s, &context.actor)).await
    }
}
