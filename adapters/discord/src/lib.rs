//! Discord: gateway or HTTP interactions in; messages, cards, threads and private answers out.
//!
//! Two ways in, chosen by [`Mode`], because Discord itself allows only one of them at a time:
//! - the gateway, a WebSocket held by `serenity`: commands, presses, and messages that mention the
//!   bot;
//! - the interactions endpoint, HTTP requests signed with Ed25519: commands and presses only.
//!
//! One way out: REST by our own client, so that the rate limit headers can be read (`serenity`
//! behind a changed base address loses them). Addresses are `channel:<id>` and `user:<id>`.
//!
//! What it guarantees: a request is verified before it is parsed; an interaction gets its first
//! answer in time, at the latest as a deferral; an answer that outlives its token becomes an
//! ordinary message; every message names whom it may notify; the same key shows one message for as
//! long as Discord remembers it; tokens are in no error, log line or debug print; `send` makes one
//! attempt.
//!
//! What it does not do: no embeds, no reading of messages that do not mention the bot.
//!
//! Start reading at [`Discord`]; what an interaction says is read in `interaction`, what an error
//! means in [`response`].

mod address;
mod commands;
mod deferral;
mod discord;
mod endpoint;
mod form;
mod gateway;
pub mod http;
mod in_flight;
mod interaction;
mod payload;
mod places;
mod platform;
pub mod protocol;
mod quota;
mod receive;
mod registration;
mod reply;
pub mod response;
mod rest;
mod send;
pub mod settings;
mod snowflake;
mod words;

pub use chat::Now;
pub use discord::Discord;
pub use gateway::read_frame;
pub use settings::{Mode, Settings, SettingsError};
pub use snowflake::Snowflake;
