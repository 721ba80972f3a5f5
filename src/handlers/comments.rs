//! `say` and `note`: words about an incident that change no state.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use crate::domain::incident::{Reading, Utterance};
use crate::ids::IncidentNumber;

impl Handlers {
    /// Words added to an incident. Those of the staff fill in no required information: they may
    /// well be the question.
    pub(super) async fn say(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        text: String,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        if context.is_support() {
            return self.fill_in(context, &incident, text, Reading::default()).await;
        }
        let answers =
            context.actor.is_same_as(&incident.reporter) || self.quotes_a_question(context).await?;
        let reading = Reading { answers, ..self.read(context, &incident, &text) };
        self.fill_in(context, &incident, text, reading).await
    }

    /// A note for the staff alone.
    pub(super) async fn note(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        text: String,
    ) -> Result<Outcome, Stopped> {
        let words = Utterance { text, from: context.spoken_in().cloned() };
        self.act_on(context, number, |i, _| Ok(i.note(&context.actor, words.clone()))).await
    }
}
