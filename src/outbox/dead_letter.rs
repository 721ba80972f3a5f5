//! What is queued instead of a message that could not be delivered: the person's next contact
//! method, the first one again, or a warning.

use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::destination_of;
use crate::domain::directory::{Destination, Directory, Roster};
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::store::{ClaimedMessage, NewMessage};

/// How long a page rests before it goes through a person's contact methods again, by how often it
/// has been through them. Each pause uses up the patience of a page, so that each method is tried
/// once in a later round.
const BETWEEN_ROUNDS: [TimeDelta; 3] =
    [TimeDelta::seconds(15), TimeDelta::seconds(30), TimeDelta::seconds(60)];

/// How far a message has got through its recipient's contact methods.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    /// How often it has been through all of them.
    pub(super) round: i64,
    /// The method it is at.
    method: i64,
    /// How many there are.
    methods: i64,
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
}

/// The same notice by the recipient's next contact method; none when there is no other.
pub(super) fn next_method(
    message: &ClaimedMessage,
    directory: &Directory,
    now: DateTime<Utc>,
) -> Option<NewMessage> {
    let Progress { round, method, methods } = Progress::of(message, directory);
    let (destination, method) = destination_of(directory, &message.notice.to, method + 1)?;
    Some(again(message, destination, round * methods + method, now))
}

/// The same page by the first contact method again, after a pause: people are paged until somebody
/// acknowledges, however long a platform is away (`promises`, 9). It ends when the page is
/// acknowledged, its incident is closed, or the person is paged anew.
pub(super) fn next_round(
    message: &ClaimedMessage,
    directory: &Directory,
    now: DateTime<Utc>,
) -> Option<NewMessage> {
    let Progress { round, methods, .. } = Progress::of(message, directory);
    let (destination, method) = destination_of(directory, &message.notice.to, 0)?;
    let longest = BETWEEN_ROUNDS.len() - 1;
    let pause = BETWEEN_ROUNDS[usize::try_from(round).map_or(longest, |round| round.min(longest))];
    let next = again(message, destination, (round + 1) * methods + method, now);
    Some(NewMessage { due_at: now + pause, may_have_arrived: true, ..next })
}

fn again(
    message: &ClaimedMessage,
    destination: Destination,
    contact_method: i64,
    now: DateTime<Utc>,
) -> NewMessage {
    NewMessage {
        about: message.about(),
        destination,
        contact_method,
        may_have_arrived: false,
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
