//! Who is served and who serves: customers, their contracts and chat groups, and people.

mod approved_guest;
mod contract;
mod customer;
mod email;
mod escort;
mod group;
mod mailbox;
mod meeting_link;
mod permission;
mod person;
mod rights;
mod roster;
mod snapshot;

pub use approved_guest::ApprovedGuest;
pub use contract::{AgreedTarget, Contract};
pub use customer::Customer;
pub use email::{EmailAddress, MailDomain, NoAddress};
pub use escort::Escort;
pub use group::{Destination, Group, GroupKind, Languages};
pub use mailbox::Mailbox;
pub use meeting_link::{MeetingLink, NoMeetingLink};
pub use permission::Permission;
pub use person::{Account, ContactMethod, Link, Person, Role, Side};
pub use roster::{Roster, UNKNOWN_PEOPLE_PAGE_EVERY};
pub use snapshot::Directory;
