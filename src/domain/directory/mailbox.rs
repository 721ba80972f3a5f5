//! E-mail addresses, and whose they are. A customer's updates must never go to a stranger's
//! mailbox.

use super::{Directory, EmailAddress, MailDomain, Person, Side};
use crate::ids::{CustomerId, PersonId};

/// How it is known that a mailbox is the customer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mailbox {
    /// It is declared as the mailbox of one of the customer's people.
    Of(PersonId),
    /// Nobody declared it, but it is in one of the customer's mail domains.
    InDomain,
}

impl Directory {
    /// How it is known that a mailbox belongs to this customer; none where it does not. A mailbox
    /// that is declared for anybody else is not the customer's, whatever its domain.
    pub fn mailbox_of(&self, customer: &CustomerId, address: &EmailAddress) -> Option<Mailbox> {
        let declares = |email: &EmailAddress| email.is_same_as(address);
        let owners =
            || self.people.values().filter(|person| person.email.as_ref().is_some_and(declares));
        let is_theirs = |owner: &&Person| {
            owner.role.side() == Side::Customer && owner.customer.as_ref() == Some(customer)
        };
        if let Some(owner) = owners().filter(is_theirs).min_by(|a, b| a.id.cmp(&b.id)) {
            return Some(Mailbox::Of(owner.id.clone()));
        }
        let domains = &self.customers.get(customer)?.mail_domains;
        let is_in = |domain: &MailDomain| address.is_in(domain);
        (owners().next().is_none() && domains.iter().any(is_in)).then_some(Mailbox::InDomain)
    }
}
