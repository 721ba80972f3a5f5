//! A level that was typed at the opening and is none that is offered on the channel.

use serde::{Deserialize, Serialize};

use crate::ids::SeverityId;

/// What was typed as the level. The incident is opened all the same, under the nearest level that
/// is offered, and the receipt says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherLevel {
    pub typed: String,
    /// The level of the plan that it names and that other channels serve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<SeverityId>,
}
