//! DingTalk (钉钉): callbacks or Stream mode in; sessions, group robots, the app and its cards out.
//!
//! Two ways in, of which an app has one at a time ([`Settings::stream`]): signed HTTP callbacks
//! through [`chat::ChatPlatform::receive`], or sockets of our own through
//! [`chat::ChatPlatform::connect`].
//!
//! Four ways out, told apart by the address:
//! - `robot:<name>`: a custom robot of the settings, by its webhook. Mentions notify.
//! - `group:<conversation id>`: the app robot through the `OpenAPI`. As text, mentions are names
//!   only; as a card they notify.
//! - `user:<staff id>`: the app robot to one person.
//! - the session webhook of an inbound message, as a reply address, for about ninety minutes. It is
//!   used only when the message goes to the very room it came from, so a private answer never lands
//!   in a group.
//!
//! With a card template, what goes to a `group:` or a `user:` is an interactive card: its buttons
//! come back as events, and it can be edited. Short answers still take the session; a template that
//! the platform refuses gives way to text.
//!
//! What it guarantees: a callback is verified before it is parsed; a frame is answered with 200
//! only when the sink has stored its event; a session webhook or a socket is called only on a known
//! host; tokens, tickets, secrets and sessions are in no error, log line or debug print; each call
//! of `send` makes one attempt (two when an access token had just expired, a session had closed too
//! early, or a card was refused).
//!
//! What it does not do: no passive replies, no encrypted callbacks, no card callbacks over HTTP. It
//! does not count what it sends: the budget of 18 messages a minute per robot is kept by the
//! caller.
//!
//! Start reading at [`DingTalk`]; the vendor's rules are in [`settings`], [`callback`],
//! [`response`] and `stream`.

mod address;
pub mod callback;
mod card;
mod event;
pub mod http;
mod open_api;
mod payload;
mod platform;
pub mod protocol;
pub mod response;
mod robot;
pub mod session;
pub mod settings;
mod stream;
mod token;

pub use chat::Now;
pub use platform::DingTalk;
pub use settings::{App, CustomRobot, Settings, SettingsError, Stream};
pub use stream::read_frame;
