//! Watchbell: a vendor's support promises, kept where the customer already is.

pub mod actions;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod domain;
pub mod engine;
pub mod ids;
pub mod plans;
pub mod render;
pub mod store;
