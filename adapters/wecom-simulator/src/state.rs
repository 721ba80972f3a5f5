//! What the simulator remembers, behind one lock that is never held across a wait.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::{Now, RateLimit};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use simulator::{CallFault, Faults, RateGates, Tally};
use tokio::sync::mpsc;

use crate::content::Content;
use crate::setup::Setup;
use chat_wecom::crypto::Salt;

/// Above 20 messages in a minute a webhook is blocked for a minute (vendor page 90454).
pub(crate) const WEBHOOK_LIMIT: RateLimit =
    RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(1) };

/// What a robot may say in one conversation in a minute, and an app to one person.
pub(crate) const CONVERSATION_LIMIT: RateLimit =
    RateLimit { count: 30, per: Duration::from_mins(1), mute: Duration::ZERO };

/// An HTTP status and a JSON body.
pub(crate) type Verdict = (u16, Value);

/// A refusal: errcode and words.
pub(crate) type Refused = (i64, &'static str);

/// How a message came to people.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// By a group webhook, named by its key.
    Webhook(String),
    /// By the `response_url` of a message.
    ResponseUrl,
    /// By the response to a callback.
    Passive,
    /// By the long connection, as an answer.
    SocketAnswer,
    /// By the long connection, of the robot's own accord.
    SocketSend,
    /// By the app, to one person.
    App,
    /// By the app, into a group it made.
    AppChat,
}

/// A message that people can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The simulator's own number of it.
    pub id: String,
    /// How it came.
    pub route: Route,
    /// The group's id, or the person's account.
    pub room: String,
    /// What it holds.
    pub content: Content,
    /// The only account that sees its present form.
    pub only_for: Option<String>,
    /// How often it was changed.
    pub edits: u32,
    /// When, by the simulator's clock.
    pub received_at: DateTime<Utc>,
}

/// An errcode, which comes with HTTP 200.
pub fn errcode(errcode: i64) -> CallFault {
    CallFault::Respond(
        200,
        json!({"errcode": errcode, "errmsg": "as told, hint: [1], from ip: 203.0.113.9"}),
    )
}

/// A way to answer that was given out.
pub(crate) struct Ticket {
    pub(crate) room: String,
    pub(crate) account: String,
    /// The card that was pressed.
    pub(crate) task_id: Option<String>,
    pub(crate) at: DateTime<Utc>,
}

/// A bot on the long connection.
pub(crate) struct Listener {
    pub(crate) number: usize,
    pub(crate) frames: mpsc::UnboundedSender<Value>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) faults: Faults<crate::control::Happening>,
    gates: RateGates,
    pub(crate) tally: Tally,
    pub(crate) tokens: HashMap<String, DateTime<Utc>>,
    pub(crate) token_fetches: usize,
    pub(crate) app_refused: bool,
    pub(crate) left: HashSet<String>,
    /// `response_url`s by code, `req_id`s of the long connection, `ResponseCode`s of pressed cards.
    pub(crate) tickets: HashMap<String, Ticket>,
    pub(crate) task_ids: HashSet<String>,
    /// What the app sent recently: receiver and content, and until when a copy is dropped.
    pub(crate) copies: HashMap<String, DateTime<Utc>>,
    pub(crate) groups: HashMap<String, Vec<String>>,
    /// People who have talked to the robot, so that it may write to them.
    pub(crate) acquaintances: HashSet<String>,
    pub(crate) listener: Option<Listener>,
    pub(crate) connections: usize,
    /// Pings get no answer.
    pub(crate) is_deaf: bool,
    pub(crate) requests: usize,
    numbers: u64,
}

impl State {
    pub(crate) fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Lets one message to a destination pass at `now`.
    pub(crate) fn pass(
        &mut self,
        destination: &str,
        limit: RateLimit,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        if self.gates.pass(destination, limit, now).is_err() {
            self.tally.refuse_over_limit();
            return Err((45_009, "api freq out of limit"));
        }
        self.tally.count(destination, now);
        Ok(())
    }

    /// A card's id may come once.
    pub(crate) fn take_task_id(&mut self, content: &Content) -> Result<(), Refused> {
        match &content.task_id {
            Some(task_id) if !self.task_ids.insert(task_id.clone()) => {
                Err((40_058, "task_id repeated"))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn deliver(
        &mut self,
        route: Route,
        room: &str,
        content: Content,
        now: DateTime<Utc>,
    ) {
        let id = format!("fake-{}", self.next_number());
        let room = room.to_owned();
        let delivery =
            Delivery { id, route, room, content, only_for: None, edits: 0, received_at: now };
        self.deliveries.push(delivery);
    }

    /// Puts a new form on the card of a task.
    pub(crate) fn update_card(
        &mut self,
        task_id: &str,
        content: Content,
        only_for: Option<String>,
    ) -> Result<(), Refused> {
        let shows = |delivery: &&mut Delivery| delivery.content.task_id.as_deref() == Some(task_id);
        let card = self.deliveries.iter_mut().find(shows).ok_or((40_058, "unknown task_id"))?;
        card.content = content;
        card.only_for = only_for;
        card.edits += 1;
        Ok(())
    }
}

pub(crate) struct Inner {
    pub(crate) setup: Setup,
    now: Now,
    state: Mutex<State>,
}

impl Inner {
    pub(crate) fn new(setup: Setup, now: Now) -> Self {
        Self { setup, now, state: Mutex::default() }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes that differ each time; a simulator needs no secrets.
    pub(crate) fn salt(&self) -> Salt {
        u128::from(self.state().next_number()).to_be_bytes()
    }

    /// Counts one call and takes the next fault in the queue.
    pub(crate) fn next_fault(&self) -> Option<CallFault> {
        let mut state = self.state();
        state.requests += 1;
        state.faults.next_call()
    }

    /// Whether the robot may write to somebody first.
    pub(crate) fn knows(&self, state: &State, chat: &str) -> bool {
        self.setup.chats.iter().any(|known| known == chat)
            || self.setup.webhooks.iter().any(|webhook| webhook.chat == chat)
            || state.acquaintances.contains(chat)
    }
}
