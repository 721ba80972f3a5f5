//! The rows of the grammar, in the order in which help lists them and in which
//! [`Verb`](super::Verb) declares them.

use super::row::Grammar;

mod closing;
mod credits;
mod customer;
mod duplicate;
mod duty_manager;
mod engineer;
mod history;
mod mirror;
mod quota;
mod special_handling;
mod subscriptions;

/// Every verb of the bot. A new one gets a row in one of these, and a line in each language file.
pub(super) const TABLES: &[&[Grammar]] = &[
    customer::ROWS,
    engineer::ROWS,
    duty_manager::ROWS,
    mirror::ROWS,
    subscriptions::ROWS,
    credits::ROWS,
    closing::ROWS,
    history::ROWS,
    quota::ROWS,
    special_handling::ROWS,
    duplicate::ROWS,
];
