//! WeCom (企业微信): smart robot, group webhooks and self-built app, any of them in one configured
//! platform.
//!
//! Five ways out, told apart by the address:
//! - `robot:<chatid>`: a group of the smart robot. By long connection the robot can send first,
//!   with cards; a robot that is called back only answers, and the rest goes through the group's
//!   webhook.
//! - `user:<userid>`: a person, by the robot; by the app where the robot cannot send first.
//! - `webhook:<name>`: a group webhook of the settings. Mentions notify; there are no buttons.
//! - `app:<userid>`: a person, by the self-built app, with cards.
//! - `appchat:<chatid>`: a group that the app made ([`WeCom::create_group`]).
//!
//! Three endpoints in: `/robot`, `/app` and the old group robot's `/group`, below the platform's
//! webhook path; or the long connection, which replaces the first of them.
//!
//! What it guarantees: nothing is parsed before signature, freshness and receive id fit; a
//! `response_url` is called only on a known host, once, for the room it came from; keys, tokens and
//! addresses that are secrets are in no error, log line or debug print; each call of `send` makes
//! one attempt (two when an access token had just expired, or a way to answer was closed). A
//! connection that was taken over is told as such, and the caller decides whether to come back.
//!
//! What it does not do: no edits but the answer on a pressed card, no media, no markdown that was
//! typed outside. It does not count what it sends; the caller keeps the budget by
//! [`chat::Capabilities::rate`].
//!
//! Start reading at [`WeCom`]; the vendor's rules are in [`crypto`], [`callback`], [`response`] and
//! `socket`.

mod address;
mod app_api;
pub mod callback;
mod capability;
mod card;
pub mod crypto;
pub mod http;
mod passive;
mod platform;
pub mod protocol;
mod reply;
pub mod response;
pub mod response_url;
pub mod settings;
mod socket;
mod text;
mod token;
mod webhook;
pub mod xml;

pub use app_api::NewGroup;
pub use chat::Now;
pub use platform::{Chance, WeCom};
pub use settings::{App, LongConnection, Receive, Robot, Settings, SettingsError, Webhook};
pub use socket::read_frame;
