//! How an intent becomes a message. The sentences are in `render`.

use std::sync::Arc;

use chat::{AddressKind, Message};

use super::button_links::ButtonLinks;
use super::delivery_context::Delivery;
use crate::actions::Actions;
use crate::domain::directory::Languages;
use crate::domain::entitlement::Entitlement;
use crate::domain::notice::Recipient;
use crate::links::Links;
use crate::render::{self, Audience};

/// Writes messages. It decides nothing and reads nothing but the delivery.
pub trait Renderer: Send + Sync + 'static {
    /// The message for one notice.
    fn notice(&self, delivery: &Delivery) -> Message;

    /// The name of an incident's thread; none for a message that belongs to no incident.
    fn thread_name(&self, delivery: &Delivery) -> Option<String>;

    /// One message that lists several notices for the same destination, each by its incident's
    /// number.
    fn merged(&self, messages: &[Message], language: Languages) -> Message;
}

/// The sentences of `render`, with the promises that `actions` knows and a link for each button
/// where buttons open pages.
pub struct MessageRenderer {
    actions: Actions,
    links: ButtonLinks,
}

impl MessageRenderer {
    /// Without `links` buttons get none and people type.
    pub fn new(actions: Actions, links: Option<Arc<Links>>) -> Self {
        Self { actions, links: ButtonLinks::by(links) }
    }

    fn entitlement(&self, delivery: &Delivery) -> Option<Arc<Entitlement>> {
        let incident = delivery.incident.as_ref()?;
        self.actions.entitlement_on(&delivery.directory, &incident.contract_ref)
    }

    fn context<'a>(
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
                acts: self.links.acts(delivery),
            },
        }
    }
}

impl Renderer for MessageRenderer {
    fn notice(&self, delivery: &Delivery) -> Message {
        let entitlement = self.entitlement(delivery);
        let context = self.context(delivery, entitlement.as_deref());
        let message = render::notice(&delivery.intent, &context);
        let message = match &delivery.recipient {
            Recipient::Subscriber(mail) => render::subscriptions::email(message, mail, &context),
            _ => message,
        };
        self.links.add_to(message, delivery)
    }

    fn thread_name(&self, delivery: &Delivery) -> Option<String> {
        let entitlement = self.entitlement(delivery);
        render::thread_name(&self.context(delivery, entitlement.as_deref()))
    }

    fn merged(&self, messages: &[Message], language: Languages) -> Message {
        render::merged(messages, language)
    }
}
