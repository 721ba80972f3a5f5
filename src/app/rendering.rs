//! Joins the outbox, which knows what to say, with `render`, which knows how.

use std::sync::Arc;

use chat::{AddressKind, Buttons, Message};

use crate::actions::Actions;
use crate::domain::directory::{ContactMethod, Languages};
use crate::domain::entitlement::Entitlement;
use crate::domain::notice::Recipient;
use crate::links::Links;
use crate::outbox::delivery_context::Delivery;
use crate::outbox::renderer::Renderer;
use crate::render::{self, Acts, Audience};

/// What a link in a customer's group may do: what every member of it may. A link that acts for one
/// person goes to that person alone.
const FOR_GROUPS: [&str; 7] =
    ["confirm:", "reject:", "escalate:", "answer:", "skip:", "say:", "rate:"];

/// The sentences of `render`, with the promises that `actions` knows.
pub(super) struct MessageRenderer {
    pub(super) actions: Actions,
    pub(super) links: Option<Arc<Links>>,
}

impl Renderer for MessageRenderer {
    fn notice(&self, delivery: &Delivery) -> Message {
        let entitlement = self.entitlement(delivery);
        let told = self.told(delivery, entitlement.as_deref());
        let message = render::notice(&delivery.intent, &told);
        let message = match &delivery.recipient {
            Recipient::Subscriber(mail) => render::subscriptions::email(message, mail, &told),
            _ => message,
        };
        self.with_links(message, delivery)
    }

    fn thread_name(&self, delivery: &Delivery) -> Option<String> {
        let entitlement = self.entitlement(delivery);
        render::thread_name(&self.told(delivery, entitlement.as_deref()))
    }

    fn merged(&self, messages: &[Message], language: Languages) -> Message {
        render::merged(messages, language)
    }
}

impl MessageRenderer {
    /// The message with a link for every button, where buttons open pages.
    fn with_links(&self, mut message: Message, delivery: &Delivery) -> Message {
        let Some(links) = self.links_at(delivery) else { return message };
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

    fn links_at(&self, delivery: &Delivery) -> Option<&Links> {
        self.links.as_deref().filter(|_| delivery.capabilities.buttons == Buttons::Links)
    }

    /// How people in a room act. Links replace typed commands only in a customer's group.
    fn acts(&self, delivery: &Delivery) -> Acts {
        match self.links_at(delivery).filter(|_| is_customers(delivery)) {
            None => Acts::ByWords,
            Some(_) if delivery.capabilities.receives => Acts::ByEither,
            Some(_) => Acts::ByLinks,
        }
    }

    fn entitlement(&self, delivery: &Delivery) -> Option<Arc<Entitlement>> {
        let incident = delivery.incident.as_ref()?;
        self.actions.entitlement_on(&delivery.directory, &incident.contract_ref)
    }

    fn told<'a>(
        &self,
        delivery: &'a Delivery,
        entitlement: Option<&'a Entitlement>,
    ) -> render::RenderContext<'a> {
        let reader = match &delivery.recipient {
            Recipient::Person(id) => delivery.directory.people.get(id),
            Recipient::Group(_) | Recipient::Room(_) | Recipient::Subscriber(_) => None,
        };
        render::RenderContext {
            now: delivery.now,
            directory: &delivery.directory,
            entitlement,
            incident: delivery.incident.as_deref(),
            audience: Audience {
                language: delivery.language,
                platform: &delivery.destination.platform,
                side: delivery.audience,
                keeps_cards: delivery.capabilities.edit
                    && delivery.address().kind == AddressKind::Room,
                reader,
                group: delivery.directory.group_in(&delivery.destination).map(|group| &group.id),
                acts: self.acts(delivery),
            },
        }
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
