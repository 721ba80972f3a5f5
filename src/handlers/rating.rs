//! `rate`: how the customer rates the service when an incident is over.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::verb::Verb;
use crate::domain::incident::Incident;
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn rate(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        score: u8,
        text: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find_closed(context, number).await?;
        let words = text.unwrap_or_default();
        self.act(context, &incident, |i, s| i.rate(s, &context.actor, score, words.clone())).await
    }

    /// No closed incident can be "the only open one", so without a number only the thread or the
    /// quote counts.
    async fn find_closed(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Incident, Stopped> {
        if number.is_some() {
            return self.find(context, number).await;
        }
        let spoken = self.spoken_under(context).await?;
        spoken.ok_or_else(|| Reply::NumberMissing { verb: Verb::Rate }.into())
    }
}
