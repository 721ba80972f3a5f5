//! A DingTalk on loopback that enforces what the real one does, for tests, rehearsals and load.
//!
//! It checks signatures and their window, keywords, sizes, access tokens and sessions; it answers HTTP 200
//! with an errcode where the real one does, and after 20 messages in a minute a robot is mute for ten. Its
//! clock is injected. Troubles are queued with [`FakeDingTalk::trouble`]; each spoils one send.
//!
//! Two answers are its own invention, because the vendor documents none: the errcode of an unknown
//! session, and refused messages not counting towards a robot's limit.

mod api;
mod oapi;
mod people;
mod setup;
mod state;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use url::Url;

use crate::platform::Now;
use crate::settings::Settings;

pub use people::{Callback, Utterance};
pub use setup::{Setup, SetupRobot};
pub use state::{Delivery, Route, Trouble};
use state::{Inner, Verdict};

type Shared = Arc<Inner>;

/// A running stand-in; it stops when dropped.
pub struct FakeDingTalk {
    address: SocketAddr,
    inner: Shared,
    server: AbortHandle,
}

impl FakeDingTalk {
    /// Starts on a free port of this machine.
    pub async fn start(setup: Setup, now: Now) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let inner = Arc::new(Inner::new(setup, now));
        let router = router(Arc::clone(&inner));
        #[expect(clippy::disallowed_methods, reason = "a stand-in for tests, ended by its own drop")]
        let server = tokio::spawn(async move { axum::serve(listener, router).await }).abort_handle();
        Ok(Self { address, inner, server })
    }

    /// Its address, for both `oapi` and `api`.
    pub fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Settings for an adapter that talks to this stand-in and knows all its robots.
    pub fn settings(&self, name: &str) -> Result<Settings, url::ParseError> {
        let base = Url::parse(&self.base())?;
        self.inner.setup.settings(name, &base)
    }

    /// Spoils the next send that is not spoiled yet.
    pub fn trouble(&self, trouble: Trouble) {
        self.inner.state().troubles.push_back(trouble);
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

    /// The same, and forgets it; for programs that run long.
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

impl Drop for FakeDingTalk {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn router(inner: Shared) -> Router {
    Router::new()
        .route("/robot/send", post(oapi::robot_send))
        .route("/robot/sendBySession", post(oapi::send_by_session))
        .route("/v1.0/oauth2/accessToken", post(api::access_token))
        .route("/v1.0/robot/groupMessages/send", post(api::group_send))
        .route("/v1.0/robot/oToMessages/batchSend", post(api::batch_send))
        .with_state(inner)
}

/// Runs one send through the next trouble in the queue, if there is one.
async fn through_trouble(inner: &Inner, send: impl FnOnce(&Inner) -> Verdict) -> Response {
    let trouble = inner.next_trouble();
    match trouble {
        None => respond(send(inner)),
        Some(Trouble::Slow(pause)) => {
            #[expect(clippy::disallowed_methods, reason = "a stand-in that is slow on purpose")]
            tokio::time::sleep(pause).await;
            respond(send(inner))
        }
        Some(Trouble::Drop) => dropped(),
        Some(Trouble::LoseAnswer) => {
            send(inner);
            dropped()
        }
        Some(Trouble::Answer(status, body)) => respond((status, body)),
    }
}

fn respond((status, body): (u16, Value)) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(body)).into_response()
}

/// An answer whose body breaks off, so that the connection ends under the caller.
fn dropped() -> Response {
    let broken = futures::stream::once(std::future::ready(Err::<Bytes, _>(io::Error::other("dropped"))));
    Response::new(Body::from_stream(broken))
}
