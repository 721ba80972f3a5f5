//! DingTalk (钉钉): app robot callbacks in; session replies, group robots and direct messages out.
//!
//! Four ways out, told apart by the address:
//! - `robot:<name>`: a custom robot of the settings, by its webhook. Mentions notify.
//! - `group:<conversation id>`: the app robot through the `OpenAPI`. Mentions are names only: the
//!   `OpenAPI` has none for groups, so a page that must wake somebody goes to a `robot:` or to the person.
//! - `user:<staff id>`: the app robot to one person.
//! - the session webhook of an inbound message, as a reply address, for about ninety minutes. It is used
//!   only when the message goes to the very room it came from, so a private answer never lands in a group.
//!
//! What it guarantees: a callback is verified before it is parsed; a session webhook is called only on a
//! known host; tokens, secrets and sessions are in no error, log line or debug print; each call of `send`
//! makes one attempt (two when an access token had just expired, or a session had closed too early).
//!
//! What it does not do: no edits and no buttons (DingTalk has them on interactive cards only), no passive
//! replies, no encrypted callbacks, no Stream mode. It does not count what it sends: the budget of 18
//! messages a minute per robot is kept by the caller.
//!
//! Start reading at [`DingTalk`]; the vendor's rules are in [`settings`], [`callback`] and [`answer`].

mod address;
pub mod answer;
pub mod callback;
#[cfg(feature = "fake-server")]
pub mod fake_server;
pub mod http;
mod open_api;
mod payload;
mod platform;
mod robot;
pub mod session;
pub mod settings;
mod token;

pub use platform::{DingTalk, Now};
pub use settings::{App, CustomRobot, Settings, SettingsError};

#[cfg(test)]
mod tests;
