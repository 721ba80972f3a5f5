//! The circles of people to whom the rows of the table give a verb.

use crate::domain::directory::Role::{
    self, Admin, Customer, CustomerAdmin, DutyManager, Engineer, Tam,
};

pub(super) const EVERYBODY: &[Role] = &[Customer, CustomerAdmin, Engineer, Tam, DutyManager, Admin];
pub(super) const CUSTOMERS: &[Role] = &[Customer, CustomerAdmin];
pub(super) const STAFF: &[Role] = &[Engineer, Tam, DutyManager, Admin];
pub(super) const ADMINISTRATORS: &[Role] = &[CustomerAdmin, Engineer, Tam, DutyManager, Admin];
pub(super) const RESPONDERS: &[Role] = &[Engineer, Tam, DutyManager];
pub(super) const OWNERS: &[Role] = &[Tam, DutyManager];
pub(super) const MANAGERS: &[Role] = &[DutyManager, Admin];
pub(super) const DUTY: &[Role] = &[DutyManager];
