//! Everything that is true at the moment of speaking: what to say, to whom, about which incident.

use std::collections::HashMap;
use std::sync::Arc;

use chat::{Address, AddressKind, Capabilities};
use chrono::{DateTime, Utc};

use crate::domain::directory::{
    ContactMethod, Destination, Directory, Group, Languages, Person, Side,
};
use crate::domain::incident::{Escalation, Incident, OpenPage};
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::ids::IncidentId;
use crate::store::{ClaimedRow, Store, StoreError};

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
    pub incident: Option<Incident>,
    pub directory: Arc<Directory>,
    /// What the platform can do.
    pub capabilities: Capabilities,
    pub now: DateTime<Utc>,
}

/// A row that no version of this program wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the row cannot be read: {0}")]
pub struct Unreadable(pub String);

impl Delivery {
    /// Reads a row in the light of its incident as it is now.
    pub(super) fn of(
        row: &ClaimedRow,
        incidents: &Incidents,
        directory: &Arc<Directory>,
        capabilities: &Capabilities,
        now: DateTime<Utc>,
    ) -> Result<Self, Unreadable> {
        let (intent, recipient, destination) = read(row)?;
        let incident = incident_of(row)?.and_then(|id| incidents.get(&id)).cloned();
        let reader = Reader::of(directory, &recipient, &destination);
        Ok(Self {
            audience: reader.side(),
            language: reader.language(incident.as_ref()),
            priority: super::selection::priority_at(row.priority),
            intent,
            recipient,
            destination,
            incident,
            capabilities: capabilities.clone(),
            now,
            directory: Arc::clone(directory),
        })
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
        match &self.intent {
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
            _ => None,
        }
    }

    /// The destination as the platform takes it.
    pub fn address(&self) -> Address {
        let is_direct = match &self.recipient {
            Recipient::Person(_) => self.directory.group_in(&self.destination).is_none(),
            Recipient::Group(_) => false,
            Recipient::Room(room) => person_at(&self.directory, room).is_some(),
            Recipient::Subscriber(_) => true,
        };
        let kind = if is_direct { AddressKind::Person } else { AddressKind::Room };
        Address { kind, text: self.destination.address.clone() }
    }
}

fn has(pages: &[OpenPage], code: &str) -> bool {
    pages.iter().any(|page| page.code == code)
}

/// What rows speak of, as it is now.
pub(super) type Incidents = HashMap<IncidentId, Incident>;

/// Reads what rows speak of, in one question for all.
pub(super) async fn incidents_of(
    store: &Store,
    rows: &[&ClaimedRow],
) -> Result<Incidents, StoreError> {
    let ids: Vec<IncidentId> =
        rows.iter().filter_map(|row| incident_of(row).ok().flatten()).collect();
    let incidents = store.incidents(&ids).await?;
    Ok(incidents.into_iter().map(|incident| (incident.id, incident)).collect())
}

fn incident_of(row: &ClaimedRow) -> Result<Option<IncidentId>, Unreadable> {
    let id = row.incident_id.as_deref().map(uuid::Uuid::parse_str).transpose();
    id.map(|id| id.map(IncidentId)).map_err(|error| Unreadable(error.to_string()))
}

fn read(row: &ClaimedRow) -> Result<(Intent, Recipient, Destination), Unreadable> {
    let unreadable = |error: &dyn std::fmt::Display| Unreadable(error.to_string());
    let intent = serde_json::from_str(&row.intent).map_err(|e| unreadable(&e))?;
    let recipient = serde_json::from_str(&row.recipient).map_err(|e| unreadable(&e))?;
    let destination =
        destination_in(&row.destination).ok_or_else(|| unreadable(&"no destination"))?;
    Ok((intent, recipient, destination))
}

/// Reads a destination as it prints itself.
pub(super) fn destination_in(text: &str) -> Option<Destination> {
    let (platform, address) = text.split_once(':')?;
    Some(Destination { platform: platform.to_owned(), address: address.to_owned() })
}

/// Whether a page can come to a destination: it is some person's way.
pub(super) fn carries_pages(directory: &Directory, destination: &str) -> bool {
    let Some(destination) = destination_in(destination) else { return true };
    let group = directory.group_in(&destination).map(|group| &group.id);
    let leads_there = |way: &ContactMethod| match way {
        ContactMethod::Direct(direct) => *direct == destination,
        ContactMethod::StaffGroup(id) => Some(id) == group,
    };
    directory.people.values().any(|person| person.contact_methods.iter().any(leads_there))
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
                person_at(directory, destination)
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
            // A letter is passed on to readers whose language nobody knows, and has room for both.
            Self::Subscriber => Languages::Both,
            Self::Unknown => incident.map(|incident| incident.language).unwrap_or_default(),
        }
    }
}

fn person_at<'a>(directory: &'a Directory, destination: &Destination) -> Option<&'a Person> {
    let is_theirs =
        |way: &ContactMethod| matches!(way, ContactMethod::Direct(direct) if direct == destination);
    directory.people.values().find(|person| person.contact_methods.iter().any(is_theirs))
}
