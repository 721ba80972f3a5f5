//! Which connections are in trouble, for the health page.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is wrong, by platform; nothing about a platform whose connection is held or that has none.
#[derive(Debug, Default)]
pub(super) struct GatewayStatuses(Mutex<BTreeMap<String, String>>);

impl GatewayStatuses {
    pub(super) fn is_held(&self, platform: &str) {
        self.troubles().remove(platform);
    }

    /// It was lost and is tried again.
    pub(super) fn was_lost(&self, platform: &str, why: &str) {
        self.troubles().insert(platform.to_owned(), format!("connection lost: {why}; retrying"));
    }

    /// The platform does not want this bot.
    pub(super) fn was_refused(&self, platform: &str, why: &str) {
        let told = format!("refused by the platform: {why}; no retry before a restart");
        self.troubles().insert(platform.to_owned(), told);
    }

    pub(super) fn trouble(&self, platform: &str) -> Option<String> {
        self.troubles().get(platform).cloned()
    }

    fn troubles(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
