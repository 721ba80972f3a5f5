//! Watchbell: a vendor's support promises, kept where the customer already is.

pub mod actions;
pub mod app;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod desk;
pub mod directory_file;
pub mod domain;
pub mod engine;
pub mod ids;
pub mod links;
pub mod plans;
pub mod platforms;
pub mod redaction;
pub mod render;
pub mod shutdown;
pub mod store;
pub mod telemetry;
pub mod web;
