//! What one room needs from another without knowing it: the traits of the one, met by the other.

use async_trait::async_trait;
use chat::{ChatEvent, Choice, EventOutcome, NotSaved, Question};
use chrono::{DateTime, Utc};

use crate::domain::directory::Destination;
use crate::engine::Engine;
use crate::engine::platform_checks::PlatformChecks;
use crate::engine::status::EngineStatus;
use crate::handlers::{Handlers, PlatformStatus, RoomStatus};
use crate::inbox::EventHandler;
use crate::links::{About, Acted, Form};
use crate::web::EnginePulse;
use crate::web::links::LinkHandler;

#[async_trait]
impl EventHandler for Handlers {
    async fn handle(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<EventOutcome, NotSaved> {
        Self::handle(self, event, now).await.map_err(|unsaved| NotSaved(unsaved.to_string()))
    }

    async fn suggest(&self, question: Question, now: DateTime<Utc>) -> Vec<Choice> {
        Self::suggest(self, question, now).await
    }
}

#[async_trait]
impl LinkHandler for Handlers {
    async fn act(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<Acted, NotSaved> {
        self.act_by_link(event, now).await.map_err(|unsaved| NotSaved(unsaved.to_string()))
    }

    async fn about(
        &self,
        event: &ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<Option<About>, NotSaved> {
        Self::about(self, event, now).await.map_err(|unsaved| NotSaved(unsaved.to_string()))
    }

    async fn document(
        &self,
        event: &ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, NotSaved> {
        Self::document(self, event, now).await.map_err(|unread| NotSaved(unread.to_string()))
    }

    fn form(&self, room: &Destination, now: DateTime<Utc>) -> Form {
        self.form_for(room, now)
    }
}

#[async_trait]
impl PlatformStatus for PlatformChecks {
    async fn look(&self, room: &Destination) -> Option<RoomStatus> {
        let capabilities = self.capabilities(&room.platform, &room.address)?;
        let (_, mut answers) = self.answers().await;
        let answer = answers.remove(&room.platform);
        let health = answer.map_or(chat::Health::Unknown, |answer| answer.health);
        let shown_names = self.shown_names(&room.platform);
        Some(RoomStatus { capabilities, health, shown_names })
    }
}

impl EnginePulse for Engine {
    fn status(&self) -> EngineStatus {
        Self::status(self)
    }
}
