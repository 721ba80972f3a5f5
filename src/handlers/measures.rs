//! Measures beside the response: access, the last word on a level, people on site, the emergency group.

use std::sync::Arc;

use super::caller::Hearing;
use super::finding::staff_named;
use super::question::Question;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::commands::command::Command;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Incident, Refused};

/// The question to ask before a measure takes effect; none when it may happen at once.
pub(super) fn needs_a_yes(
    hearing: &Hearing<'_>,
    command: &Command,
    incident: &Incident,
    terms: Option<&Arc<Entitlement>>,
) -> Result<Option<Question>, Words> {
    let in_words = |refused| in_words(hearing, refused, incident, terms);
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
    hearing: &Hearing<'_>,
    refused: Refused,
    incident: &Incident,
    terms: Option<&Arc<Entitlement>>,
) -> Words {
    let entitlement = terms.cloned().or_else(|| hearing.entitlement.clone());
    Words::Refused { refused: Box::new(refused), incident: Box::new(incident.clone()), entitlement }
}

impl Desk {
    /// Carries out a measure on an incident.
    pub(super) async fn take_measure(
        &self,
        hearing: &Hearing<'_>,
        command: Command,
        incident: &Incident,
    ) -> Result<Said, Stopped> {
        let actor = hearing.actor.clone();
        match command {
            Command::Access { granted, text, .. } => {
                let words = text.unwrap_or_default();
                self.act(hearing, incident, None, |i, s| {
                    i.answer_access(s, &actor, granted, words.clone())
                })
                .await
            }
            Command::Regrade { severity, reason, .. } => {
                self.act(hearing, incident, None, |i, s| {
                    i.rule_on_severity(s, &actor, severity.clone(), reason.clone())
                })
                .await
            }
            Command::Dispatch { person, eta, .. } => {
                let person = staff_named(hearing, &person)?.id.clone();
                let expected_at =
                    hearing.end(eta, hearing.now, incident.zone).ok_or(Words::NoSuchEnd)?;
                self.act(hearing, incident, None, |i, s| {
                    i.send_out(s, &actor, person.clone(), expected_at)
                })
                .await
            }
            Command::Arrived { .. } => {
                self.act(hearing, incident, None, |i, s| i.arrive(s, &actor)).await
            }
            Command::WarRoom { .. } => {
                self.act(hearing, incident, None, |i, s| i.call_experts_by_hand(s, &actor)).await
            }
            other => self.act_towards_the_end(hearing, incident, other).await,
        }
    }
}
