//! The one trait a platform implements, and what is passed through it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::capability::Capabilities;
use crate::error::{ConnectError, SendError};
use crate::event::ChatEvent;
use crate::menu::{Choice, Question};
use crate::message::Message;
use crate::reference::{Address, MessageRef, ReplyAddress};
use crate::webhook::{Inbound, RawRequest, RawResponse, Refusal};

/// Where an adapter reads the present instant: for signatures, and for what is still open or fresh.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// A chat platform, which delivers events through webhooks or a gateway connection of its own.
///
/// Methods that speak make one attempt each: waiting and trying again is the caller's, who knows
/// what else is waiting. Dropping a returned future gives the attempt up.
#[async_trait]
pub trait ChatPlatform: Send + Sync {
    /// The name it was configured under: one word, also the last part of its webhook path.
    fn name(&self) -> &str;

    /// What it can do.
    fn capabilities(&self) -> &Capabilities;

    /// What it can do at one address, where its ways differ (a group robot, an app). `address` is
    /// the text of an [`Address`].
    fn capabilities_at(&self, address: &str) -> &Capabilities {
        let _ = address;
        self.capabilities()
    }

    /// Whether its addresses are e-mail addresses, so that news can go to whoever asked for it by
    /// e-mail.
    fn sends_email(&self) -> bool {
        false
    }

    /// The names under which people see the bot there, as far as the platform told them or the
    /// operator wrote them down; none where neither is so. A check may have to come first.
    fn shown_names(&self) -> Vec<String> {
        Vec::new()
    }

    /// Verifies a webhook request, then parses it. `now` is compared with the request's own
    /// timestamp.
    ///
    /// A second delivery of a genuine event is *not* refused: it comes out with the same
    /// [`ChatEvent::id`], and the caller, who has storage, decides that it was seen.
    fn receive(&self, request: &RawRequest, now: DateTime<Utc>) -> Result<Inbound, Refusal>;

    /// The HTTP answer once an event has been dealt with; `event` is none when it was ignored. A
    /// platform with passive replies carries [`EventOutcome::reply`] in it; the others leave it to
    /// [`ChatPlatform::send`].
    fn respond(&self, event: Option<&ChatEvent>, outcome: &EventOutcome) -> RawResponse;

    /// The HTTP answer when nothing could be saved. Most platforms bring the event again then; one
    /// that does not tells the person.
    fn not_saved(&self, event: &ChatEvent) -> RawResponse {
        let _ = event;
        RawResponse { status: 503, ..RawResponse::text("not saved, try again") }
    }

    /// For a platform that gives its callback up sooner than saving may take, and never brings it
    /// again: how long it can be kept waiting, and what it is answered then. The event is still
    /// handled, and [`ChatPlatform::handled_late`] is told how that ended instead of
    /// [`ChatPlatform::respond`] or [`ChatPlatform::not_saved`].
    fn early_response(&self, event: &ChatEvent) -> Option<EarlyResponse> {
        let _ = event;
        None
    }

    /// How handling ended after an [`EarlyResponse`] had left.
    async fn handled_late(&self, event: &ChatEvent, outcome: Result<EventOutcome, NotSaved>) {
        let _ = (event, outcome);
    }

    /// The HTTP answer to an [`Inbound::Question`].
    fn offer(&self, question: &Question, choices: &[Choice]) -> RawResponse {
        let _ = (question, choices);
        RawResponse::json("{}")
    }

    /// Sends one message, once. An open `options.reply_to` is preferred to the address where it
    /// reaches the same people; a closed one is skipped.
    async fn send(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError>;

    /// Replaces a message sent before. Refused where [`Capabilities::edit`] is false.
    async fn edit(
        &self,
        to: &Address,
        sent: &MessageRef,
        message: &Message,
    ) -> Result<Sent, SendError> {
        let _ = (to, sent, message);
        Err(SendError::refused("this platform cannot edit"))
    }

    /// Asks whether the platform would take a message now, without showing one to anybody.
    async fn check(&self) -> Health;

    /// Whether events come by a connection that this side holds. One process at a time holds it; the
    /// others call [`ChatPlatform::connect`] when it is theirs.
    fn holds_connection(&self) -> bool {
        false
    }

    /// Holds a gateway connection and gives every event to `sink`, until the connection is over.
    async fn connect(&self, sink: Arc<dyn EventSink>) -> Result<(), ConnectError> {
        let _ = sink;
        Err(ConnectError::NotAGateway)
    }
}

/// Where a gateway gives its events.
#[async_trait]
pub trait EventSink: Send + Sync {
    /// Takes one event and returns when what it asked for is safely stored. An event that was taken
    /// before changes nothing and gets the same answer.
    async fn accept(&self, event: ChatEvent) -> Result<EventOutcome, NotSaved>;

    /// What fits where somebody is typing, the best first.
    async fn suggest(&self, question: Question) -> Vec<Choice>;
}

/// What came of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventOutcome {
    /// What there is to say at once, for platforms with passive replies; elsewhere the answer is
    /// sent.
    pub reply: Option<Message>,
    /// Whether the answer, sent or passive, is for the caller alone where the platform can do that.
    pub private: bool,
}

/// An HTTP answer for when an event is not saved in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlyResponse {
    /// How long the platform can be kept waiting for anything better.
    pub after: Duration,
    /// What it is answered then.
    pub response: RawResponse,
}

/// Nothing was saved, so the platform has to bring the event again.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("nothing was saved: {0}")]
pub struct NotSaved(pub String);

/// How one message is to be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SendOptions {
    /// The same for every try of the same message, so that a platform that can tell shows it once.
    pub key: String,
    /// A short-lived way to answer, taken from the event that is being answered.
    pub reply_to: Option<ReplyAddress>,
    /// Show it to this account only. Ignored where [`Capabilities::private_reply`] is false, so the
    /// caller asks first and sends to the person instead.
    pub only_for: Option<String>,
    /// Start a thread of this name from the message, if there are threads. From then on it is known
    /// as the [`ThreadRef`](crate::ThreadRef) with the text of the message's own [`MessageRef`].
    pub thread_name: Option<String>,
}

impl SendOptions {
    /// Options with nothing but the key.
    pub fn keyed(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }

    /// Answers an event by the short-lived way that came with it.
    #[must_use]
    pub fn replying(mut self, reply_to: Option<ReplyAddress>) -> Self {
        self.reply_to = reply_to;
        self
    }
}

/// What the platform said when it took a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// How to find the message again, where the platform tells.
    pub reference: Option<MessageRef>,
}

/// Whether a platform can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It answered and would take a message.
    Up,
    /// It is in trouble; what an operator should know, without secrets.
    Down(String),
    /// There is no way to ask without showing something to people.
    Unknown,
}
