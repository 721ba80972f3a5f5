//! The rows of the grammar, in the order in which help lists them and in which [`Verb`](super::Verb) declares them.

use super::row::Grammar;

mod allowance;
mod asking;
mod closing;
mod credits;
mod deciding;
mod mailing;
mod measures;
mod recalling;
mod request;
mod rooms;
mod working;

/// Every verb of the bot. A new one gets a row in one of these, and a line in each language file.
pub(super) const TABLES: &[&[Grammar]] = &[
    asking::ROWS,
    working::ROWS,
    deciding::ROWS,
    rooms::ROWS,
    mailing::ROWS,
    credits::ROWS,
    closing::ROWS,
    recalling::ROWS,
    allowance::ROWS,
    measures::ROWS,
    request::ROWS,
];
