//! Every notice in both languages, and what must hold for all of them.

mod answers;
mod promises;
mod rules;
mod to_customers;
mod to_staff;
mod views;
mod waiting;
