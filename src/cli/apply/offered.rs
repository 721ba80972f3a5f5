//! What the loaded plans and the configured platforms offer to a directory file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::{Config, PlatformConfig};
use crate::directory_file::{Offered, Reach, TierOffer};
use crate::domain::calendar::HolidayCalendar;
use crate::domain::directory::Destination;
use crate::domain::plan::{ChatPlatforms, Plan, TierTerms};
use crate::ids::TierId;
use crate::plans::Plans;

pub(in crate::cli) fn offered(plans: &Plans, config: &Config) -> Offered {
    let by_id = plans.plans().map(|loaded| (loaded.item.id.clone(), tiers_of(&loaded.item)));
    let platforms =
        config.platforms.iter().map(|(name, platform)| (name.clone(), platform.kind().to_owned()));
    Offered {
        plans: by_id.collect(),
        calendars: calendars(plans),
        platforms: platforms.collect(),
        reach: Some(Arc::new(Configured(config.platforms.clone()))),
        takes_any_platform: false,
    }
}

/// The platforms of the configuration by name.
#[derive(Debug)]
struct Configured(BTreeMap<String, PlatformConfig>);

impl Reach for Configured {
    fn unreachable(&self, to: &Destination) -> Option<String> {
        self.0.get(&to.platform)?.unreachable(&to.address)
    }
}

/// The loaded plans, as if every tier were sold on every platform.
#[cfg(feature = "sandbox")]
pub(in crate::cli) fn on_any_platform(plans: &Plans) -> Offered {
    let calendars = calendars(plans);
    let mut offered = Offered { takes_any_platform: true, calendars, ..Offered::default() };
    for loaded in plans.plans() {
        let mut tiers = tiers_of(&loaded.item);
        for offer in tiers.values_mut() {
            offer.platforms = None;
        }
        offered.plans.insert(loaded.item.id.clone(), tiers);
    }
    offered
}

fn calendars(plans: &Plans) -> BTreeMap<String, Arc<HolidayCalendar>> {
    let calendars = plans.holiday_calendars().map(|loaded| &loaded.item);
    calendars.map(|calendar| (calendar.id.clone(), Arc::clone(calendar))).collect()
}

fn tiers_of(plan: &Plan) -> BTreeMap<TierId, TierOffer> {
    plan.tiers.iter().map(|tier| (tier.id.clone(), offer_of(plan, tier))).collect()
}

fn offer_of(plan: &Plan, tier: &TierTerms) -> TierOffer {
    let mut offer = TierOffer {
        channels: BTreeSet::new(),
        platforms: kinds(&tier.platforms),
        severities: BTreeSet::new(),
        coverages: plan.coverages.iter().map(|coverage| coverage.id.clone()).collect(),
        has_express: plan.express.as_ref().is_some_and(|express| express.is_for(&tier.id)),
        has_escorts: plan.has_escorts_for(&tier.id),
    };
    for channel in &plan.channels {
        let severities = plan.severities_on(&tier.id, &channel.id);
        if !severities.is_empty() {
            offer.channels.insert(channel.id.clone());
        }
        offer.severities.extend(severities.into_iter().map(|severity| severity.id.clone()));
    }
    offer
}

fn kinds(platforms: &ChatPlatforms) -> Option<BTreeSet<String>> {
    match platforms {
        ChatPlatforms::Any => None,
        ChatPlatforms::Only(kinds) => Some(kinds.iter().cloned().collect()),
    }
}
