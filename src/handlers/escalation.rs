//! `escalate`: the customer asks for the management.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use crate::commands::command::Urgency;
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn escalate(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        urgency: Option<Urgency>,
        text: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let urgent = urgency == Some(Urgency::Urgent);
        let reason = text.unwrap_or_default();
        self.act_on(context, number, |i, s| i.escalate(s, &context.actor, urgent, reason.clone()))
            .await
    }
}
