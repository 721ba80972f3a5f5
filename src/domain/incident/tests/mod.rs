//! The rules of an incident: the table of states and acts, and stories in the words of the people
//! in them.

mod anonymised;
mod credits;
mod customer_question;
mod escalation;
mod escorts;
mod house_rules;
mod news;
mod ownership;
mod paging;
mod promise;
mod resolution;
mod shift_end;
mod special_handling;
mod subscribers;
mod table;
