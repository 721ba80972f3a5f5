//! E-mail: one e-mail for each message, by SMTP. A platform that only sends.
//!
//! An address is an e-mail address. Because it is a platform like the others, the outbox gives
//! e-mails what it gives all messages: priorities, another try, the next contact method, dead
//! letters.
//!
//! What it guarantees: one attempt for each `send`, over within [`Settings::patience`]; a try again
//! carries the same `Message-ID`, so that a mailbox can drop the copy; everything about one
//! incident carries the same `References`; nothing that people typed reaches a header but as
//! encoded text of the subject; no connection is used again that a conversation was given up on;
//! the password is sent in clear to this machine alone, and is in no error, log line or debug
//! print.
//!
//! What it does not do: it receives nothing, neither answers nor the notices of servers that found
//! out later that an e-mail cannot be delivered. A refusal is known only where the server gives it
//! during the conversation.
//!
//! Start reading at [`Mail`]; what an e-mail looks like is in [`email`], what the server's answers
//! mean in [`reply`].

mod address;
mod connections;
pub mod email;
mod platform;
pub mod reply;
pub mod settings;

pub use chat::Now;
pub use platform::Mail;
pub use settings::{Login, Settings, SettingsError, Tls};

#[cfg(test)]
mod tests;
