//! The contract under which an incident runs.

use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, CustomerId, PlanId, TierId};

/// The contract under which an incident runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum ContractRef {
    Contract {
        customer: CustomerId,
        plan: PlanId,
        plan_version: String,
        tier: TierId,
        channel: ChannelId,
    },
    /// Outside every contract: recorded anyway, and the duty manager decides.
    OutOfContract { why: OutOfContractReason, customer: Option<CustomerId> },
}

impl ContractRef {
    /// The customer, where one is known.
    pub fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Contract { customer, .. } => Some(customer),
            Self::OutOfContract { customer, .. } => customer.as_ref(),
        }
    }
}

/// Why an incident is outside every contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutOfContractReason {
    /// The room is bound to no customer.
    UnknownGroup,
    /// Somebody whom the directory does not know wrote to the bot alone.
    UnknownPerson,
    /// The customer's contract is over or has not begun.
    ContractNotInForce,
    /// The contract names a plan or tier that is not loaded.
    PlanMissing,
}
