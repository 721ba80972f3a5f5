//! Chat groups, and destinations of messages.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, CustomerId, GroupId, PersonId};

/// Where something can be sent: a platform, and an address that only its adapter can read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    pub platform: String,
    pub address: String,
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.platform, self.address)
    }
}

/// The language a group is answered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Languages {
    #[default]
    Zh,
    En,
    /// A Chinese block, a rule, an English block.
    Both,
}

/// What a group is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// A customer's own group. What is said here may be read by the customer.
    Customer(CustomerId),
    /// An internal room of the staff. Pages with a mention and warnings go here.
    Staff,
}

/// A chat room that Watchbell knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub kind: GroupKind,
    pub room: Destination,
    /// The name people mention the bot by.
    pub bot_name: String,
    pub language: Languages,
    /// The plan's word for this way of reaching the vendor; `im` for chat groups.
    pub channel: ChannelId,
    /// Everybody who may speak here and is known by name.
    #[serde(default)]
    pub members: Vec<PersonId>,
    /// Groups in which every incident of this one is followed too. A customer's group alone has
    /// such.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mirrors: Vec<GroupId>,
}

impl Group {
    /// The customer whose group this is; none for staff rooms.
    pub fn customer(&self) -> Option<&CustomerId> {
        match &self.kind {
            GroupKind::Customer(id) => Some(id),
            GroupKind::Staff => None,
        }
    }

    /// Whether people see the bot there under the declared name, among these; also where none is
    /// known. Names are compared as people read them.
    pub fn is_bot_shown_as(&self, shown: &[String]) -> bool {
        let declared = self.bot_name.trim().to_lowercase();
        shown.is_empty() || shown.iter().any(|name| name.trim().to_lowercase() == declared)
    }
}
