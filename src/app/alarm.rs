//! The alarm, as the configuration wants it.

use std::sync::Arc;

use chrono::TimeDelta;

use super::Bot;
use crate::alarm::{Alarm, AlarmDeps, AlarmSettings};
use crate::config::AlarmConfig;

impl Bot {
    /// What tells operators that the bot is in trouble. It judges also where nobody is to be told,
    /// for the metrics.
    pub fn alarm(&self, config: &AlarmConfig) -> anyhow::Result<Alarm> {
        let mail = self.platforms.iter().find(|platform| platform.sends_email());
        let deps = AlarmDeps {
            engine: Arc::clone(&self.engine),
            platform_checks: Arc::clone(&self.platform_checks),
            mail: mail.cloned(),
            clock: Arc::clone(&self.clock),
        };
        Alarm::new(deps, settings(config)?)
    }

    /// Lets the alarm watch until the engine stops.
    pub fn start_alarm(&self, config: &AlarmConfig) -> anyhow::Result<()> {
        let alarm = Arc::new(self.alarm(config)?);
        self.engine.run_worker(alarm, &self.shutdown.stop_work);
        if !config.tells_somebody() {
            tracing::warn!(
                "nobody is told by a second way when the bot is in trouble; set alarm.webhook_url or \
                 alarm.email"
            );
        }
        Ok(())
    }
}

fn settings(config: &AlarmConfig) -> anyhow::Result<AlarmSettings> {
    Ok(AlarmSettings {
        webhook: config.webhook_url.clone(),
        mailboxes: config.email.clone(),
        heartbeat: config.heartbeat_url.clone(),
        heartbeat_every: TimeDelta::from_std(config.heartbeat)?,
        reminder: TimeDelta::from_std(config.reminder)?,
        languages: config.language,
    })
}
