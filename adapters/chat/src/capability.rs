//! What a platform can do, as data, so that the rest of the program asks instead of knowing names.

use std::time::Duration;

/// Everything the bot needs to know about a platform before it speaks there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact about a platform, none is a state of ours"
)]
pub struct Capabilities {
    /// Whether people's messages come in at all. WeLink's group robot only speaks.
    pub receives: bool,
    /// Whether a sent message can be changed later. Where not, a change of state is a new message.
    pub edit: bool,
    /// What a button can do.
    pub buttons: Buttons,
    /// Whether a message can be written into a thread.
    pub thread: bool,
    /// Whether an answer in a group can be shown to one person only.
    pub private_reply: bool,
    /// How long after an inbound request the answer may still be carried by its own response.
    pub passive_reply: Option<Duration>,
    /// How people are called.
    pub mention: MentionSupport,
    /// The longest text one message may hold.
    pub length: LengthLimit,
    /// How much may be sent, and what happens above.
    pub rate: Option<RateLimit>,
    /// Whether sending twice under one [`SendOptions::key`](crate::SendOptions) shows one message.
    pub idempotency_key: bool,
}

/// What a button can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Buttons {
    /// There are none; the words to type are in the text.
    None,
    /// A press comes back as an event.
    Callback,
    /// A press opens a page.
    Links,
}

/// How people are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionSupport {
    /// A name in the text notifies nobody.
    None,
    /// By account.
    Accounts {
        /// The most accounts one message may call, if there is a limit.
        at_most: Option<usize>,
    },
}

/// The longest text one message may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LengthLimit {
    /// Counted in bytes of UTF-8.
    Bytes(usize),
    /// Counted in Unicode scalar values.
    Chars(usize),
}

impl LengthLimit {
    /// The number itself, in this limit's own unit.
    pub fn most(self) -> usize {
        match self {
            Self::Bytes(most) | Self::Chars(most) => most,
        }
    }

    /// A limit of `most` in the same unit.
    #[must_use]
    pub fn of(self, most: usize) -> Self {
        match self {
            Self::Bytes(_) => Self::Bytes(most),
            Self::Chars(_) => Self::Chars(most),
        }
    }

    /// How long `text` is, in this limit's own unit.
    pub fn measure(self, text: &str) -> usize {
        match self {
            Self::Bytes(_) => text.len(),
            Self::Chars(_) => text.chars().count(),
        }
    }

    /// Whether `text` may be sent as it is.
    pub fn allows(self, text: &str) -> bool {
        self.measure(text) <= self.most()
    }
}

/// How much may be sent to one destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RateLimit {
    /// The most messages in any window.
    pub count: u32,
    /// The length of the window.
    pub per: Duration,
    /// How long the destination is mute after one message too many; zero when only that message is
    /// refused.
    pub mute: Duration,
}
