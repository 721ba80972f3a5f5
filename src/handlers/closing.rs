//! `solve`, `confirm`, `reject` and `close`: how an incident ends.

use super::Handlers;
use super::confirmed_act::ConfirmedAct;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use crate::commands::command::Resolution;
use crate::domain::directory::Role;
use crate::domain::incident::{self, Solution};
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn solve(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        resolution: Option<Resolution>,
        text: String,
    ) -> Result<Outcome, Stopped> {
        let solution = Solution { text, resolution };
        self.act_on(context, number, |i, s| i.solve(s, &context.actor, solution.clone())).await
    }

    /// The customer agrees that the incident is solved.
    pub(super) async fn confirm(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, s| i.confirm(s, &context.actor)).await
    }

    pub(super) async fn reject(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        text: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let reason = text.unwrap_or_default();
        self.act_on(context, number, |i, s| i.reject(s, &context.actor, reason.clone())).await
    }

    /// Takes a report back.
    pub(super) async fn withdraw(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        let is_administrator = context.role() == Role::CustomerAdmin && !context.by_link;
        self.act_on(context, number, |i, s| i.withdraw(s, &context.actor, is_administrator)).await
    }

    /// Closing without the customer's consent always takes a confirmation.
    pub(super) async fn close(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        outcome: incident::Outcome,
        reason: String,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        self.ask_to_confirm(context, &incident, ConfirmedAct::Close { outcome, reason }).await
    }
}
