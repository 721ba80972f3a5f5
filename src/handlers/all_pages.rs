//! `ack all`: one answer to every page that waits for the caller, after a yes that lists them.

use super::confirmation::Waiting;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use super::{Handlers, rights};
use crate::actions::{ActionError, Origin};
use crate::commands::verb::Verb;
use crate::domain::incident::Incident;
use crate::ids::IncidentNumber;
use crate::render::answers::{self, Answered};
use crate::store::Commit;

impl Handlers {
    /// Asks whether all of them are meant. One page alone needs no question.
    pub(super) async fn ask_to_acknowledge_all(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Outcome, Stopped> {
        let waiting = self.waiting_for_caller(context).await?;
        match waiting.as_slice() {
            [] => {
                let rendered = context.render_context(context.entitlement.as_deref(), None);
                Err(Reply::ready(answers::no_page_waits(&rendered)).into())
            }
            [only] => self.act(context, only, |i, s| i.acknowledge(s, &context.actor)).await,
            several => {
                let incidents = several.iter().map(|incident| incident.number).collect();
                let rendered = context.render_context(context.entitlement.as_deref(), None);
                self.ask_first(context, &Waiting::AllPages { incidents }, |code| {
                    answers::all_pages_asked(several, code, &rendered)
                })
                .await
            }
        }
    }

    /// Open incidents that wait for the caller's answer, as far as they may be seen from here: a
    /// customer may read the reply.
    async fn waiting_for_caller(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Vec<Incident>, Stopped> {
        let Some(person) = context.person else { return Ok(Vec::new()) };
        let paged = self.unanswered_of(context).await?;
        let mut waiting = Vec::new();
        for incident in paged.into_iter().filter(|it| it.awaits_answer_from(&person.id)) {
            if self.in_view(context, incident.number).await?.is_some() {
                waiting.push(incident);
            }
        }
        waiting.sort_by_key(|incident| (incident.rank, incident.number));
        Ok(waiting)
    }

    /// The yes: each is acknowledged by itself, so that one that somebody else took meanwhile holds
    /// up no other, and the reply lists them all.
    pub(super) async fn acknowledge_all(
        &self,
        context: &CommandContext<'_>,
        code: &str,
        incidents: &[IncidentNumber],
    ) -> Result<Outcome, Stopped> {
        rights::check_verb(context, Verb::Ack)?;
        let mut answered = Vec::with_capacity(incidents.len());
        for number in incidents {
            let Some(incident) = self.in_view(context, *number).await? else { continue };
            let origin = of_one(&context.origin, *number);
            let act = self
                .actions
                .act(&origin, *number, None, context.now, |i, s| i.acknowledge(s, &context.actor));
            let refused = match act.await {
                Ok(_) => None,
                Err(ActionError::Refused(refused)) => Some(refused),
                Err(ActionError::Store(error)) => return Err(error.into()),
                Err(ActionError::Contended) => return Err(Reply::Contended.into()),
            };
            let current = self.actions.store.incident(*number).await?.unwrap_or(incident);
            answered.push(Answered { incident: current, refused });
        }
        let rendered = context.render_context(context.entitlement.as_deref(), None);
        let message = answers::all_pages_answered(&answered, &rendered);
        let commit = Commit { used_confirmation: Some(code.to_owned()), ..Commit::default() };
        self.commit_reply(context, &message, false, commit).await.map(Outcome::Done)
    }
}

/// Where one of several acts came from: its own event, because the store carries out an event once,
/// and no reply, because there is one for all.
fn of_one(origin: &Origin, number: IncidentNumber) -> Origin {
    Origin {
        event_id: format!("{}+{number}", origin.event_id),
        answers_itself: true,
        reply_to: None,
        extra: None,
        ..origin.clone()
    }
}
