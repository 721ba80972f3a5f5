//! What each customer is entitled to, worked out once for each version of the directory.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::directory::{Customer, Directory};
use crate::domain::entitlement::Entitlement;
use crate::ids::{ChannelId, CustomerId};
use crate::plans::Plans;

/// Remembered entitlements of one version of the directory.
#[derive(Debug, Default)]
pub(super) struct Entitlements(RwLock<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    directory_version: i64,
    of: HashMap<(CustomerId, ChannelId), Option<Arc<Entitlement>>>,
}

impl Entitlements {
    /// What the customer's contract grants on a channel; none when its plan or tier is not loaded.
    /// Whether the contract is in force is for the caller to ask.
    pub(super) fn of(
        &self,
        plans: &Plans,
        directory: &Directory,
        customer: &Customer,
        channel: &ChannelId,
    ) -> Option<Arc<Entitlement>> {
        let key = (customer.id.clone(), channel.clone());
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if known.directory_version == directory.version
            && let Some(entitlement) = known.of.get(&key)
        {
            return entitlement.clone();
        }
        drop(known);
        let entitlement = work_out(plans, customer, channel).map(Arc::new);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.directory_version != directory.version {
            *known = Remembered { directory_version: directory.version, of: HashMap::new() };
        }
        known.of.insert(key, entitlement.clone());
        entitlement
    }
}

fn work_out(plans: &Plans, customer: &Customer, channel: &ChannelId) -> Option<Entitlement> {
    let plan = plans.plan(customer.contract.plan.as_str())?;
    plan.tier(&customer.contract.tier)?;
    let calendar =
        |id: &crate::ids::CoverageId| Some((id.clone(), plans.calendar(plan, id, customer.zone)?));
    Some(Entitlement {
        plan: Arc::clone(plan),
        tier: customer.contract.tier.clone(),
        channel: channel.clone(),
        zone: customer.zone,
        agreed: customer.contract.targets.clone(),
        calendars: Arc::new(
            plan.coverages.iter().filter_map(|coverage| calendar(&coverage.id)).collect(),
        ),
        escorts: customer.escorts.clone(),
    })
}
