//! The event handler: decides what an inbound event asks for. The web only hands events over.

use async_trait::async_trait;
use chat::{ChatEvent, Choice, EventOutcome, NotSaved, Question};
use chrono::{DateTime, Utc};

/// Takes what people did in chat.
#[async_trait]
pub trait EventHandler: Send + Sync {
    /// Decides and commits what an event asks for. An event that was handled before gets the answer
    /// it got then.
    ///
    /// Dropping the future gives up waiting for the answer, not the commit.
    async fn handle(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<EventOutcome, NotSaved>;

    /// What fits where somebody is typing an option of a command, the best first.
    async fn suggest(&self, question: Question, now: DateTime<Utc>) -> Vec<Choice> {
        let _ = (question, now);
        Vec::new()
    }
}
