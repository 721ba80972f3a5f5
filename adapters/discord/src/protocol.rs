//! Names and limits of Discord's protocol, for the simulator that enforces them.

pub use crate::commands::registered as registered_commands;
pub use crate::reply::LIFE as REPLY_LIFE;
