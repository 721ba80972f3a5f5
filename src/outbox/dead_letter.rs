//! What is queued instead of words that could not be delivered: the person's next way, or a warning.

use chrono::{DateTime, Utc};

use crate::actions::{Random, destination_of};
use crate::domain::directory::{Directory, Roster};
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::store::{ClaimedRow, OutboxRow};

/// The same words by the recipient's next way; none when there is no other.
pub(super) fn next_way(
    row: &ClaimedRow,
    directory: &Directory,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Option<OutboxRow> {
    let recipient: Recipient = serde_json::from_str(&row.recipient).ok()?;
    let (destination, way) = destination_of(directory, &recipient, row.way + 1)?;
    Some(OutboxRow {
        id: random.id(now).to_string(),
        incident_id: row.incident_id.clone(),
        destination: destination.to_string(),
        priority: row.priority,
        recipient: row.recipient.clone(),
        way,
        intent: row.intent.clone(),
        reply_to: None,
        created_at: now,
        due_at: now,
    })
}

/// Warnings to the staff rooms and the duty manager that something could not be delivered by any way. Nothing
/// warns of a warning, and none is sent to the place that has just failed.
pub(super) fn warnings(
    row: &ClaimedRow,
    error: &str,
    directory: &Directory,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Vec<OutboxRow> {
    let what = intent_word(&row.intent);
    if what == "dead_letter" {
        return Vec::new();
    }
    let intent = Intent::DeadLetter { what, to: row.destination.clone(), error: error.to_owned() };
    let rooms = directory.staff_rooms().into_iter().map(|room| Recipient::Group(room.id.clone()));
    let roster = Roster { directory, customer: None, tam_in_coverage: true };
    let manager = roster.duty_manager(now).map(Recipient::Person);
    let rows = rooms.chain(manager).filter_map(|to| {
        let (destination, way) = destination_of(directory, &to, 0)?;
        Some(OutboxRow {
            id: random.id(now).to_string(),
            incident_id: row.incident_id.clone(),
            destination: destination.to_string(),
            priority: index_of(Priority::Warning),
            recipient: serde_json::to_string(&to).ok()?,
            way,
            intent: serde_json::to_string(&intent).ok()?,
            reply_to: None,
            created_at: now,
            due_at: now,
        })
    });
    rows.filter(|warning| warning.destination != row.destination).collect()
}

/// The word by which an intent is stored.
fn intent_word(intent: &str) -> String {
    let intent: Option<serde_json::Value> = serde_json::from_str(intent).ok();
    let word = intent.as_ref().and_then(|intent| intent.get("say")).and_then(|word| word.as_str());
    word.unwrap_or("unreadable").to_owned()
}

fn index_of(priority: Priority) -> i64 {
    Priority::ALL
        .iter()
        .position(|known| *known == priority)
        .and_then(|index| i64::try_from(index).ok())
        .unwrap_or(0)
}
