//! Every notice in both languages, and what must hold for all of them.

mod answers;
mod by_link;
mod catchup;
mod customer_question;
mod escorts;
mod held_reports;
mod promises;
mod quota;
mod requests;
mod rules;
mod special_handling;
mod subscriptions;
mod to_customers;
mod to_staff;
mod views;
