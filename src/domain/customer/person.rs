//! People: one person on several platforms, and the ways to reach them.

use serde::{Deserialize, Serialize};

use super::group::{Destination, Language};
use crate::ids::{CustomerId, GroupId, PersonId};

/// What a person may do. One person has one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Customer,
    CustomerAdmin,
    Engineer,
    Tam,
    DutyManager,
    Admin,
}

impl Role {
    /// The side of the contract a person of this role acts for.
    pub fn side(self) -> Side {
        match self {
            Self::Customer | Self::CustomerAdmin => Side::Customer,
            Self::Engineer | Self::Tam | Self::DutyManager | Self::Admin => Side::Support,
        }
    }
}

/// The two sides of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Customer,
    Support,
}

/// Who a person is on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub platform: String,
    /// The platform's own id of the person; never a display name.
    pub id: String,
}

/// One way to reach a person. A page takes the first, and the next when that fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A direct message.
    Direct(Destination),
    /// A staff room, with a mention.
    StaffGroup(GroupId),
}

/// Somebody known by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    /// The customer a customer-side person belongs to.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub language: Language,
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// In the order in which they are tried.
    #[serde(default)]
    pub ways: Vec<Way>,
}

impl Person {
    /// The id this person has on a platform.
    pub fn account_on(&self, platform: &str) -> Option<&str> {
        self.accounts.iter().find(|a| a.platform == platform).map(|a| a.id.as_str())
    }
}
