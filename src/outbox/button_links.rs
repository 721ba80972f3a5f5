//! Which buttons of a message become signed links, where buttons open pages.
//!
//! A link in a customer's group does only what every member of it may; a link that acts for one
//! person goes to that person alone.

use std::sync::Arc;

use chat::{AddressKind, Buttons, Message};

use super::delivery_context::Delivery;
use crate::domain::directory::ContactMethod;
use crate::domain::notice::Recipient;
use crate::links::Links;
use crate::render::Acts;

/// What a link in a customer's group may do.
const FOR_GROUPS: [&str; 8] =
    ["confirm:", "reject:", "escalate:", "answer:", "skip:", "say:", "rate:", "read:"];

/// Makes the links; none where the operator gave no key for them.
pub(super) struct ButtonLinks(Option<Arc<Links>>);

impl ButtonLinks {
    pub(super) fn by(links: Option<Arc<Links>>) -> Self {
        Self(links)
    }

    /// The message with a link for every button that may have one there.
    pub(super) fn add_to(&self, mut message: Message, delivery: &Delivery) -> Message {
        let Some(links) = self.at(delivery) else { return message };
        let account = reader_alone(delivery);
        for button in &mut message.buttons {
            let is_for_all = is_customers(delivery)
                && FOR_GROUPS.iter().any(|verb| button.key.starts_with(verb));
            if account.is_some() || is_for_all {
                button.link =
                    links.to_act(&delivery.destination, account, &button.key, delivery.now);
            }
        }
        message
    }

    /// How people in a room act. Links replace typed commands only in a customer's group.
    pub(super) fn acts(&self, delivery: &Delivery) -> Acts {
        match self.at(delivery).filter(|_| is_customers(delivery)) {
            None => Acts::ByWords,
            Some(_) if delivery.capabilities.receives => Acts::ByEither,
            Some(_) => Acts::ByLinks,
        }
    }

    fn at(&self, delivery: &Delivery) -> Option<&Links> {
        self.0.as_deref().filter(|_| delivery.capabilities.buttons == Buttons::Links)
    }
}

/// The account of the one person who reads what is sent there; none for a room.
fn reader_alone(delivery: &Delivery) -> Option<&str> {
    if delivery.address().kind != AddressKind::Person {
        return None;
    }
    let leads_there = |way: &ContactMethod| matches!(way, ContactMethod::Direct(direct) if *direct == delivery.destination);
    let person = match &delivery.recipient {
        Recipient::Person(id) => delivery.directory.people.get(id),
        Recipient::Subscriber(_) => None,
        Recipient::Group(_) | Recipient::Room(_) => delivery
            .directory
            .people
            .values()
            .find(|person| person.contact_methods.iter().any(leads_there)),
    };
    person?.account_on(&delivery.destination.platform)
}

/// Whether it is sent to a customer's group.
fn is_customers(delivery: &Delivery) -> bool {
    delivery
        .directory
        .group_in(&delivery.destination)
        .is_some_and(|group| group.customer().is_some())
}
