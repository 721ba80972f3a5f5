//! What the store promises, asked of both engines.

mod audit;
mod batches;
mod commits;
mod leases;
mod numbering;
mod opening;
mod outbox;
mod partitions;
mod plans;
mod questions;
mod references;
mod timers;
