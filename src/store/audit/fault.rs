//! What can be wrong with the record.

use serde::{Deserialize, Serialize};

use crate::ids::IncidentNumber;

/// Where something is wrong, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub place: Place,
    pub fault: Fault,
}

/// A part of the record with a chain of its own. The names are those in lines of heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Incident(IncidentNumber),
    /// The files that were applied to the directory.
    DirectoryHistory,
    /// What operators did to the whole database.
    Operations,
}

/// What somebody did who is not the bot. Numbers are those of facts of an incident, or of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The act or row does not fit its hash or the one before it.
    Changed { at: i64 },
    /// These are missing.
    Removed { from: i64, to: i64 },
    /// The incident does not know this act.
    Added { at: i64 },
    /// The texts of this act are gone though the incident is not anonymised.
    TextsRemoved { at: i64 },
    /// What is left of the anonymised acts is not what was left of them.
    FiguresChanged,
    /// The row of the incident is not as the bot wrote it.
    StateChanged,
    /// The incident was removed: its number was given, and there is no row.
    IncidentRemoved,
    /// The incident was added: its number was never given.
    IncidentAdded,
    /// The act or row with this number had another hash when the heads were kept.
    Rewritten { at: i64 },
    /// Rows at the end are missing or were added: so many there should be, and so many there are.
    Length { told: i64, found: i64 },
}
