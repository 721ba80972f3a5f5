//! People whom the directory does not know and who write to the bot alone: they are told whom to ask.
//! What they report is kept like everybody's, and all of it together pages once an hour.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::context::CommandContext;
use super::reply::Reply;
use crate::domain::directory::UNKNOWN_PEOPLE_PAGE_EVERY;
use crate::domain::recent::is_within;
use crate::render::accounts;

/// When a report of theirs paged last, and the event that brought it. Kept in memory: after a restart
/// one more may page.
#[derive(Debug, Default)]
pub(super) struct UnknownReports(Mutex<Option<(DateTime<Utc>, String)>>);

impl UnknownReports {
    /// Until when a report of the caller pages nobody; none for one that pages at once, which is
    /// noted. The next page is that of all reports that came meanwhile, at the instant at which the
    /// first one's page would be repeated.
    pub(super) fn quiet_until(&self, context: &CommandContext<'_>) -> Option<DateTime<Utc>> {
        if !context.is_unknown_alone() {
            return None;
        }
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let event = &context.origin.event_id;
        if let Some((paged_at, by)) = last.as_ref()
            && is_within(*paged_at, context.now, UNKNOWN_PEOPLE_PAGE_EVERY)
        {
            return (by != event).then(|| *paged_at + UNKNOWN_PEOPLE_PAGE_EVERY);
        }
        *last = Some((context.now, event.clone()));
        None
    }
}

/// Whom somebody may ask whom the bot does not know, and what they can do now.
pub(super) fn whom_to_ask(context: &CommandContext<'_>) -> Reply {
    let rendered = context.render_context(None, None);
    Reply::ready(accounts::plain("unknown-account", &rendered))
}
