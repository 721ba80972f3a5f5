//! What the simulator remembers, behind one lock that is never held across a wait.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::{Now, RateLimit};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use simulator::{CallFault, Faults, RateGates, Tally};
use url::Url;

use crate::cards::Card;
use crate::gateway::GatewayState;
use crate::setup::Setup;

/// Above 20 messages in a minute a robot is limited for ten minutes (vendor page on custom robots).
const ROBOT_LIMIT: RateLimit =
    RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(10) };

/// An HTTP status and a JSON body.
pub(crate) type Verdict = (u16, Value);

/// A message that reached people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The platform's id of the message; of a card, its `outTrackId`.
    pub id: String,
    /// The conversation, or the person's staff id for a direct chat.
    pub room: String,
    /// How, and whom.
    pub route: Route,
    /// The text as sent.
    pub text: String,
    /// The title of a markdown message; `None` for plain text.
    pub title: Option<String>,
    /// Labels and keys of a card's buttons.
    pub buttons: Vec<(String, String)>,
    /// How often a card was changed.
    pub edits: u32,
    /// Staff ids that were notified.
    pub at: Vec<String>,
    /// Whether the `at` block calls everybody.
    pub at_all: bool,
    /// When, by the simulator's clock.
    pub received_at: DateTime<Utc>,
}

impl Delivery {
    /// What the figures count it under.
    fn destination(&self) -> String {
        match &self.route {
            Route::Robot(token) => format!("robot:{token}"),
            Route::Session(_) => format!("session:{}", self.room),
            Route::Group(conversation) => format!("group:{conversation}"),
            Route::Person(person) => format!("user:{person}"),
        }
    }
}

/// How a message came, and whom it reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// By a custom robot, named by its access token.
    Robot(String),
    /// By a session, into this conversation.
    Session(String),
    /// By the `OpenAPI`, into this conversation.
    Group(String),
    /// By the `OpenAPI`, to this staff id.
    Person(String),
}

/// The gateway's flood control, in front of everything.
pub fn flood_control(wait_seconds: u64) -> CallFault {
    let body = json!({"status": 1111, "wait": wait_seconds, "source": "x5", "punish": "deny", "uuid": "u"});
    CallFault::Respond(200, body)
}

/// An errcode of the old interface, which comes with HTTP 200.
pub fn errcode(errcode: i64, errmsg: &str) -> CallFault {
    CallFault::Respond(200, json!({"errcode": errcode, "errmsg": errmsg}))
}

pub(crate) struct Session {
    pub(crate) conversation: String,
    /// The one person of a direct chat.
    pub(crate) person: Option<String>,
    pub(crate) expires_at: DateTime<Utc>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) faults: Faults<Value>,
    gates: RateGates,
    pub(crate) sessions: HashMap<String, Session>,
    pub(crate) tokens: HashMap<String, DateTime<Utc>>,
    pub(crate) left: HashSet<String>,
    pub(crate) flow_controlled: HashSet<String>,
    pub(crate) app_refused: bool,
    pub(crate) requests: usize,
    pub(crate) token_fetches: usize,
    pub(crate) cards: HashMap<String, Card>,
    pub(crate) gateway: GatewayState,
    pub(crate) tally: Tally,
    numbers: u64,
}

impl State {
    pub(crate) fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Shows a message to people.
    pub(crate) fn deliver(&mut self, mut delivery: Delivery) {
        if delivery.id.is_empty() {
            delivery.id = format!("fake-message-{}", self.next_number());
        }
        self.tally.count(&delivery.destination(), delivery.received_at);
        self.deliveries.push(delivery);
    }

    /// Lets one message of a robot pass at `now`.
    pub(crate) fn pass(&mut self, access_token: &str, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        self.gates.pass(access_token, ROBOT_LIMIT, now).map(drop)
    }
}

pub(crate) struct Inner {
    pub(crate) setup: Setup,
    pub(crate) address: SocketAddr,
    /// Where callbacks go while no connection is open.
    pub(crate) bot: Option<Url>,
    now: Now,
    state: Mutex<State>,
}

impl Inner {
    pub(crate) fn new(setup: Setup, address: SocketAddr, bot: Option<Url>, now: Now) -> Self {
        Self { setup, address, bot, now, state: Mutex::default() }
    }

    /// Its address, for both `oapi` and `api`.
    pub(crate) fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one send and takes the next fault in the queue.
    pub(crate) fn next_fault(&self) -> Option<CallFault> {
        let mut state = self.state();
        state.requests += 1;
        state.faults.next_call()
    }
}
