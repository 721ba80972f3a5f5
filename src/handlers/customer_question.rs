//! `wait` and `resume`: the customer is asked for something and the work pauses until the answer.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::wall_time::Until;
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn wait_for_customer(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        question: String,
        until: Option<Until>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let end = |until| context.end(until, context.now, incident.zone).ok_or(Reply::NoSuchEnd);
        let wanted_by = until.map(end).transpose()?;
        self.act(context, &incident, |i, s| {
            i.ask_customer(s, &context.actor, question.clone(), wanted_by)
        })
        .await
    }

    pub(super) async fn resume(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, s| i.resume(s, &context.actor)).await
    }
}
