//! What the program behind the sandbox has to offer to it.

use std::time::Duration;

use async_trait::async_trait;
use chat::{ChatEvent, Message};
use serde_json::Value;
use thiserror::Error;

use crate::view::WorldState;

/// The farthest that one move of the clock goes, so that a slip of the hand does not run for
/// minutes.
pub const FARTHEST_MOVE: Duration = Duration::from_hours(60 * 24);

/// The program behind the page: it receives what people say and moves its own clock.
#[async_trait]
pub trait World: Send + Sync + 'static {
    /// Everything the page shows beside the chats, as of now.
    async fn state(&self) -> Result<WorldState, WorldError>;

    /// Everything said and done about an incident, open or closed, as a document of the program,
    /// in `language`: `zh` or `en`.
    async fn timeline(&self, number: i64, language: &str) -> Result<Value, WorldError>;

    /// Takes one event and gives what there is to say at once. Returns after the event is safely
    /// stored.
    async fn handle(&self, event: ChatEvent) -> Result<Vec<Message>, WorldError>;

    /// What was given to say stands in its room. Whatever else follows from the event may now be
    /// said; with a manual clock, this returns when it was.
    async fn follow(&self) -> Result<(), WorldError>;

    /// Moves a manual clock forward, by at most [`FARTHEST_MOVE`], and runs everything that falls due on the way, in order.
    /// Returns when nothing is left to do.
    async fn advance(&self, seconds: u32) -> Result<(), WorldError>;

    /// Moves a manual clock to the next instant at which something is due, and does it.
    async fn advance_to_next_due(&self) -> Result<(), WorldError>;
}

/// Why the world did not do what it was asked. Each holds a sentence for the person at the page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorldError {
    /// There is no such thing; the sentence says what there is.
    #[error("{0}")]
    NotFound(String),
    /// This person may not do that.
    #[error("{0}")]
    Forbidden(String),
    /// The request makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// The clock would move farther than [`FARTHEST_MOVE`].
    #[error("{0}")]
    TooFar(String),
    /// It makes sense, but not now: moving a clock that is real, say.
    #[error("{0}")]
    Conflict(String),
    /// Storage is away; nothing was saved.
    #[error("{0}")]
    Unavailable(String),
}
