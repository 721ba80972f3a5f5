//! Opening an incident. A customer in trouble is never turned away: without a contract in force the incident
//! is recorded all the same, and the duty manager decides.

use super::caller::Hearing;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::actions::ActionError;
use crate::commands::items::{Itemised, itemised};
use crate::domain::directory::{Customer, Directory};
use crate::domain::incident::{Footing, Opening, Report, Resembled, most_alike};
use crate::domain::notice::UnboundReason;
use crate::ids::{IncidentId, IntakeItemId, SeverityId};

/// How many of the newest open incidents of a room a new title is compared with.
const COMPARED: i64 = 20;

impl Desk {
    pub(super) async fn open(
        &self,
        hearing: &Hearing<'_>,
        severity: Option<SeverityId>,
        title: String,
    ) -> Result<Said, Stopped> {
        let (title, report) = self.read_report(hearing, title).await;
        let describe = |_: &Directory, id: IncidentId| Opening {
            report: report.clone(),
            ..describe(hearing, id, severity.clone(), title.clone())
        };
        match self.actions.open(&hearing.origin, hearing.now, describe).await {
            Ok(committed) => Ok(Said::Done(committed)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Words::Contended.into()),
        }
    }

    /// The title, and what else the words say.
    pub(super) async fn read_report(
        &self,
        hearing: &Hearing<'_>,
        words: String,
    ) -> (String, Report) {
        let (title, carried) = title_and_items(hearing, words);
        let looks_like = self.resembled(hearing, &title).await;
        (title, Report { carried, looks_like })
    }

    /// An open incident of the same room that reads alike. An offer is no reason not to open, so a failure to look
    /// is none either.
    async fn resembled(&self, hearing: &Hearing<'_>, title: &str) -> Option<Resembled> {
        let room = hearing.group.map_or(&hearing.origin.room, |group| &group.room);
        let open = self.actions.store.open_incidents_in(room, COMPARED).await;
        let open = open
            .inspect_err(|error| tracing::warn!(%error, "no open incidents to compare with"))
            .ok()?;
        let alike = most_alike(title, &open, hearing.now)?;
        Some(Resembled { number: alike.number, title: alike.title.clone() })
    }
}

/// The title without the items that stand in it, and the items. Words that are items alone are the title as well.
pub(super) fn title_and_items(
    hearing: &Hearing<'_>,
    words: String,
) -> (String, Vec<(IntakeItemId, String)>) {
    let read = match &hearing.entitlement {
        Some(terms) => itemised(&words, &terms.plan.intake),
        None => Itemised::default(),
    };
    let title = if read.items.is_empty() { words } else { read.rest.unwrap_or(words) };
    (title, read.items)
}

pub(super) fn describe(
    hearing: &Hearing<'_>,
    id: IncidentId,
    severity: Option<SeverityId>,
    title: String,
) -> Opening {
    let (footing, rank) = match (&hearing.entitlement, hearing.customer, hearing.group) {
        (Some(terms), Some(customer), Some(group)) => {
            let footing = Footing::Contract {
                customer: customer.id.clone(),
                plan: terms.plan.id.clone(),
                plan_version: terms.plan.version.fingerprint.clone(),
                tier: terms.tier.clone(),
                channel: group.channel.clone(),
            };
            (
                footing,
                severity
                    .as_ref()
                    .and_then(|severity| terms.rank(severity))
                    .unwrap_or(terms.lowest_rank()),
            )
        }
        _ => (unbound(hearing), 1),
    };
    Opening {
        id,
        footing,
        room: hearing.group.map_or_else(|| hearing.origin.room.clone(), |group| group.room.clone()),
        group: hearing.group.map(|group| group.id.clone()),
        mirrors: hearing.group.map(|group| group.mirrors.clone()).unwrap_or_default(),
        language: hearing.language(),
        zone: hearing.zone(),
        severity,
        rank,
        title,
        reporter: hearing.actor.clone(),
        continues: None,
        express: None,
        report: Report::default(),
    }
}

fn unbound(hearing: &Hearing<'_>) -> Footing {
    let in_force = |customer: &Customer| {
        customer.contract.is_in_force(hearing.now.with_timezone(&customer.zone).date_naive())
    };
    let why = match hearing.customer {
        None => UnboundReason::UnknownGroup,
        Some(customer) if !in_force(customer) => UnboundReason::ContractNotInForce,
        Some(_) => UnboundReason::PlanMissing,
    };
    Footing::Unbound { why, customer: hearing.customer.map(|customer| customer.id.clone()) }
}
