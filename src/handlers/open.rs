//! Opening an incident. A customer in trouble is never turned away: without a contract in force the
//! incident is recorded anyway, and the duty manager decides.

use std::sync::Arc;

use super::Handlers;
use super::context::CommandContext;
use super::opening_limits::Admission;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::actions::ActionError;
use crate::commands::code::without_code;
use crate::commands::items::{Itemised, itemised};
use crate::domain::directory::{Customer, Directory};
use crate::domain::incident::{
    ContractRef, Opening, OtherLevel, Report, SimilarIncident, most_similar,
};
use crate::domain::notice::OutOfContractReason;
use crate::ids::{RequiredInfoItemId, SeverityId};

impl Handlers {
    pub(super) async fn open(
        &self,
        context: &CommandContext<'_>,
        severity: Option<SeverityId>,
        title: String,
        other_level: Option<OtherLevel>,
    ) -> Result<Outcome, Stopped> {
        if let Admission::Held(over) = self.opening_limits.admit(context) {
            return Box::pin(self.hold(context, severity, title, over)).await;
        }
        let (title, report) = self.read_words(context, title).await;
        if let Some(repeat) = self.reported_elsewhere(context, &title).await? {
            return Err(repeat.into());
        }
        let report = Report { other_level, asked_at: context.asked_at, ..report };
        let describe = |_: &Directory| Opening {
            report: report.clone(),
            ..describe(context, severity.clone(), title.clone())
        };
        match self.actions.open(&context.origin, context.now, describe).await {
            Ok(committed) => Ok(Outcome::Done(committed)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }

    /// The title, and what else the words say, code and logs among them.
    pub(super) async fn read_words(
        &self,
        context: &CommandContext<'_>,
        words: String,
    ) -> (String, Report) {
        let (words, details) = match without_code(&words) {
            (outside, Some(code)) if outside.contains(char::is_alphanumeric) => {
                (outside, Some(code))
            }
            _ => (words, None),
        };
        let (title, report) = self.read_report(context, words).await;
        let quiet_until = self.unknown_reports.quiet_until(context);
        (title, Report { details, quiet_until, ..report })
    }

    /// The title, and what else the words say about the items of the plan.
    pub(super) async fn read_report(
        &self,
        context: &CommandContext<'_>,
        words: String,
    ) -> (String, Report) {
        let (title, carried) = title_and_items(context, words);
        let looks_like = self.resembled(context, &title).await;
        (title, Report { carried, looks_like, ..Report::default() })
    }

    /// An open incident of the same room that reads alike. An offer is no reason not to open, so a
    /// failure to look is none either.
    async fn resembled(
        &self,
        context: &CommandContext<'_>,
        title: &str,
    ) -> Option<SimilarIncident> {
        let room = context.group.map_or(&context.origin.room, |group| &group.room);
        let open = self.actions.store.open_titles_in(room, context.now).await;
        let open = open
            .inspect_err(|error| tracing::warn!(%error, "no open incidents to compare with"))
            .ok()?;
        let alike = most_similar(title, open.iter().map(Arc::as_ref), context.now)?;
        Some(SimilarIncident { number: alike.number, title: alike.title.clone() })
    }
}

/// The title without the items that are in it, and the items. Words that are items alone are the
/// title as well.
pub(super) fn title_and_items(
    context: &CommandContext<'_>,
    words: String,
) -> (String, Vec<(RequiredInfoItemId, String)>) {
    let read = match &context.entitlement {
        Some(terms) => itemised(&words, &terms.plan.required_info),
        None => Itemised::default(),
    };
    let title = if read.items.is_empty() { words } else { read.rest.unwrap_or(words) };
    (title, read.items)
}

pub(super) fn describe(
    context: &CommandContext<'_>,
    severity: Option<SeverityId>,
    title: String,
) -> Opening {
    let (contract_ref, rank) = match (&context.entitlement, context.customer, context.group) {
        (Some(terms), Some(customer), Some(group)) => {
            let contract_ref = ContractRef::Contract {
                customer: customer.id.clone(),
                plan: terms.plan.id.clone(),
                plan_version: terms.plan.version.fingerprint.clone(),
                tier: terms.tier.clone(),
                channel: group.channel.clone(),
            };
            (
                contract_ref,
                severity
                    .as_ref()
                    .and_then(|severity| terms.rank(severity))
                    .unwrap_or(terms.lowest_rank()),
            )
        }
        _ => (out_of_contract(context), 1),
    };
    Opening {
        contract_ref,
        room: context.group.map_or_else(|| context.origin.room.clone(), |group| group.room.clone()),
        group: context.group.map(|group| group.id.clone()),
        mirrors: context.group.map(|group| group.mirrors.clone()).unwrap_or_default(),
        language: context.language(),
        zone: context.zone(),
        severity,
        rank,
        title,
        reporter: context.actor.clone(),
        continues: None,
        express: None,
        report: Report::default(),
    }
}

fn out_of_contract(context: &CommandContext<'_>) -> ContractRef {
    let in_force = |customer: &Customer| {
        customer.contract.is_in_force(context.now.with_timezone(&customer.zone).date_naive())
    };
    let why = match context.customer {
        None if context.is_unknown_alone() => OutOfContractReason::UnknownPerson,
        None => OutOfContractReason::UnknownGroup,
        Some(customer) if !in_force(customer) => OutOfContractReason::ContractNotInForce,
        Some(_) => OutOfContractReason::PlanMissing,
    };
    ContractRef::OutOfContract {
        why,
        customer: context.customer.map(|customer| customer.id.clone()),
    }
}
