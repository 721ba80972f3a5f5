//! The rules of an incident as stories in the words of the people in them.

mod endings;
mod news;
mod paging;
mod taking;
