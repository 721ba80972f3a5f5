//! Joins the outbox, which knows what is to be said, with the room that knows how.

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

/// What a link in a customer's group may do: what every member of it may. A link that acts for one person goes to
/// that person alone.
const FOR_GROUPS: [&str; 7] =
    ["confirm:", "reject:", "escalate:", "answer:", "skip:", "say:", "rate:"];

/// The sentences of `render`, with the promises that `actions` knows.
pub(super) struct MessageRenderer {
    pub(super) actions: Actions,
    pub(super) links: Option<Arc<Links>>,
}

impl Renderer for MessageRenderer {
    fn notice(&self, scene: &Delivery) -> Message {
        let entitlement = self.entitlement(scene);
        let told = self.told(scene, entitlement.as_deref());
        let message = render::notice(&scene.intent, &told);
        let message = match &scene.recipient {
            Recipient::Subscriber(mail) => render::subscriptions::letter(message, mail, &told),
            _ => message,
        };
        self.with_links(message, scene)
    }

    fn thread_name(&self, scene: &Delivery) -> Option<String> {
        let entitlement = self.entitlement(scene);
        render::thread_name(&self.told(scene, entitlement.as_deref()))
    }

    fn merged(&self, messages: &[Message], language: Languages) -> Message {
        render::merged(messages, language)
    }
}

impl MessageRenderer {
    /// The message with a link for every button, where buttons open pages.
    fn with_links(&self, mut message: Message, scene: &Delivery) -> Message {
        let Some(links) = self.links_at(scene) else { return message };
        let account = reader_alone(scene);
        for button in &mut message.buttons {
            let is_for_all =
                is_customers(scene) && FOR_GROUPS.iter().any(|verb| button.key.starts_with(verb));
            if account.is_some() || is_for_all {
                button.link = links.to_act(&scene.destination, account, &button.key, scene.now);
            }
        }
        message
    }

    fn links_at(&self, scene: &Delivery) -> Option<&Links> {
        self.links.as_deref().filter(|_| scene.capabilities.buttons == Buttons::Links)
    }

    /// How a room acts. Links do in a customer's group alone what is typed elsewhere.
    fn acts(&self, scene: &Delivery) -> Acts {
        match self.links_at(scene).filter(|_| is_customers(scene)) {
            None => Acts::ByWords,
            Some(_) if scene.capabilities.receives => Acts::ByEither,
            Some(_) => Acts::ByLinks,
        }
    }

    fn entitlement(&self, scene: &Delivery) -> Option<Arc<Entitlement>> {
        let incident = scene.incident.as_ref()?;
        self.actions.entitlement_on(&scene.directory, &incident.contract_ref)
    }

    fn told<'a>(
        &self,
        scene: &'a Delivery,
        entitlement: Option<&'a Entitlement>,
    ) -> render::RenderContext<'a> {
        let reader = match &scene.recipient {
            Recipient::Person(id) => scene.directory.people.get(id),
            Recipient::Group(_) | Recipient::Room(_) | Recipient::Subscriber(_) => None,
        };
        render::RenderContext {
            now: scene.now,
            directory: &scene.directory,
            entitlement,
            incident: scene.incident.as_deref(),
            audience: Audience {
                language: scene.language,
                platform: &scene.destination.platform,
                side: scene.audience,
                keeps_cards: scene.capabilities.edit && scene.address().kind == AddressKind::Room,
                reader,
                group: scene.directory.group_in(&scene.destination).map(|group| &group.id),
                acts: self.acts(scene),
            },
        }
    }
}

/// The account of the one person who reads what is sent there; none for a room.
fn reader_alone(scene: &Delivery) -> Option<&str> {
    if scene.address().kind != AddressKind::Person {
        return None;
    }
    let leads_there = |way: &ContactMethod| matches!(way, ContactMethod::Direct(direct) if *direct == scene.destination);
    let person = match &scene.recipient {
        Recipient::Person(id) => scene.directory.people.get(id),
        Recipient::Subscriber(_) => None,
        Recipient::Group(_) | Recipient::Room(_) => scene
            .directory
            .people
            .values()
            .find(|person| person.contact_methods.iter().any(leads_there)),
    };
    person?.account_on(&scene.destination.platform)
}

/// Whether it is sent to a customer's group.
fn is_customers(scene: &Delivery) -> bool {
    scene.directory.group_in(&scene.destination).is_some_and(|group| group.customer().is_some())
}
