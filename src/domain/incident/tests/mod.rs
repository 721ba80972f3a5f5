//! The rules of an incident: the table of states and acts, and stories in the words of the people in them.

mod asking;
mod credits;
mod endings;
mod escalation;
mod escorts;
mod measures;
mod news;
mod paging;
mod promise;
mod reduced;
mod shift;
mod subscribers;
mod table;
mod taking;
