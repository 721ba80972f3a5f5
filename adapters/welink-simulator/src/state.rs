//! What the simulator remembers, behind one lock that is never held across a wait.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chat::{Now, RateLimit, RawRequest};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use simulator::{CallFault, Faults, RateGates, Tally};

use crate::setup::Setup;
use chat_welink::settings::COURTESY_PER_MINUTE;

/// An invention: `WeLink` names no figure for robots.
const ROBOT_LIMIT: RateLimit =
    RateLimit { count: COURTESY_PER_MINUTE, per: Duration::from_mins(1), mute: Duration::ZERO };

/// An HTTP status and a JSON body.
pub(crate) type Verdict = (u16, Value);

/// A message that reached people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// How, and whom.
    pub route: Route,
    /// The title of a card; none for a robot's message.
    pub title: Option<String>,
    /// The text as sent.
    pub text: String,
    /// Accounts that were notified: they are in the list and in the text.
    pub called: Vec<String>,
    /// The page that a card opens.
    pub opens: Option<String>,
    /// When, by the simulator's clock.
    pub received_at: DateTime<Utc>,
}

/// How a message came, and whom it reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// By the robot of this group.
    Group(String),
    /// By a card, to this account.
    Person(String),
}

impl Route {
    /// The group or the account.
    pub fn room(&self) -> &str {
        match self {
            Self::Group(room) | Self::Person(room) => room,
        }
    }
}

/// An error code, which comes with HTTP 200.
pub fn error_code(code: &str, message: &str) -> CallFault {
    CallFault::Respond(200, json!({"code": code, "data": "", "message": message}))
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) faults: Faults<RawRequest>,
    pub(crate) tokens: HashMap<String, DateTime<Utc>>,
    pub(crate) wrong_tries: usize,
    pub(crate) app_refused: bool,
    pub(crate) switched_off: HashSet<String>,
    pub(crate) allowed: Option<Vec<IpAddr>>,
    pub(crate) uuids: HashSet<String>,
    pub(crate) requests: usize,
    pub(crate) token_fetches: usize,
    pub(crate) tally: Tally,
    gates: RateGates,
    numbers: u64,
}

impl State {
    pub(crate) fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Lets one message of a robot pass at `now`.
    pub(crate) fn pass(&mut self, robot: &str, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        self.gates.pass(robot, ROBOT_LIMIT, now).map(drop)
    }

    /// Shows a message to people.
    pub(crate) fn deliver(&mut self, delivery: Delivery) {
        self.tally.count(delivery.route.room(), delivery.received_at);
        self.deliveries.push(delivery);
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

    /// Counts one send and takes the next fault in the queue.
    pub(crate) fn next_fault(&self) -> Option<CallFault> {
        let mut state = self.state();
        state.requests += 1;
        state.faults.next_call()
    }
}
