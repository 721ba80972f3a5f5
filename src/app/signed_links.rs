//! Signed links: from the configuration to what makes and answers them.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;

use super::Bot;
use crate::config::Config;
use crate::ids::GroupId;
use crate::links::Links;
use crate::web::links::{LinkEndpoints, LinkPages};

/// What makes links; none where the configuration has no key for them.
pub fn links_of(config: &Config) -> Option<Links> {
    let settings = &config.links;
    let (public_url, key) = settings.public_url.clone().zip(settings.key.clone())?;
    let editions = settings.editions.iter().map(|(group, edition)| (GroupId::new(group), *edition));
    let life = TimeDelta::hours(settings.life_hours.into());
    Some(Links::new(public_url, key, life, editions.collect()))
}

impl Bot {
    /// What the pages behind links need. `time_limit` is how long one event may take.
    pub fn link_pages(&self, links: Arc<Links>, time_limit: Duration) -> LinkPages {
        LinkPages {
            links,
            handlers: Arc::new(self.handlers.clone()),
            store: self.actions.store.clone(),
            clock: Arc::clone(&self.clock),
            random: self.actions.random(),
            endpoints: LinkEndpoints::within(time_limit),
        }
    }
}
