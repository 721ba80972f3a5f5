//! Updates by e-mail, on request (`DaoCloud`, "沟通事件上报的状态":
//! 客户还可以请求自动接收有关任何事件的电子邮件更新通知).
//!
//! Subscribers read by e-mail what the customer's room is told about the incident: progress,
//! another level, what is asked of the customer, the offered solution, the closing, a reopening.
//! Never a note, and never what is for the staff. A mailbox must be the customer's, when it
//! subscribes and ever after; one that no longer is gets nothing more.
//!
//! The closing is the last update. The subscription stays, so that a reopening is told.

use super::act_context::{ActContext, Changed};
use super::timeline::Fact;
use super::{Incident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::{Destination, Directory};
use crate::domain::entitlement::Entitlement;
use crate::domain::notice::{Intent, Priority, Recipient};

/// The most mailboxes that follow one incident.
const MOST: usize = 20;

impl Incident {
    /// Subscribes a mailbox of the customer.
    pub fn subscribe(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        mail: Destination,
    ) -> Result<Changed, Refused> {
        self.refuse_subscriber(context.entitlement, context.roster.directory, &mail)?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Subscribed { mail: mail.clone() });
        let intent = Intent::Subscribed { mail: mail.clone(), by: by.name().to_owned() };
        self.tell_customer(&mut decision, Priority::Reply, &intent);
        decision.say(Recipient::Subscriber(mail.clone()), Priority::StatusUpdate, intent);
        self.subscribers.push(mail);
        Ok((self, decision))
    }

    /// Unsubscribes a mailbox. Allowed after closing, so that a reopening is not told either.
    pub fn unsubscribe(self, by: &Actor, mail: &Destination) -> Result<Changed, Refused> {
        let Some(mail) = self.follower(mail).cloned() else {
            return Err(Refused::NotSubscribed { address: mail.address.clone() });
        };
        Ok(self.without_subscriber(by, &mail, false))
    }

    /// The mail server knows no such mailbox. Said in the customer's rooms, once; nothing where it
    /// has happened already.
    pub fn lose_subscriber(self, mail: &Destination) -> Changed {
        if !self.subscribers.contains(mail) {
            return (self, Decision::default());
        }
        self.without_subscriber(&Actor::Bot, mail, true)
    }

    /// Why a mailbox cannot be subscribed; nothing if it can.
    pub fn refuse_subscriber(
        &self,
        terms: Option<&Entitlement>,
        directory: &Directory,
        mail: &Destination,
    ) -> Result<(), Refused> {
        self.refuse_if_closed()?;
        let address = mail.address.clone();
        if !self.is_theirs(directory, mail) {
            return Err(Refused::NotTheirMailbox { address });
        }
        if !terms.is_some_and(|terms| terms.plan.behaviour.mail.is_offered_for(self.rank)) {
            return Err(Refused::NoNewsByMail { rank: self.rank });
        }
        if self.follower(mail).is_some() {
            return Err(Refused::SubscribedBefore { address });
        }
        if self.subscribers.len() >= MOST {
            return Err(Refused::TooManySubscribers { at_most: MOST });
        }
        Ok(())
    }

    /// Drops mailboxes that are no longer the customer's by the directory.
    #[must_use]
    pub fn without_strangers(mut self, directory: &Directory) -> Self {
        let subscribers = std::mem::take(&mut self.subscribers);
        self.subscribers =
            subscribers.into_iter().filter(|mail| self.is_theirs(directory, mail)).collect();
        self
    }

    /// Sends a notice by e-mail, if subscribers get notices of its kind.
    pub(super) fn tell_subscribers(&self, decision: &mut Decision, intent: &Intent) {
        if !intent.is_mailed() {
            return;
        }
        for mail in &self.subscribers {
            decision.say(
                Recipient::Subscriber(mail.clone()),
                Priority::StatusUpdate,
                intent.clone(),
            );
        }
    }

    fn without_subscriber(mut self, by: &Actor, mail: &Destination, bounced: bool) -> Changed {
        let mut decision = Decision::default();
        decision.record(by, Fact::Unsubscribed { mail: mail.clone(), bounced });
        let name = (!bounced).then(|| by.name().to_owned());
        self.tell_customer(
            &mut decision,
            Priority::Reply,
            &Intent::Unsubscribed { mail: mail.clone(), by: name },
        );
        self.subscribers.retain(|known| known != mail);
        (self, decision)
    }

    /// The subscriber with this mailbox: capitals make no difference.
    fn follower(&self, mail: &Destination) -> Option<&Destination> {
        self.subscribers.iter().find(|known| known.address.eq_ignore_ascii_case(&mail.address))
    }

    fn is_theirs(&self, directory: &Directory, mail: &Destination) -> bool {
        let Some(customer) = self.contract_ref.customer() else { return false };
        mail.address.parse().is_ok_and(|address| directory.mailbox_of(customer, &address).is_some())
    }
}
