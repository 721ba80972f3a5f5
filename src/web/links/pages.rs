//! What the pages need, and whoever carries out what they ask for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use axum::response::Response;
use chat::{ChatEvent, NotSaved};
use chrono::{DateTime, Utc};

use super::page::{self, End};
use crate::actions::Random;
use crate::clock::Clock;
use crate::domain::directory::{Destination, Languages};
use crate::inbox::{Endpoint, Way};
use crate::links::{About, Acted, Form, Links};
use crate::store::Store;

/// Carries out what a link asks for.
#[async_trait]
pub trait LinkHandler: Send + Sync {
    /// Carries it out. The event's id is the link's mark; an event that was handled before does
    /// nothing more.
    async fn act(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<Acted, NotSaved>;

    /// The incident that a button would act on, if it may be seen from there.
    async fn about(&self, event: &ChatEvent, now: DateTime<Utc>)
    -> Result<Option<About>, NotSaved>;

    /// Everything about the incident that a button mentions, as a page, for whoever may read the
    /// room; none where it may not be seen from there.
    async fn document(
        &self,
        event: &ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, NotSaved>;

    /// What the page for opening asks for in this room.
    fn form(&self, room: &Destination, now: DateTime<Utc>) -> Form;
}

/// What the pages need.
pub struct LinkPages {
    pub links: Arc<Links>,
    pub handlers: Arc<dyn LinkHandler>,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// Where what links ask for comes in, by the name of the platform.
    pub endpoints: LinkEndpoints,
}

impl LinkPages {
    /// Lets what a page asks for be carried out, and says what came of it.
    pub(super) async fn act(
        &self,
        event: ChatEvent,
        now: DateTime<Utc>,
        language: Languages,
    ) -> Response {
        told(self.carry_out(event, now).await, language)
    }

    /// Lets what a page asks for be carried out.
    pub(super) async fn carry_out(
        &self,
        event: ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<Acted, NotSaved> {
        let endpoint = self.endpoints.of(&event.platform);
        endpoint.take(self.handlers.act(event, now)).await
    }
}

/// The page that says what came of it.
pub(super) fn told(acted: Result<Acted, NotSaved>, language: Languages) -> Response {
    match acted {
        // Only opening is asked about, and its page has the button.
        Ok(Acted::Done(message) | Acted::Asked { message, .. }) => page::done(language, &message),
        Ok(Acted::Refused(message)) => page::refused(language, &message),
        Ok(Acted::Before) => page::ended(language, End::Used),
        Err(not_saved) => {
            tracing::warn!(%not_saved, "what a link asked for was not saved");
            page::ended(language, End::NotSaved)
        }
    }
}

/// One endpoint for each platform, made when its first link is used: a link may name a platform
/// that the configuration no longer has.
pub struct LinkEndpoints {
    time_limit: Duration,
    by_platform: Mutex<HashMap<String, Endpoint>>,
}

impl LinkEndpoints {
    /// `time_limit` is how long one event may take.
    pub fn within(time_limit: Duration) -> Self {
        Self { time_limit, by_platform: Mutex::default() }
    }

    fn of(&self, platform: &str) -> Endpoint {
        let mut known = self.by_platform.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Endpoint::new(Way::Link, platform, self.time_limit);
        known.entry(platform.to_owned()).or_insert_with(new).clone()
    }
}
