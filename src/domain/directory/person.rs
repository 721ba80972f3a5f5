//! People: one person on several platforms, and their contact methods.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::email::EmailAddress;
use super::group::{Destination, Languages};
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

impl Account {
    /// The one key under which something is kept about it: an account is one person's.
    pub fn key(&self) -> String {
        format!("{}:{}", self.platform, self.id)
    }
}

/// An account on another platform that somebody proved to be theirs, by a code. It lies beside the
/// declared people, so that declaring them anew does not take it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub person: PersonId,
    pub account: Account,
    /// Where they write to the bot alone under that account.
    pub direct: Destination,
    /// Who asked for the code.
    pub asked_by: PersonId,
    pub at: DateTime<Utc>,
}

/// One way to reach a person. A page takes the first, and the next when that fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactMethod {
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
    pub language: Languages,
    /// The zone they live in, where pages tell due times beside the customer's; the customer's alone
    /// where nothing is declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Tz>,
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// In the order in which they are tried.
    #[serde(default)]
    pub contact_methods: Vec<ContactMethod>,
    /// Their own mailbox, to which they may have updates sent. Pages use the contact methods only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
}

impl Person {
    /// Where they can be told something that nobody else may read.
    pub fn private_way(&self) -> Option<&Destination> {
        self.contact_methods.iter().find_map(|way| match way {
            ContactMethod::Direct(destination) => Some(destination),
            ContactMethod::StaffGroup(_) => None,
        })
    }

    /// Adds an account that they proved to be theirs, as their last contact method.
    pub(super) fn take_over(&mut self, link: &Link) {
        if !self.accounts.contains(&link.account) {
            self.accounts.push(link.account.clone());
        }
        let way = ContactMethod::Direct(link.direct.clone());
        if !self.contact_methods.contains(&way) {
            self.contact_methods.push(way);
        }
    }

    /// The id this person has on a platform.
    pub fn account_on(&self, platform: &str) -> Option<&str> {
        self.accounts.iter().find(|a| a.platform == platform).map(|a| a.id.as_str())
    }
}
