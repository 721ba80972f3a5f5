//! Joins `actions`, which knows when a card is outdated, with the platforms, which know where one
//! can be changed.

use std::collections::HashMap;
use std::sync::Arc;

use chat::ChatPlatform;

use crate::actions::Cards;
use crate::domain::directory::Destination;

/// The platforms by name.
pub(super) struct Changeable(HashMap<String, Arc<dyn ChatPlatform>>);

impl Changeable {
    pub(super) fn on(platforms: &[Arc<dyn ChatPlatform>]) -> Self {
        let by_name =
            |platform: &Arc<dyn ChatPlatform>| (platform.name().to_owned(), Arc::clone(platform));
        Self(platforms.iter().map(by_name).collect())
    }
}

impl Cards for Changeable {
    fn can_change(&self, destination: &Destination) -> bool {
        let platform = self.0.get(&destination.platform);
        platform.is_some_and(|platform| platform.capabilities_at(&destination.address).edit)
    }
}
