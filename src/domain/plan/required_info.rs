//! What a vendor asks a request to carry.

use super::Provenance;
use crate::domain::names::Names;
use crate::ids::{RequiredInfoItemId, SeverityId};

/// One thing a request is to carry, such as its impact. Asked for after the opening, never before
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredInfoItem {
    /// Such as `impact`.
    pub id: RequiredInfoItemId,
    /// What it is called; people write the name before a colon.
    pub names: Names,
    /// Other words that people write before the colon.
    pub aliases: Vec<String>,
    /// How it is asked for.
    pub question: Names,
    pub severities: Vec<SeverityId>,
    pub provenance: Provenance,
}

impl RequiredInfoItem {
    /// Every word by which people may name it before a colon.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        let own = [self.names.zh.as_str(), self.names.en.as_str(), self.id.as_str()];
        own.into_iter().chain(self.aliases.iter().map(String::as_str))
    }
}
