//! The two ledgers of a customer: service credits and express tickets.

pub mod credit;
pub mod express;
