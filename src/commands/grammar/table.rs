//! The rows of the grammar, in the order in which help lists them and in which [`Verb`](super::Verb) declares them.

use super::Role::{Admin, Customer, CustomerAdmin, DutyManager, Engineer, Tam};
use super::{Grammar, Role};

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

const EVERYBODY: &[Role] = &[Customer, CustomerAdmin, Engineer, Tam, DutyManager, Admin];
const CUSTOMERS: &[Role] = &[Customer, CustomerAdmin];
const STAFF: &[Role] = &[Engineer, Tam, DutyManager, Admin];
const ADMINISTRATORS: &[Role] = &[CustomerAdmin, Engineer, Tam, DutyManager, Admin];
const RESPONDERS: &[Role] = &[Engineer, Tam, DutyManager];
const OWNERS: &[Role] = &[Tam, DutyManager];
const MANAGERS: &[Role] = &[DutyManager, Admin];
const DUTY: &[Role] = &[DutyManager];

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
