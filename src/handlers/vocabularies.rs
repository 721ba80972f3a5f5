//! The level words of each group, built once for each tier and channel.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::context::CommandContext;
use crate::commands::vocabulary::{SeverityWords, severity_words};
use crate::domain::entitlement::Entitlement;
use crate::ids::{ChannelId, PlanId, TierId};

/// Plan text, tier and channel.
type Key = (PlanId, String, TierId, ChannelId);

/// Vocabularies by what they depend on.
#[derive(Default)]
pub(super) struct Vocabularies(RwLock<HashMap<Key, Arc<SeverityWords>>>);

impl Vocabularies {
    /// The level words where this was said. A room without a contract has none, so that everything
    /// said there is kept as it was.
    pub(super) fn of(&self, context: &CommandContext<'_>) -> Arc<SeverityWords> {
        context.entitlement.as_deref().map(|terms| self.of_terms(terms)).unwrap_or_default()
    }

    pub(super) fn of_terms(&self, terms: &Entitlement) -> Arc<SeverityWords> {
        let version = terms.plan.version.fingerprint.clone();
        let key = (terms.plan.id.clone(), version, terms.tier.clone(), terms.channel.clone());
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let words = Arc::new(severity_words(&terms.plan, &terms.tier, &terms.channel));
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&words));
        words
    }
}
