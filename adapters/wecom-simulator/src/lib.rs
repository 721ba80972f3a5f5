//! A WeCom on loopback that enforces what the real one does, for tests, simulations and load tests.
//!
//! It checks keys, tokens, signatures of answers, limits in bytes, ids of cards, and that a
//! `response_url` and a `ResponseCode` are used once; above 20 messages in a minute a webhook is
//! blocked for a minute. The long connection is held by one bot: a newer one ends the older one.
//! Its clock is injected. Troubles are queued with [`WeComSimulator::fail_next_call`]; each spoils
//! one call or frame.
//!
//! Some errcodes are its own choice, because the vendor documents none: for a used `response_url`,
//! for a repeated `task_id`, and for a second frame of one `req_id` before the answer to the first.

#![expect(
    clippy::expect_used,
    reason = "a simulator for tests and simulations, not part of the bot"
)]

mod app;
mod callbacks;
mod content;
mod control;
mod robot;
mod setup;
mod socket;
mod state;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use chat::{Now, RawRequest};
use chrono::{DateTime, Utc};
use serde_json::Value;
use simulator::{CallFault, Server, call_fault};
use tokio::net::TcpListener;
use url::Url;

use chat_wecom::settings::Settings;

pub use callbacks::{Act, Utterance};
pub use content::Content;
pub use setup::{Mode, Setup, SetupError, SetupWebhook};
pub use state::{Delivery, Route, errcode};
use state::{Inner, Verdict};

type Shared = Arc<Inner>;

/// A running simulator; it stops when dropped.
pub struct WeComSimulator {
    address: SocketAddr,
    inner: Shared,
    bot: Option<Url>,
    client: reqwest::Client,
    /// None where the simulator runs as a program.
    _server: Option<Server>,
}

/// Runs the simulator as a program, until the listener fails. The bot reaches it at `address`. `bot`
/// is the bot's own address: what people say goes to its `/hooks/wecom/robot` and `/hooks/wecom/app`, unless a bot holds the long
/// connection.
pub async fn run(listener: TcpListener, address: SocketAddr, bot: Option<Url>) -> io::Result<()> {
    let inner = Arc::new(Inner::new(Setup::default(), simulator::machine_clock()));
    let router = router(Arc::clone(&inner));
    let control = WeComSimulator { address, inner, bot, client: client()?, _server: None };
    simulator::serve(listener, router.merge(simulator::router(Arc::new(control)))).await
}

/// The section of a configuration that makes a bot talk to a simulator at `address` and be called
/// back by it.
pub fn configuration(address: SocketAddr) -> String {
    Setup::default().configuration(address, Mode::Callback)
}

/// The same for a bot whose robot holds the long connection.
pub fn configuration_of_long_connection(address: SocketAddr) -> String {
    Setup::default().configuration(address, Mode::LongConnection)
}

impl WeComSimulator {
    /// Starts on a free port of this machine.
    pub async fn start(setup: Setup, now: Now) -> io::Result<Self> {
        Self::start_for(setup, now, None).await
    }

    /// Also calls the bot at `bot` when people say something.
    pub async fn start_for(setup: Setup, now: Now, bot: Option<Url>) -> io::Result<Self> {
        let listener = simulator::listen().await?;
        let address = listener.local_addr()?;
        let inner = Arc::new(Inner::new(setup, now));
        let server = Server::start(listener, router(Arc::clone(&inner)));
        Ok(Self { address, inner, bot, client: client()?, _server: Some(server) })
    }

    /// Its address.
    pub fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Settings for an adapter that talks to this simulator.
    pub fn settings(&self, name: &str, mode: Mode) -> Result<Settings, SetupError> {
        self.inner.setup.settings(name, &Url::parse(&self.base())?, mode)
    }

    /// A robot's callback, made at `at`, with a `response_url` that is open from then on.
    pub fn robot_callback(&self, utterance: &Utterance<'_>, at: DateTime<Utc>) -> RawRequest {
        self.inner.robot_request(&self.inner.robot_message(utterance, &self.base(), at), at)
    }

    /// A robot's callback with any message.
    pub fn robot_callback_of(&self, clear: &Value, at: DateTime<Utc>) -> RawRequest {
        self.inner.robot_request(clear, at)
    }

    /// An app's callback, made at `at`.
    pub fn app_callback(&self, utterance: &Utterance<'_>, at: DateTime<Utc>) -> RawRequest {
        self.inner.app_request(&self.inner.app_message(utterance, at), at)
    }

    /// An old group robot's callback with any message.
    pub fn group_callback_of(&self, clear: &str, at: DateTime<Utc>) -> RawRequest {
        self.inner.group_request(clear, at)
    }

    /// What the app's answer to a callback does; `Err` says what is wrong with it.
    pub fn take_app_answer(
        &self,
        account: &str,
        task_id: Option<&str>,
        body: &[u8],
    ) -> Result<(), String> {
        self.inner.take_app_answer(account, task_id, body)
    }

    /// The words of an old group robot's answer; `Err` says what is wrong with it.
    pub fn group_answer(&self, body: &[u8]) -> Result<String, String> {
        let answer = callbacks::open_xml(&self.inner.robot_key(), body)?;
        answer
            .text_at(&["Markdown", "Content"])
            .ok_or_else(|| "an answer of a wrong kind".to_owned())
    }

    /// Spoils the next call or frame that is not spoiled yet.
    pub fn fail_next_call(&self, fault: CallFault) {
        self.inner.state().faults.push(fault);
    }

    /// Leaves every ping without an answer from now on.
    pub fn turn_deaf(&self) {
        self.inner.state().is_deaf = true;
    }

    /// Makes every access token given so far invalid.
    pub fn expire_tokens(&self) {
        self.inner.state().tokens.clear();
    }

    /// Makes the app's secret wrong from now on, or right again.
    pub fn refuse_app(&self, refused: bool) {
        self.inner.state().app_refused = refused;
    }

    /// Lets somebody leave the organisation: messages to them come back as invalid.
    pub fn leaves(&self, account: &str) {
        self.inner.state().left.insert(account.to_owned());
    }

    /// Everything people can read, oldest first; a card that was changed is there once.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.inner.state().deliveries.clone()
    }

    /// How many calls and frames came, with or without success.
    pub fn requests(&self) -> usize {
        self.inner.state().requests
    }

    /// How often an access token was fetched.
    pub fn token_fetches(&self) -> usize {
        self.inner.state().token_fetches
    }

    /// How many long connections were opened so far.
    pub fn connections(&self) -> usize {
        self.inner.state().connections
    }
}

fn client() -> io::Result<reqwest::Client> {
    chat_wecom::http::client().map_err(io::Error::other)
}

fn router(inner: Shared) -> Router {
    Router::new()
        .route("/", get(socket::open))
        .route("/cgi-bin/webhook/send", post(robot::webhook_send))
        .route("/cgi-bin/aibot/response", post(robot::respond))
        .route("/cgi-bin/gettoken", get(app::get_token))
        .route("/cgi-bin/message/send", post(app::message_send))
        .route("/cgi-bin/message/update_template_card", post(app::update_card))
        .route("/cgi-bin/appchat/create", post(app::chat_create))
        .route("/cgi-bin/appchat/send", post(app::chat_send))
        .with_state(inner)
}

/// Runs one call, spoiled by the next fault in the queue if there is one.
async fn with_fault(inner: &Inner, call: impl FnOnce(&Inner) -> Verdict) -> Response {
    call_fault::apply(inner.next_fault(), async { call_fault::respond(call(inner)) }).await
}
