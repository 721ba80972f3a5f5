//! Watchbell: a vendor's support promises, kept where the customer already is.

pub mod cli;
pub mod clock;
pub mod domain;
pub mod ids;
pub mod plans;
