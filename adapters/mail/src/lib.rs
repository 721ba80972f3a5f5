//! E-mail: one letter for each message, by SMTP. A platform that only speaks.
//!
//! An address is an e-mail address. Because it is a platform like the others, the outbox gives letters what it gives
//! all words: lanes, another try, the next way, dead letters.
//!
//! What it guarantees: one attempt for each `send`, over within [`Settings::patience`]; a try again carries the same
//! `Message-ID`, so that a mailbox can drop the copy; everything about one incident carries the same `References`;
//! nothing that people typed reaches a header but as encoded text of the subject; no connection is used again that a
//! conversation was given up on; the password is sent in clear to this machine alone, and is in no error, log line or
//! debug print.
//!
//! What it does not do: it hears nothing, neither answers nor the notices of servers that found out later that a
//! letter cannot be delivered. A refusal is known only where the server gives it during the conversation.
//!
//! Start reading at [`Mail`]; what a letter looks like is in [`letter`], what the server's answers mean in
//! [`answer`].

mod address;
pub mod answer;
mod connections;
pub mod letter;
mod platform;
pub mod settings;

pub use chat::Now;
pub use platform::Mail;
pub use settings::{Login, Settings, SettingsError, Tls};

#[cfg(test)]
mod tests;
