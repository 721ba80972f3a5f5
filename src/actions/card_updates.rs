//! Finds the cards that an act has made outdated.

use super::Actions;
use super::route::destination_of;
use crate::domain::directory::Directory;
use crate::domain::incident::Incident;
use crate::domain::notice::{Intent, Notice, Priority, Recipient};

impl Actions {
    /// Intents to bring the cards of an incident up to date, wherever one may be: in its own room
    /// and in the staff rooms. None for a place where nothing can be changed. Whether a card is
    /// there is found out when its turn comes.
    pub(super) fn refreshed_cards(
        &self,
        directory: &Directory,
        incident: &Incident,
    ) -> Vec<Notice> {
        let own = match &incident.group {
            Some(group) => Recipient::Group(group.clone()),
            None => Recipient::Room(incident.room.clone()),
        };
        let staff = directory.staff_room_ids().iter().cloned().map(Recipient::Group);
        let can_change = |to: &Recipient| {
            destination_of(directory, to, 0).is_some_and(|(room, _)| self.cards.can_change(&room))
        };
        // A card update must never delay a message, so it has the lowest priority.
        let refresh = |to| Notice { to, priority: Priority::Low, intent: Intent::Card };
        std::iter::once(own).chain(staff).filter(can_change).map(refresh).collect()
    }
}
