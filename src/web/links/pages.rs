//! What the pages need, and whoever carries out what they ask for.

use std::sync::Arc;

use async_trait::async_trait;
use chat::{ChatEvent, NotSaved};
use chrono::{DateTime, Utc};

use crate::actions::Random;
use crate::clock::Clock;
use crate::domain::directory::Destination;
use crate::inbox::{Endpoint, Way};
use crate::links::{About, Acted, Level, Links};
use crate::store::Store;
use crate::web::Limits;

/// Carries out what a link asks for.
#[async_trait]
pub trait LinkHandler: Send + Sync {
    /// Carries it out. The event's id is the link's mark; an event that was handled before does
    /// nothing more.
    async fn act(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<Acted, NotSaved>;

    /// The incident that a button would act on, if it may be seen from there.
    async fn about(&self, event: &ChatEvent, now: DateTime<Utc>)
    -> Result<Option<About>, NotSaved>;

    /// The levels an incident of this room can have, the most urgent first.
    fn levels(&self, room: &Destination, now: DateTime<Utc>) -> Vec<Level>;
}

/// What the pages need.
pub struct LinkPages {
    pub links: Arc<Links>,
    pub handlers: Arc<dyn LinkHandler>,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

impl LinkPages {
    /// Lets what a page asks for be carried out, by the door for links.
    pub(super) async fn act(
        &self,
        event: ChatEvent,
        now: DateTime<Utc>,
        limits: Limits,
    ) -> Result<Acted, NotSaved> {
        let endpoint = Endpoint::new(Way::Link, &event.platform, limits.time);
        endpoint.take(self.handlers.act(event, now)).await
    }
}
