//! Where a recipient is reached.

use crate::domain::directory::{ContactMethod, Destination, Directory, Person};
use crate::domain::notice::Recipient;

/// Where a notice goes when a recipient's contact methods are counted from `method`, and which of
/// them that is; none when there are no more.
pub fn destination_of(
    directory: &Directory,
    to: &Recipient,
    method: i64,
) -> Option<(Destination, i64)> {
    match to {
        Recipient::Person(id) => method_of(directory, directory.people.get(id)?, method),
        Recipient::Group(id) if method == 0 => {
            directory.groups.get(id).map(|group| (group.room.clone(), 0))
        }
        Recipient::Room(room) | Recipient::Subscriber(room) if method == 0 => {
            Some((room.clone(), 0))
        }
        Recipient::Group(_) | Recipient::Room(_) | Recipient::Subscriber(_) => None,
    }
}

fn method_of(directory: &Directory, person: &Person, from: i64) -> Option<(Destination, i64)> {
    let skipped = usize::try_from(from).ok()?;
    person.contact_methods.iter().enumerate().skip(skipped).find_map(|(index, method)| {
        let destination = match method {
            ContactMethod::Direct(destination) => destination.clone(),
            ContactMethod::StaffGroup(group) => directory.groups.get(group)?.room.clone(),
        };
        Some((destination, i64::try_from(index).ok()?))
    })
}
