//! Watchbell: a vendor's support promises, kept where the customer already is.

pub mod actions;
pub mod app;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod directory_file;
pub mod domain;
pub mod engine;
pub mod handlers;
pub mod ids;
pub mod inbox;
pub mod links;
pub mod outbox;
pub mod plan_file;
pub mod plans;
pub mod platforms;
pub mod redaction;
pub mod render;
pub mod shutdown;
pub mod store;
pub mod telemetry;
pub mod toml_file;
pub mod wake;
pub mod web;
pub mod worker;
