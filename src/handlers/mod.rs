//! Command handlers: an inbound event becomes a command, the command is carried out, and the reply
//! goes back.
//!
//! `context` finds out who speaks, from where and under which contract; [`crate::commands`] reads
//! the text; `rights` checks whether the caller may; `dispatch` is the table from a command to its
//! handler, one file for each topic; `reply` holds what a command says without an act. Every reply
//! is committed with the event's id, so a second delivery of an event changes nothing and gets the
//! same reply.

mod access;
mod account_link;
mod act;
mod all_pages;
mod ambient_messages;
mod approved_guests;
mod attachments;
mod autocomplete;
mod bare_number;
mod buttons;
mod closing;
mod comments;
mod confirmation;
mod confirmed_act;
mod contacts;
mod context;
mod credits;
mod customer_question;
mod customers_words;
mod dispatch;
mod duplicate;
mod escalation;
mod experts;
mod express;
mod group_check;
mod handle;
mod held_reports;
mod help;
mod history;
mod language;
mod lookup;
mod mentions;
mod mirrors;
mod offer;
mod offers;
mod oncall;
mod onsite;
mod open;
mod opening_limits;
mod outcome;
mod ownership;
mod paging;
mod platform_status;
mod queries;
mod rating;
mod received;
mod recent_commands;
mod reopening;
mod repeats;
mod reply;
mod reply_commit;
mod required_info;
mod resources;
pub mod rights;
mod severity;
mod signed_link;
mod subscriptions;
mod understand;
mod unknown_people;
mod updates;
mod vocabularies;

pub use opening_limits::OpeningsAMinute;
pub use outcome::NotSaved;
pub use platform_status::{PlatformStatus, RoomStatus};
pub use reply::Reply;
pub use resources::Handlers;
