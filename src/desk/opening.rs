//! Opening an incident. A customer in trouble is never turned away: without a contract in force the incident
//! is recorded all the same, and the duty manager decides.

use super::caller::Hearing;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::actions::ActionError;
use crate::domain::customer::{Customer, Directory};
use crate::domain::incident::{Footing, Opening};
use crate::domain::notice::UnboundReason;
use crate::ids::{IncidentId, SeverityId};

impl Desk {
    pub(super) async fn open(
        &self,
        hearing: &Hearing<'_>,
        severity: Option<SeverityId>,
        title: String,
    ) -> Result<Said, Stopped> {
        let describe = |_: &Directory, id: IncidentId| describe(hearing, id, severity.clone(), title.clone());
        match self.actions.open(&hearing.origin, hearing.now, describe).await {
            Ok(committed) => Ok(Said::Done(committed)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Words::Contended.into()),
        }
    }
}

fn describe(hearing: &Hearing<'_>, id: IncidentId, severity: Option<SeverityId>, title: String) -> Opening {
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
                severity.as_ref().and_then(|severity| terms.rank(severity)).unwrap_or(terms.lowest_rank()),
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
