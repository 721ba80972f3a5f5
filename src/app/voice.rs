//! Joins the outbox, which knows what is to be said, with the room that knows how.

use std::sync::Arc;

use chat::{AddressKind, Buttons, Message};

use crate::actions::Actions;
use crate::domain::customer::{Entitlement, Way};
use crate::domain::notice::Recipient;
use crate::engine::outbox::scene::Scene;
use crate::engine::outbox::voice::Voice;
use crate::links::Links;
use crate::render::{self, Audience};

/// What a link in a customer's group may do: what every member of it may. A link that acts for one person goes to
/// that person alone.
const FOR_GROUPS: [&str; 3] = ["confirm:", "reject:", "escalate:"];

/// The sentences of `render`, with the promises that `actions` knows.
pub(super) struct Sentences {
    pub(super) actions: Actions,
    pub(super) links: Option<Arc<Links>>,
}

impl Voice for Sentences {
    fn notice(&self, scene: &Scene) -> Message {
        let entitlement = self.entitlement(scene);
        let told = told(scene, entitlement.as_deref());
        let message = render::notice(&scene.intent, &told);
        let message = match &scene.recipient {
            Recipient::Subscriber(mail) => render::subscriptions::letter(message, mail, &told),
            _ => message,
        };
        self.with_links(message, scene)
    }

    fn thread_name(&self, scene: &Scene) -> Option<String> {
        let entitlement = self.entitlement(scene);
        render::thread_name(&told(scene, entitlement.as_deref()))
    }

    fn merged(&self, scenes: &[Scene]) -> Message {
        let messages: Vec<Message> = scenes.iter().map(|scene| self.notice(scene)).collect();
        let language = scenes.first().map(|scene| scene.language).unwrap_or_default();
        render::merged(&messages, language)
    }
}

impl Sentences {
    /// The message with a link for every button, where buttons open pages.
    fn with_links(&self, mut message: Message, scene: &Scene) -> Message {
        let Some(links) = self.links.as_ref().filter(|_| scene.capabilities.buttons == Buttons::Links) else {
            return message;
        };
        let account = reader_alone(scene);
        let is_customers =
            scene.directory.group_in(&scene.destination).is_some_and(|group| group.customer().is_some());
        for button in &mut message.buttons {
            let is_for_all = is_customers && FOR_GROUPS.iter().any(|verb| button.key.starts_with(verb));
            if account.is_some() || is_for_all {
                button.link = links.to_act(&scene.destination, account, &button.key, scene.now);
            }
        }
        message
    }

    fn entitlement(&self, scene: &Scene) -> Option<Arc<Entitlement>> {
        let incident = scene.incident.as_ref()?;
        self.actions.entitlement_on(&scene.directory, &incident.footing)
    }
}

/// The account of the one person who reads what is sent there; none for a room.
fn reader_alone(scene: &Scene) -> Option<&str> {
    if scene.address().kind != AddressKind::Person {
        return None;
    }
    let leads_there = |way: &Way| matches!(way, Way::Direct(direct) if *direct == scene.destination);
    let person = match &scene.recipient {
        Recipient::Person(id) => scene.directory.people.get(id),
        Recipient::Subscriber(_) => None,
        Recipient::Group(_) | Recipient::Room(_) => {
            scene.directory.people.values().find(|person| person.ways.iter().any(leads_there))
        }
    };
    person?.account_on(&scene.destination.platform)
}

fn told<'a>(scene: &'a Scene, entitlement: Option<&'a Entitlement>) -> render::Scene<'a> {
    let reader = match &scene.recipient {
        Recipient::Person(id) => scene.directory.people.get(id),
        Recipient::Group(_) | Recipient::Room(_) | Recipient::Subscriber(_) => None,
    };
    render::Scene {
        now: scene.now,
        directory: &scene.directory,
        entitlement,
        incident: scene.incident.as_ref(),
        audience: Audience {
            language: scene.language,
            platform: &scene.destination.platform,
            side: scene.audience,
            keeps_cards: scene.capabilities.edit && scene.address().kind == AddressKind::Room,
            reader,
            group: scene.directory.group_in(&scene.destination).map(|group| &group.id),
        },
    }
}
