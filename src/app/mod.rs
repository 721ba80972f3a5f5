//! The composition root: builds everything, hands it out, and stops it in order.
//!
//! Stopping: the web and the gateways take nothing more and finish what they have; then the engine
//! finishes what it holds, gives back its claims and its lease; then the writers drain and the
//! pools close.

mod alarm;
mod bot;
mod cards;
mod clock_steps;
mod contracts;
pub mod gateways;
mod serve;
mod signed_links;

pub use bot::{Bot, BotDeps};
pub use serve::serve;
pub use signed_links::links_of;
