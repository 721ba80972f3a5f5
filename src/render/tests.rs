//! Every notice in both languages, and what must hold for all of them.

mod allowance;
mod answers;
mod by_link;
mod catchup;
mod escorts;
mod mailing;
mod measures;
mod promises;
mod requests;
mod rules;
mod to_customers;
mod to_staff;
mod views;
mod waiting;
