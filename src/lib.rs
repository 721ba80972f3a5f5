//! Watchbell: a vendor's support promises, kept where the customer already is.

pub mod clock;
pub mod config;
pub mod directory_file;
pub mod domain;
pub mod ids;
pub mod shutdown;
pub mod store;
pub mod telemetry;
pub mod web;
