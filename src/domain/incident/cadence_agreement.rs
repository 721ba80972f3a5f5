//! Another cadence than the plan's, or another instant for the next update.
//!
//! More news, or sooner, takes effect at once. Where the plan promises updates, rarer or later ones
//! are only suggested: they take effect when the customer agrees, and until then the promise stays.

use chrono::{DateTime, TimeDelta, Utc};

use super::act_context::{ActContext, Changed};
use super::cadence::bounded;
use super::timeline::Fact;
use super::{Incident, ProposedCadence, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::MeetingLink;
use crate::domain::notice::{Intent, Priority, Recipient};

impl Incident {
    /// Changes the cadence, or suggests that to the customer.
    pub fn agree_on_cadence(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        every: TimeDelta,
    ) -> Result<Changed, Refused> {
        self.refuse_unless_worked_on()?;
        self.refuse_while_parked()?;
        let (every, of_plan) = (bounded(every), self.plan_cadence(context));
        if self.updates.would_be_rarer(of_plan, every) {
            let proposed = ProposedCadence::Every { seconds: every.num_seconds() };
            return Ok(self.propose_cadence(by, proposed));
        }
        let first = self.updates.first_of(of_plan, every, context.now);
        self.updates.agree_on_cadence(every, first);
        Ok(self.record_agreement(context, by, Some(every.num_seconds())))
    }

    /// Changes the instant of the next update, or suggests that to the customer. The cadence
    /// continues from there.
    pub fn agree_on_next(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        next_at: DateTime<Utc>,
    ) -> Result<Changed, Refused> {
        self.refuse_unless_worked_on()?;
        self.refuse_while_parked()?;
        if next_at <= context.now {
            return Err(Refused::NotInTheFuture);
        }
        let promised = self.updates.next_at.filter(|_| self.plan_cadence(context).is_some());
        if promised.is_some_and(|promised| next_at > promised) {
            return Ok(self.propose_cadence(by, ProposedCadence::Next { at: next_at }));
        }
        self.updates.agree_on_next(next_at);
        Ok(self.record_agreement(context, by, None))
    }

    /// The customer agrees to what was suggested.
    pub(super) fn accept_cadence(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        proposed: ProposedCadence,
    ) -> Changed {
        let every = match proposed {
            ProposedCadence::Every { seconds } => {
                let every = TimeDelta::seconds(seconds);
                self.updates.agree_on_cadence(every, context.now + every);
                Some(seconds)
            }
            ProposedCadence::Next { at } => {
                self.updates.agree_on_next(at);
                None
            }
        };
        self.record_agreement(context, by, every)
    }

    /// The customer does not agree: the promise stays as it is.
    pub(super) fn decline_cadence(mut self, by: &Actor) -> Changed {
        let mut decision = Decision::default();
        self.updates.proposed = None;
        decision.record(by, Fact::CadenceDeclined);
        self.tell_of_cadence(
            &mut decision,
            by,
            &Intent::CadenceDeclined { by: by.name().to_owned() },
        );
        (self, decision)
    }

    /// Sets where people meet to work on it, or takes that away.
    pub fn set_bridge(mut self, by: &Actor, link: Option<MeetingLink>) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        self.updates.bridge.clone_from(&link);
        decision.record(by, Fact::BridgeSet { link });
        let intent = Intent::BridgeSet { by: by.name().to_owned() };
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        Ok((self, decision))
    }

    fn propose_cadence(mut self, by: &Actor, proposed: ProposedCadence) -> Changed {
        let mut decision = Decision::default();
        self.updates.proposed = Some(proposed);
        decision.record(by, Fact::CadenceProposed { proposed });
        let intent = Intent::CadenceProposed { by: by.name().to_owned(), proposed };
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        (self, decision)
    }

    fn record_agreement(
        self,
        context: &ActContext<'_>,
        by: &Actor,
        agreed: Option<i64>,
    ) -> Changed {
        let mut decision = Decision::default();
        self.watch_next_update(&mut decision, context.now);
        if let Some(next_at) = self.updates.next_at {
            decision.record(by, Fact::CadenceAgreed { every_seconds: agreed, next_at });
            let every_seconds = self.updates.every_seconds;
            self.tell_of_cadence(
                &mut decision,
                by,
                &Intent::CadenceAgreed { every_seconds, next_at },
            );
        }
        (self, decision)
    }

    /// The owner is told in person of what the customer decided.
    fn tell_of_cadence(&self, decision: &mut Decision, by: &Actor, intent: &Intent) {
        self.tell_rooms(decision, Priority::Reply, intent);
        if let Some(owner) = self.owner.clone().filter(|_| Self::speaks_for_customer(by)) {
            decision.say(Recipient::Person(owner), Priority::Reply, intent.clone());
        }
    }
}
