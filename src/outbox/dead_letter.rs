//! What is queued instead of a message that could not be delivered: the person's next contact
//! method, the first one again, or a warning.

use chrono::{DateTime, Utc};

use crate::actions::destination_of;
use crate::domain::directory::{Destination, Directory, Roster};
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::store::{ClaimedMessage, NewMessage};

/// How far a message has got through its recipient's contact methods.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    /// How often it has been through all of them.
    pub(super) round: i64,
    /// The method it is at.
    method: i64,
    /// How many there are.
    pub(super) methods: i64,
}

impl Progress {
    pub(super) fn of(message: &ClaimedMessage, directory: &Directory) -> Self {
        let methods = match &message.notice.to {
            Recipient::Person(id) => directory.people.get(id).map(|person| &person.contact_methods),
            _ => None,
        };
        let methods = methods.map_or(1, |methods| i64::try_from(methods.len()).unwrap_or(1)).max(1);
        let counted = message.contact_method;
        Self { round: counted / methods, method: counted % methods, methods }
    }

    /// The methods by which a copy may have arrived, this one included if its last attempt or an
    /// earlier one may have.
    fn arrived_by(self, message: &ClaimedMessage, arrived: bool) -> i64 {
        let is_here = arrived || message.may_be_a_repeat();
        message.arrived_by | if is_here { bit(self.method) } else { 0 }
    }
}

/// Nobody has more than 62 contact methods; the last bit would stand for all beyond.
fn bit(method: i64) -> i64 {
    1 << method.clamp(0, 62)
}

/// The same notice by the recipient's next contact method; none when there is no other. `arrived`
/// tells whether the last attempt by this one may have arrived.
pub(super) fn next_method(
    message: &ClaimedMessage,
    directory: &Directory,
    arrived: bool,
    now: DateTime<Utc>,
) -> Option<NewMessage> {
    let progress = Progress::of(message, directory);
    let (destination, method) = destination_of(directory, &message.notice.to, progress.method + 1)?;
    let arrived_by = progress.arrived_by(message, arrived);
    Some(again(message, destination, Progress { method, ..progress }, arrived_by, now))
}

/// The same page by the first contact method again: people are paged until somebody acknowledges,
/// however long a platform is away (`promises`, 9). It ends when the page is acknowledged, its
/// incident is closed, or the person is paged anew.
pub(super) fn next_round(
    message: &ClaimedMessage,
    directory: &Directory,
    arrived: bool,
    now: DateTime<Utc>,
) -> Option<NewMessage> {
    let progress = Progress::of(message, directory);
    let (destination, method) = destination_of(directory, &message.notice.to, 0)?;
    let arrived_by = progress.arrived_by(message, arrived);
    let next = Progress { round: progress.round + 1, method, ..progress };
    Some(again(message, destination, next, arrived_by, now))
}

fn again(
    message: &ClaimedMessage,
    destination: Destination,
    progress: Progress,
    arrived_by: i64,
    now: DateTime<Utc>,
) -> NewMessage {
    NewMessage {
        about: message.about(),
        destination,
        contact_method: progress.round * progress.methods + progress.method,
        may_have_arrived: arrived_by & bit(progress.method) != 0,
        arrived_by,
        notice: message.notice.clone(),
        reply_to: None,
        follows_reply: false,
        created_at: now,
        due_at: now,
    }
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
        what: message.notice.intent.subject(),
        to: message.notice.to.clone(),
        address: message.destination.to_string(),
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
            may_have_arrived: false,
            arrived_by: 0,
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
pub(super) fn word_of(intent: &Intent) -> String {
    let intent = serde_json::to_value(intent).ok();
    let word = intent.as_ref().and_then(|intent| intent.get("say")).and_then(|word| word.as_str());
    word.unwrap_or("unreadable").to_owned()
}
