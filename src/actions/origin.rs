//! Where an act came from, and the reply that goes back there.

use chrono::{DateTime, Utc};

use super::route::destination_of;
use crate::domain::decision::Decision;
use crate::domain::directory::{Destination, Directory};
use crate::domain::incident::Actor;
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::store::{ActOrigin, Event, Via};

/// Where an act came from, so that it is done once and its reply goes back.
#[derive(Debug, Clone)]
pub struct Origin {
    pub platform: String,
    pub event_id: String,
    pub room: Destination,
    /// Who acts, as the platform names them.
    pub account: String,
    pub via: Via,
    /// A short-lived address to reply to, as JSON; none when the reply rides on the request itself.
    pub reply_to: Option<String>,
    /// Whether the platform carries the reply on its own response, so that none is queued.
    pub answers_itself: bool,
    /// What the caller is told in addition to the reply, whatever that is.
    pub extra: Option<Notice>,
}

impl Origin {
    /// The event as the store records it. The reply is kept only where nothing else keeps it:
    /// elsewhere it waits in the outbox.
    pub(super) fn event(&self, reply: Option<&Notice>, now: DateTime<Utc>) -> Event {
        Event {
            platform: self.platform.clone(),
            event_id: self.event_id.clone(),
            at: now,
            reply: reply.filter(|_| self.answers_itself).cloned(),
        }
    }

    /// From where the act was asked for, for the record.
    pub(super) fn recorded(&self) -> ActOrigin {
        ActOrigin { room: self.room.clone(), account: self.account.clone(), via: self.via }
    }

    /// Adds the reply to somebody who acts from another room: what the incident's own room reads
    /// or, if that is nothing, that it is done.
    pub(super) fn add_reply(&self, decision: &mut Decision, directory: &Directory) {
        if decision.notices.iter().any(|notice| self.is_for_room(directory, notice)) {
            return;
        }
        let is_for_a_person =
            |to: &Recipient| matches!(to, Recipient::Person(_) | Recipient::Subscriber(_));
        let main = decision.notices.iter().find(|notice| !is_for_a_person(&notice.to));
        let done = || {
            let mut own = decision.facts.iter().filter(|(actor, ..)| *actor != Actor::Bot);
            let what = own.next_back().map(|(.., fact)| Box::new(fact.clone()));
            Intent::Recorded { what }
        };
        let intent = main.map_or_else(done, |notice| notice.intent.clone());
        decision.say(Recipient::Room(self.room.clone()), Priority::Reply, intent);
    }

    /// Takes the reply out of a decision: the first notice to the room the act came from.
    pub(super) fn take_reply(
        &self,
        notices: &mut Vec<Notice>,
        directory: &Directory,
    ) -> Option<Notice> {
        let index = notices.iter().position(|notice| self.is_for_room(directory, notice))?;
        Some(notices.remove(index))
    }

    /// What has to be queued of a reply and the other notices: the reply first, in the priority of
    /// replies, since whoever acts is waiting for it; none where the platform's own response
    /// carries it.
    pub(super) fn queued(&self, reply: Option<&Notice>, others: Vec<Notice>) -> Vec<Notice> {
        let queued = reply.filter(|_| !self.answers_itself).cloned();
        let queued = queued
            .map(|notice| Notice { priority: notice.priority.min(Priority::Reply), ..notice });
        queued.into_iter().chain(others).chain(self.extra.clone()).collect()
    }

    fn is_for_room(&self, directory: &Directory, notice: &Notice) -> bool {
        destination_of(directory, &notice.to, 0)
            .is_some_and(|(destination, _)| destination == self.room)
    }
}
