//! Measures beside the response: access, the last word on a level, people on site, the emergency group.

use std::sync::Arc;

use super::confirmation::Question;
use super::context::CommandContext;
use super::lookup::staff_named;
use super::reply::Reply;
use super::{Handlers, Outcome, Stopped};
use crate::commands::command::Command;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Incident, Refused};

/// The question to ask before a measure takes effect; none when it may happen at once.
pub(super) fn needs_a_yes(
    context: &CommandContext<'_>,
    command: &Command,
    incident: &Incident,
    terms: Option<&Arc<Entitlement>>,
) -> Result<Option<Question>, Reply> {
    let in_words = |refused| in_words(context, refused, incident, terms);
    match command {
        // A level that was ruled on is not asked about in vain.
        Command::Level { .. } => incident.refuse_if_ruled().map(|()| None).map_err(in_words),
        Command::Regrade { severity, reason, .. } => {
            let rank = terms.and_then(|terms| terms.rank(severity));
            let is_lower =
                incident.severity.is_some() && rank.is_some_and(|rank| rank > incident.rank);
            let question = Question::Regrade { to: severity.clone(), reason: reason.clone() };
            Ok(is_lower.then_some(question))
        }
        Command::DowngradeAccess { .. } => {
            let to = incident.severity_without_access(terms.map(AsRef::as_ref));
            to.map(|to| Some(Question::LowerWithoutAccess { to })).map_err(in_words)
        }
        _ => Ok(None),
    }
}

fn in_words(
    context: &CommandContext<'_>,
    refused: Refused,
    incident: &Incident,
    terms: Option<&Arc<Entitlement>>,
) -> Reply {
    let entitlement = terms.cloned().or_else(|| context.entitlement.clone());
    Reply::Refused { refused: Box::new(refused), incident: Box::new(incident.clone()), entitlement }
}

impl Handlers {
    /// Carries out a measure on an incident.
    pub(super) async fn take_measure(
        &self,
        context: &CommandContext<'_>,
        command: Command,
        incident: &Incident,
    ) -> Result<Outcome, Stopped> {
        let actor = context.actor.clone();
        match command {
            Command::Access { granted, text, .. } => {
                let words = text.unwrap_or_default();
                self.act(context, incident, None, |i, s| {
                    i.answer_access(s, &actor, granted, words.clone())
                })
                .await
            }
            Command::Regrade { severity, reason, .. } => {
                self.act(context, incident, None, |i, s| {
                    i.rule_on_severity(s, &actor, severity.clone(), reason.clone())
                })
                .await
            }
            Command::Dispatch { person, eta, .. } => {
                let person = staff_named(context, &person)?.id.clone();
                let expected_at =
                    context.end(eta, context.now, incident.zone).ok_or(Reply::NoSuchEnd)?;
                self.act(context, incident, None, |i, s| {
                    i.send_out(s, &actor, person.clone(), expected_at)
                })
                .await
            }
            Command::Arrived { .. } => {
                self.act(context, incident, None, |i, s| i.arrive(s, &actor)).await
            }
            Command::WarRoom { .. } => {
                self.act(context, incident, None, |i, s| i.call_experts_by_hand(s, &actor)).await
            }
            other => self.act_towards_the_end(context, incident, other).await,
        }
    }
}
