//! The world behind the sandbox page: the real handlers, the real engine, a clock that can be
//! moved.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use chat::{ChatEvent, Message};
use chat_sandbox::{
    ClockKind, FARTHEST_MOVE, PlatformLook, SandboxPlatform, World, WorldError, WorldState,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tokio::sync::Mutex;

use super::kept_clock::KeptClock;
use super::view;
use crate::app::Bot;
use crate::domain::directory::Side;
use crate::ids::{GroupId, IncidentNumber};
use crate::render::lang::Language;
use crate::render::transcript::{self, Record};

const DAY: u64 = 24 * 3600;
/// How many open incidents the page shows.
const SHOWN: i64 = 200;

/// The bot, seen from the page.
pub(super) struct SandboxWorld {
    pub(super) bot: Arc<Bot>,
    pub(super) platform: Arc<SandboxPlatform>,
    /// Which platform each group looks like.
    pub(super) looks: HashMap<GroupId, PlatformLook>,
    /// The clock of the bot where it is a manual one.
    pub(super) clock: Option<KeptClock>,
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
        Ok(view::state(&self.bot, &self.looks, &incidents, kind, next_due_at))
    }

    async fn timeline(&self, number: i64, language: &str) -> Result<Value, WorldError> {
        let document = self.document(IncidentNumber(number), language).await;
        let document = document.map_err(|error| {
            WorldError::Unavailable(format!("The timeline cannot be read: {error}."))
        })?;
        document.ok_or_else(|| WorldError::NotFound(format!("There is no INC-{number}.")))
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
        self.advance_to(clock, clock.now() + TimeDelta::seconds(i64::from(seconds))).await
    }

    async fn advance_to_next_due(&self) -> Result<(), WorldError> {
        let clock = self.manual_clock()?;
        let _turn = self.turn.lock().await;
        let now = clock.now();
        match self.bot.engine.next_due(now).await.map_err(unavailable)? {
            Some(due_at) => self.advance_to(clock, due_at.max(now)).await,
            None => Err(WorldError::Conflict("Nothing is due; no timer is waiting.".to_owned())),
        }
    }
}

impl SandboxWorld {
    fn manual_clock(&self) -> Result<&KeptClock, WorldError> {
        self.clock.as_ref().ok_or_else(|| {
            WorldError::Conflict(
                "This sandbox runs on real time; start it with --clock manual to move it."
                    .to_owned(),
            )
        })
    }

    async fn advance_to(&self, clock: &KeptClock, goal: DateTime<Utc>) -> Result<(), WorldError> {
        check_distance(clock.now(), goal)?;
        let moved = self.bot.advance_to(&clock.clock, goal).await;
        clock.keep();
        moved.map_err(unavailable)?;
        self.platform.state_changed();
        Ok(())
    }

    /// Everything that was said and done, as the staff may read it; none without such an incident.
    async fn document(
        &self,
        number: IncidentNumber,
        language: &str,
    ) -> anyhow::Result<Option<Value>> {
        let actions = &self.bot.actions;
        let Some(incident) = actions.store.incident(number).await? else { return Ok(None) };
        let directory = actions.store.directory();
        let entitlement = actions.entitlement_on(&directory, &incident.contract_ref);
        let document = transcript::json(&Record {
            incident: &incident,
            timeline: &actions.store.timeline_of(number).await?,
            lines: &actions.store.last_lines(number, i64::MAX).await?,
            directory: &directory,
            entitlement: entitlement.as_deref(),
            audience: Side::Support,
            language: if language == "en" { Language::En } else { Language::Zh },
        })?;
        Ok(Some(serde_json::from_str(&document)?))
    }
}

/// A move that is too far is refused whole: one that was cut would show a time nobody asked for.
fn check_distance(now: DateTime<Utc>, goal: DateTime<Utc>) -> Result<(), WorldError> {
    let distance = (goal - now).to_std().unwrap_or_default();
    if distance <= FARTHEST_MOVE {
        return Ok(());
    }
    let (most, asked) = (FARTHEST_MOVE.as_secs() / DAY, distance.as_secs().div_ceil(DAY));
    Err(WorldError::TooFar(format!(
        "That is {asked} days from now, and one move of the clock is at most {most} days. \
         The clock did not move. Go further in several moves."
    )))
}

fn unavailable(error: impl std::fmt::Display) -> WorldError {
    WorldError::Unavailable(format!("Nothing was saved: {error}."))
}
