//! `reopen`: a closed incident is opened again; when the plan's window for that is over, a new one
//! continues it.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::actions::ActionError;
use crate::commands::verb::Verb;
use crate::domain::directory::{Customer, Directory};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Continued, ContractRef, Incident, Opening, Report};
use crate::domain::notice::OutOfContractReason;
use crate::ids::IncidentNumber;

impl Handlers {
    /// Opens a closed incident again; when the plan's window for that is over, a new one that
    /// continues it.
    pub(super) async fn reopen(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        text: Option<String>,
    ) -> Result<Outcome, Stopped> {
        // No closed incident can be "the only open one".
        let number = number.ok_or(Reply::NumberMissing { verb: Verb::Reopen })?;
        let incident = self.find(context, Some(number)).await?;
        let reason = text.unwrap_or_default();
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let is_too_late =
            incident.reopen_until(terms.as_deref()).is_some_and(|until| until <= context.now);
        if is_too_late {
            return self.continue_with_another(context, &incident, terms.as_deref(), reason).await;
        }
        self.act(context, &incident, |i, s| i.reopen(s, &context.actor, reason.clone())).await
    }

    async fn continue_with_another(
        &self,
        context: &CommandContext<'_>,
        old: &Incident,
        terms: Option<&Entitlement>,
        reason: String,
    ) -> Result<Outcome, Stopped> {
        if let Some(number) = self.actions.store.continuation_of(old.number).await? {
            return Err(Reply::ContinuedAs { old: old.number, number }.into());
        }
        let describe =
            |directory: &Directory| continuation(context, directory, old, terms, &reason);
        match self.actions.open(&context.origin, context.now, describe).await {
            Ok(committed) => Ok(Outcome::Done(committed)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }
}

/// The same trouble of the same customer in the same room, under what is promised there today.
fn continuation(
    context: &CommandContext<'_>,
    directory: &Directory,
    old: &Incident,
    terms: Option<&Entitlement>,
    reason: &str,
) -> Opening {
    let contract_ref = contract_today(context, directory, old, terms);
    let terms = terms.filter(|_| matches!(contract_ref, ContractRef::Contract { .. }));
    let severity =
        old.severity.clone().filter(|severity| terms.is_some_and(|t| t.rank(severity).is_some()));
    let rank = severity.as_ref().and_then(|severity| terms?.rank(severity));
    let group = old.group.as_ref().and_then(|group| directory.groups.get(group));
    Opening {
        contract_ref,
        room: old.room.clone(),
        group: old.group.clone(),
        mirrors: group.map(|group| group.mirrors.clone()).unwrap_or_default(),
        language: old.language,
        zone: old.zone,
        rank: rank.unwrap_or_else(|| terms.map_or(1, Entitlement::lowest_rank)),
        severity,
        title: title_of(old, reason),
        reporter: context.actor.clone(),
        continues: Some(Continued { number: old.number, reason: reason.to_owned() }),
        // An express ticket is followed until the trouble is over, so what was paid once holds for
        // it.
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

fn contract_today(
    context: &CommandContext<'_>,
    directory: &Directory,
    old: &Incident,
    terms: Option<&Entitlement>,
) -> ContractRef {
    let customer = old.contract_ref.customer().and_then(|id| directory.customers.get(id));
    let in_force = |customer: &&Customer| {
        customer.contract.is_in_force(context.now.with_timezone(&customer.zone).date_naive())
    };
    match (customer.filter(in_force), terms) {
        (Some(customer), Some(terms)) => ContractRef::Contract {
            customer: customer.id.clone(),
            plan: terms.plan.id.clone(),
            plan_version: terms.plan.version.fingerprint.clone(),
            tier: terms.tier.clone(),
            channel: terms.channel.clone(),
        },
        (in_force, _) => ContractRef::OutOfContract {
            why: if in_force.is_some() {
                OutOfContractReason::PlanMissing
            } else {
                OutOfContractReason::ContractNotInForce
            },
            customer: customer.map(|customer| customer.id.clone()),
        },
    }
}
