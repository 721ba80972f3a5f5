//! The bot with everything it is made of: put together here, stopped here.

use std::sync::Arc;
use std::time::Duration;

use chat::ChatPlatform;
use chrono::TimeDelta;
use tokio_util::task::TaskTracker;

use super::cards::Changeable;
use super::gateways::Gateways;
use crate::actions::{Actions, Random};
use crate::clock::Clock;
use crate::engine::platform_checks::PlatformChecks;
use crate::engine::{Engine, EngineDeps};
use crate::handlers::{Handlers, OpeningsAMinute};
use crate::host;
use crate::links::Links;
use crate::outbox::renderer::MessageRenderer;
use crate::plans::Plans;
use crate::shutdown::Shutdown;
use crate::store::{Store, StoreError};
use crate::wake::WakeSignals;

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
    /// How many incidents may be opened within a minute without a yes.
    pub openings: OpeningsAMinute,
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
    pub async fn assemble(deps: BotDeps) -> anyhow::Result<Self> {
        // The writers end by themselves when the last handle of the store is gone.
        let store = Store::open(&deps.database, &TaskTracker::new()).await?;
        Ok(Self::on(store, deps))
    }

    /// The same for a program that serves: refused where another one serves from the same `SQLite`
    /// file.
    pub async fn assemble_to_serve(deps: BotDeps) -> anyhow::Result<Self> {
        let store = Store::open_to_serve(&deps.database, &TaskTracker::new()).await?;
        Ok(Self::on(store, deps))
    }

    fn on(store: Store, deps: BotDeps) -> Self {
        let BotDeps { database: _, plans, platforms, clock, random, kept, openings, links } = deps;
        let shutdown = Shutdown::default();
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
            renderer: Arc::new(MessageRenderer::new(actions.clone(), links)),
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
            .with_openings_a_minute(openings)
            .with_mail(mail.map(|platform| platform.name()))
            .with_private_replies_on(private);
        let handler = Arc::new(handlers.clone());
        let engine = Arc::new(engine);
        let gateways = Arc::new(Gateways::new(
            platforms.clone(),
            handler,
            engine.clone(),
            Arc::clone(&clock),
            random,
        ));
        Self { actions, handlers, engine, clock, platforms, gateways, platform_checks, shutdown }
    }

    /// Where the database was restored since the last start: tells everybody concerned, once.
    pub async fn reconcile_restore(&self) -> Result<(), StoreError> {
        let by = host::process();
        if let Some(pages) = self.actions.reconcile_restore(&by, self.clock.now()).await? {
            tracing::warn!(
                pages,
                "the database was restored from a backup; open pages go out again"
            );
        }
        Ok(())
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
