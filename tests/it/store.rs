//! What the store promises, asked of both engines.

mod commits;
mod leases;
mod numbering;
mod opening;
mod outbox;
mod questions;
mod timers;
