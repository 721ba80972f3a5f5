//! Where a customer may turn besides the chat.

use chrono::{DateTime, Utc};

use super::Entitlement;
use crate::domain::names::holds_word;
use crate::domain::plan::{Contact, ContactPurpose, Promise, Target};
use crate::ids::SeverityId;

impl Entitlement {
    /// Every contact of the level, in the order of the plan.
    pub fn contacts(&self) -> &[Contact] {
        self.tier_terms().map(|tier| tier.contacts.as_slice()).unwrap_or_default()
    }

    /// The other ways to bring a request that are open at an instant.
    pub fn contacts_open_at(&self, now: DateTime<Utc>) -> Vec<&Contact> {
        let is_open = |contact: &&Contact| {
            self.calendars.get(&contact.coverage).is_some_and(|calendar| calendar.is_open(now))
        };
        let is_for_requests = |contact: &&Contact| contact.purpose == ContactPurpose::Requests;
        self.contacts().iter().filter(is_for_requests).filter(is_open).collect()
    }

    /// Where a customer reaches the vendor's management without the bot.
    pub fn escalation_contacts(&self) -> Vec<&Contact> {
        let is_for_it = |contact: &&Contact| contact.purpose == ContactPurpose::Escalation;
        self.contacts().iter().filter(is_for_it).collect()
    }

    /// The contacts for the subject that a title names.
    pub fn contacts_about(&self, title: &str) -> Vec<&Contact> {
        let is_about = |contact: &&Contact| match &contact.purpose {
            ContactPurpose::Subject(words) => words.iter().any(|word| holds_word(title, word)),
            ContactPurpose::Requests | ContactPurpose::Escalation => false,
        };
        self.contacts().iter().filter(is_about).collect()
    }

    /// The response that another contact's channel promises for a severity, where its clock runs at
    /// this instant.
    pub fn target_by(
        &self,
        contact: &Contact,
        severity: &SeverityId,
        now: DateTime<Utc>,
    ) -> Option<&Target> {
        let Promise::Target(target) = self.plan.promise(&self.tier, &contact.channel, severity)
        else {
            return None;
        };
        let calendar = self.calendars.get(&target.coverage)?;
        calendar.is_open(now).then_some(target)
    }
}
