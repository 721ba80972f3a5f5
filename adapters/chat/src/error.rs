//! Why something could not be sent, and whether another try can help. Never guessed from text
//! afterwards.

use std::time::Duration;

use thiserror::Error;

/// Why a message did not leave. The texts hold no token, session or message body.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SendError {
    /// The platform asked for quiet; the destination takes nothing before this time has passed.
    #[error("the platform asks to wait {} s", .0.as_secs())]
    RetryAfter(Duration),
    /// The platform or the way to it is away: no connection, or an answer such as 503. Nothing
    /// arrived, and nothing else will pass before it is back.
    #[error("{0}")]
    Away(String),
    /// The request left and no usable answer came: the message may have arrived. Another try is
    /// marked as a repeat unless the platform has idempotency keys.
    #[error("{0}")]
    Uncertain(String),
    /// The platform answered that it did not take the message, for a reason that may pass or that
    /// is not known. Nothing arrived.
    #[error("{0}")]
    Retryable(String),
    /// This message to this destination will never pass unchanged.
    #[error("{reason}")]
    Permanent {
        /// What the platform said.
        reason: String,
        /// Whether the destination itself no longer exists, so that every other message to it fails
        /// too.
        gone: bool,
    },
    /// The bot's own credentials were refused; an operator has to act.
    #[error("credentials refused: {0}")]
    Unauthorized(String),
}

impl SendError {
    /// This message will never pass, though others to the same place may.
    pub fn refused(reason: impl Into<String>) -> Self {
        Self::Permanent { reason: reason.into(), gone: false }
    }

    /// The destination no longer exists or no longer lets the bot in.
    pub fn gone(reason: impl Into<String>) -> Self {
        Self::Permanent { reason: reason.into(), gone: true }
    }

    /// The same error about the bot's credentials: whatever the platform has against them, only an
    /// operator can change it.
    #[must_use]
    pub fn about_credentials(self) -> Self {
        match self {
            Self::Permanent { reason, .. } => Self::Unauthorized(reason),
            other => other,
        }
    }

    /// The same error of a call that comes before the message itself, such as fetching a token:
    /// whatever became of that call, no message arrived.
    #[must_use]
    pub fn before_sending(self) -> Self {
        match self {
            Self::Uncertain(reason) => Self::Away(reason),
            other => other,
        }
    }

    /// Whether another try of the same message can succeed.
    pub fn is_worth_another_try(&self) -> bool {
        match self {
            Self::RetryAfter(_) | Self::Away(_) | Self::Uncertain(_) | Self::Retryable(_) => true,
            Self::Permanent { .. } | Self::Unauthorized(_) => false,
        }
    }

    /// Whether the message may have arrived all the same.
    pub fn may_have_arrived(&self) -> bool {
        matches!(self, Self::Uncertain(_))
    }
}

/// Why a gateway connection is over.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConnectError {
    /// The platform delivers events through webhooks; there is nothing to connect to.
    #[error("not a gateway")]
    NotAGateway,
    /// The connection was lost; connect again after a pause.
    #[error("connection lost: {0}")]
    Lost(String),
    /// The platform allows one connection, and a newer one took over. Whoever has the right to the
    /// connection may connect again after a pause.
    #[error("a newer connection took over: {0}")]
    TakenOver(String),
    /// The platform refused the bot; connecting again only makes it worse. An operator has to act.
    #[error("refused by the platform: {0}")]
    Refused(String),
}
