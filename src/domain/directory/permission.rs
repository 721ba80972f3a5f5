//! What a customer's administrators decided about one of their people.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::plan::Right;
use crate::ids::{CustomerId, PersonId};

/// The decisions about one person. It lies beside the declared people, so that declaring them anew
/// does not take it away (Alibaba Cloud, 极速工单工作说明书 5: the main account sets what a
/// sub-account may submit).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    pub person: PersonId,
    /// Whose administrators decided; worth nothing once the person belongs to somebody else.
    pub customer: CustomerId,
    /// What was decided, allowed or denied. A right that is not named follows the plan.
    pub decided: BTreeMap<Right, bool>,
    /// Who decided last.
    pub by: PersonId,
    pub at: DateTime<Utc>,
}
