//! Whether a page that waits to leave is overtaken by a later one to the same person.

use super::Incident;
use crate::ids::PersonId;

impl Incident {
    /// Whether a later page to the same person with the same code was queued: it says what this one
    /// says, and more.
    pub fn has_newer_page(&self, to: &PersonId, code: &str, attempt: u32) -> bool {
        self.paging.open.iter().any(|page| page.follows(to, code, attempt))
            || self.special_handling.has_newer_call(code, attempt)
    }

    /// As [`Incident::has_newer_page`], for the pages of an escalation.
    pub fn has_newer_escalation_page(&self, to: &PersonId, code: &str, attempt: u32) -> bool {
        self.paging.for_escalation.open.iter().any(|page| page.follows(to, code, attempt))
    }
}
