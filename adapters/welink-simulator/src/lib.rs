//! A `WeLink` on loopback that enforces what the real one does, for tests, simulations and load
//! tests.
//!
//! It checks the robot's token, its list of addresses, every field of a message, the ten minutes of
//! a stamp and that no uuid comes twice; access tokens, with the lock after too many wrong tries;
//! the limits of cards in bytes. Troubles are queued with [`WeLinkSimulator::fail_next_call`]; each
//! spoils one send. Its clock is injected.
//!
//! Its own inventions, because the vendor documents none: the number of wrong tries before the
//! lock, what happens on a second use of a uuid (code 58601), 20 messages a minute for a robot
//! (code 48503), and the answer to an access token that is no longer good (HTTP 401).

mod api;
mod control;
mod people;
mod setup;
mod state;
mod webhook;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::post;
use chat::Now;
use simulator::{CallFault, Server, call_fault};
use url::Url;

use chat_welink::settings::Settings;

pub use control::{configuration, run};
pub use setup::{Setup, SetupRobot};
pub use state::{Delivery, Route, error_code};
use state::{Inner, Verdict};

type Shared = Arc<Inner>;

/// A running simulator; it stops when dropped.
pub struct WeLinkSimulator {
    address: SocketAddr,
    inner: Shared,
    _server: Server,
}

impl WeLinkSimulator {
    /// Starts on a free port of this machine.
    pub async fn start(setup: Setup, now: Now) -> io::Result<Self> {
        let listener = simulator::listen().await?;
        let address = listener.local_addr()?;
        let inner = Arc::new(Inner::new(setup, now));
        let server = Server::start(listener, router(Arc::clone(&inner)));
        Ok(Self { address, inner, _server: server })
    }

    /// Its address.
    pub fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Settings for an adapter that talks to this simulator and knows all its robots.
    pub fn settings(&self, name: &str) -> Result<Settings, url::ParseError> {
        self.inner.setup.settings(name, &Url::parse(&self.base())?)
    }

    /// Spoils the next send that is not spoiled yet.
    pub fn fail_next_call(&self, fault: CallFault) {
        self.inner.state().faults.push(fault);
    }

    /// Makes every access token given so far invalid.
    pub fn expire_tokens(&self) {
        self.inner.state().tokens.clear();
    }

    /// Makes the app's id and secret wrong from now on, or right again.
    pub fn refuse_app(&self, refused: bool) {
        self.inner.state().app_refused = refused;
    }

    /// Switches a robot off, by its name.
    pub fn switch_off(&self, robot: &str) {
        self.inner.state().switched_off.insert(robot.to_owned());
    }

    /// Lets nobody in any more but from these addresses.
    pub fn allow_only(&self, addresses: Vec<std::net::IpAddr>) {
        self.inner.state().allowed = Some(addresses);
    }

    /// Everything that reached people, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.inner.state().deliveries.clone()
    }

    /// How many sends were asked for, with or without success.
    pub fn requests(&self) -> usize {
        self.inner.state().requests
    }

    /// How often an access token was asked for.
    pub fn token_fetches(&self) -> usize {
        self.inner.state().token_fetches
    }

    /// Why sends were refused, oldest first.
    pub fn refused(&self) -> Vec<String> {
        self.inner.state().tally.refused()
    }
}

fn router(inner: Shared) -> Router {
    Router::new()
        .route("/api/werobot/v1/webhook/send", post(webhook::send))
        .route("/api/auth/v2/tickets", post(api::tickets))
        .route("/api/messages/v2/card/common", post(api::card))
        .layer(DefaultBodyLimit::max(64 * 1024))
        .with_state(inner)
}

/// Runs one call, spoiled by the next fault in the queue if there is one.
async fn with_fault(inner: &Inner, call: impl FnOnce(&Inner) -> Verdict) -> Response {
    call_fault::apply(inner.next_fault(), async { call_fault::respond(call(inner)) }).await
}
