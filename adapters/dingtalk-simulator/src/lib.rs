//! A DingTalk on loopback that enforces what the real one does, for tests, simulations and load
//! tests.
//!
//! It checks signatures and their window, keywords, sizes, access tokens and sessions; it answers
//! HTTP 200 with an errcode where the real one does, and after 20 messages in a minute a robot is
//! mute for ten. Its clock is injected. Troubles are queued with
//! [`DingTalkSimulator::fail_next_call`]; each spoils one send.
//!
//! It delivers events in both of the vendor's ways: as signed callbacks, and through Stream mode
//! with its tickets, frames and several connections. [`run`] runs it as a program, driven by
//! [`simulator`].
//!
//! Four things are its own invention, because the vendor documents none: the errcode of an unknown
//! session, refused messages not counting towards a robot's limit, the wording for a second card
//! under the same `outTrackId`, and that a message without an answer is brought again.

mod api;
mod cards;
mod control;
mod gateway;
mod oapi;
mod people;
mod setup;
mod state;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post, put};
use chat::Now;
use serde_json::Value;
use simulator::{CallFault, Server, Simulator, call_fault};
use tokio::net::TcpListener;
use url::Url;

use chat_dingtalk::settings::Settings;

use control::Stage;
pub use gateway::FrameResponse;
use gateway::Reach;
pub use people::{Callback, Utterance};
pub use setup::{Setup, SetupRobot};
pub use state::{Delivery, Route, errcode, flood_control};
use state::{Inner, Verdict};

type Shared = Arc<Inner>;

/// A running simulator; it stops when dropped.
pub struct DingTalkSimulator {
    inner: Shared,
    _server: Server,
}

impl DingTalkSimulator {
    /// Starts on a free port of this machine.
    pub async fn start(setup: Setup, now: Now) -> io::Result<Self> {
        let listener = simulator::listen().await?;
        let inner = Arc::new(Inner::new(setup, listener.local_addr()?, None, now));
        let server = Server::start(listener, routes(&inner));
        Ok(Self { inner, _server: server })
    }

    /// Its address, for both `oapi` and `api`.
    pub fn base(&self) -> String {
        self.inner.base()
    }

    /// Settings for an adapter that talks to this simulator and knows all its robots.
    pub fn settings(&self, name: &str) -> Result<Settings, url::ParseError> {
        let base = Url::parse(&self.base())?;
        self.inner.setup.settings(name, &base)
    }

    /// The same for an adapter that receives through Stream mode and sends cards.
    pub fn stream_settings(&self, name: &str) -> Result<Settings, url::ParseError> {
        let base = Url::parse(&self.base())?;
        self.inner.setup.stream_settings(name, &base)
    }

    /// The simulator as its users know it.
    pub fn stage(&self) -> Arc<dyn Simulator> {
        Arc::new(Stage(Arc::clone(&self.inner)))
    }

    /// How many connections are open now and not asked to leave; a frozen bot's are among them
    /// until they were silent for too long.
    pub fn open_connections(&self) -> usize {
        self.inner.state().gateway.connections()
    }

    /// Brings a frame to one of the open connections, whether it asked for such or not, and waits
    /// for its answer.
    pub async fn bring(
        &self,
        kind: &str,
        topic: &str,
        data: &Value,
    ) -> Result<FrameResponse, String> {
        self.inner.bring(kind, topic, data, Reach::Anybody).await
    }

    /// How many frames each connection was given, without pings.
    pub fn frames(&self) -> Vec<usize> {
        self.inner.state().gateway.frames.values().copied().collect()
    }

    /// How many connections are open, without those that were asked to leave.
    pub fn connections(&self) -> usize {
        self.inner.state().gateway.connections()
    }

    /// Asks every connection to come again, as the platform does before a maintenance.
    pub fn ask_all_to_leave(&self, reason: &str) {
        self.inner.state().gateway.order_all_to_leave(reason);
    }

    /// Breaks so many connections without a word.
    pub fn break_connections(&self, count: usize) {
        self.inner.state().gateway.break_some(count);
    }

    /// Says nothing more on any connection, and reads nothing more.
    pub fn fall_silent(&self) {
        self.inner.state().gateway.hush_all();
    }

    /// What one person alone sees of a card.
    pub fn private_variable(&self, track: &str, staff: &str, name: &str) -> Option<String> {
        let state = self.inner.state();
        state.cards.get(track)?.private.get(staff)?.get(name).cloned()
    }

    /// Spoils the next send that is not spoiled yet.
    pub fn fail_next_call(&self, fault: CallFault) {
        self.inner.state().faults.push(fault);
    }

    /// Makes every access token given so far invalid.
    pub fn expire_tokens(&self) {
        self.inner.state().tokens.clear();
    }

    /// Makes the app's key and secret wrong from now on, or right again.
    pub fn refuse_app(&self, refused: bool) {
        self.inner.state().app_refused = refused;
    }

    /// Closes every session before its time.
    pub fn close_sessions(&self) {
        self.inner.state().sessions.clear();
    }

    /// Lets somebody leave the organisation: messages to them come back as invalid.
    pub fn staff_leaves(&self, staff_id: &str) {
        self.inner.state().left.insert(staff_id.to_owned());
    }

    /// Protects somebody from further direct messages.
    pub fn control_flow_to(&self, staff_id: &str) {
        self.inner.state().flow_controlled.insert(staff_id.to_owned());
    }

    /// Everything that reached people, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.inner.state().deliveries.clone()
    }

    /// Takes them out, so that a program that runs long does not keep them.
    pub fn take_deliveries(&self) -> Vec<Delivery> {
        std::mem::take(&mut self.inner.state().deliveries)
    }

    /// How many sends were asked for, with or without success.
    pub fn requests(&self) -> usize {
        self.inner.state().requests
    }

    /// How often an access token was fetched.
    pub fn token_fetches(&self) -> usize {
        self.inner.state().token_fetches
    }
}

/// Runs a simulator as a program until it is dropped. The bot reaches it at `address`. `bot` is
/// called back while it holds no connection.
pub async fn run(listener: TcpListener, address: SocketAddr, bot: Option<Url>) -> io::Result<()> {
    let inner = Arc::new(Inner::new(Setup::default(), address, bot, simulator::machine_clock()));
    simulator::serve(listener, routes(&inner)).await
}

/// The section of a configuration by which a bot talks to a [`run`]d simulator at `address`: Stream
/// mode, with cards.
pub fn configuration(address: SocketAddr) -> String {
    Setup::default().configuration(address, "stream")
}

/// The same for a bot that is called back over HTTP and speaks in text.
pub fn configuration_over_http(address: SocketAddr) -> String {
    Setup::default().configuration(address, "http")
}

fn routes(inner: &Shared) -> Router {
    let control = simulator::router(Arc::new(Stage(Arc::clone(inner))));
    router(Arc::clone(inner)).merge(control)
}

fn router(inner: Shared) -> Router {
    Router::new()
        .route("/v1.0/gateway/connections/open", post(gateway::open))
        .route("/connect", get(gateway::connect))
        .route("/v1.0/card/instances/createAndDeliver", post(cards::create))
        .route("/v1.0/card/instances", put(cards::update))
        .route("/robot/send", post(oapi::robot_send))
        .route("/robot/sendBySession", post(oapi::send_by_session))
        .route("/v1.0/oauth2/accessToken", post(api::access_token))
        .route("/v1.0/robot/groupMessages/send", post(api::group_send))
        .route("/v1.0/robot/oToMessages/batchSend", post(api::batch_send))
        .with_state(inner)
}

/// Runs one call, spoiled by the next fault in the queue if there is one.
async fn with_fault(inner: &Inner, call: impl FnOnce(&Inner) -> Verdict) -> Response {
    call_fault::apply(inner.next_fault(), async { call_fault::respond(call(inner)) }).await
}
