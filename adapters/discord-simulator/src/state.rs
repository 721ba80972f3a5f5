//! What the simulator remembers, behind one lock that is never held across a wait.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::{Now, RateLimit};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use simulator::{Faults, RateGates, Tally};
use tokio::sync::watch;
use url::Url;

use crate::session::Sessions;
use crate::setup::Setup;
use chat_discord::Snowflake;

/// What a channel takes; Discord documents no number, this is the one people meet.
const CHANNEL_LIMIT: RateLimit =
    RateLimit { count: 5, per: Duration::from_secs(5), mute: Duration::ZERO };

/// What one bot may call in a second (Discord documentation, `topics/rate-limits`).
const GLOBAL_LIMIT: RateLimit =
    RateLimit { count: 50, per: Duration::from_secs(1), mute: Duration::ZERO };

/// A message that is in a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its id.
    pub id: String,
    /// The channel it stands in; a thread is a channel too.
    pub channel: String,
    /// The text.
    pub content: String,
    /// Rows of components as sent.
    pub components: Value,
    /// Accounts that were notified; `everyone` stands for everybody.
    pub mentioned: Vec<String>,
    /// The only account that sees it, if so.
    pub only_for: Option<String>,
    /// Whether it only says "thinking…".
    pub is_loading: bool,
    /// Whether it came by the token of an interaction.
    pub through_token: bool,
    /// How often it was changed.
    pub edits: u32,
    /// When it came.
    pub at: DateTime<Utc>,
    pub(crate) nonce: Option<String>,
}

/// What kind of channel it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Channel {
    Text,
    /// A thread below this channel.
    Thread(String),
    /// One person and the bot.
    Direct(String),
}

/// An interaction and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub(crate) id: String,
    /// 2 command, 3 component, 4 autocomplete, 5 form.
    pub(crate) kind: u64,
    pub(crate) channel: String,
    pub(crate) account: String,
    pub(crate) made_at: DateTime<Utc>,
    /// The first answer.
    pub(crate) answer: Option<Value>,
    /// The message that answers it.
    pub(crate) original: Option<String>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) messages: Vec<Posted>,
    pub(crate) channels: HashMap<String, Channel>,
    pub(crate) interactions: HashMap<String, Interaction>,
    pub(crate) commands: Value,
    pub(crate) registrations: usize,
    pub(crate) faults: Faults<(&'static str, Value)>,
    gates: RateGates,
    pub(crate) sessions: Sessions,
    pub(crate) calls: Vec<String>,
    /// Where interactions are posted to.
    pub(crate) endpoint: Option<Url>,
    pub(crate) tally: Tally,
    pub(crate) connections: usize,
    numbers: u64,
}

impl State {
    pub(crate) fn message(&mut self, id: &str) -> Option<&mut Posted> {
        self.messages.iter_mut().find(|message| message.id == id)
    }

    pub(crate) fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    pub(crate) fn new_id(&mut self, now: DateTime<Utc>) -> String {
        let serial = self.next_number();
        Snowflake::at(now, serial).as_str().to_owned()
    }

    /// The channel of one person and the bot, made when it is first needed.
    pub(crate) fn direct_channel(&mut self, person: &str, now: DateTime<Utc>) -> String {
        let wanted = Channel::Direct(person.to_owned());
        if let Some((id, _)) = self.channels.iter().find(|(_, channel)| **channel == wanted) {
            return id.clone();
        }
        let id = self.new_id(now);
        self.channels.insert(id.clone(), wanted);
        id
    }

    /// Lets one call of a bucket pass, or says how long to wait; then how many are left.
    pub(crate) fn pass(&mut self, bucket: &str, now: DateTime<Utc>) -> Result<u32, TimeDelta> {
        let limit = if bucket == "global" { GLOBAL_LIMIT } else { CHANNEL_LIMIT };
        self.gates.pass(bucket, limit, now)
    }
}

pub(crate) struct Inner {
    pub(crate) setup: Setup,
    now: Now,
    state: Mutex<State>,
    changes: watch::Sender<u64>,
}

impl Inner {
    pub(crate) fn new(setup: Setup, now: Now) -> Self {
        let channels = setup.channels.iter().map(|id| (id.clone(), Channel::Text)).collect();
        let state = State { channels, commands: Value::Array(Vec::new()), ..State::default() };
        Self { setup, now, state: Mutex::new(state), changes: watch::Sender::new(0) }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes whoever waits for something to happen.
    pub(crate) fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Waits until `found` finds something.
    pub(crate) async fn until<T>(
        &self,
        longest: Duration,
        mut found: impl FnMut(&mut State) -> Option<T>,
    ) -> Option<T> {
        let mut changes = self.changes.subscribe();
        let wait = async {
            loop {
                if let Some(found) = found(&mut self.state()) {
                    return found;
                }
                let _ = changes.changed().await;
            }
        };
        tokio::time::timeout(longest, wait).await.ok()
    }
}
