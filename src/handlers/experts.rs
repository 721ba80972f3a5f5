//! `war room`: all experts of a customer are called at once.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn call_experts(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, s| i.call_experts_by_hand(s, &context.actor)).await
    }
}
