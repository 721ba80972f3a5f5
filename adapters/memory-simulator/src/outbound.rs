//! A sent message as people read it.

use chat::message::Button;
use chat::{
    Address, Buttons, Capabilities, MentionSupport, Message, MessageRef, SendOptions, Span,
    ThreadRef,
};
use chrono::{DateTime, Utc};

/// One message that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMessage {
    /// Where it arrived.
    pub to: Address,
    /// The neutral message, as it was handed in last.
    pub message: Message,
    /// What people read.
    pub text: String,
    /// Accounts that were notified.
    pub mentioned: Vec<String>,
    /// Keys of the buttons (links on a platform whose buttons are links).
    pub buttons: Vec<String>,
    /// The thread it stands in.
    pub thread: Option<ThreadRef>,
    /// The name of the thread that was started from it.
    pub thread_name: Option<String>,
    /// The only account that can read it, when it was a private answer.
    pub only_for: Option<String>,
    /// The key it was sent under.
    pub key: String,
    /// Whether it came through a reply address.
    pub through_reply: bool,
    /// How often it was edited since.
    pub edits: usize,
    /// How to edit it.
    pub reference: MessageRef,
    /// When it arrived, by the fake's clock.
    pub at: DateTime<Utc>,
}

impl SentMessage {
    pub(crate) fn replace(&mut self, message: &Message, capabilities: &Capabilities) {
        self.text = text_of(message, capabilities);
        self.buttons = buttons_of(message, capabilities);
        self.message = message.clone();
        self.edits += 1;
    }
}

pub(crate) fn arrive(
    to: &Address,
    message: &Message,
    options: &SendOptions,
    capabilities: &Capabilities,
    reference: MessageRef,
    through_reply: bool,
    at: DateTime<Utc>,
) -> SentMessage {
    SentMessage {
        to: to.clone(),
        text: text_of(message, capabilities),
        mentioned: mentioned_by(message, capabilities),
        buttons: buttons_of(message, capabilities),
        thread: message.thread.clone().filter(|_| capabilities.thread),
        thread_name: options.thread_name.clone().filter(|_| capabilities.thread),
        only_for: options.only_for.clone().filter(|_| capabilities.private_reply),
        key: options.key.clone(),
        message: message.clone(),
        edits: 0,
        through_reply,
        reference,
        at,
    }
}

/// What people read, cut to the platform's limit.
pub(crate) fn text_of(message: &Message, capabilities: &Capabilities) -> String {
    let mut draft = message.draft(Span::plain);
    if capabilities.buttons == Buttons::None {
        draft.tail.extend(message.reply_words());
    }
    draft.fit(capabilities.length)
}

fn mentioned_by(message: &Message, capabilities: &Capabilities) -> Vec<String> {
    let MentionSupport::Accounts { at_most } = capabilities.mention else { return Vec::new() };
    let accounts = message.everyone_mentioned().into_iter().map(|mention| mention.account.clone());
    accounts.take(at_most.unwrap_or(usize::MAX)).collect()
}

fn buttons_of(message: &Message, capabilities: &Capabilities) -> Vec<String> {
    let shown = |button: &Button| match capabilities.buttons {
        Buttons::None => None,
        Buttons::Callback => Some(button.key.clone()),
        Buttons::Links => button.link.clone(),
    };
    message.buttons.iter().filter_map(shown).collect()
}
