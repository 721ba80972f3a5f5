//! Fires due timers.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::decide::{Decided, Deciding};
use super::{ActionError, Actions};
use crate::domain::directory::{Customer, Directory, Roster};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{ActContext, ContractRef};
use crate::domain::timer::TimerKind;
use crate::ids::{ChannelId, IncidentNumber};
use crate::store::Fence;

/// A timer that fired, and when it was due.
pub type FiredTimer = (TimerKind, DateTime<Utc>);

impl Actions {
    /// Carries out every timer of an incident that is due, in one act: they are cleared in the
    /// transaction of what follows from them, so each fires once. Gives back which those were; none
    /// when somebody else was first. Refused as
    /// [`StoreError::Fenced`](crate::store::StoreError::Fenced) where `fence` is no longer the
    /// right to the incident's partition.
    pub async fn fire_due(
        &self,
        number: IncidentNumber,
        fence: Fence,
        now: DateTime<Utc>,
    ) -> Result<Vec<FiredTimer>, ActionError> {
        let fired = Mutex::new(Vec::new());
        let noted = &fired;
        let decide = |directory: Arc<Directory>| -> Deciding<'_> {
            Box::pin(async move {
                let Some(loaded) = self.load(&directory, number).await? else { return Ok(None) };
                let due: Vec<FiredTimer> =
                    loaded.timers.iter().filter(|(_, due_at)| *due_at <= now).collect();
                if due.is_empty() {
                    return Ok(None);
                }
                let restored_at = self.store.restored_at();
                let may_repeat =
                    restored_at.is_some_and(|at| due.iter().any(|(_, due_at)| *due_at < at));
                *noted.lock().unwrap_or_else(PoisonError::into_inner) = due;
                let (contract_ref, before) = (loaded.contract_ref.clone(), loaded.clone());
                let changed = self.in_act_context(&directory, &contract_ref, now, |act_context| {
                    loaded.fire_due(act_context)
                });
                let mut decided = Decided::on(&before, changed);
                decided.commit.fence = Some(fence);
                Ok(Some(Decided { may_repeat, ..decided }))
            })
        };
        let committed = self.decide(None, &[number], now, decide).await?;
        let fired = fired.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(if committed.is_some() { fired } else { Vec::new() })
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

    /// The entitlement under which an incident runs.
    pub fn entitlement_on(
        &self,
        directory: &Directory,
        contract_ref: &ContractRef,
    ) -> Option<Arc<Entitlement>> {
        let ContractRef::Contract { customer, channel, .. } = contract_ref else { return None };
        self.entitlement(directory, directory.customers.get(customer)?, channel)
    }

    /// Calls `decide` with the context for an incident under this contract.
    pub(super) fn in_act_context<T>(
        &self,
        directory: &Directory,
        contract_ref: &ContractRef,
        now: DateTime<Utc>,
        decide: impl FnOnce(&mut ActContext<'_>) -> T,
    ) -> T {
        let customer = contract_ref.customer().and_then(|id| directory.customers.get(id));
        let entitlement = self.entitlement_on(directory, contract_ref);
        let tam_in_coverage =
            entitlement.as_ref().is_none_or(|terms| terms.tam_is_in_coverage(now));
        decide(&mut ActContext {
            now,
            entitlement: entitlement.as_deref(),
            roster: Roster { directory, customer, tam_in_coverage },
            page_code: &mut || self.random.page_code(),
        })
    }
}
