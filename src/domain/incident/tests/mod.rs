//! The rules of an incident: the table of states and acts, and stories in the words of the people in them.

mod credits;
mod endings;
mod escalation;
mod news;
mod paging;
mod promise;
mod table;
mod taking;
