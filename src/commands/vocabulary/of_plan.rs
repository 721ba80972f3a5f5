//! From a plan to the level words of one of its groups.

use super::{Elsewhere, SeverityName, SeverityWords};
use crate::domain::plan::{Plan, Severity};
use crate::ids::{ChannelId, TierId};

/// The level words of a tier on a channel, with where the others are served.
pub fn severity_words(plan: &Plan, tier: &TierId, channel: &ChannelId) -> SeverityWords {
    let offered = plan.severities_on(tier, channel);
    let elsewhere = plan
        .severities
        .iter()
        .filter(|severity| !offered.iter().any(|known| known.id == severity.id));
    let elsewhere = elsewhere.map(|severity| elsewhere_of(plan, tier, channel, severity)).collect();
    let express = plan.express.as_ref().filter(|express| express.is_for(tier));
    SeverityWords::new(
        offered.iter().map(|severity| name_of(severity, channel)).collect(),
        elsewhere,
    )
    .with_express(express.map(|express| express.severity.clone()))
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
