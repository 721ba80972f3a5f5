//! Which connections are in trouble or held elsewhere, for the health page.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A platform whose connection is not held. Nothing is kept about one that is held or has none.
#[derive(Debug, Clone)]
enum Status {
    /// Another process holds it.
    StandsBy,
    /// What is wrong.
    Trouble(String),
}

/// The connections that are not held, by platform.
#[derive(Debug, Default)]
pub(super) struct GatewayStatuses(Mutex<BTreeMap<String, Status>>);

impl GatewayStatuses {
    pub(super) fn is_held(&self, platform: &str) {
        self.statuses().remove(platform);
    }

    /// Another process has the right to it.
    pub(super) fn is_elsewhere(&self, platform: &str) {
        self.statuses().insert(platform.to_owned(), Status::StandsBy);
    }

    pub(super) fn stands_by(&self, platform: &str) -> bool {
        matches!(self.statuses().get(platform), Some(Status::StandsBy))
    }

    /// It was lost and is tried again.
    pub(super) fn was_lost(&self, platform: &str, why: &str) {
        self.note(platform, format!("connection lost: {why}; retrying"));
    }

    /// Somebody else connected, although the right is here; it is tried again.
    pub(super) fn was_taken_over(&self, platform: &str, why: &str) {
        self.note(platform, format!("taken over by {why}; retrying"));
    }

    /// The platform does not want this bot.
    pub(super) fn was_refused(&self, platform: &str, why: &str) {
        self.note(platform, format!("refused by the platform: {why}; no retry before a restart"));
    }

    pub(super) fn trouble(&self, platform: &str) -> Option<String> {
        match self.statuses().get(platform) {
            Some(Status::Trouble(what)) => Some(what.clone()),
            Some(Status::StandsBy) | None => None,
        }
    }

    fn note(&self, platform: &str, trouble: String) {
        self.statuses().insert(platform.to_owned(), Status::Trouble(trouble));
    }

    fn statuses(&self) -> MutexGuard<'_, BTreeMap<String, Status>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
