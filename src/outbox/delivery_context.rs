//! Everything that is true at the moment of speaking: what to say, to whom, about which incident.

use std::collections::HashMap;
use std::sync::Arc;

use chat::{Address, AddressKind, Capabilities};
use chrono::{DateTime, Utc};

use crate::domain::directory::{Destination, Directory, Group, Languages, Person, Side};
use crate::domain::incident::{Escalation, Incident, IncidentState, OpenPage};
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::ids::IncidentNumber;
use crate::store::{ClaimedMessage, Store, StoreError};

/// One row of the outbox at the moment of speaking.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub intent: Intent,
    pub priority: Priority,
    pub recipient: Recipient,
    pub destination: Destination,
    /// Who reads what is sent there.
    pub audience: Side,
    /// The language of the group it goes to, else of the person.
    pub language: Languages,
    /// As it is now; none for words that belong to no incident.
    pub incident: Option<Arc<Incident>>,
    pub directory: Arc<Directory>,
    /// What the platform can do.
    pub capabilities: Capabilities,
    pub now: DateTime<Utc>,
}

impl Delivery {
    /// Resolves a message: who reads it, in which language, about which incident as it is now.
    pub(super) fn of(
        message: &ClaimedMessage,
        incidents: &Incidents,
        directory: &Arc<Directory>,
        capabilities: &Capabilities,
        now: DateTime<Utc>,
    ) -> Self {
        let Notice { to, priority, intent } = message.notice.clone();
        let incident = message.incident.and_then(|number| incidents.get(&number)).cloned();
        let reader = Reader::of(directory, &to, &message.destination);
        Self {
            audience: reader.side(),
            language: reader.language(incident.as_deref()),
            priority,
            intent,
            recipient: to,
            destination: message.destination.clone(),
            incident,
            capabilities: capabilities.clone(),
            now,
            directory: Arc::clone(directory),
        }
    }

    /// Why there is nothing left to say, if so. A page that somebody has answered must wake nobody
    /// (`promises`, 11).
    pub fn obsolete(&self) -> Option<&'static str> {
        let incident = self.incident.as_ref()?;
        if let Recipient::Subscriber(mail) = &self.recipient
            && !incident.subscribers.contains(mail)
        {
            return Some("the mailbox was unsubscribed before the e-mail was sent");
        }
        if self.was_paged_anew(incident) {
            return Some("the person was paged anew before the page was sent");
        }
        match &self.intent {
            Intent::Page { .. } | Intent::EscalationPage { .. } if incident.state.is_closed() => {
                Some("the incident was closed before the page was sent")
            }
            Intent::Page { code, .. } if !incident.awaits_answer_to(code) => {
                Some("the page was acknowledged before it was sent")
            }
            Intent::ResponseWarning { .. } if incident.response.given.is_some() => {
                Some("the response was given before the warning was sent")
            }
            Intent::EscalationPage { code, .. }
                if !has(&incident.paging.for_escalation.open, code) =>
            {
                Some("the escalation was answered before the page was sent")
            }
            Intent::EscalationWarning { .. }
                if !incident.escalation.as_ref().is_some_and(Escalation::is_pending) =>
            {
                Some("the escalation was answered before the warning was sent")
            }
            question if !is_still_asked(question, incident) => {
                Some("it was settled before the question was sent")
            }
            _ => None,
        }
    }

    /// Whether a later page to the same person waits or was sent.
    fn was_paged_anew(&self, incident: &Incident) -> bool {
        let Recipient::Person(to) = &self.recipient else { return false };
        match &self.intent {
            Intent::Page { code, reason } => incident.has_newer_page(to, code, reason.attempt),
            Intent::EscalationPage { code, attempt } => {
                incident.has_newer_escalation_page(to, code, *attempt)
            }
            _ => false,
        }
    }

    /// The destination as the platform takes it.
    pub fn address(&self) -> Address {
        let is_direct = match &self.recipient {
            Recipient::Person(_) => self.directory.group_in(&self.destination).is_none(),
            Recipient::Group(_) => false,
            Recipient::Room(room) => self.directory.person_at(room).is_some(),
            Recipient::Subscriber(_) => true,
        };
        let kind = if is_direct { AddressKind::Person } else { AddressKind::Room };
        Address { kind, text: self.destination.address.clone() }
    }
}

/// Whether an answer is still wanted. A question that a platform's outage held back would otherwise
/// ask for what somebody has done meanwhile. True for everything that is no question.
fn is_still_asked(question: &Intent, incident: &Incident) -> bool {
    match question {
        Intent::RequiredInfoAsked { item } => {
            incident.state.is_being_worked_on() && incident.required_info.pending() == Some(item)
        }
        Intent::ConsentAsked => matches!(incident.state, IncidentState::Resolved { .. }),
        Intent::QuestionReminder | Intent::LeftUnanswered => incident.ending.question.is_some(),
        Intent::AskForUpdate { slot } => incident.updates.next_at == Some(*slot),
        Intent::HandoffOffered { to, .. } => {
            incident.handoff.as_ref().is_some_and(|handoff| handoff.to == *to)
        }
        _ => true,
    }
}

fn has(pages: &[OpenPage], code: &str) -> bool {
    pages.iter().any(|page| page.code == code)
}

/// The incidents that messages are about, as they are now.
pub(super) type Incidents = HashMap<IncidentNumber, Arc<Incident>>;

/// Reads what messages are about, in one question for all.
pub(super) async fn incidents_of(
    store: &Store,
    messages: &[&ClaimedMessage],
) -> Result<Incidents, StoreError> {
    let numbers: Vec<IncidentNumber> =
        messages.iter().filter_map(|message| message.incident).collect();
    store.incidents(&numbers).await
}

/// Whoever reads at a destination, as far as the directory knows.
enum Reader<'a> {
    Group(&'a Group),
    Person(&'a Person),
    /// A mailbox that asked for news.
    Subscriber,
    Unknown,
}

impl<'a> Reader<'a> {
    fn of(directory: &'a Directory, recipient: &Recipient, destination: &Destination) -> Self {
        if matches!(recipient, Recipient::Subscriber(_)) {
            return Self::Subscriber;
        }
        if let Some(group) = directory.group_in(destination) {
            return Self::Group(group);
        }
        let person = match recipient {
            Recipient::Person(id) => directory.people.get(id),
            Recipient::Group(_) | Recipient::Room(_) | Recipient::Subscriber(_) => {
                directory.person_at(destination)
            }
        };
        person.map_or(Self::Unknown, Self::Person)
    }

    /// Nobody known is told as little as a customer.
    fn side(&self) -> Side {
        match self {
            Self::Group(group) if group.customer().is_none() => Side::Support,
            Self::Person(person) => person.role.side(),
            Self::Group(_) | Self::Subscriber | Self::Unknown => Side::Customer,
        }
    }

    fn language(&self, incident: Option<&Incident>) -> Languages {
        match self {
            Self::Group(group) => group.language,
            Self::Person(person) => person.language,
            // An e-mail is passed on to readers whose language nobody knows, and has room for both.
            Self::Subscriber => Languages::Both,
            Self::Unknown => incident.map(|incident| incident.language).unwrap_or_default(),
        }
    }
}
