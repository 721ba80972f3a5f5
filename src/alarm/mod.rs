//! The second way: tells operators that the bot itself is in trouble, without the outbox and
//! without the database, which may be what is broken (`promises`, 17).
//!
//! - What is wrong is judged every few seconds (`troubles`) from what other workers have found;
//!   nothing is asked of the database here.
//! - Each receiver (a webhook, a mailbox) is told once when something begins, again every quarter of
//!   an hour while it lasts, and once when it is over (`told`). A call that fails is made again.
//! - A sign of life leaves every minute, and stays out while anything is wrong or the audit could
//!   not be done (`heartbeat`), so that somebody else raises the alarm when this process cannot.
//!
//! Every process does it: one that stands by sees the overdue work of one that hangs in the database
//! that they share. What was told is kept in memory: after a restart the alarm is raised again.

mod heartbeat;
mod metrics;
mod reach;
mod receiver;
mod settings;
mod told;
mod troubles;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chat::ChatPlatform;
use chrono::{DateTime, Utc};

use crate::clock::Clock;
use crate::engine::Engine;
use crate::engine::platform_checks::PlatformChecks;
use crate::engine::save_check::SaveCheck;
use crate::host;
use crate::store::StoreError;
use crate::worker::{DoneBy, Tick, Worker};
use heartbeat::Heartbeat;
pub use reach::reach;
use receiver::Receiver;
pub use settings::AlarmSettings;
use troubles::{Course, Facts};

/// How often is looked whether something is wrong.
const EVERY: Duration = Duration::from_secs(5);
/// How long an HTTP call may take.
pub const CALL_PATIENCE: Duration = Duration::from_secs(5);

/// What the alarm is built from.
pub struct AlarmDeps {
    pub engine: Arc<Engine>,
    pub platform_checks: Arc<PlatformChecks>,
    /// Sends to the mailboxes; without it they are told nothing.
    pub mail: Option<Arc<dyn ChatPlatform>>,
    pub clock: Arc<dyn Clock>,
}

/// The worker.
pub struct Alarm {
    engine: Arc<Engine>,
    save_check: Arc<SaveCheck>,
    platform_checks: Arc<PlatformChecks>,
    instance: String,
    started_at: DateTime<Utc>,
    course: Mutex<Course>,
    receivers: Vec<Receiver>,
    heartbeat: Option<Heartbeat>,
    settings: AlarmSettings,
}

impl Alarm {
    /// The process must have installed a TLS provider before.
    pub fn new(deps: AlarmDeps, settings: AlarmSettings) -> anyhow::Result<Self> {
        let AlarmDeps { engine, platform_checks, mail, clock } = deps;
        let client = chat::http::client(CALL_PATIENCE)?;
        let mut receivers = Vec::new();
        if let Some(url) = &settings.webhook {
            receivers.push(Receiver::webhook(client.clone(), url.clone()));
        }
        if let Some(mail) = &mail {
            let mailboxes = settings.mailboxes.iter();
            receivers.extend(mailboxes.map(|to| Receiver::mailbox(Arc::clone(mail), to)));
        }
        let every = settings.heartbeat_every;
        let heartbeat = settings.heartbeat.clone().map(|url| Heartbeat::new(client, url, every));
        Ok(Self {
            save_check: engine.save_check(),
            engine,
            platform_checks,
            instance: host::process(),
            started_at: clock.now(),
            course: Mutex::default(),
            receivers,
            heartbeat,
            settings,
        })
    }

    /// Looks what is wrong at `now`, and tells whoever has to know.
    pub async fn look(&self, now: DateTime<Utc>) {
        let facts = self.facts().await;
        let found = troubles::found(&facts, now);
        let state = self.course().note(&found, now);
        ::metrics::gauge!("watchbell_alarm_raised").set(f64::from(u8::from(state.is_raised())));
        let is_well = found.is_empty() && troubles::is_audited(&facts, now);
        let tell = self.receivers.iter().map(|receiver| async {
            receiver.tell(&state, &self.instance, &self.settings, now).await;
        });
        let heartbeat = async {
            if let Some(heartbeat) = &self.heartbeat {
                heartbeat.beat(is_well, now).await;
            }
        };
        tokio::join!(futures::future::join_all(tell), heartbeat);
    }

    async fn facts(&self) -> Facts {
        let status = self.engine.status();
        let (_, platforms) = self.platform_checks.platforms(&status.sends).await;
        Facts {
            saving: self.save_check.last(),
            platforms: platforms.into_values().collect(),
            started_at: self.started_at,
            status,
        }
    }

    fn course(&self) -> MutexGuard<'_, Course> {
        self.course.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Worker for Alarm {
    fn name(&self) -> &'static str {
        "alarm"
    }

    fn period(&self) -> Duration {
        EVERY
    }

    fn done_by(&self) -> DoneBy {
        DoneBy::Each
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.look(now).await;
        Ok(Tick::default())
    }
}
