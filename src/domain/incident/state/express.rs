//! What an express ticket was paid with, and why that came back.

use serde::{Deserialize, Serialize};

use crate::domain::ledger::express::Pool;
use crate::ids::SeverityId;

/// What an express ticket was paid with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpentExpress {
    pub severity: SeverityId,
    pub pool: Pool,
    /// How many were left in all after it.
    pub left: u32,
    pub is_given_back: bool,
}

/// Why an express ticket costs the customer nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBack {
    /// Support changed it to an ordinary severity.
    Resorted,
    Duplicate,
    OutOfScope,
}
