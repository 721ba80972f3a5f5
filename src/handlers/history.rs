//! `catchup` and `transcript`: what was said and done so far, for somebody who comes late.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::domain::incident::{Actor, Visibility};
use crate::domain::transcript::{Attribution, TranscriptLine};
use crate::ids::IncidentNumber;

/// How many of the last lines are searched for a message of the customer.
const LOOKED_THROUGH: i64 = 50;
const SHOWN: i64 = 10;

impl Handlers {
    pub(super) async fn show_transcript(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let lines = self.actions.store.last_lines(incident.number, SHOWN).await?;
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let incident = Box::new(incident);
        Ok(Outcome::Reply(Reply::Transcript { incident, lines, entitlement }))
    }

    pub(super) async fn catch_up(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let timeline = self.actions.store.timeline_of(incident.number).await?;
        let mut lines = self.actions.store.last_lines(incident.number, LOOKED_THROUGH).await?;
        let sees_inside = context.is_support() && !context.is_in_customers_room();
        lines.retain(|line| {
            let may_be_read = sees_inside || line.visibility == Visibility::Customer;
            may_be_read && line.attribution != Attribution::Room && !self.is_question(context, line)
        });
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let incident = Box::new(incident);
        Ok(Outcome::Reply(Reply::Catchup { incident, timeline, lines, entitlement }))
    }

    /// Whether a message was a command without an act; such a message says nothing about the
    /// incident.
    fn is_question(&self, context: &CommandContext<'_>, line: &TranscriptLine) -> bool {
        let words = self.vocabularies.of(context);
        let understood = crate::commands::parse_addressed(&line.words, "", true, &words);
        line.speaker != Actor::Bot && matches!(understood, Some(Ok(_)))
    }
}
