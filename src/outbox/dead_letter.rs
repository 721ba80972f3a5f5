//! What is queued instead of a message that could not be delivered: the person's next contact
//! method, or a warning.

use chrono::{DateTime, Utc};

use crate::actions::destination_of;
use crate::domain::directory::{Directory, Roster};
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::store::{ClaimedMessage, NewMessage};

/// The same notice by the recipient's next contact method; none when there is no other.
pub(super) fn next_method(
    message: &ClaimedMessage,
    directory: &Directory,
    now: DateTime<Utc>,
) -> Option<NewMessage> {
    let (destination, contact_method) =
        destination_of(directory, &message.notice.to, message.contact_method + 1)?;
    Some(NewMessage {
        about: message.about(),
        destination,
        contact_method,
        notice: message.notice.clone(),
        reply_to: None,
        follows_reply: false,
        created_at: now,
        due_at: now,
    })
}

/// Warnings to the staff rooms and the duty manager that something could not be delivered by any
/// contact method. Nothing warns of a warning, and none is sent to the place that has just failed.
pub(super) fn warnings(
    message: &ClaimedMessage,
    error: &str,
    directory: &Directory,
    now: DateTime<Utc>,
) -> Vec<NewMessage> {
    if matches!(message.notice.intent, Intent::DeadLetter { .. }) {
        return Vec::new();
    }
    let intent = Intent::DeadLetter {
        what: word_of(&message.notice.intent),
        to: message.destination.to_string(),
        error: error.to_owned(),
    };
    let rooms = directory.staff_rooms().into_iter().map(|room| Recipient::Group(room.id.clone()));
    let roster = Roster { directory, customer: None, tam_in_coverage: true };
    let manager = roster.duty_manager(now).map(Recipient::Person);
    let warnings = rooms.chain(manager).filter_map(|to| {
        let (destination, contact_method) = destination_of(directory, &to, 0)?;
        Some(NewMessage {
            about: message.about(),
            destination,
            contact_method,
            notice: Notice { to, priority: Priority::Warning, intent: intent.clone() },
            reply_to: None,
            follows_reply: false,
            created_at: now,
            due_at: now,
        })
    });
    warnings.filter(|warning| warning.destination != message.destination).collect()
}

/// The word by which an intent is stored.
fn word_of(intent: &Intent) -> String {
    let intent = serde_json::to_value(intent).ok();
    let word = intent.as_ref().and_then(|intent| intent.get("say")).and_then(|word| word.as_str());
    word.unwrap_or("unreadable").to_owned()
}
