//! A timer fires.

use chrono::{DateTime, Utc};

use super::commit::Tried;
use super::{ActionError, Actions, Asked, TRIES};
use crate::domain::directory::{Customer, Directory, Roster};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{ContractRef, Situation};
use crate::ids::ChannelId;
use crate::store::{Commit, DueTimer};
use std::sync::Arc;

/// What came of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fired {
    /// It was carried out.
    Done,
    /// It was cleared, moved or carried out by somebody else meanwhile.
    Stale,
}

impl Actions {
    /// Carries out a due timer, once: it is taken in the same transaction as what follows from it.
    pub async fn fire_timer(
        &self,
        timer: DueTimer,
        now: DateTime<Utc>,
    ) -> Result<Fired, ActionError> {
        for _ in 0..TRIES {
            let Some(incident) = self.store.incident(timer.incident).await? else {
                return Ok(Fired::Stale);
            };
            let directory = self.store.directory();
            let incident = incident.without_lost_mirrors(&directory).without_strangers(&directory);
            let (contract_ref, shown) = (incident.contract_ref.clone(), Some(incident.face()));
            let (incident, decision) =
                self.in_situation(&directory, &contract_ref, now, |situation| {
                    incident.fire(timer.kind, situation)
                });
            let commit = Commit { fired: Some((timer.kind, timer.due_at)), ..Commit::default() };
            let asked = Asked { incident, decision, shown, account_stands_at: None };
            let proposal = self.proposal(&directory, asked, None, commit, now)?;
            match self.try_commit(proposal).await? {
                Tried::Committed(_) => return Ok(Fired::Done),
                Tried::Stale => return Ok(Fired::Stale),
                Tried::Again => {}
            }
        }
        Err(ActionError::Contended)
    }

    /// What a customer's contract grants on a channel; none when its plan or tier is not loaded.
    pub fn entitlement(
        &self,
        directory: &Directory,
        customer: &Customer,
        channel: &ChannelId,
    ) -> Option<Arc<Entitlement>> {
        self.entitlements.of(&self.plans, directory, customer, channel)
    }

    /// The promises an incident stands under.
    pub fn entitlement_on(
        &self,
        directory: &Directory,
        contract_ref: &ContractRef,
    ) -> Option<Arc<Entitlement>> {
        let ContractRef::Contract { customer, channel, .. } = contract_ref else { return None };
        self.entitlement(directory, directory.customers.get(customer)?, channel)
    }

    /// Calls `decide` with everything a decision about an incident on this footing may look at.
    pub(super) fn in_situation<T>(
        &self,
        directory: &Directory,
        contract_ref: &ContractRef,
        now: DateTime<Utc>,
        decide: impl FnOnce(&mut Situation<'_>) -> T,
    ) -> T {
        let customer = contract_ref.customer().and_then(|id| directory.customers.get(id));
        let entitlement = self.entitlement_on(directory, contract_ref);
        let tam_in_coverage =
            entitlement.as_ref().is_none_or(|terms| terms.tam_is_in_coverage(now));
        decide(&mut Situation {
            now,
            entitlement: entitlement.as_deref(),
            roster: Roster { directory, customer, tam_in_coverage },
            page_code: &mut || self.random.page_code(),
        })
    }
}
