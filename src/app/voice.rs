//! Joins the outbox, which knows what is to be said, with the room that knows how.

use std::sync::Arc;

use chat::{AddressKind, Message};

use crate::actions::Actions;
use crate::domain::customer::Entitlement;
use crate::domain::notice::Recipient;
use crate::engine::outbox::scene::Scene;
use crate::engine::outbox::voice::Voice;
use crate::render::{self, Audience};

/// The sentences of `render`, with the promises that `actions` knows.
pub(super) struct Sentences {
    pub(super) actions: Actions,
}

impl Voice for Sentences {
    fn notice(&self, scene: &Scene) -> Message {
        let entitlement = self.entitlement(scene);
        render::notice(&scene.intent, &told(scene, entitlement.as_deref()))
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
    fn entitlement(&self, scene: &Scene) -> Option<Arc<Entitlement>> {
        let incident = scene.incident.as_ref()?;
        self.actions.entitlement_on(&scene.directory, &incident.footing)
    }
}

fn told<'a>(scene: &'a Scene, entitlement: Option<&'a Entitlement>) -> render::Scene<'a> {
    let reader = match &scene.recipient {
        Recipient::Person(id) => scene.directory.people.get(id),
        Recipient::Group(_) | Recipient::Room(_) => None,
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
