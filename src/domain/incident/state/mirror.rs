//! A room in which an incident is followed in addition to its own.

use serde::{Deserialize, Serialize};

use crate::domain::directory::Side;
use crate::ids::GroupId;

/// A room in which an incident is followed in addition to its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mirror {
    pub group: GroupId,
    /// Who reads there.
    pub reader: Side,
}
