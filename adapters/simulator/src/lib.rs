//! What the simulators of the chat platforms share.
//!
//! A simulator is a crate of its own beside its adapter. It speaks the platform's real protocol to
//! the bot and enforces the platform's rules. Tests, load runs and people who have no account there
//! use it; production code never depends on it. This crate holds the other side: what people would
//! do and see on their phones, as the same few HTTP calls for every platform.
//!
//! | call | effect |
//! |---|---|
//! | `POST /_simulator/say` | somebody writes ([`SayRequest`]) |
//! | `POST /_simulator/press` | somebody presses a button ([`PressRequest`]) |
//! | `GET /_simulator/messages?room=…` | returns the visible messages, oldest first ([`VisibleMessage`]) |
//! | `POST /_simulator/fault` | makes the platform fail from now on ([`FaultRequest`]) |
//! | `GET /_simulator/figures` | returns what the platform counted ([`Figures`]) |
//!
//! [`Faults`] are the faults still to come; a [`RateGate`] enforces a rate limit the way the
//! platform does.

#![warn(missing_docs)]

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use chat::Attachment;
use serde::{Deserialize, Serialize};

pub mod call_fault;
mod faults;
mod gate;
mod server;
mod tally;

pub use call_fault::CallFault;
pub use faults::{Faults, Turn};
pub use gate::{RateGate, RateGates};
pub use server::{Server, listen, machine_clock, serve};
pub use tally::Tally;

/// A simulator of a platform, seen from the side of its users.
#[async_trait]
pub trait Simulator: Send + Sync + 'static {
    /// Delivers what somebody writes to the bot; an error tells what the bot refused.
    async fn say(&self, request: SayRequest) -> Result<(), String>;
    /// Delivers the press of a button to the bot.
    async fn press(&self, request: PressRequest) -> Result<(), String>;
    /// Everything people can now read in a room; an edited message appears once, as edited.
    fn messages(&self, room: &str) -> Vec<VisibleMessage>;
    /// Makes the platform fail; an error where this platform cannot fail in that way.
    fn inject(&self, request: FaultRequest) -> Result<(), String>;
    /// What the platform counted.
    fn figures(&self) -> Figures;
}

/// Somebody writes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SayRequest {
    /// The group, or the person's account for a direct chat.
    pub room: String,
    /// Whether it is a direct chat with the bot.
    #[serde(default)]
    pub direct: bool,
    /// Who writes.
    pub account: String,
    /// The text, without the mention of the bot.
    pub text: String,
    /// The platform's id of the message, for a second delivery of the same one; a new one when left
    /// out.
    #[serde(default)]
    pub id: Option<String>,
    /// The [`VisibleMessage::id`] of the message that this one answers.
    #[serde(default)]
    pub quotes: Option<String>,
    /// What is sent besides the text or, where that is empty, instead of it.
    #[serde(default)]
    pub attachment: Option<Attachment>,
}

/// Somebody presses a button or opens its link and agrees there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PressRequest {
    /// The [`VisibleMessage::id`] of the message.
    pub message: String,
    /// The label or the key of the button.
    pub button: String,
    /// Who presses.
    pub account: String,
}

/// A message as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisibleMessage {
    /// The platform's id of the message.
    pub id: String,
    /// The group, or the person's account for a direct chat.
    pub room: String,
    /// The whole text.
    pub text: String,
    /// Labels of the buttons, in order.
    pub buttons: Vec<String>,
    /// Accounts that were notified.
    pub mentioned: Vec<String>,
    /// The only account that sees it, if so.
    pub only_for: Option<String>,
    /// The thread it belongs to.
    pub thread: Option<String>,
    /// How often it was changed after it was sent.
    pub edits: u32,
}

/// A fault and the number of calls or frames that it spoils.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FaultRequest {
    /// The kind of fault.
    pub fault: Fault,
    /// The number of calls; one when left out.
    #[serde(default = "once")]
    pub times: u32,
    /// The delay of [`Fault::Slow`] in milliseconds.
    #[serde(default)]
    pub millis: u64,
}

/// Ways for a platform to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Responds late, but accepts the message.
    Slow,
    /// Accepts a message and breaks the connection instead of responding.
    Drop,
    /// Delivers an event twice.
    Duplicate,
    /// Delivers the next two events in the wrong order.
    Reorder,
    /// Accepts no token that it issued so far.
    ExpireTokens,
    /// Refuses a message because too many were sent.
    RateLimited,
    /// Responds with a 5xx status.
    Unavailable,
    /// Closes the socket that the bot holds.
    CloseSocket,
}

/// What the platform counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Messages in the busiest 60 seconds of each robot or room.
    pub busiest_minute: BTreeMap<String, usize>,
    /// Calls refused for passing a limit.
    pub over_limit: usize,
    /// Calls refused for a wrong signature, token or field; the last reasons.
    pub refused: Vec<String>,
    /// Connections that were opened, where the bot holds one.
    pub connections: usize,
    /// Faults that were requested and have spoiled nothing yet.
    #[serde(default)]
    pub faults_left: usize,
}

/// The routes that control a simulator.
pub fn router(simulator: Arc<dyn Simulator>) -> Router {
    Router::new()
        .route("/_simulator/say", post(say))
        .route("/_simulator/press", post(press))
        .route("/_simulator/messages", get(messages))
        .route("/_simulator/fault", post(fault))
        .route("/_simulator/figures", get(figures))
        .with_state(simulator)
}

type Shared = State<Arc<dyn Simulator>>;
type Done = Result<StatusCode, (StatusCode, String)>;

#[derive(Deserialize)]
struct RoomQuery {
    room: String,
}

async fn say(State(simulator): Shared, Json(said): Json<SayRequest>) -> Done {
    done(simulator.say(said).await)
}

async fn press(State(simulator): Shared, Json(pressed): Json<PressRequest>) -> Done {
    done(simulator.press(pressed).await)
}

async fn messages(
    State(simulator): Shared,
    Query(query): Query<RoomQuery>,
) -> Json<Vec<VisibleMessage>> {
    Json(simulator.messages(&query.room))
}

async fn fault(State(simulator): Shared, Json(how): Json<FaultRequest>) -> Done {
    done(simulator.inject(how))
}

async fn figures(State(simulator): Shared) -> Json<Figures> {
    Json(simulator.figures())
}

fn done(result: Result<(), String>) -> Done {
    result.map(|()| StatusCode::NO_CONTENT).map_err(|why| (StatusCode::CONFLICT, why))
}

fn once() -> u32 {
    1
}
