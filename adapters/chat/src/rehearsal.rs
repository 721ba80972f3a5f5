//! How a stand-in for a platform is driven from outside: the same few HTTP calls for every platform.
//!
//! Each adapter has a fake server of its platform, which speaks the platform's real protocol to the bot. This
//! module is the other side of it: what people would do and see on their phones. All paths are below `/_fake`.
//!
//! | call | what |
//! |---|---|
//! | `POST /_fake/say` | somebody writes ([`Said`]) |
//! | `POST /_fake/press` | somebody presses a button ([`Pressed`]) |
//! | `GET /_fake/messages?room=…` | what can be read now, oldest first ([`Shown`]) |
//! | `POST /_fake/fault` | the platform misbehaves from now on ([`Misbehaviour`]) |
//! | `GET /_fake/figures` | what the platform counted ([`Figures`]) |

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

pub mod trouble;

pub use trouble::Trouble;

/// A stand-in for a platform, seen from its users' side.
#[async_trait]
pub trait Rehearsal: Send + Sync + 'static {
    /// Lets somebody write, and tells how the bot took it.
    async fn say(&self, said: Said) -> Result<(), String>;
    /// Lets somebody press a button.
    async fn press(&self, pressed: Pressed) -> Result<(), String>;
    /// Everything people can now read in a room; an edited message stands there once, as edited.
    fn messages(&self, room: &str) -> Vec<Shown>;
    /// Makes the platform misbehave; an error where this platform cannot do that.
    fn misbehave(&self, how: Misbehaviour) -> Result<(), String>;
    /// What the platform counted.
    fn figures(&self) -> Figures;
}

/// Somebody writes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Said {
    /// The group, or the person's account for a direct chat.
    pub room: String,
    /// Whether it is a direct chat with the bot.
    #[serde(default)]
    pub direct: bool,
    /// Who writes.
    pub account: String,
    /// The words, without the mention of the bot.
    pub text: String,
    /// The platform's id of the message, for a second delivery of the same one; a new one when left out.
    #[serde(default)]
    pub id: Option<String>,
}

/// Somebody presses a button or opens its link and agrees there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pressed {
    /// The [`Shown::id`] of the message.
    pub message: String,
    /// The label or the key of the button.
    pub button: String,
    /// Who presses.
    pub account: String,
}

/// A message as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
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
    /// The thread it stands in.
    pub thread: Option<String>,
    /// How often it was changed after it was sent.
    pub edits: u32,
}

/// How the platform misbehaves, for so many calls or frames.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Misbehaviour {
    /// In what way.
    pub fault: PlatformFault,
    /// For how many calls; one when left out.
    #[serde(default = "once")]
    pub times: u32,
    /// How long, for [`PlatformFault::Slow`], in milliseconds.
    #[serde(default)]
    pub millis: u64,
}

/// Ways for a platform to misbehave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlatformFault {
    /// Answers late, but takes what it was given.
    Slow,
    /// Takes a message and breaks the connection instead of answering.
    Drop,
    /// Delivers an event twice.
    Duplicate,
    /// Delivers the next two events in the wrong order.
    Reorder,
    /// All tokens given out so far are no longer taken.
    ExpireTokens,
    /// Too much was sent, by its own word.
    RateLimited,
    /// Answers 5xx.
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
    /// Faults that were asked for and have spoiled nothing yet.
    #[serde(default)]
    pub faults_left: usize,
}

/// The routes that drive a stand-in.
pub fn router(stand_in: Arc<dyn Rehearsal>) -> Router {
    Router::new()
        .route("/_fake/say", post(say))
        .route("/_fake/press", post(press))
        .route("/_fake/messages", get(messages))
        .route("/_fake/fault", post(fault))
        .route("/_fake/figures", get(figures))
        .with_state(stand_in)
}

type StandIn = State<Arc<dyn Rehearsal>>;
type Done = Result<StatusCode, (StatusCode, String)>;

#[derive(Deserialize)]
struct RoomQuery {
    room: String,
}

async fn say(State(stand_in): StandIn, Json(said): Json<Said>) -> Done {
    done(stand_in.say(said).await)
}

async fn press(State(stand_in): StandIn, Json(pressed): Json<Pressed>) -> Done {
    done(stand_in.press(pressed).await)
}

async fn messages(State(stand_in): StandIn, Query(query): Query<RoomQuery>) -> Json<Vec<Shown>> {
    Json(stand_in.messages(&query.room))
}

async fn fault(State(stand_in): StandIn, Json(how): Json<Misbehaviour>) -> Done {
    done(stand_in.misbehave(how))
}

async fn figures(State(stand_in): StandIn) -> Json<Figures> {
    Json(stand_in.figures())
}

fn done(result: Result<(), String>) -> Done {
    result.map(|()| StatusCode::NO_CONTENT).map_err(|why| (StatusCode::CONFLICT, why))
}

fn once() -> u32 {
    1
}
