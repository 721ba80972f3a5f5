//! Where rows get their keys: the numbers of destinations, and ids that grow with time.

use super::destinations::Destinations;
use super::error::StoreError;
use super::outbox::{MessageRow, NewMessage};
use super::row_ids::RowIds;
use super::rows::{inconsistent, millis};
use crate::domain::directory::Destination;

/// See the module.
#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) destinations: Destinations,
    pub(crate) row_ids: RowIds,
    /// The number that the database gave this process.
    pub(crate) process: i64,
}

impl Keys {
    /// The number of a destination, which the store has seen to before.
    pub(crate) fn id_of(&self, destination: &Destination) -> Result<i64, StoreError> {
        let unknown = || {
            let why = "has no number yet";
            inconsistent("destinations", "address", &destination.to_string(), why)
        };
        self.destinations.id(destination).ok_or_else(unknown)
    }

    pub(crate) fn message_rows(
        &self,
        messages: Vec<NewMessage>,
    ) -> Result<Vec<MessageRow>, StoreError> {
        let row = |message: NewMessage| {
            let id = self.row_ids.next(millis(message.created_at));
            let destination = self.id_of(&message.destination)?;
            MessageRow::encode(message, id, destination)
        };
        messages.into_iter().map(row).collect()
    }
}
