//! Everything that needs a database or the whole program, in one binary, so that it is linked once.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what a test needs and does not get fails the test"
)]

mod command_line;
mod crash;
mod crossing;
mod dingtalk;
mod gateways;
mod instances;
mod journeys;
mod kit;
mod mail;
mod migrations;
mod promises;
mod rehearsals;
mod roles;
mod sandbox_http;
mod sharing;
mod store;
mod transcripts;
mod welink;
