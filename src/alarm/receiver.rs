//! Who is told, and by which way.

use std::sync::Arc;
use std::time::Duration;

use chat::http::Vendor;
use chat::{Address, ChatPlatform, SendError, SendOptions};
use chrono::{DateTime, Utc};
use metrics::counter;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::metrics as names;
use super::settings::AlarmSettings;
use super::told::{Next, Told};
use super::troubles::State;
use crate::domain::directory::Languages;
use crate::render::alarm::{Alarm, Trouble, TroubleKind, alarm};
use crate::worker::at_most;

/// How long a mail server may take. Greeting, TLS and login are several round trips.
const MAIL_PATIENCE: Duration = Duration::from_secs(10);
const WEBHOOK: Vendor = Vendor::new("the alarm's webhook");

/// Somebody who is told, and what they were told.
pub(super) struct Receiver {
    way: Way,
    told: Mutex<Told>,
}

enum Way {
    Webhook { client: reqwest::Client, url: SecretString },
    Mailbox { platform: Arc<dyn ChatPlatform>, to: Address },
}

impl Receiver {
    pub(super) fn webhook(client: reqwest::Client, url: SecretString) -> Self {
        Self { way: Way::Webhook { client, url }, told: Mutex::default() }
    }

    pub(super) fn mailbox(platform: Arc<dyn ChatPlatform>, to: &str) -> Self {
        let to = Address::person(to);
        Self { way: Way::Mailbox { platform, to }, told: Mutex::default() }
    }

    /// Tells what has to be told at `now`, once.
    pub(super) async fn tell(
        &self,
        state: &State,
        instance: &str,
        settings: &AlarmSettings,
        now: DateTime<Utc>,
    ) {
        let mut told = self.told.lock().await;
        let Some(next) = told.next(state, settings.reminder, now) else { return };
        let Next { event, since } = next;
        let alarm = Alarm {
            event,
            instance: instance.to_owned(),
            at: now,
            since,
            troubles: state.troubles.clone(),
            reminder: settings.reminder,
        };
        // The same for every try of one message, so that a mailbox can drop a copy.
        let key = format!("alarm {instance} {} {}", since.timestamp_millis(), told.count);
        match self.way.send(&alarm, settings.languages, key).await {
            Ok(()) => {
                tracing::info!(by = self.way.name(), event = <&str>::from(event), "alarm told");
                counter!(names::SENT, "by" => self.way.name()).increment(1);
                told.taken(next, state, now);
            }
            Err(error) => {
                tracing::error!(by = self.way.name(), %error, "the alarm was not taken");
                counter!(names::FAILED, "by" => self.way.name()).increment(1);
                told.refused(now);
            }
        }
    }
}

impl Way {
    fn name(&self) -> &'static str {
        match self {
            Self::Webhook { .. } => "webhook",
            Self::Mailbox { .. } => "email",
        }
    }

    async fn send(&self, told: &Alarm, languages: Languages, key: String) -> Result<(), SendError> {
        let message = alarm(told, languages);
        match self {
            Self::Webhook { client, url } => {
                let body = body(told, &message.plain_text()).to_string();
                let request = client.post(url.expose_secret());
                let response = WEBHOOK.send_json(request, body).await?;
                let is_taken = (200..300).contains(&response.status);
                if is_taken { Ok(()) } else { Err(response.trouble()) }
            }
            Self::Mailbox { platform, to } => {
                let options = SendOptions::keyed(key);
                let sent = at_most(MAIL_PATIENCE, platform.send(to, &message, &options)).await;
                let silent = || Err(SendError::Uncertain("no answer in time".to_owned()));
                sent.unwrap_or_else(silent).map(drop)
            }
        }
    }
}

/// What the webhook gets: facts for programs, and the same in words. It holds counts and instants,
/// and nothing that a customer wrote.
fn body(alarm: &Alarm, text: &str) -> Value {
    json!({
        "source": "watchbell",
        "event": <&str>::from(alarm.event),
        "instance": alarm.instance,
        "at": alarm.at,
        "since": alarm.since,
        "troubles": alarm.troubles.iter().map(fact).collect::<Vec<_>>(),
        "text": text,
    })
}

fn fact(trouble: &Trouble) -> Value {
    let mut fact = json!({ "kind": <&str>::from(&trouble.kind), "since": trouble.since });
    match &trouble.kind {
        TroubleKind::EngineStopped { worker } => fact["worker"] = json!(worker),
        TroubleKind::WorkOverdue { timers, pages } => {
            fact["overdue_timers"] = json!(timers);
            fact["stuck_pages"] = json!(pages);
        }
        TroubleKind::NotSaving | TroubleKind::NotSending | TroubleKind::AuditMissing => {}
    }
    fact
}
