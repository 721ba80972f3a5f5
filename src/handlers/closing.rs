//! Acts on the way to the end, and what is opened when it is too late to open the old one again.

use super::caller::Hearing;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::actions::ActionError;
use crate::commands::command::Command;
use crate::domain::directory::{Customer, Directory};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Continued, Footing, Incident, Opening, Report, Solution};
use crate::domain::notice::UnboundReason;
use crate::ids::IncidentId;

impl Desk {
    /// Solving, asking the customer, and going on.
    pub(super) async fn act_towards_the_end(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        command: Command,
    ) -> Result<Said, Stopped> {
        let actor = hearing.actor.clone();
        match command {
            Command::Solve { text, resolution, .. } => {
                let solution = Solution { text, resolution };
                self.act(hearing, incident, None, |i, s| i.solve(s, &actor, solution.clone())).await
            }
            Command::Wait { text, until, .. } => {
                let end =
                    |until| hearing.end(until, hearing.now, incident.zone).ok_or(Words::NoSuchEnd);
                let wanted_by = until.map(end).transpose()?;
                self.act(hearing, incident, None, |i, s| {
                    i.ask_customer(s, &actor, text.clone(), wanted_by)
                })
                .await
            }
            Command::Resume { .. } => {
                self.act(hearing, incident, None, |i, s| i.resume(s, &actor)).await
            }
            _ => Err(Words::NothingOpen.into()),
        }
    }

    /// Opens a closed incident again; when the plan's window for that is over, a new one that goes on with it.
    pub(super) async fn reopen(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        reason: String,
    ) -> Result<Said, Stopped> {
        let terms = self.actions.entitlement_on(hearing.directory, &incident.footing);
        let is_too_late =
            incident.reopen_until(terms.as_deref()).is_some_and(|until| until <= hearing.now);
        if is_too_late {
            return self.continue_with_another(hearing, incident, terms.as_deref(), reason).await;
        }
        let actor = hearing.actor.clone();
        self.act(hearing, incident, None, |i, s| i.reopen(s, &actor, reason.clone())).await
    }

    async fn continue_with_another(
        &self,
        hearing: &Hearing<'_>,
        old: &Incident,
        terms: Option<&Entitlement>,
        reason: String,
    ) -> Result<Said, Stopped> {
        if let Some(number) = self.actions.store.continuation_of(old.number).await? {
            return Err(Words::ContinuedAs { old: old.number, number }.into());
        }
        let describe = |directory: &Directory, id: IncidentId| {
            continuation(hearing, directory, id, old, terms, &reason)
        };
        match self.actions.open(&hearing.origin, hearing.now, describe).await {
            Ok(committed) => Ok(Said::Done(committed)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Words::Contended.into()),
        }
    }
}

/// The same trouble of the same customer in the same room, under what is promised there today.
fn continuation(
    hearing: &Hearing<'_>,
    directory: &Directory,
    id: IncidentId,
    old: &Incident,
    terms: Option<&Entitlement>,
    reason: &str,
) -> Opening {
    let footing = footing_today(hearing, directory, old, terms);
    let terms = terms.filter(|_| matches!(footing, Footing::Contract { .. }));
    let severity =
        old.severity.clone().filter(|severity| terms.is_some_and(|t| t.rank(severity).is_some()));
    let rank = severity.as_ref().and_then(|severity| terms?.rank(severity));
    let group = old.group.as_ref().and_then(|group| directory.groups.get(group));
    Opening {
        id,
        footing,
        room: old.room.clone(),
        group: old.group.clone(),
        mirrors: group.map(|group| group.mirrors.clone()).unwrap_or_default(),
        language: old.language,
        zone: old.zone,
        rank: rank.unwrap_or_else(|| terms.map_or(1, Entitlement::lowest_rank)),
        severity,
        title: title_of(old, reason),
        reporter: hearing.actor.clone(),
        continues: Some(Continued { number: old.number, reason: reason.to_owned() }),
        // An express ticket is followed until the trouble is over, so what was paid once holds for it.
        express: None,
        report: Report::default(),
    }
}

/// After the years kept the old title is gone; then the reason says what is wrong.
fn title_of(old: &Incident, reason: &str) -> String {
    match (old.title.as_str(), reason) {
        ("", "") => old.number.to_string(),
        ("", reason) => reason.to_owned(),
        (title, _) => title.to_owned(),
    }
}

fn footing_today(
    hearing: &Hearing<'_>,
    directory: &Directory,
    old: &Incident,
    terms: Option<&Entitlement>,
) -> Footing {
    let customer = old.footing.customer().and_then(|id| directory.customers.get(id));
    let in_force = |customer: &&Customer| {
        customer.contract.is_in_force(hearing.now.with_timezone(&customer.zone).date_naive())
    };
    match (customer.filter(in_force), terms) {
        (Some(customer), Some(terms)) => Footing::Contract {
            customer: customer.id.clone(),
            plan: terms.plan.id.clone(),
            plan_version: terms.plan.version.fingerprint.clone(),
            tier: terms.tier.clone(),
            channel: terms.channel.clone(),
        },
        (in_force, _) => Footing::Unbound {
            why: if in_force.is_some() {
                UnboundReason::PlanMissing
            } else {
                UnboundReason::ContractNotInForce
            },
            customer: customer.map(|customer| customer.id.clone()),
        },
    }
}
