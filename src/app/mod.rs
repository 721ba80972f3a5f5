//! The composition root: builds everything, hands it out, and stops it in order.
//!
//! Stopping: the web and the gateways take nothing more and finish what they have; then the engine
//! finishes what it holds, gives back its claims and its lease; then the writers drain and the
//! pools close.

mod cards;
mod clock_steps;
pub mod gateways;
mod rendering;
mod serve;
mod signed_links;

pub use serve::serve;
pub use signed_links::links_of;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chat::{ChatEvent, ChatPlatform, Choice, EventOutcome, NotSaved, Question};
use chrono::{DateTime, TimeDelta, Utc};

use tokio_util::task::TaskTracker;

use crate::actions::{Actions, Random};
use crate::clock::Clock;
use crate::domain::directory::Destination;
use crate::engine::platform_checks::PlatformChecks;
use crate::engine::{Engine, EngineDeps};
use crate::handlers::{Handlers, PlatformStatus, RoomStatus};
use crate::links::{About, Acted, Level, Links};
use crate::plans::Plans;
use crate::shutdown::Shutdown;
use crate::store::Store;
use crate::wake::WakeSignals;
use crate::web::links::LinkHandler;
use crate::web::{self, EnginePulse, EventHandler};
use cards::Changeable;
use gateways::Gateways;
use rendering::MessageRenderer;

/// What the bot is built from.
pub struct BotDeps {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    pub plans: Arc<Plans>,
    pub platforms: Vec<Arc<dyn ChatPlatform>>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// How long seen events and sent messages are kept.
    pub kept: TimeDelta,
    /// Makes the links of messages to platforms whose buttons open pages; none leaves them text.
    pub links: Option<Arc<Links>>,
}

/// The bot with everything it is made of. The engine does not run until [`Bot::start_engine`].
pub struct Bot {
    pub actions: Actions,
    pub handlers: Handlers,
    pub engine: Arc<Engine>,
    pub clock: Arc<dyn Clock>,
    pub platforms: Vec<Arc<dyn ChatPlatform>>,
    pub gateways: Arc<Gateways>,
    pub platform_checks: Arc<PlatformChecks>,
    pub shutdown: Shutdown,
}

impl Bot {
    /// Opens the database and puts everything together.
    pub async fn assemble(ingredients: BotDeps) -> anyhow::Result<Self> {
        let BotDeps { database, plans, platforms, clock, random, kept, links } = ingredients;
        let shutdown = Shutdown::default();
        // The writers end by themselves when the last handle of the store is gone.
        let store = Store::open(&database, &TaskTracker::new()).await?;
        let wake = Arc::new(WakeSignals::default());
        let actions =
            Actions::new(store.clone(), Arc::clone(&plans), Arc::clone(&random), wake.clone())
                .with_cards(Arc::new(Changeable::on(&platforms)));
        let carries_answer =
            |platform: &&Arc<dyn ChatPlatform>| platform.capabilities().passive_reply.is_some();
        let reply_in_response = platforms
            .iter()
            .filter(carries_answer)
            .map(|platform| platform.name().to_owned())
            .collect();
        let engine = Engine::new(EngineDeps {
            store,
            actions: actions.clone(),
            platforms: platforms.clone(),
            renderer: Arc::new(MessageRenderer { actions: actions.clone(), links }),
            clock: Arc::clone(&clock),
            random: Arc::clone(&random),
            wake,
            kept,
        });
        let platform_checks = Arc::new(PlatformChecks::new(platforms.clone(), Arc::clone(&clock)));
        let mail = platforms.iter().find(|platform| platform.sends_email());
        let private = platforms.iter().filter(|platform| platform.capabilities().private_reply);
        let private = private.map(|platform| platform.name().to_owned()).collect();
        let handlers = Handlers::new(actions.clone(), reply_in_response, platform_checks.clone())
            .with_mail(mail.map(|platform| platform.name()))
            .with_private_replies_on(private);
        let handler = Arc::new(handlers.clone());
        let gateways =
            Arc::new(Gateways::new(platforms.clone(), handler, Arc::clone(&clock), random));
        let engine = Arc::new(engine);
        Ok(Self {
            actions,
            handlers,
            engine,
            clock,
            platforms,
            gateways,
            platform_checks,
            shutdown,
        })
    }

    /// Connects the platforms that hold connections of their own. `time_limit` is how long one
    /// event may take.
    pub fn start_gateways(&self, time_limit: Duration) {
        self.gateways.start(&self.shutdown, time_limit);
    }

    /// Lets the engine run by itself. Without this it only moves when it is told to, as in tests.
    pub fn start_engine(&self) {
        Arc::clone(&self.engine).run(&self.shutdown.work, self.shutdown.stop_work.clone());
    }

    /// Stops everything in order, within `deadline`.
    pub async fn stop(self, deadline: Duration) {
        let drained = self.shutdown.run(deadline).await;
        tracing::info!(?drained, "stopped");
        self.actions.store.close().await;
    }
}

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

    fn levels(&self, room: &Destination, now: DateTime<Utc>) -> Vec<Level> {
        self.levels_in(room, now)
    }
}

#[async_trait]
impl PlatformStatus for PlatformChecks {
    async fn look(&self, room: &Destination) -> Option<RoomStatus> {
        let capabilities = self.capabilities(&room.platform, &room.address)?;
        let (_, mut answers) = self.answers().await;
        let health = answers.remove(&room.platform).unwrap_or(chat::Health::Unknown);
        Some(RoomStatus { capabilities, health })
    }
}

impl EnginePulse for Engine {
    fn last_tick_at(&self) -> Option<DateTime<Utc>> {
        Self::last_tick_at(self)
    }

    fn backlog(&self) -> web::Backlog {
        let backlog = self.status().backlog;
        web::Backlog {
            messages: backlog.messages,
            oldest_due_at: backlog.oldest_due_at,
            dead: backlog.dead,
        }
    }
}
