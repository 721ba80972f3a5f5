//! What the stand-in remembers, behind one lock that is never held across a wait.

use std::collections::{HashMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::conformance::gate::RateGate;
use chat::rehearsal::Trouble;
use chat::{Now, RateLimit};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use url::Url;

use super::cards::Card;
use super::figures::Tally;
use super::gateway::GatewayState;
use super::rehearsal::InboundFaults;
use super::setup::Setup;

/// Above 20 messages in a minute a robot is limited for ten minutes (vendor page on custom robots).
const ROBOT_LIMIT: RateLimit =
    RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(10) };

/// An HTTP status and a JSON body.
pub(super) type Verdict = (u16, Value);

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
    /// When, by the stand-in's clock.
    pub received_at: DateTime<Utc>,
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
pub fn flood_control(wait_seconds: u64) -> Trouble {
    let body = json!({"status": 1111, "wait": wait_seconds, "source": "x5", "punish": "deny", "uuid": "u"});
    Trouble::Answer(200, body)
}

/// An errcode of the old interface, which comes with HTTP 200.
pub fn errcode(errcode: i64, errmsg: &str) -> Trouble {
    Trouble::Answer(200, json!({"errcode": errcode, "errmsg": errmsg}))
}

pub(super) struct Session {
    pub(super) conversation: String,
    /// The one person of a direct chat.
    pub(super) person: Option<String>,
    pub(super) expires_at: DateTime<Utc>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) deliveries: Vec<Delivery>,
    pub(super) troubles: VecDeque<Trouble>,
    pub(super) gates: HashMap<String, RateGate>,
    pub(super) sessions: HashMap<String, Session>,
    pub(super) tokens: HashMap<String, DateTime<Utc>>,
    pub(super) left: HashSet<String>,
    pub(super) flow_controlled: HashSet<String>,
    pub(super) app_refused: bool,
    pub(super) requests: usize,
    pub(super) token_fetches: usize,
    pub(super) cards: HashMap<String, Card>,
    pub(super) gateway: GatewayState,
    pub(super) inbound: InboundFaults,
    pub(super) figures: Tally,
    numbers: u64,
}

impl State {
    pub(super) fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Shows a message to people.
    pub(super) fn deliver(&mut self, mut delivery: Delivery) {
        if delivery.id.is_empty() {
            delivery.id = format!("fake-message-{}", self.next_number());
        }
        self.figures.count(&delivery);
        self.deliveries.push(delivery);
    }

    /// Lets one message of a robot pass at `now`.
    pub(super) fn pass(&mut self, access_token: &str, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        if let Some(gate) = self.gates.get_mut(access_token) {
            return gate.pass(now);
        }
        self.gates
            .entry(access_token.to_owned())
            .or_insert_with(|| RateGate::new(ROBOT_LIMIT))
            .pass(now)
    }
}

pub(super) struct Inner {
    pub(super) setup: Setup,
    pub(super) address: SocketAddr,
    /// Where callbacks go while no connection is open.
    pub(super) bot: Option<Url>,
    now: Now,
    state: Mutex<State>,
}

impl Inner {
    pub(super) fn new(setup: Setup, address: SocketAddr, bot: Option<Url>, now: Now) -> Self {
        Self { setup, address, bot, now, state: Mutex::default() }
    }

    /// Its address, for both `oapi` and `api`.
    pub(super) fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one send and takes the trouble that waits for it.
    pub(super) fn next_trouble(&self) -> Option<Trouble> {
        let mut state = self.state();
        state.requests += 1;
        state.troubles.pop_front()
    }
}
