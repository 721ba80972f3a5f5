//! Every sentence people read. Nothing here decides anything.
//!
//! The sentences themselves are in the language files under `lang`; the functions here choose among
//! them and fill them in. Start at [`notice`], which renders what the outbox holds, from what is
//! true when it is sent. The answers to commands are in [`answers`], `refused`, `lists`, `board`,
//! `show`, `why`, `plan` and `oncall`.
//!
//! Two rules hold for every message in a customer's room: it contains nothing for the support side
//! alone, and typed secrets and telephone numbers are hidden by [`customer_guard::customer_room`].

mod block;
mod context;
pub mod customer_guard;
pub mod help;
#[cfg(test)]
mod kit;
pub mod lang;
pub mod links;
pub mod menu;
mod messages;
pub mod parse_error;
mod parts;
mod phrase;
#[cfg(test)]
mod tests;
mod time;
pub mod transcript;
mod zone;

pub use context::{Acts, Audience, RenderContext};
pub use messages::board::board;
pub use messages::card::thread_name;
pub use messages::catchup::catchup;
pub use messages::digest::{merged, most_listed};
pub use messages::group_check::group_check;
pub use messages::lists::list;
pub use messages::notice::notice;
pub use messages::oncall::{covered, oncall};
pub use messages::plan::{plan, plan_levels};
pub use messages::refused::refused;
pub use messages::show::show;
pub use messages::show_in_full::show_in_full;
pub use messages::why::why;
pub use messages::{
    accounts, alarm, answers, attachments, contacts, credits, express, group_check, held_reports,
    oncall, requests, required_info, subscriptions,
};
