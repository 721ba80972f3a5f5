//! Who does something to an incident.

use serde::{Deserialize, Serialize};

use crate::domain::directory::Side;
use crate::ids::PersonId;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A person known by name.
    Person { id: PersonId, name: String, side: Side },
    /// Somebody in a customer's group who is not in the directory. Acts for the customer.
    Guest { account: String, name: String },
    /// Watchbell itself. Nothing it does counts as a response.
    Bot,
}

impl Actor {
    /// Whether this is a person of the support side. Only such a person can give the first
    /// response.
    pub fn is_support(&self) -> bool {
        matches!(self, Self::Person { side: Side::Support, .. })
    }

    /// The person, if the directory knows one.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person { id, .. } => Some(id),
            Self::Guest { .. } | Self::Bot => None,
        }
    }

    /// The person, where it is one of the support side.
    pub fn support_person(&self) -> Option<&PersonId> {
        self.person().filter(|_| self.is_support())
    }

    /// The name to show; empty for the bot, which is named in the reader's language.
    pub fn name(&self) -> &str {
        match self {
            Self::Person { name, .. } | Self::Guest { name, .. } => name,
            Self::Bot => "",
        }
    }

    /// Whether both are the same person, or the same account of somebody unknown. Names change;
    /// people and accounts stay. Accounts are those of one platform, so this is asked of people in
    /// one room.
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person { id, .. }, Self::Person { id: other, .. }) => id == other,
            (Self::Guest { account, .. }, Self::Guest { account: other, .. }) => account == other,
            _ => false,
        }
    }
}
