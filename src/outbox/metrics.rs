//! The names of the outbox's metrics, each with its unit last.

use crate::domain::notice::Priority;

/// Messages a platform took, by priority. Counter.
pub const MESSAGES_SENT: &str = "watchbell_messages_sent_total";
/// Cards that were changed in place. Counter.
pub const CARDS_CHANGED: &str = "watchbell_cards_changed_total";
/// Attempts that failed, by platform. Counter.
pub const SENDS_FAILED: &str = "watchbell_sends_failed_total";
/// Rows that left listed in the message of another. Counter.
pub const NOTICES_MERGED: &str = "watchbell_notices_merged_total";
/// Rows that will not arrive by the way they were queued for. Counter.
pub const DEAD_LETTERS: &str = "watchbell_dead_letters_total";
/// Pages that took their person's next way. Counter.
pub const CONTACT_METHODS_CHANGED: &str = "watchbell_contact_methods_changed_total";
/// How long a page had been due when it was handed to the platform. Histogram.
pub const PAGE_LATENESS: &str = "watchbell_page_lateness_seconds";

/// A priority as the value of a label.
pub(super) fn priority_word(priority: Priority) -> &'static str {
    priority.into()
}
