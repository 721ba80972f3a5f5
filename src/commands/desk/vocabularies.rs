//! The level words of each group, built once for each tier and channel.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::caller::Hearing;
use crate::commands::vocabulary::{Elsewhere, SeverityName, SeverityWords};
use crate::domain::customer::Entitlement;
use crate::domain::plan::{Plan, Severity};
use crate::ids::{ChannelId, PlanId, TierId};

/// Vocabularies by plan text, tier and channel.
#[derive(Default)]
pub(super) struct Vocabularies(RwLock<HashMap<(PlanId, String, TierId, ChannelId), Arc<SeverityWords>>>);

impl Vocabularies {
    /// The level words where this was said. A room without a contract has none, so that everything said
    /// there is kept as it was.
    pub(super) fn of(&self, hearing: &Hearing<'_>) -> Arc<SeverityWords> {
        let Some(terms) = &hearing.entitlement else { return Arc::default() };
        let version = terms.plan.version.fingerprint.clone();
        let key = (terms.plan.id.clone(), version, terms.tier.clone(), terms.channel.clone());
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let words = Arc::new(words_of(terms));
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&words));
        words
    }
}

fn words_of(terms: &Entitlement) -> SeverityWords {
    severity_words(&terms.plan, &terms.tier, &terms.channel)
}

/// The level words of a tier on a channel, with where the others are served.
pub fn severity_words(plan: &Plan, tier: &TierId, channel: &ChannelId) -> SeverityWords {
    let offered = plan.severities_on(tier, channel);
    let elsewhere =
        plan.severities.iter().filter(|severity| !offered.iter().any(|known| known.id == severity.id));
    let elsewhere = elsewhere.map(|severity| elsewhere_of(plan, tier, channel, severity)).collect();
    SeverityWords::new(offered.iter().map(|severity| name_of(severity, channel)).collect(), elsewhere)
}

fn name_of(severity: &Severity, channel: &ChannelId) -> SeverityName {
    SeverityName {
        id: severity.id.clone(),
        rank: severity.rank_on(channel).unwrap_or(u8::MAX),
        zh: severity.names.zh.clone(),
        en: severity.names.en.clone(),
        aliases: severity.aliases.clone(),
    }
}

fn elsewhere_of(plan: &Plan, tier: &TierId, channel: &ChannelId, severity: &Severity) -> Elsewhere {
    let serving = plan.channels_serving(tier, &severity.id);
    Elsewhere {
        severity: name_of(severity, channel),
        channels_zh: serving.iter().map(|channel| channel.names.zh.clone()).collect(),
        channels_en: serving.iter().map(|channel| channel.names.en.clone()).collect(),
    }
}
