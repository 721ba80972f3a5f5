//! The world behind the sandbox page: the real handlers, the real engine, a clock that can be
//! moved.

use std::sync::Arc;

use async_trait::async_trait;
use chat::{ChatEvent, Message};
use chat_sandbox::{ClockKind, SandboxPlatform, World, WorldError, WorldState};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use super::view;
use crate::app::Bot;
use crate::clock::ManualClock;

/// How many open incidents the page shows.
const SHOWN: i64 = 200;
/// A step of the clock is cut here, so that a slip of the hand does not run for minutes.
const LONGEST_STEP: TimeDelta = TimeDelta::days(60);

/// The bot, seen from the page.
pub(super) struct SandboxWorld {
    pub(super) bot: Arc<Bot>,
    pub(super) platform: Arc<SandboxPlatform>,
    /// The clock of the bot where it is a manual one.
    pub(super) clock: Option<Arc<ManualClock>>,
    /// One thing at a time moves the clock or waits for the engine to be idle.
    pub(super) turn: Mutex<()>,
}

#[async_trait]
impl World for SandboxWorld {
    async fn state(&self) -> Result<WorldState, WorldError> {
        let store = &self.bot.actions.store;
        let incidents = store.open_by_deadline(SHOWN).await.map_err(unavailable)?;
        let next_due_at =
            self.bot.engine.next_due(self.bot.clock.now()).await.map_err(unavailable)?;
        let kind = if self.clock.is_some() { ClockKind::Manual } else { ClockKind::Real };
        Ok(view::state(&self.bot, &incidents, kind, next_due_at))
    }

    async fn handle(&self, event: ChatEvent) -> Result<Vec<Message>, WorldError> {
        let outcome =
            self.bot.handlers.handle(event, self.bot.clock.now()).await.map_err(unavailable)?;
        Ok(outcome.reply.into_iter().collect())
    }

    async fn follow(&self) -> Result<(), WorldError> {
        if self.clock.is_some() {
            let _turn = self.turn.lock().await;
            self.bot.settle().await.map_err(unavailable)?;
        }
        self.platform.state_changed();
        Ok(())
    }

    async fn advance(&self, seconds: u32) -> Result<(), WorldError> {
        let clock = self.manual_clock()?;
        let _turn = self.turn.lock().await;
        let by = TimeDelta::seconds(i64::from(seconds)).min(LONGEST_STEP);
        self.advance_to(clock, clock_now(clock) + by).await
    }

    async fn advance_to_next_due(&self) -> Result<(), WorldError> {
        let clock = self.manual_clock()?;
        let _turn = self.turn.lock().await;
        let now = clock_now(clock);
        match self.bot.engine.next_due(now).await.map_err(unavailable)? {
            Some(due_at) => self.advance_to(clock, due_at.max(now)).await,
            None => Err(WorldError::Conflict("Nothing is due; no timer is waiting.".to_owned())),
        }
    }
}

impl SandboxWorld {
    fn manual_clock(&self) -> Result<&ManualClock, WorldError> {
        self.clock.as_deref().ok_or_else(|| {
            WorldError::Conflict(
                "This sandbox runs on real time; start it with --clock manual to move it."
                    .to_owned(),
            )
        })
    }

    async fn advance_to(&self, clock: &ManualClock, goal: DateTime<Utc>) -> Result<(), WorldError> {
        self.bot.advance_to(clock, goal).await.map_err(unavailable)?;
        self.platform.state_changed();
        Ok(())
    }
}

fn clock_now(clock: &ManualClock) -> DateTime<Utc> {
    crate::clock::Clock::now(clock)
}

fn unavailable(error: impl std::fmt::Display) -> WorldError {
    WorldError::Unavailable(format!("Nothing was saved: {error}."))
}
