//! `WeLink` (华为云 `WeLink`): group robots and direct cards out; a signed relay and tenant
//! callbacks in.
//!
//! Two ways out, told apart by the address:
//! - `robot:<name>`: a group's webhook robot of the settings. Plain text, 500 characters, mentions
//!   notify.
//! - `user:<account>`: a card of the app to one person.
//!
//! **`WeLink` bots cannot receive messages.** No documented way exists to receive a group's
//! messages, and no button calls back. So every act travels as a link in the text
//! ([`Buttons::Links`](chat::Buttons::Links)), and words come in only where a customer's own
//! gateway brings them through the [`relay`]. The application callback ([`tenant`]) tells of the
//! address book alone.
//!
//! What it guarantees: every request is verified before it is read; each call of a robot has its
//! own instant and its own uuid; tokens and secrets are in no error, log line or debug print; no
//! redirect is followed; one attempt for each `send` (two when an access token had just expired).
//!
//! What it does not do: edits, threads, private answers, buttons that call back. It does not count
//! what it sends: the budget is kept by the caller.
//!
//! Start reading at [`WeLink`]; the vendor's rules are in [`robot`], [`card`], [`response`] and
//! [`envelope`].

mod address;
pub mod card;
pub mod envelope;
pub mod http;
mod platform;
pub mod relay;
pub mod response;
pub mod robot;
pub mod settings;
pub mod tenant;
mod token;

pub use chat::Now;
pub use platform::{Fresh, RELAY_PATH, TENANT_PATH, WeLink};
pub use settings::{App, Relay, Robot, Settings, SettingsError, Tenant};
